"""Checks of a filled-in assessment that need no score: weights, duplicates, sums, units."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from indicators.indicator import Indicator, SelfAssessment
from indicators.language.achievements import Measured
from indicators.language.targets import QuantityRange, QuantityTarget
from indicators.numbers import plain
from indicators.problems import Problem, Severity
from indicators.scoring.rulebook import Rulebook
from indicators.vocabulary.units import PERCENT


def check_document(assessment: SelfAssessment, rulebook: Rulebook) -> tuple[Problem, ...]:
    """Every mistake that can be seen without scoring (填报检查)."""
    return (
        *_weights(assessment, rulebook),
        *_duplicates(assessment),
        *_funding_parts(assessment),
        *_missing_units(assessment),
        *_year(assessment, rulebook),
    )


def _weights(assessment: SelfAssessment, rulebook: Rulebook) -> Iterator[Problem]:
    """Rows and execution must add up to the whole (glossary: 分值)."""
    rows = _total(assessment.indicator)
    wanted = Fraction(rulebook.weights.indicators)
    execution = rulebook.weights.execution
    if rows != wanted:
        yield Problem(
            "weights-not-100",
            f"各指标分值合计 {plain(rows)}，加预算执行 {execution:f} 分不等于 100",
            text=plain(rows),
            expected=f"指标分值合计 {plain(wanted)}",
            example="weight = 10",
            where=("indicator",),
        )
    for name, (low, high) in rulebook.weights.dimensions.items():
        got = _total(tuple(row for row in assessment.indicator if row.dimension.value == name))
        if got and not low <= got <= high:
            yield Problem(
                "weights-of-dimension",
                f"{name}分值合计 {plain(got)}，{rulebook.id} 建议 {low:f}~{high:f}",
                text=plain(got),
                expected=f"{low:f}~{high:f}",
                where=("indicator",),
                severity=Severity.WARNING,
            )


def _total(rows: tuple[Indicator, ...]) -> Fraction:
    return sum((Fraction(row.weight) for row in rows), Fraction(0))


def _duplicates(assessment: SelfAssessment) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, row in enumerate(assessment.indicator):
        key = row.key
        if key in seen:
            yield Problem(
                "indicator-duplicate",
                f"与第 {seen[key] + 1} 个指标重复",
                text=row.name,
                expected="不同的指标名称",
                example=f'name = "{row.name}（二）"',
                where=("indicator", index, "name"),
            )
        seen.setdefault(key, index)


_COLUMNS = (("original_budget", "年初预算数"), ("revised_budget", "全年预算数"), ("outturn", "全年执行数"))


def _funding_parts(assessment: SelfAssessment) -> Iterator[Problem]:
    """The parts of the money block must add up to its first row, to the cent."""
    funding = assessment.funding
    if not funding.parts:
        return
    for field, label in _COLUMNS:
        whole: Decimal = getattr(funding, field)
        added = sum((Fraction(getattr(money, field)) for _, money in funding.parts), Fraction(0))
        if added != whole:
            yield Problem(
                "funding-parts",
                f"{label}：各项资金合计 {plain(added)} 万元，年度资金总额 {whole:f} 万元",
                text=format(whole, "f"),
                expected=plain(added),
                example=f"{field} = {plain(added)}",
                where=("funding", field),
                severity=Severity.WARNING,
            )


def _missing_units(assessment: SelfAssessment) -> Iterator[Problem]:
    """A plain count without its unit is read in the target's, and said."""
    for index, row in enumerate(assessment.indicator):
        target = row.target.value
        achieved = row.achieved.value if row.achieved else None
        if not isinstance(target, QuantityTarget | QuantityRange) or not isinstance(achieved, Measured):
            continue
        wanted = target.high if isinstance(target, QuantityRange) else target.quantity
        got = achieved.quantity
        if got.is_bare and got.number and not wanted.is_bare and not wanted.scale and wanted.base_unit != PERCENT:
            yield Problem(
                "achieved-unit-assumed",
                f"实际完成值没有写单位，按目标的单位「{wanted.unit}」计算",
                text=row.achieved.text if row.achieved else "",
                expected="与目标相同的单位",
                example=f'achieved = "={got} {wanted.unit}"',
                where=("indicator", index, "achieved"),
                severity=Severity.WARNING,
            )


def _year(assessment: SelfAssessment, rulebook: Rulebook) -> Iterator[Problem]:
    year = assessment.project.fiscal_year
    if rulebook.years and year not in rulebook.years:
        yield Problem(
            "rulebook-year",
            f"评分办法 {rulebook.id} 用于 {'、'.join(map(str, rulebook.years))} 年度",
            text=str(year),
            expected="适用年度的评分办法",
            where=("project", "fiscal_year"),
            severity=Severity.WARNING,
        )
