"""What a sentence says about a number (文字里的数): where it stands, its value, and the words that turn it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from indicators.dates import CalendarDate
from indicators.language.targets import PeriodTarget, QuantityRange
from indicators.quantities import Quantity
from indicators.vocabulary.clauses import Side
from indicators.vocabulary.prose import DURATIONS
from indicators.vocabulary.signs import Comparator
from indicators.vocabulary.units import PERCENT


class MentionKind(Enum):
    """What sort of number it is (数的种类)."""

    MONEY = "金额"
    PERCENT = "百分比"
    COUNT = "数量"
    DURATION = "时长"
    DATE = "日期"


Value = Quantity | QuantityRange | CalendarDate | PeriodTarget


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a sentence (提到的数)."""

    start: int
    end: int
    """Where number and unit stand in the text."""
    text: str
    """Number and unit as written."""
    value: Value
    comparator: Comparator = Comparator.UNSTATED
    is_vague: bool = False
    """约, 近, 余, 左右: nothing can be held against it exactly."""
    side: Side | None = None
    """超出, 增加 … or 节约, 减少 …: the number is a difference, not a value."""
    claim: str = ""
    """Verb and number as written: ``超出 25%``; empty without a verb."""
    before: str = ""
    """Words of the same clause before it, without spaces, back to the number before."""
    after: str = ""
    """Words of the same clause after it, without spaces, up to the next number."""
    compared_with: str = ""
    """同比, 比上年 …: what the clause compares with when it is not the target."""

    @property
    def kind(self) -> MentionKind:
        """Told by the unit."""
        if isinstance(self.value, CalendarDate | PeriodTarget):
            return MentionKind.DATE
        quantity = self.value.high if isinstance(self.value, QuantityRange) else self.value
        if quantity.unit in DURATIONS:
            return MentionKind.DURATION
        return {PERCENT: MentionKind.PERCENT, "元": MentionKind.MONEY}.get(quantity.base_unit, MentionKind.COUNT)
