"""What a form is filled from (填表的依据): a document, with its scores or a monitoring record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from indicators.indicator import Indicator, SelfAssessment
from indicators.scoring.monitoring_view import MonitoringView, RowView
from indicators.scoring.project import ProjectScore
from indicators.scoring.score import IndicatorScore


class Kind(Enum):
    """Which step of the year a form belongs to; the value is what a form file says."""

    DECLARATION = "目标申报"
    MONITORING = "执行监控"
    SELF_ASSESSMENT = "自评"


@dataclass(frozen=True, slots=True)
class Subject:
    """One project at one step of its year."""

    assessment: SelfAssessment
    score: ProjectScore | None = None
    monitoring: MonitoringView | None = None
    monitoring_note: str = ""
    """What the office says of the period (监控说明)."""

    @property
    def kind(self) -> Kind:
        if self.score is not None:
            return Kind.SELF_ASSESSMENT
        return Kind.DECLARATION if self.monitoring is None else Kind.MONITORING

    @property
    def rows(self) -> tuple[Row, ...]:
        """The indicators in the order of the document."""
        indicators = self.assessment.indicator
        scores = self.score.indicators if self.score else (None,) * len(indicators)
        seen = self.monitoring.rows if self.monitoring else (None,) * len(indicators)
        return tuple(
            Row(indicator, score, view, indicator.dimension.value, indicator.category)
            for indicator, score, view in zip(indicators, scores, seen, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator with its score or what the monitoring record says of it."""

    indicator: Indicator
    score: IndicatorScore | None
    seen: RowView | None
    dimension: str
    """一级指标 as this form prints it."""
    category: str


def scored(score: ProjectScore) -> Subject:
    """A scored self-assessment as the subject of a form."""
    return Subject(score.assessment, score=score)
