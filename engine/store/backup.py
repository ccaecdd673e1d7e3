"""Copies of a database (备份与恢复): made while it is in use, and trusted only after they were read back whole."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from engine.store.address import FileAddress, read_address
from engine.store.connections import open_sqlite
from engine.store.errors import StorageError
from engine.store.store import open_store
from engine.store.translate import translated
from workflows.history import Anchor, verify_chain

COMPANIONS = ("-journal", "-wal", "-shm")
"""What SQLite may leave beside a file; of another file's they would destroy it."""


def backup(address: str, target: Path) -> Anchor | None:
    """Copy a SQLite database into a new file and read it back; gives where the copied history ends.

    PostgreSQL has a better tool of its own: the refusal names the command.
    """
    where = _file(address)
    _refuse_existing(target, "换一个备份文件名")
    part = _part(target)
    try:
        copy_sqlite(where.path, part)
        head = verified(part)
        publish(part, target)
    finally:
        _remove(part)
    return head


def restore(source: Path, address: str, keep_replaced_as: Path | None = None) -> Anchor | None:
    """Put a checked backup in the place of a database; gives where the restored history ends.

    An existing database is replaced only with ``keep_replaced_as``, the new file name it is kept under. The source is
    copied beside the target and checked there first, so nothing is touched unless the backup is good.
    """
    where = _file(address)
    if keep_replaced_as is None:
        _refuse_existing(where.path, "要替换它，请写 --replace，原来的文件会另存")
    else:
        _refuse_existing(keep_replaced_as, "换一个另存的文件名")
    part = _part(where.path)
    try:
        copy_sqlite(source, part)
        head = verified(part)
        if keep_replaced_as is not None and where.path.exists():
            _replace(where, part, keep_replaced_as)
        else:
            publish(part, where.path)
    finally:
        _remove(part)
    return head


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that may be in use, by SQLite's own backup, into a new file that is on the disk afterwards."""
    with (
        translated(FileAddress(source)),
        contextlib.closing(open_sqlite(source)) as original,
        translated(FileAddress(target), writing=True),
        contextlib.closing(open_sqlite(target, mode="rwc")) as copy,
    ):
        original.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    _to_disk(target)


def verified(path: Path) -> Anchor | None:
    """Read a whole copy: the pages, the constraints and the chain; gives the end of its history or refuses it."""
    with translated(FileAddress(path)), contextlib.closing(open_sqlite(path, mode="ro")) as connection:
        sound = connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        bound = connection.execute("PRAGMA foreign_key_check").fetchone() is None
    with open_store(str(path)) as store, store.chain() as (head, entries):
        broken = next(verify_chain(entries, head), None)
    if broken is not None or not (sound and bound):
        reason = broken.message if broken else "SQLite 的完整性检查没有通过"
        raise StorageError("storage-damaged", f"没有采用这份数据：{reason}", "请运行 jixiao doctor 检查来源")
    return head


def publish(part: Path, target: Path) -> None:
    """Give a finished file its name, at once and whole; never over another file."""
    try:
        os.link(part, target)
    except FileExistsError:
        _refuse_existing(target, "换一个文件名")
    except OSError:
        # No hard links on this disk.
        _refuse_existing(target, "换一个文件名")
        part.rename(target)
    _to_disk(target.parent)


def _replace(where: FileAddress, part: Path, kept: Path) -> None:
    """Put a finished file in the place of a database, which stays under another name: never neither of them."""
    _settle(where)
    for suffix in COMPANIONS:
        path = where.path.with_name(where.path.name + suffix)
        if path.exists():
            path.rename(kept.with_name(kept.name + suffix))
    try:
        os.link(where.path, kept)
    except FileExistsError:
        _refuse_existing(kept, "换一个另存的文件名")
    except OSError:
        # No hard links on this disk.
        where.path.rename(kept)
    part.replace(where.path)
    _to_disk(where.path.parent)


def _settle(where: FileAddress) -> None:
    """Refuse while another program writes; finish what a crash left. A damaged file may be replaced all the same."""
    try:
        with contextlib.closing(open_sqlite(where.path, wait_seconds=1)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            with translated(where):
                raise


def _file(address: str) -> FileAddress:
    where = read_address(address)
    if isinstance(where, FileAddress):
        return where
    remedy = (
        f"备份：pg_dump --format=custom --file=备份.dump '{where.plain}'；"
        f"恢复到空库：pg_restore --exit-on-error --dbname='{where.plain}' 备份.dump"
    )
    raise StorageError("storage-refused", f"{where} 在 PostgreSQL 上，请用它自带的工具", remedy)


def _refuse_existing(path: Path, remedy: str) -> None:
    if path.exists() or path.is_symlink():
        raise StorageError("storage-refused", f"{path} 已经存在，不会覆盖", remedy)


def _part(target: Path) -> Path:
    """The name of a file that is not finished yet."""
    if not target.parent.is_dir():
        raise StorageError("storage-missing", f"没有文件夹 {target.parent}", "先建好文件夹，或换一个位置")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    _remove(part)
    return part


def _remove(part: Path) -> None:
    for suffix in ("", *COMPANIONS):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """Make sure that a file, or a folder's list of names, is on the disk. Windows has no such thing for folders."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
