"""What can be wrong between a sheet and the history (对不上的地方), in words that say what to do."""

from __future__ import annotations

from engine.forms.workbook.stamp import Stamp
from indicators.problems import Problem


def unknown_row(own: str) -> Problem:
    """An id of another project or version."""
    return Problem(
        "workbook-row-unknown",
        "这一行的标识不是这个项目这一版的，像是从别的表里整行复制来的",
        text=own[:40],
        expected="从别的表复制时只复制可填的格子，贴到空白行里",
        example="清空这一行，在表下面的空白行里填",
    )


def row_twice(name: str) -> Problem:
    """A copied row that nobody can tell from the original."""
    return Problem(
        "workbook-row-twice",
        "有两行是同一个标识，看不出哪一行是原来的",
        text=name,
        expected="每个指标一行；原来的一行保留原来的三级指标",
        example="清空复制的一行，在表下面的空白行里填",
    )


def row_extra() -> Problem:
    """Indicators are declared, not added on the way."""
    return Problem(
        "workbook-row-extra",
        "这一行不是申报过的指标",
        expected="只填模板里已有的行；要加指标，申报时用目标模板，年中用 target adjust",
        example="清空这一行",
    )


def row_lost(name: str, place: str) -> Problem:
    """A row that was to be filled in."""
    return Problem(
        "workbook-row-missing",
        f"少了「{name}」一行",
        text=place,
        expected="模板里的每一行都在；不填的留空白，不删",
        example="撤消删除，或重新生成模板再填",
    )


def row_gone(name: str) -> Problem:
    """Somebody renamed or removed the row meanwhile."""
    return Problem(
        "workbook-row-gone",
        f"「{name}」在模板生成以后已经不是这个项目的指标了（删去或改了名）",
        text=name,
        expected="以现在的指标为准",
        example="重新生成模板再填",
    )


def locked_changed(where: str, what: str, typed: str, old: str) -> Problem:
    """A label that was overwritten: rows pasted out of place look like this."""
    return Problem(
        "workbook-locked-changed",
        f"「{where}」的{what}不在这张表里改，原来是 {old or '（空）'}",
        text=typed[:80],
        expected="灰色的格子保持原样；要改目标、分值和预算，申报时用目标模板，年中用 target adjust",
        example=old[:80],
    )


def other_database(stamp: Stamp) -> Problem:
    """A history that never made the version the workbook came from."""
    return Problem(
        "workbook-other-database",
        f"这张表是项目 {stamp.project} 第 {stamp.version} 版的，这个数据库里没有",
        text=stamp.project,
        expected="从这个数据库生成的模板；数据库用 --db 指定",
        example=f"jixiao template build {stamp.project} --kind {stamp.kind.value} --out 填报.xlsx",
    )
