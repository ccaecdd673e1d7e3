"""What can go wrong with the storage (存储故障): a code, a plain sentence, the next command.

Never SQL, never a password.
"""

from __future__ import annotations

STORAGE_UNAVAILABLE = 7
EXIT_CODES = {"storage-missing": 6, "storage-damaged": 8}
"""Exit codes of the command line, where they are not ``STORAGE_UNAVAILABLE``."""

CODES = (
    "storage-missing",
    "storage-foreign",
    "storage-newer",
    "storage-outdated",
    "storage-locked",
    "storage-full",
    "storage-read-only",
    "storage-unreachable",
    "storage-damaged",
    "storage-refused",
)


class StorageError(Exception):
    """The storage cannot do what was asked (存储故障).

    >>> print(StorageError("storage-missing", "没有找到数据库 a.db", "先运行 jixiao db upgrade 建立它"))
    storage-missing: 没有找到数据库 a.db；先运行 jixiao db upgrade 建立它
    """

    def __init__(self, code: str, message: str, remedy: str) -> None:
        assert code in CODES, code
        super().__init__(code, message, remedy)
        self.code = code
        self.message = message
        self.remedy = remedy

    @property
    def exit_code(self) -> int:
        return EXIT_CODES.get(self.code, STORAGE_UNAVAILABLE)

    def __str__(self) -> str:
        return f"{self.code}: {self.message}；{self.remedy}"


class Stale(Exception):
    """Somebody was faster (已被别人先一步改动): the project is no longer as the writer saw it. Nothing was written."""


class DuplicateKey(Exception):
    """The idempotency key is in the history already (重复的操作): this step was taken before. Nothing was written."""
