"""What can be wrong with a sheet (表的毛病), in words that say what to do."""

from __future__ import annotations

from engine.intake.cells import CellValue, shown
from indicators.problems import Problem, Severity


def no_table() -> Problem:
    """Nothing on the sheet looks like the head of the table."""
    return Problem(
        "workbook-table-missing",
        "这张表里没有指标表的表头",
        expected="有「三级指标」那一行表头",
        example="从 jixiao template build 生成的表改起，不删表头",
    )


def column_missing(name: str) -> Problem:
    """A column was deleted or its heading overwritten."""
    return Problem(
        "workbook-column-missing",
        f"少了「{name}」一栏",
        text=name,
        expected="模板里的每一栏都在；可以换位置，不能删",
        example="撤消删除，或重新生成模板再填",
    )


def column_twice(name: str) -> Problem:
    """Two columns go by the same heading."""
    return Problem(
        "workbook-column-twice",
        f"「{name}」有两栏，不知道用哪一栏",
        text=name,
        expected="每一栏只有一个",
        example="删去多出来的一栏",
    )


def row_twice(name: str) -> Problem:
    """Two rows of the money block go by the same label."""
    return Problem(
        "workbook-column-twice",
        f"「{name}」有两行，不知道用哪一行",
        text=name,
        expected="每一种资金只有一行",
        example="删去多出来的一行",
    )


def unknown_column(text: str) -> Problem:
    """A column of the clerk's own."""
    return Problem(
        "workbook-column-unknown",
        "这一栏不是模板里的，没有导入",
        text=text.strip()[:40],
        expected="模板里的栏",
        severity=Severity.WARNING,
    )


def part_missing(name: str) -> Problem:
    """A label above the table is gone."""
    return Problem(
        "workbook-part-missing",
        f"表里找不到「{name}」",
        text=name,
        expected="模板里的格子都在",
        example="撤消删除，或重新生成模板再填",
    )


def formula(value: CellValue) -> Problem:
    """A formula in a cell to fill in: what it came to is not what was typed."""
    return Problem(
        "workbook-formula",
        "格里是公式，不是填写的内容",
        text=shown(value)[:40],
        expected="文字或数；从别处粘贴时选「只粘贴数值」",
        example="=28 份（格子是文本格式，直接这样打，不会变成公式）",
    )


def was_number(text: str) -> Problem:
    """Taken, and said."""
    return Problem(
        "workbook-number",
        "格里是数，当作文字读",
        text=text,
        expected="文本格式的格子",
        severity=Severity.WARNING,
    )


def rows_many(most: int) -> Problem:
    """No project has so many indicators: something else was pasted into the table."""
    return Problem(
        "workbook-rows-many",
        f"指标表超过 {most} 行",
        expected="一张表里一个项目的指标",
        example="删去粘贴到表下面的别的内容",
    )
