"""Checks of a monitoring record (执行监控表) that need no light: names, causes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from indicators.language.achievements import Measured
from indicators.monitoring import Cause, Likelihood, MonitoredRow, MonitoringRecord
from indicators.problems import Problem, Severity
from indicators.scoring.goal import Goal
from indicators.scoring.selection import Declared


def check_record(declared: Sequence[Declared], record: MonitoringRecord) -> Iterator[Problem]:
    """Every mistake that can be seen without judging: a row must name one declared indicator, and only once."""
    names = [each.name for each in declared]
    written = [row.name for row in record.indicator]
    for index, name in enumerate(written):
        if name not in names:
            yield _unknown(name, names).at("indicator", index, "name")
        elif names.count(name) > 1:
            yield _ambiguous(name, names.count(name)).at("indicator", index, "name")
        elif name in written[:index]:
            yield _repeated(name, written.index(name)).at("indicator", index, "name")
    for index, row in enumerate(record.indicator):
        if row.likelihood in (Likelihood.POSSIBLE, Likelihood.IMPOSSIBLE) and row.cause is None:
            yield _cause_missing(row.name, row.likelihood).at("indicator", index)


def unit_assumed(row: MonitoredRow, goal: Goal) -> Iterator[Problem]:
    """A plain count without its unit is read in the target's, and said."""
    actual, measure = row.actual.value, goal.axis.measure
    if measure is None or measure.is_bare or not isinstance(actual, Measured):
        return
    if actual.quantity.is_bare and actual.quantity.number:
        yield Problem(
            "achieved-unit-assumed",
            f"截至期末完成值没有写单位，按目标的单位「{measure.unit}」计算",
            text=row.actual.text,
            expected="与目标相同的单位",
            example=f'actual = "={actual.quantity} {measure.unit}"',
            where=("actual",),
            severity=Severity.WARNING,
        )


def _unknown(name: str, names: list[str]) -> Problem:
    near = get_close_matches(name, names, n=3)
    return Problem(
        "monitoring-row-unknown",
        "没有申报过这个指标",
        text=name,
        expected="、".join(near or names[:3]) or "申报过的指标名称",
        example=f'name = "{(near or names or [name])[0]}"',
    )


def _ambiguous(name: str, times: int) -> Problem:
    return Problem(
        "monitoring-name-ambiguous",
        f"申报的指标里有 {times} 项同名，不知道说的是哪一项",
        text=name,
        expected="申报时名称各不相同",
        example=f'name = "{name}（二）"',
    )


def _repeated(name: str, first: int) -> Problem:
    return Problem(
        "monitoring-row-duplicate",
        f"与第 {first + 1} 行是同一个指标",
        text=name,
        expected="每个指标每期只写一行",
    )


def _cause_missing(name: str, likelihood: Likelihood) -> Problem:
    return Problem(
        "monitoring-cause-missing",
        f"「{name}」完成目标的可能性是「{likelihood.value}」，没有写偏差原因",
        text=likelihood.value,
        expected="、".join(cause.value for cause in Cause),
        example=f'cause = "{Cause.FUNDING.value}"',
        severity=Severity.WARNING,
    )
