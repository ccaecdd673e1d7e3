"""``jixiao parse``: how a sentence is understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum, StrEnum
from typing import Annotated, Any

import typer

from engine.cli.output import ExitCode, print_json, refuse, say


class Kind(StrEnum):
    """What a sentence is read as."""

    AUTO = "auto"
    TARGET = "target"
    ACHIEVED = "achieved"
    CLAUSE = "clause"
    CONDITION = "condition"


NAMES = {
    Kind.TARGET: "年度指标值",
    Kind.ACHIEVED: "实际完成值",
    Kind.CLAUSE: "计分规则",
    Kind.CONDITION: "条件",
}


LABELS = {
    "comparator": "计算符号",
    "quantity": "数量",
    "sign": "符号",
    "low": "下限",
    "high": "上限",
    "low_open": "不含下限",
    "high_open": "不含上限",
    "date": "日期",
    "start": "开始",
    "end": "结束",
    "wording": "文字",
    "levels": "等级",
    "grade": "完成等次",
    "done": "完成",
    "base": "基本规则",
    "modifiers": "附加规则",
    "subject": "比较什么",
}
"""Names of the fields for people; a test holds them to the types."""


def parse(
    text: Annotated[str, typer.Argument(help="要解读的文字，如 “≥20 份”、“每少 1 次扣 2 分”")],
    kind: Annotated[Kind, typer.Option(help="按哪一类解读；auto 依次试规则、条件、目标")] = Kind.AUTO,
    fiscal_year: Annotated[int | None, typer.Option(help="预算年度，补全没有年份的日期")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """解读一个指标值、实际完成值或一句计分规则 (how a sentence is understood)."""
    from engine.intake.report import Located
    from indicators.problems import Problem

    read_as, value = _read(text, kind, fiscal_year)
    if isinstance(value, Problem):
        refuse([Located(value, "（命令行）")], as_json)
    described = {"kind": read_as.value, "type": type(value).__name__, "canonical": str(value), "fields": _plain(value)}
    if as_json:
        print_json(described)
    else:
        say(f"{NAMES[read_as]}  {value}")
        for name, shown in _lines(value):
            say(f"  {name}  {shown}")
    raise typer.Exit(ExitCode.DONE)


def _read(text: str, kind: Kind, fiscal_year: int | None) -> tuple[Kind, Any]:
    from indicators.language.achievements import parse_achievement
    from indicators.language.clauses import parse_clause
    from indicators.language.conditions import parse_condition
    from indicators.language.targets import parse_target
    from indicators.problems import Problem

    readers: dict[Kind, Callable[[], Any]] = {
        Kind.CLAUSE: lambda: parse_clause(text),
        Kind.CONDITION: lambda: parse_condition(text),
        Kind.TARGET: lambda: parse_target(text, fiscal_year),
        Kind.ACHIEVED: lambda: parse_achievement(text, fiscal_year),
    }
    if kind is not Kind.AUTO:
        return kind, readers[kind]()
    for candidate in (Kind.CLAUSE, Kind.CONDITION):
        value = readers[candidate]()
        if not isinstance(value, Problem):
            return candidate, value
    return Kind.TARGET, readers[Kind.TARGET]()


def _lines(value: Any) -> list[tuple[str, str]]:
    return [(LABELS[field.name], _shown(getattr(value, field.name))) for field in fields(value)]


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "；".join(map(str, value)) or "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    return (value.value or "（未写）") if isinstance(value, Enum) else str(value)


def _plain(value: Any) -> Any:
    """Typed values as JSON: enums by name, numbers as strings."""
    if isinstance(value, Enum):
        return value.name
    if is_dataclass(value):
        return {"type": type(value).__name__, **{f.name: _plain(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool) else str(value)
