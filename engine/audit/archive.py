"""Documents in a ZIP archive (压缩包): listed, then read one by one under limits; nested ones stay shut."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from engine.intake.package import ANOTHER, Limits
from indicators.problems import Problem

LIMITS = Limits(parts=5_000, part_bytes=64_000_000, total_bytes=2_000_000_000)
"""A year of a whole city, scanned annexes among it. Sizes that an archive declares are claims: reading is capped."""
_BROKEN = (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, zlib.error)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, with its name as it was meant."""

    name: str
    info: ZipInfo


@dataclass(slots=True)
class Archive:
    """An open archive, and how much of it may still be unpacked."""

    file: ZipFile
    left: int = field(default=LIMITS.total_bytes)

    def members(self) -> list[Member] | Problem:
        """Everything in it but folders and what systems leave behind."""
        listed = [one for one in self.file.infolist() if not one.is_dir()]
        if len(listed) > LIMITS.parts:
            return _too_large(f"压缩包里有 {len(listed)} 个文件，超过 {LIMITS.parts} 个")
        members = (Member(member_name(one), one) for one in listed)
        return [one for one in members if not _is_litter(one.name)]

    def read(self, member: Member) -> bytes | Problem:
        """The bytes of one file, whatever its header says of their number."""
        if member.info.flag_bits & 1:
            return Problem("zip-member-password", "压缩包里的这个文件有密码，打不开。请解压后去掉密码再核查")
        cap = min(LIMITS.part_bytes, self.left)
        try:
            with self.file.open(member.info) as part:
                data = part.read(cap + 1)
        except _BROKEN:
            return Problem("zip-member-broken", "压缩包里的这个文件已损坏，解不出来", expected="重新压缩的 .zip")
        self.left -= min(len(data), self.left)
        if len(data) > cap:
            return _too_large(f"压缩包里的文件解开后超过 {cap // 1_000_000} MB")
        if len(data) > max(LIMITS.small_bytes, LIMITS.ratio * member.info.compress_size):
            return Problem("zip-too-large", f"压缩包里的这个文件压缩率高得不正常，可能是恶意文件。请{ANOTHER}")
        return data


def opened(path: Path) -> Archive | Problem:
    """An archive, its list read."""
    try:
        return Archive(ZipFile(path))
    except FileNotFoundError:
        return Problem("file-missing", "找不到文件", str(path), expected="已有的文件", example="各部门公开件.zip")
    except _BROKEN:
        return Problem("zip-broken", "不是完整的 .zip 压缩包", str(path), expected="重新下载或重新压缩的 .zip")


def member_name(info: ZipInfo) -> str:
    """The name as written: Chinese Windows stores GBK and does not say so, and Python takes it for cp437."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _is_litter(name: str) -> bool:
    parts = name.split("/")
    return "__MACOSX" in parts or parts[-1].startswith((".", "~$"))


def _too_large(message: str) -> Problem:
    return Problem("zip-too-large", message, expected="分成几个压缩包，或解压后核查文件夹")
