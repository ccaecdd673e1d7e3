"""The one place where what a driver raises becomes what we say (驱动异常的翻译)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from engine.store.address import Address, FileAddress
from engine.store.errors import DuplicateKey, Stale, StorageError
from engine.store.schema import APPLICATION_ID, REFUSAL, REFUSAL_STATE

_Said = tuple[str, str, str]
"""Code, message, remedy; ``{0}`` is the address."""

_LOCKED: _Said = ("storage-locked", "数据库 {0} 正被别的程序占用", "等它结束，或关掉打开着这个文件的程序，再运行一次")
_FULL: _Said = ("storage-full", "写不进 {0}：磁盘已满，或到了大小限制", "腾出空间再运行一次；这一步没有写入")
_READ_ONLY: _Said = ("storage-read-only", "{0} 只能读，不能写", "检查文件和所在文件夹的权限；这一步没有写入")
_DAMAGED: _Said = (
    "storage-damaged",
    "{0} 已损坏，不能照常读取",
    "先另存一份，再运行 jixiao doctor；可用 jixiao db restore 恢复备份",
)
_FOREIGN: _Said = (
    "storage-foreign",
    "{0} 不是 jixiao 的数据库",
    "检查文件名或库名；新建数据库请运行 jixiao db upgrade",
)
_FAILED: _Said = ("storage-unreachable", "读写 {0} 时磁盘或网络出错", "检查磁盘或网络，再运行一次")
_FORBIDDEN: _Said = ("storage-refused", "没有权限打开 {0}", "检查文件和所在文件夹的权限")
_REFUSED: _Said = (
    "storage-refused",
    "数据库 {0} 拒绝了这次写入：不合它的规则",
    "这一步没有写入；请运行 jixiao doctor 检查数据库",
)
_APPEND_ONLY: _Said = (
    "storage-refused",
    "数据库 {0} 拒绝了这次写入：历史只能追加，不能改、删，末尾的登记只能随它往后移",
    "这一步没有写入；请运行 jixiao doctor 检查数据库",
)
_NOT_NEXT: _Said = (
    "storage-refused",
    "数据库 {0} 拒绝了这次写入：新记录的序号或前一条的哈希，接不上历史的最后一条",
    "这一步没有写入；请运行 jixiao log verify，看历史的末尾与登记的是否相符",
)
_NOT_IN_LEDGER: _Said = (
    "storage-refused",
    "数据库 {0} 拒绝了这次写入：加了记录，没有把它登记为历史的末尾",
    "这一步没有写入；加记录请用 jixiao 的命令，不要直接写 SQL",
)
_NOT_ONESELF: _Said = (
    "storage-refused",
    "数据库 {0} 拒绝了这次写入：只能以登录的本人名义写",
    "这一步没有写入；请用办理人自己的登录",
)
_NOT_OWN_LOOK: _Said = (
    "storage-refused",
    "数据库 {0} 拒绝了这次写入：「谁看过哪一版」只能记登录的本人",
    "这一步没有写入；请用办理人自己的登录",
)
_RULES: dict[str, _Said] = {
    "event_next": _NOT_NEXT,
    "event_in_ledger": _NOT_IN_LEDGER,
    "event_actor": _NOT_ONESELF,
    "look_actor": _NOT_OWN_LOOK,
}
"""What the refusal of a trigger means, by the rule that was broken; the rest is ``_APPEND_ONLY``."""
_UNREACHABLE: _Said = ("storage-unreachable", "连不上数据库服务器 {0}", "检查地址和网络，确认服务器在运行，再试一次")
_NO_LOGIN: _Said = ("storage-refused", "数据库服务器 {0} 不接受这个用户名或密码", "检查用户名和密码，或请管理员开通")
_NO_DATABASE: _Said = (
    "storage-missing",
    "服务器上没有数据库 {0}",
    "检查库名，或请管理员新建数据库后运行 jixiao db upgrade",
)
_NO_RIGHT: _Said = ("storage-refused", "登录的用户在 {0} 没有这项权限", "请管理员运行 jixiao db admit 开通")
_NO_TABLES: _Said = ("storage-missing", "数据库 {0} 还没有建表", "先运行 jixiao db upgrade")
_TEXT: _Said = ("storage-refused", "文字里有数据库 {0} 不能保存的字符", "删去看不见的控制字符再试；这一步没有写入")
_TOO_LARGE: _Said = ("storage-refused", "有一个数字太大，数据库 {0} 存不下", "检查输入的数字，改小再试；这一步没有写入")


def storage_error(said: _Said, address: Address) -> StorageError:
    code, message, remedy = said
    return StorageError(code, message.format(address), remedy)


def foreign(address: Address) -> StorageError:
    """A database, but not one of ours."""
    return storage_error(_FOREIGN, address)


def without_tables(address: Address) -> StorageError:
    """A database of PostgreSQL that is there and empty."""
    return storage_error(_NO_TABLES, address)


def damaged(address: Address) -> StorageError:
    """A database that says what it cannot say."""
    return storage_error(_DAMAGED, address)


@contextmanager
def translated(address: Address, *, writing: bool = False) -> Iterator[None]:
    """Turn every exception of a driver inside into ours. The cause is kept for developers, without the SQL."""
    try:
        yield
    except DBAPIError as error:
        cause = error.orig or error
        raise translation(cause, address, writing) from cause
    except StatementError as error:
        # A value that we refused ourselves, such as a float for a total: no matter of the storage.
        raise (error.orig or error) from None
    except sqlite3.Error as error:
        raise translation(error, address, writing) from error
    except PoolTimeout as error:
        raise storage_error(_LOCKED, address) from error
    except OverflowError as error:
        # The module sqlite3 says so itself; any other is no matter of the storage.
        if "SQLite" not in str(error):
            raise
        raise storage_error(_TOO_LARGE, address) from error
    except UnicodeEncodeError as error:
        raise storage_error(_TEXT, address) from error
    except UnicodeDecodeError as error:
        # SQLite quotes what is broken, and the driver stumbles over the quotation.
        raise storage_error(_DAMAGED, address) from error


def translation(error: BaseException, address: Address, writing: bool = False) -> Exception:
    """What an exception of a driver means."""
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error, address, writing)
    return _of_postgres(error, address)


def _refusal(text: str | None) -> _Said:
    """What a trigger said, by its rule."""
    return _RULES.get((text or "").removeprefix(REFUSAL), _APPEND_ONLY)


# ---------------------------------------------------------------- SQLite

_SQLITE: dict[int, _Said] = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _FORBIDDEN,
    sqlite3.SQLITE_AUTH: _FORBIDDEN,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FORMAT: _DAMAGED,
    sqlite3.SQLITE_SCHEMA: _DAMAGED,
    sqlite3.SQLITE_IOERR: _FAILED,
    sqlite3.SQLITE_CONSTRAINT: _REFUSED,
    sqlite3.SQLITE_TOOBIG: _REFUSED,
    sqlite3.SQLITE_MISMATCH: _REFUSED,
}
_CUT_SHORT = (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ)
_WRITE_FAILED = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE)


def _of_sqlite(error: sqlite3.Error, address: Address, writing: bool) -> Exception:
    # An error of the module itself, such as a text that is not UTF-8, has no code.
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return storage_error(_DAMAGED, address)
    lost = _lost(code, str(error))
    return lost or storage_error(_sqlite_said(code, str(error), address, writing), address)


def _lost(code: int, text: str) -> Exception | None:
    """A uniqueness that a faster writer took; None for anything else."""
    unique = code in (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
    if text == f"{REFUSAL}event_key" or (unique and text.endswith(": event.key")):
        return DuplicateKey(text)
    if unique or text == f"{REFUSAL}event_stream_version":
        return Stale(text)
    return None


def _sqlite_said(code: int, text: str, address: Address, writing: bool) -> _Said:
    if text.startswith(REFUSAL):
        return _refusal(text)
    if code in _CUT_SHORT:
        return _DAMAGED
    if code in _WRITE_FAILED:
        return _FULL
    if code & 0xFF == sqlite3.SQLITE_CANTOPEN:
        return _READ_ONLY if writing else _FORBIDDEN
    if code & 0xFF == sqlite3.SQLITE_NOTADB:
        return _DAMAGED if _was_ours(address) else _FOREIGN
    # SQLITE_ERROR and the rest: the schema is not what our statements expect.
    return _SQLITE.get(code & 0xFF, _DAMAGED)


def _was_ours(address: Address) -> bool:
    """Whether a file that SQLite does not know still has our mark in its header."""
    if not isinstance(address, FileAddress):
        return False
    try:
        with address.path.open("rb") as file:
            return file.read(72)[68:] == APPLICATION_ID.to_bytes(4, "big")
    except OSError:
        return False


# ---------------------------------------------------------------- PostgreSQL

_POSTGRES: tuple[tuple[str, _Said], ...] = (
    ("08", _UNREACHABLE),
    ("22003", _TOO_LARGE),
    ("22", _TEXT),
    ("23", _REFUSED),
    ("25006", _READ_ONLY),
    ("28", _NO_LOGIN),
    ("3D000", _NO_DATABASE),
    ("40", _LOCKED),
    ("42501", _NO_RIGHT),
    ("53100", _FULL),
    ("53", _UNREACHABLE),
    ("55P03", _LOCKED),
    ("57", _UNREACHABLE),
    ("58", _FAILED),
    ("XX", _DAMAGED),
)
"""SQLSTATE, or how it begins."""

# A failed login has no SQLSTATE, only text in the server's language.
_LOGIN: tuple[tuple[str, _Said], ...] = (
    (r'database ".*" does not exist|数据库 ?".*" ?不存在', _NO_DATABASE),
    (r'password|authentication|pg_hba|role ".*" |口令|密码|认证|身份验证|角色|permission denied|权限', _NO_LOGIN),
)


def _of_postgres(error: BaseException, address: Address) -> Exception:
    state = getattr(error, "sqlstate", None)
    if state == "23505":
        key = getattr(getattr(error, "diag", None), "constraint_name", None) == "event_key"
        return DuplicateKey("event_key") if key else Stale(state)
    return storage_error(_postgres_said(state, error), address)


def _postgres_said(state: str | None, error: Any) -> _Said:
    if state is None:
        return _login_said(error)
    if state == REFUSAL_STATE:
        return _refusal(error.diag.message_primary)
    return next((said for start, said in _POSTGRES if state.startswith(start)), _DAMAGED)


def _login_said(error: Any) -> _Said:
    """What an error without a SQLSTATE means: no connection, or a value the driver does not send."""
    if type(error).__name__ == "DataError":
        return _TEXT
    text = str(error)
    return next((said for pattern, said in _LOGIN if re.search(pattern, text)), _UNREACHABLE)
