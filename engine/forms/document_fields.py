"""Fields of the head, the money block, the objectives and the total (表头、资金、目标、总分)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import attrgetter

from engine.forms.fields import MONITORED, SCORED, DocumentField
from engine.forms.figures import money, percent, points, short_percent
from engine.forms.grid import Role
from engine.forms.printed import OPEN, execution_rate, full_weight
from engine.forms.subject import Subject
from indicators.content import FIELD_NAMES, PARTS, PLACE_NAMES
from indicators.indicator import Money
from indicators.scoring.monitoring_view import MoneyView
from indicators.scoring.project import ProjectScore

AMOUNTS = ("original_budget", "revised_budget", "outturn")


def _funding() -> Iterator[tuple[str, DocumentField]]:
    for amount in AMOUNTS:
        name = f"年度资金总额{FIELD_NAMES[amount]}"
        yield f"funding.{amount}", DocumentField(name, Role.NUMBER, _total_amount(amount))
        for part in PARTS:
            name = f"{PLACE_NAMES[part]}{FIELD_NAMES[amount]}"
            yield f"funding.{part}.{amount}", DocumentField(name, Role.NUMBER, _part_amount(part, amount))


def _total_amount(amount: str) -> Callable[[Subject], str]:
    return lambda it: money(getattr(it.assessment.funding, amount))


def _part_amount(part: str, amount: str) -> Callable[[Subject], str]:
    """Blank where the office gave no breakdown."""

    def read(it: Subject) -> str:
        given: Money | None = getattr(it.assessment.funding, part)
        return "" if given is None else money(getattr(given, amount))

    return read


def _score(it: Subject) -> ProjectScore:
    assert it.score is not None, "only forms of a scored self-assessment show scores"
    return it.score


def _execution_weight(it: Subject) -> str:
    execution = _score(it).execution
    return points(execution.weight) if execution else ""


def _rate(printed: Callable[[Decimal], str]) -> Callable[[Subject], str]:
    """The rate in one way of printing; blank for a budget of 0."""

    def read(it: Subject) -> str:
        rate = execution_rate(_score(it))
        return "" if rate is None else printed(rate)

    return read


def _earned(printed: Callable[[Decimal], str]) -> Callable[[Subject], str]:
    """Points for execution; blank where the rulebook gives none, 待定 where a person has to decide."""

    def read(it: Subject) -> str:
        execution = _score(it).execution
        if execution is None:
            return ""
        return OPEN if execution.score is None else printed(execution.score)

    return read


def _as_rounded(value: Decimal) -> str:
    """With just the decimals the rulebook rounded to: ``10.00``."""
    return f"{value:f}"


def _total(it: Subject) -> str:
    total = _score(it).total
    return OPEN if total is None else _as_rounded(total)


def _seen(it: Subject) -> MoneyView:
    assert it.monitoring is not None, "only forms of a monitoring record show it"
    return it.monitoring.money


def _seen_rate(it: Subject) -> str:
    rate = _seen(it).printed_rate
    return "" if rate is None else percent(rate)


DOCUMENT_FIELDS: dict[str, DocumentField] = {
    "project.name": DocumentField("项目名称", Role.VALUE, attrgetter("assessment.project.name")),
    "project.fiscal_year": DocumentField("年度", Role.VALUE, lambda it: str(it.assessment.project.fiscal_year)),
    "project.supervising_department": DocumentField(
        "主管部门", Role.VALUE, attrgetter("assessment.project.supervising_department")
    ),
    "project.implementing_unit": DocumentField(
        "实施单位", Role.VALUE, attrgetter("assessment.project.implementing_unit")
    ),
    **dict(_funding()),
    "funding.deviation_analysis": DocumentField(
        "执行率偏差原因", Role.PROSE, attrgetter("assessment.funding.deviation_analysis")
    ),
    "objective.planned": DocumentField("预期目标", Role.PROSE, attrgetter("assessment.objective.planned")),
    "objective.achieved": DocumentField(
        "实际完成情况", Role.PROSE, attrgetter("assessment.objective.achieved"), SCORED
    ),
    "execution.weight": DocumentField("执行率的分值", Role.NUMBER, _execution_weight, SCORED),
    "execution.rate": DocumentField("执行率", Role.NUMBER, _rate(percent), SCORED),
    "execution.rate-trimmed": DocumentField("执行率，去掉末尾的零", Role.NUMBER, _rate(short_percent), SCORED),
    "execution.score": DocumentField("执行率的得分", Role.NUMBER, _earned(_as_rounded), SCORED),
    "execution.score-trimmed": DocumentField("执行率的得分，去掉末尾的零", Role.NUMBER, _earned(points), SCORED),
    "total.weight": DocumentField("总分值", Role.NUMBER, lambda it: points(full_weight(_score(it))), SCORED),
    "total.score": DocumentField("总分", Role.NUMBER, _total, SCORED),
    "total.grade": DocumentField("等次", Role.VALUE, lambda it: _score(it).grade or OPEN, SCORED),
    "monitored.outturn": DocumentField("截至期末执行数", Role.NUMBER, lambda it: money(_seen(it).outturn), MONITORED),
    "monitored.rate": DocumentField("截至期末执行率", Role.NUMBER, _seen_rate, MONITORED),
    "monitored.light": DocumentField("资金的灯", Role.VALUE, lambda it: _seen(it).standing.light.value, MONITORED),
    "monitored.note": DocumentField("监控说明", Role.PROSE, attrgetter("monitoring_note"), MONITORED),
}
"""Every field a form shows once, by its name in a form file."""
