"""What every document is made of (文书): frozen, exact numbers, trimmed texts, unknown keys refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, PlainValidator, ValidationInfo

from indicators.numbers import check_decimal, plain, read_number
from indicators.problems import Problem
from indicators.validation import refuse, text_of

STORED = "stored"
"""Key of the validation context for content that we stored ourselves: there numbers are texts."""


def _amount(raw: object, info: ValidationInfo) -> Decimal:
    """A number of points or money: int or Decimal from TOML; never float, and text only from our own store."""
    if isinstance(raw, str) and (info.context or {}).get(STORED):
        number = read_number(raw)
        if isinstance(number, Problem):
            refuse(number)
        raw = number
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        refuse(Problem("type-wrong", "应当是数", text=str(raw)[:40], expected="不加引号的数", example="51.60"))
    if isinstance(raw, int) and abs(raw) >= 10**16:
        refuse(Problem("number-too-long", "数字位数过多", example="51.60"))
    value = Decimal(raw)
    if problem := check_decimal(value) or _scientific(value):
        refuse(problem)
    if value < 0:
        refuse(Problem("number-negative", "不能是负数", text=format(value, "f"), example="51.60"))
    return value


def _scientific(value: Decimal) -> Problem | None:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent <= 0:
        return None
    return Problem("number-unreadable", "不用科学记数法", text=str(value), expected="写全的数", example="1200.50")


Amount = Annotated[Decimal, PlainValidator(_amount), PlainSerializer(plain, return_type=str)]
"""Points, or money in 万元; exact, not negative, at most 15 + 6 digits."""

Text = Annotated[str, BeforeValidator(text_of)]


class Document(BaseModel):
    """Base of all documents: frozen, and an unknown key is a mistake rather than silently dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)
