"""Where the data are (数据库地址): a file of SQLite, or a PostgreSQL server. A password is never shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from engine.store.errors import StorageError

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)", re.DOTALL)
_SERVER_SCHEMES = {"postgresql", "postgres", "postgresql+psycopg"}
_SECRET = re.compile(r"//[^/@]*@(?=[^@]*$)|//.*@|([?&](?:ssl)?password=)[^&]*")


@dataclass(frozen=True, slots=True)
class FileAddress:
    """A SQLite file on this machine (本机文件)."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A PostgreSQL database (服务器). Printing it leaves out user and password."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        return _SECRET.sub(lambda found: f"{found[1]}***" if found[1] else "//", self.url)

    @property
    def plain(self) -> str:
        """The address as PostgreSQL's own tools take it, without user and password."""
        return str(self).replace("postgresql+psycopg://", "postgresql://", 1)


Address = FileAddress | ServerAddress


def read_address(text: str) -> Address:
    """Read an address: ``sqlite:///path``, a plain path, or ``postgresql+psycopg://user@host/name``.

    >>> str(read_address("postgresql://li:secret@db.example/jixiao"))
    'postgresql+psycopg://db.example/jixiao'
    """
    found = _SCHEME.fullmatch(text)
    if found is None:
        return _file(text)
    scheme, rest = found[1].lower(), found[2]
    if scheme == "sqlite":
        return _file(rest.removeprefix("/"))
    if scheme in _SERVER_SCHEMES:
        return ServerAddress(f"postgresql+psycopg://{rest}")
    raise StorageError(
        "storage-refused", f"不认得这种数据库：{scheme}", "可写文件名，或 postgresql+psycopg://主机/库名"
    )


def _file(path: str) -> FileAddress:
    if not path.strip() or path == ":memory:" or "\0" in path:
        raise StorageError("storage-missing", "数据库的地址里没有文件名", "写出文件名，如 --db 绩效.db")
    return FileAddress(Path(path))
