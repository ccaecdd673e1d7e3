"""What was typed into a cell (格里的内容) as text: texts as they are, numbers where they are exact, nothing guessed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from engine.forms.characters import printable
from engine.forms.workbook.kinds import VALUE
from engine.intake.cells import CellError, CellValue, Percent
from indicators.numbers import check_decimal, plain
from indicators.problems import Problem

PERCENT_EXAMPLES = {
    **dict.fromkeys(("target", "achieved", "actual", "expected"), "=95%"),
    VALUE: "95（% 写在计量单位一栏）",
}
"""How a percentage is written in the fields that may hold one."""


def text_of_cell(value: CellValue, *, percent_example: str = "") -> str | Problem:
    """The text a cell says, or why it says none; beside a target in per cent, how to write one.

    >>> text_of_cell(Decimal("28.0")), text_of_cell(None), text_of_cell(" ≥20 份 "), text_of_cell(Percent(Decimal(85)))
    ('28', '', '≥20 份', '85%')
    """
    match value:
        case None:
            return ""
        case str():
            return printable(value).strip()
        case bool():
            return _truth(value)
        case Percent():
            return _number(value.points, "%")
        case Decimal():
            return _bare(value, percent_example) if percent_example else _number(value)
        case datetime():
            return _date(value)
        case CellError():
            return _error(value)


def _truth(value: bool) -> Problem:
    text = "TRUE" if value else "FALSE"
    return Problem("workbook-truth", "格里是 TRUE 或 FALSE，不是文字", text=text, expected="写成文字", example="已完成")


def _error(value: CellError) -> Problem:
    return Problem(
        "workbook-error-value",
        "格里是公式出错的结果",
        text=value.code[:40],
        expected="文字或数，不是公式",
        example="=28 份（格子是文本格式，直接这样打）",
    )


def _number(value: Decimal, sign: str = "") -> str | Problem:
    """A number typed as a number, without the zeros a spreadsheet adds; or one with the tail of a computation."""
    if check_decimal(value) is not None:
        return Problem(
            "workbook-number-inexact",
            "这个数带着很长的尾数，像是算出来的，看不出要填的是多少",
            text=str(value)[:40],
            expected="把格子设成文本，照要写的数打一遍",
            example="48.29",
        )
    text = plain(value)
    return (text.rstrip("0").rstrip(".") if "." in text else text) + sign


def _bare(value: Decimal, example: str) -> Problem:
    """Beside a target in per cent a bare 0.5 may be 50 % or half a per cent."""
    return Problem(
        "workbook-number-percent",
        "指标值的单位是 %，格里是不带 % 的数，看不出是 50% 还是 0.5%",
        text=str(value)[:40],
        expected="把格子设成文本格式，照要写的样子打一遍",
        example=example,
    )


def _date(value: datetime) -> Problem:
    """Excel makes dates of 2024年10月, 10-1 and 1/2 alike: what was typed is gone."""
    month = f"{value.year}年{value.month}月"
    return Problem(
        "workbook-date",
        "这一格变成了日期，看不出原来打的是什么",
        text=value.isoformat(" ").removesuffix(" 00:00:00"),
        expected="把格子设成文本格式，再照要写的样子打一遍",
        example=f"{month}，或 {month}{value.day}日" if value.day == 1 else f"{month}{value.day}日",
    )
