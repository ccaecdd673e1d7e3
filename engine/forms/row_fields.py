"""Fields of an indicator's row (指标行)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.forms.fields import MONITORED, SCORED, RowField
from engine.forms.figures import percent, points
from engine.forms.grid import Role
from engine.forms.printed import NOT_APPLICABLE, row_score
from engine.forms.subject import Row, Subject
from indicators.content import FIELD_NAMES
from indicators.monitoring import Cause, Likelihood, MonitoredRow
from indicators.scoring.monitoring_rules import Light
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import IndicatorScore

TICK = "√"


def _text(attribute: str) -> Callable[[Row, Subject], str]:
    return lambda row, _: str(getattr(row.indicator, attribute))


def _written(attribute: str) -> Callable[[Row, Subject], str]:
    """What the office wrote; blank where it wrote nothing."""

    def read(row: Row, _: Subject) -> str:
        written = getattr(row.indicator, attribute)
        return written.text if written else ""

    return read


def _direction(row: Row, _: Subject) -> str:
    return row.indicator.direction.value if row.indicator.direction else ""


def _analysis(row: Row, _: Subject) -> str:
    """偏差原因分析及改进措施, after the reason why a row does not apply."""
    indicator = row.indicator
    reason = indicator.not_applicable and f"{NOT_APPLICABLE}：{indicator.not_applicable}"
    return "\n".join(text for text in (reason, indicator.deviation_analysis) if text)


def _scored(row: Row, it: Subject) -> tuple[IndicatorScore, Rulebook]:
    assert row.score is not None, "only forms of a scored self-assessment show scores"
    assert it.score is not None, "rows have scores only where the document has"
    return row.score, it.score.rulebook


def _score(row: Row, it: Subject) -> str:
    return row_score(*_scored(row, it))


def _completion(row: Row, it: Subject) -> str:
    """完成率: achieved ÷ target, rounded as the rulebook prints rates; blank where there is no number to compare."""
    score, rulebook = _scored(row, it)
    if score.deviation_rate is None or (score.explanation.target or 0) <= 0:
        return ""
    return percent(rulebook.rounding.rate.step.apply((score.deviation_rate + 1) * 100))


def _awarded_by(row: Row, it: Subject) -> str:
    """指标赋分规则: the sentence by which the row was scored."""
    clause = _scored(row, it)[0].explanation.clause
    return str(clause) if clause else ""


def _seen(attribute: str) -> Callable[[MonitoredRow], str]:
    def read(seen: MonitoredRow) -> str:
        written = getattr(seen, attribute)
        return written.text if written else ""

    return read


def _monitored(read: Callable[[MonitoredRow], str]) -> Callable[[Row, Subject], str]:
    """Blank for a row that the record does not speak of."""
    return lambda row, _: read(row.seen.monitored) if row.seen and row.seen.monitored else ""


def _ticks() -> Iterator[tuple[str, RowField]]:
    """A column for each cause and each likelihood, ticked where it is the one."""
    for cause in Cause:
        yield f"monitored.cause.{cause.name.lower()}", _tick(f"偏差原因：{cause.value}", "cause", cause)
    for likelihood in Likelihood:
        title = f"完成目标可能性：{likelihood.value}"
        yield f"monitored.likelihood.{likelihood.name.lower()}", _tick(title, "likelihood", likelihood)


def _tick(title: str, attribute: str, member: Cause | Likelihood) -> RowField:
    read = _monitored(lambda seen: TICK if getattr(seen, attribute) is member else "")
    return RowField(title, Role.VALUE, read, MONITORED)


def _light(row: Row, _: Subject) -> str:
    """Blank where no light is on: the form is no place for why."""
    light = row.seen.standing.light if row.seen else Light.NOT_JUDGED
    return "" if light is Light.NOT_JUDGED else light.value


ROW_FIELDS: dict[str, RowField] = {
    "indicator.dimension": RowField("一级指标", Role.LABEL, lambda row, _: row.dimension),
    "indicator.category": RowField("二级指标", Role.LABEL, lambda row, _: row.category),
    "indicator.name": RowField("三级指标", Role.VALUE, _text("name")),
    "indicator.target": RowField("年度指标值", Role.VALUE, _written("target")),
    "indicator.target_basis": RowField(FIELD_NAMES["target_basis"], Role.VALUE, _text("target_basis")),
    "indicator.previous_achieved": RowField("上年完成值", Role.VALUE, _text("previous_achieved")),
    "indicator.weight": RowField("分值", Role.NUMBER, lambda row, _: points(row.indicator.weight)),
    "indicator.direction": RowField("指标方向", Role.VALUE, _direction),
    "indicator.scoring_rule": RowField("计分规则", Role.VALUE, _written("scoring_rule")),
    "indicator.achieved": RowField("实际完成值", Role.VALUE, _written("achieved"), SCORED),
    "indicator.completion": RowField("完成率", Role.NUMBER, _completion, SCORED),
    "indicator.score": RowField("得分", Role.NUMBER, _score, SCORED),
    "indicator.awarded_by": RowField("指标赋分规则", Role.VALUE, _awarded_by, SCORED),
    "indicator.evidence": RowField("佐证资料", Role.VALUE, lambda row, _: "；".join(row.indicator.evidence), SCORED),
    "indicator.deviation_analysis": RowField(FIELD_NAMES["deviation_analysis"], Role.PROSE, _analysis, SCORED),
    "monitored.actual": RowField("截至期末完成值", Role.VALUE, _monitored(_seen("actual")), MONITORED),
    "monitored.expected": RowField("全年预计完成值", Role.VALUE, _monitored(_seen("expected")), MONITORED),
    "monitored.cause_note": RowField("偏差原因说明", Role.PROSE, _monitored(lambda seen: seen.cause_note), MONITORED),
    "monitored.row_light": RowField("灯", Role.VALUE, _light, MONITORED),
    **dict(_ticks()),
}
"""Every field of an indicator, by its name in a form file."""
