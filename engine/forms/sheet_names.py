"""Names of sheets (工作表名) that Excel accepts: at most 31 UTF-16 units, none of its special characters."""

from __future__ import annotations

import re

from engine.forms.characters import printable
from engine.forms.grid import Grid

COVER = "目录"
NARRATIVE = "情况说明"
LONGEST = 31
_SPECIAL = re.compile(r"[\[\]:*?/\\'!]|\s+|[\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")
_ESCAPE_LIKE = re.compile(r"_(x[0-9a-fA-F]{4})_")
_SUBJECTS = ("项目名称", "部门名称")


def form_name(number: int, grid: Grid) -> str:
    """``01 金融监管工作经费``: the number makes it unique, the project says what it is."""
    return sheet_name(f"{number:02d} {_subject(grid)}")


def figure_name(number: int, title: str) -> str:
    """``图01 扣分``."""
    return sheet_name(f"图{number:02d} {title}")


def _subject(grid: Grid) -> str:
    """What stands beside 项目名称, else the title of the form."""
    cells = iter(sorted(grid.cells, key=lambda cell: (cell.row, cell.column)))
    for cell in cells:
        if cell.text in _SUBJECTS:
            beside = next(cells, None)
            return beside.text if beside and beside.row == cell.row else grid.title
    return grid.title


def sheet_name(text: str) -> str:
    """The text as far as a name of a sheet can hold it.

    >>> sheet_name("01 项目[一]/二：'三'")
    '01 项目 一  二： 三'
    """
    shown = _ESCAPE_LIKE.sub(r"\1", _SPECIAL.sub(" ", printable(text))).strip()
    units = shown.encode("utf-16-le")[: LONGEST * 2]
    return units.decode("utf-16-le", "ignore").strip()
