"""Which characters reach a file (可印字符): all but those that XML 1.0 forbids and no document can hold."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n?")


def printable(text: str) -> str:
    """The text without forbidden control characters, every line break as ``\\n``. Nothing else is lost.

    >>> printable("a\\x00b\\r\\nc")
    'ab\\nc'
    """
    return _BREAK.sub("\n", _FORBIDDEN.sub("", text))
