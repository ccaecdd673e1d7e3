"""Checks of single rows: reason against numbers, targets that were missed or set low."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from engine.audit.finding import Finding
from indicators.language.targets import DateTarget, QuantityTarget
from indicators.numbers import NUMBER, Rounding, plain, rounded
from indicators.scoring.gates import shown_deviation
from indicators.scoring.project import ProjectScore
from indicators.scoring.rulebook import TargetKind
from indicators.scoring.score import IndicatorScore
from indicators.scoring.selection import kind_of
from indicators.vocabulary.signs import Comparator

_CLAIMED = re.compile(rf"(?:超出|超过|超额|多出|超|节约|低于|少|降低|减少)[^0-9，。；]{{0,4}}({NUMBER}) *[%％]")
_MEASURES = re.compile("改进|下一步|今后|下年|下一年|将|应当|应按|应该|加强|调整|完善|优化")
HEAVY_QUALITATIVE = 40
"""Points on one qualitative row from which a reader should ask what was measured."""


def reason_contradicts_numbers(score: ProjectScore) -> Iterator[Finding]:
    """The percentage in the reason is not the deviation that target and achieved give."""
    for row in score.indicators:
        claimed = _CLAIMED.search(row.indicator.deviation_analysis)
        if not claimed or row.deviation_rate is None:
            continue
        text = claimed[1].replace(",", "")
        places = len(text.partition(".")[2])
        actual = rounded(abs(row.deviation_rate) * 100, places, Rounding.HALF_EVEN)
        if Fraction(text) != actual:
            yield _finding(
                "reason-contradicts-numbers",
                score,
                row,
                f"原因写「{claimed[0]}」，按目标 {row.indicator.target.text}、实际 {_achieved(row)}，"
                f"应为 {shown_deviation(row)}",
            )


def cause_without_measure(score: ProjectScore) -> Iterator[Finding]:
    """The column asks for cause and measure; a cause alone repeats next year."""
    bare = [
        row.indicator.name
        for row in score.indicators
        if row.indicator.deviation_analysis and not _MEASURES.search(row.indicator.deviation_analysis)
    ]
    if bare:
        message = f"{len(bare)} 行只说了偏差原因，没有改进措施：{'、'.join(bare)}"
        yield Finding("cause-without-measure", score.assessment.project.name, "", message)


def exact_target_missed(score: ProjectScore) -> Iterator[Finding]:
    """A target written = but not equalled, paid in full: a minimum was probably meant."""
    for row in score.indicators:
        target = row.indicator.target.value
        exact = isinstance(target, QuantityTarget) and target.comparator is Comparator.EXACTLY
        if exact and row.deviation_rate and row.score == row.indicator.weight:
            yield _finding(
                "exact-target-missed",
                score,
                row,
                f"目标写 {row.indicator.target.text}，实际 {_achieved(row)}，并不相等却得满分，可能应写 ≥",
            )


def heavy_qualitative_row(score: ProjectScore) -> Iterator[Finding]:
    """Much weight on words."""
    for row in score.indicators:
        qualitative = kind_of(row.indicator.target.value) is TargetKind.QUALITATIVE
        if qualitative and row.indicator.weight >= HEAVY_QUALITATIVE:
            yield _finding(
                "heavy-qualitative-row",
                score,
                row,
                f"一项定性指标占 {plain(row.indicator.weight)} 分，没有可核对的数",
            )


_BEFORE_MONTH = re.compile(r"([0-9]{1,2}) *月前")


def boundary_differs(score: ProjectScore) -> Iterator[Finding]:
    """N 月前 in the goal leaves the month out; ≤ N 月 in the indicator includes it."""
    months = {int(found) for found in _BEFORE_MONTH.findall(score.assessment.objective.planned)}
    for row in score.indicators:
        target = row.indicator.target.value
        if isinstance(target, DateTarget) and target.comparator is Comparator.AT_MOST and target.date.month in months:
            yield _finding(
                "boundary-differs",
                score,
                row,
                f"总体目标写「{target.date.month} 月前」（不含当月），指标写 {row.indicator.target.text}（含当月）",
            )


def _finding(code: str, score: ProjectScore, row: IndicatorScore, message: str) -> Finding:
    return Finding(code, score.assessment.project.name, row.indicator.name, message)


def _achieved(row: IndicatorScore) -> str:
    return row.indicator.achieved.text if row.indicator.achieved else "（未填）"
