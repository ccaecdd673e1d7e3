"""Performance monitoring (执行监控) as a document: what was done and spent from January to the end of a month.

The columns are those of the monitoring form of 财预〔2019〕136号 as offices publish it; its own text was not seen.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator

from indicators.document import Amount, Document, Text
from indicators.indicator import _AS_WRITTEN, Written, _achievement
from indicators.language.achievements import Achievement
from indicators.validation import one_of


class Cause(Enum):
    """Cause of a deviation (偏差原因); the values are the columns of the monitoring form."""

    FUNDING = "经费保障"
    INSTITUTION = "制度保障"
    STAFF = "人员保障"
    EQUIPMENT = "硬件条件保障"
    OTHER = "其他"


class Likelihood(Enum):
    """Likelihood of reaching the target by the end of the year (完成目标可能性)."""

    CERTAIN = "确定能"
    POSSIBLE = "有可能"
    IMPOSSIBLE = "完全不可能"


_Value = Annotated[Written[Achievement], PlainValidator(_achievement), _AS_WRITTEN]


class MonitoredRow(Document):
    """One indicator in a monitoring record (监控的指标), found by its name."""

    name: Annotated[Text, Field(min_length=1)]
    actual: _Value
    """截至期末完成值: from January to the end of the month."""
    expected: _Value | None = None
    """全年预计完成值."""
    cause: Annotated[
        Cause | None, BeforeValidator(one_of({c.value: c for c in Cause}, "cause-unknown", "偏差原因"))
    ] = None
    cause_note: Text = ""
    likelihood: Annotated[
        Likelihood | None,
        BeforeValidator(one_of({each.value: each for each in Likelihood}, "likelihood-unknown", "完成目标可能性")),
    ] = None


class MonitoringRecord(Document):
    """A monitoring record (执行监控表): one look at money and targets (双监控)."""

    month: Annotated[int, Field(ge=1, le=12, strict=True)]
    """Figures run from January to the end of this month."""
    outturn: Amount
    """执行数 to date, in 万元."""
    note: Text = ""
    indicator: tuple[MonitoredRow, ...] = ()
