"""A pocket calculator of our own: what is written is computed exactly, × and ÷ before + and -.

It knows nothing of curves. An explanation whose text gives anything but its value is caught by it.
"""

from __future__ import annotations

import re
from fractions import Fraction

_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[-+×÷()/]")


def calculated(text: str) -> Fraction:
    """The exact value of a calculation.

    >>> calculated("5 × 8.29 ÷ 10"), calculated("10 - (2 - 1.5) ÷ (1/4) × 2")
    (Fraction(829, 200), Fraction(6, 1))
    """
    tokens = _TOKEN.findall(text)
    assert "".join(tokens) == text.replace(" ", ""), text
    value = _sum(tokens)
    assert not tokens, f"{text}: {tokens} left over"
    return value


def _sum(tokens: list[str]) -> Fraction:
    value = _product(tokens)
    while tokens and tokens[0] in "+-":
        sign = tokens.pop(0)
        term = _product(tokens)
        value = value + term if sign == "+" else value - term
    return value


def _product(tokens: list[str]) -> Fraction:
    value = _number(tokens)
    while tokens and tokens[0] in "×÷/":
        sign = tokens.pop(0)
        factor = _number(tokens)
        value = value * factor if sign == "×" else value / factor
    return value


def _number(tokens: list[str]) -> Fraction:
    """A number, or a sum in brackets; a minus sign only opens a bracket: ``(-5)``."""
    token = tokens.pop(0)
    if token != "(":
        return Fraction(token)
    negative = tokens[0] == "-"
    if negative:
        tokens.pop(0)
    value = _sum(tokens)
    assert tokens.pop(0) == ")"
    return -value if negative else value
