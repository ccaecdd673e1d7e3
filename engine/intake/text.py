"""Reading a text file people wrote: UTF-8 with or without BOM, then GB18030; size and kind checked first."""

from __future__ import annotations

import os
from pathlib import Path

from indicators.problems import Problem

MAX_BYTES = 4 * 1024 * 1024
"""A department's whole year is under 100 kB; anything near this is not a form."""


def read_text(path: Path) -> str | Problem:
    """The text of a file, or why it cannot be one."""
    data = read_bytes(path, MAX_BYTES)
    return data if isinstance(data, Problem) else decode(data, str(path))


def read_bytes(path: Path, at_most: int) -> bytes | Problem:
    """The bytes of a file people name, or why there are none."""
    if os.path.isdir(path):  # unlike Path.is_dir, False for a name no file can have
        return Problem(
            "file-is-directory",
            "文件夹里没有自评表",
            text=str(path),
            expected="文件名以数字开头的 .toml 文件",
            example="04-supervision.toml",
        )
    try:
        with path.open("rb") as file:
            data = file.read(at_most + 1)
    except FileNotFoundError:
        return Problem(
            "file-missing",
            "找不到文件",
            text=str(path),
            expected="已有的文件",
            example="examples/urumqi-2024/04-supervision.toml",
        )
    except OSError:
        return Problem(
            "file-unreadable",
            "打不开文件",
            text=str(path),
            expected="有权限读的文件",
            example="examples/urumqi-2024/04-supervision.toml",
        )
    if len(data) > at_most:
        return Problem(
            "file-too-large",
            f"文件超过 {at_most // 1024 // 1024} MB",
            text=str(path),
            expected="一张自评表的 .toml 文件",
        )
    return data


def decode(data: bytes, name: str) -> str | Problem:
    """Bytes as UTF-8 (BOM allowed), else GB18030, the encodings offices write."""
    if not data.strip():
        return Problem("file-empty", "文件是空的", text=name, expected="一张自评表", example="[project]")
    if b"\x00" in data:
        return Problem("file-not-text", "这不是文本文件", text=name, expected="UTF-8 或 GBK 编码的 .toml 文件")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return Problem("file-not-text", "文件的编码认不出来", text=name, expected="UTF-8 或 GBK 编码的 .toml 文件")
