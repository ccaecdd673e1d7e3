"""What stands in a cell of a spreadsheet (单元格的值), whichever program wrote it.

A number is the decimal that the program shows, not the binary one it keeps: Excel writes 0.29 as
``0.28999999999999998`` and promises fifteen digits, so fifteen are read. ``85%`` is kept by spreadsheets as 0.85 with
a format; read as a bare 0.85 it would be a hundredth of what the clerk sees, so it is a value of its own. So is an
error (``#N/A``): an empty cell in its place would pass for «nothing written».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal

_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_EVEN)
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LAST_EXPONENT = 308
_MARCH_1900 = 61
_DAYS_TO_YEAR_10000 = 2_958_466


@dataclass(frozen=True, slots=True)
class Percent:
    """A number shown with a percent sign (百分数): ``Percent(Decimal(85))`` is 85%."""

    points: Decimal

    def __str__(self) -> str:
        return f"{self.points:f}%"


@dataclass(frozen=True, slots=True)
class CellError:
    """An error in place of a value (错误值): ``#N/A``, or 未计算 for a formula whose result was never saved."""

    code: str

    def __str__(self) -> str:
        return self.code


CellValue = str | Decimal | Percent | bool | datetime | CellError | None
"""``None`` is an empty cell; a text may be empty too."""
NOT_CALCULATED = CellError("未计算")


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells (合并单元格): the first place, counted from 0, and how many rows and columns."""

    row: int
    column: int
    row_span: int
    column_span: int


def address(row: int, column: int) -> str:
    """The address of a place counted from 0, as spreadsheets show it.

    >>> address(6, 1), address(0, 26)
    ('B7', 'AA1')
    """
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def place(reference: str) -> tuple[int, int] | None:
    """Row and column of an address, counted from 0.

    >>> place("B7"), place("$AA$1"), place("R1C1")
    ((6, 1), (0, 26), None)
    """
    found = _REFERENCE.fullmatch(reference)
    if found is None or int(found[2]) == 0:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def area(reference: str) -> Merge | None:
    """The range of a reference: ``A1:C2``, or a single address."""
    first, _, last = reference.partition(":")
    start, end = place(first), place(last or first)
    if start is None or end is None or end[0] < start[0] or end[1] < start[1]:
        return None
    return Merge(*start, end[0] - start[0] + 1, end[1] - start[1] + 1)


def number(text: str) -> Decimal | CellError:
    """A stored number, to fifteen digits.

    >>> number("4.1449999999999996"), number("51.60"), number("1e400")
    (Decimal('4.145'), Decimal('51.60'), CellError(code='#NUM!'))
    """
    if not _NUMBER.fullmatch(text):
        return CellError("#NUM!")
    exact = Decimal(text)
    if abs(exact.adjusted()) > _LAST_EXPONENT:
        return CellError("#NUM!")
    rounded = _FIFTEEN.create_decimal(text)
    if rounded != exact:
        rounded = rounded.normalize(_FIFTEEN)
    return Decimal(f"{rounded:f}")


def moment(serial: Decimal, is_1904: bool) -> datetime | Decimal:
    """The date of a day number, to the second; what is no date (a bare time, 1900-02-29) stays a number.

    >>> moment(Decimal("45657.5"), False)
    datetime.datetime(2024, 12, 31, 12, 0)
    """
    days = serial + 1462 if is_1904 else serial
    if not _MARCH_1900 <= days < _DAYS_TO_YEAR_10000:
        return serial
    return datetime(1899, 12, 30) + timedelta(seconds=int((days * 86_400).to_integral_value()))  # noqa: DTZ001  # a spreadsheet knows no zone


def shown(value: CellValue) -> str:
    """A value as the text a person would read (显示的文字)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return str(value)
