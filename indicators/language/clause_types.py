"""What a scoring clause (计分规则) is made of; every value prints itself as its canonical sentence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.language.conditions import Condition
from indicators.language.points import FULL_POINTS, NO_POINTS, Points
from indicators.language.targets import QuantityRange, QuantityTarget
from indicators.quantities import Quantity
from indicators.vocabulary import clauses as words
from indicators.vocabulary.clauses import Side, StepReading
from indicators.vocabulary.grades import SHORT_NAMES, Grade


@dataclass(frozen=True, slots=True)
class Proportional:
    """按比例得分: W·min(1, A/T)."""

    def __str__(self) -> str:
        return words.PROPORTIONAL[0]


@dataclass(frozen=True, slots=True)
class Inverse:
    """按反比例得分: W·min(1, T/A)."""

    def __str__(self) -> str:
        return words.INVERSE[0]


@dataclass(frozen=True, slots=True)
class DeviationRate:
    """按偏差率得分: W·max(0, 1−|A−T|/T)."""

    def __str__(self) -> str:
        return words.DEVIATION_RATE[0]


@dataclass(frozen=True, slots=True)
class ActualPercent:
    """按实际百分比得分: W·A for a percentage A, whatever the target."""

    def __str__(self) -> str:
        return words.ACTUAL_PERCENT[0]


@dataclass(frozen=True, slots=True)
class Overrun:
    """超出部分按比例扣分: full until T, then down to 0 at 2T."""

    def __str__(self) -> str:
        return words.OVERRUN[0]


@dataclass(frozen=True, slots=True)
class Award:
    """得 N 分、得满分、不得分: the same points whatever was achieved."""

    points: Points

    def __str__(self) -> str:
        return "不得分" if self.points.is_nothing else f"得{self.points.after_verb}"


@dataclass(frozen=True, slots=True)
class Manual:
    """人工评分: a person chooses within the band and says why."""

    low: Points = NO_POINTS
    high: Points = FULL_POINTS

    def __str__(self) -> str:
        if self == Manual():
            return "须人工评分"
        return f"人工评分，须在 {self.low.bare}~{self.high}之间并说明理由"


@dataclass(frozen=True, slots=True)
class Step:
    """每少 1 次扣 2 分: points off for every step beyond the mark.

    ``start`` is where counting begins: None for the target (or the last band), a percentage of the
    target when ``start_is_share``, else a value. ``per`` in 百分点 or % counts points on a
    percentage and shares of the target on anything else.
    """

    side: Side
    per: Quantity
    points: Points
    reading: StepReading | None = None
    start: Quantity | None = None
    start_is_share: bool = False

    def __str__(self) -> str:
        start = ""
        if self.start is not None:
            sign = ">" if self.side is Side.ABOVE else "<"
            beyond = "超过" if self.side is Side.ABOVE else "低于"
            start = f"{beyond}目标 {self.start} 的部分" if self.start_is_share else f"{sign}{self.start} 的部分"
        reading = f"，{self.reading.value}" if self.reading else ""
        per = f"{self.per} " if self.per.unit.endswith(("%", "‰")) else f"{self.per}"
        return f"{start}每{self.side.value} {per}扣{self.points.after_verb}，扣完为止{reading}"


@dataclass(frozen=True, slots=True)
class Band:
    """≥95% 得 10 分: one band; the first that holds counts."""

    region: QuantityTarget | QuantityRange
    award: Award | Manual
    of_completion: bool = False

    def __str__(self) -> str:
        return f"{'完成率' if self.of_completion else ''}{self.region} {self.award}"


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands in order, and what holds outside all of them (None: nothing is said)."""

    rows: tuple[Band, ...]
    otherwise: Base | None = None

    def __str__(self) -> str:
        rows = "；".join(map(str, self.rows))
        if self.otherwise is None:
            return rows
        return f"{rows}；{'' if isinstance(self.otherwise, Step) else '否则'}{self.otherwise}"


@dataclass(frozen=True, slots=True)
class MetElse:
    """达标得满分，否则…: full marks when the target is met, otherwise what another base gives."""

    otherwise: Base

    def __str__(self) -> str:
        return f"达标得满分，否则{self.otherwise}"


@dataclass(frozen=True, slots=True)
class GradeBand:
    """达成 100%~80%: the share of the weight a grade allows, and the share it gets unless a person chooses."""

    grade: Grade
    high: Decimal
    low: Decimal
    default: Decimal

    def __str__(self) -> str:
        name = next(name for name, grade in SHORT_NAMES.items() if grade is self.grade)
        default = (
            "" if self.default == usual_default(self.grade, self.high, self.low) else f"（默认 {self.default:f}%）"
        )
        return f"{name} {self.high:f}%~{self.low:f}%{default}"


def usual_default(grade: Grade, high: Decimal, low: Decimal) -> Decimal:
    """达成 earns the top of its band; the other grades the bottom, which always belongs to them (60% 含)."""
    return high if grade is Grade.ACHIEVED else low


@dataclass(frozen=True, slots=True)
class ByGrade:
    """按等次得分: a band for each of the three grades."""

    bands: tuple[GradeBand, ...]

    def __str__(self) -> str:
        return f"按等次得分：{'，'.join(map(str, self.bands))}"


@dataclass(frozen=True, slots=True)
class When:
    """完成率低于 60% 不得分: where the condition holds, this award instead (or points off)."""

    condition: Condition
    effect: Award | Manual | Points
    """``Points`` are deducted."""

    def __str__(self) -> str:
        effect = f"扣{self.effect.after_verb}" if isinstance(self.effect, Points) else str(self.effect)
        return f"{self.condition} {effect}"


Base = (
    Proportional | Inverse | DeviationRate | ActualPercent | Overrun | Award | Manual | Step | Bands | MetElse | ByGrade
)
Modifier = Step | When


@dataclass(frozen=True, slots=True)
class Clause:
    """A scoring clause (计分规则): a base and what modifies it, in order."""

    base: Base
    modifiers: tuple[Modifier, ...] = ()

    def __str__(self) -> str:
        return "，".join(map(str, (self.base, *self.modifiers)))
