"""Conditions of clauses and rulebooks.

    condition = subject sign number [unit]     完成率<60%   偏差率≥30%   执行率低于 80%   实际值≥30
              | 超过目标 | 低于目标 …           short for 完成率>100%, 完成率<100%

A rate is compared with a percentage: ``完成率<0.6`` could mean two things and is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.language.text import MEASURE, Cell, alternatives, read_cell, read_quantity
from indicators.problems import Problem
from indicators.quantities import Quantity
from indicators.vocabulary.clauses import BEYOND_TARGET, SUBJECTS, Subject
from indicators.vocabulary.signs import PREFIXES, SUFFIXES, Comparator


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparison about one row or one project (条件)."""

    subject: Subject
    comparator: Comparator
    quantity: Quantity

    def __str__(self) -> str:
        return f"{self.subject.value}{self.comparator.value}{self.quantity}"


_RATES = frozenset(subject for subject in Subject if subject.value.endswith("率"))
_CONDITION = re.compile(
    rf"(?P<subject>{alternatives(SUBJECTS)})(?P<sign>{alternatives(PREFIXES)})?{MEASURE}"
    rf"(?P<suffix>{alternatives(SUFFIXES)})?"
)


def parse_condition(text: str) -> Condition | Problem:
    """Read one condition.

    >>> print(parse_condition("执行率低于 80%"))
    执行率<80%
    """
    cell = read_cell(text)
    if isinstance(cell, Problem):
        return cell
    if cell.tight in BEYOND_TARGET:
        hundred = Quantity(Decimal(100), "", "%")
        return Condition(Subject.COMPLETION_RATE, PREFIXES[BEYOND_TARGET[cell.tight]], hundred)
    match = _CONDITION.fullmatch(cell.tight)
    comparator = match and _comparator(match)
    if not match or not comparator:
        return _unreadable(text)
    subject, quantity = SUBJECTS[match["subject"]], read_quantity(match, cell, kind="condition")
    if isinstance(quantity, Problem):
        return quantity
    if subject in _RATES and not is_percentage(quantity):
        return _no_percentage(subject, match, cell)
    return Condition(subject, comparator, quantity)


def _comparator(match: re.Match[str]) -> Comparator | None:
    """The one comparator before or after the number; None when there is none, or two that differ."""
    signs = {PREFIXES.get(match["sign"]), SUFFIXES.get(match["suffix"])} - {None}
    return signs.pop() if len(signs) == 1 else None


def is_percentage(quantity: Quantity) -> bool:
    """Whether a rate can be compared with it: 60%, or a 0 that needs no unit."""
    return quantity.measured_in(Quantity(Decimal(1), "", "%")) == quantity.number


def _no_percentage(subject: Subject, match: re.Match[str], cell: Cell) -> Problem:
    return Problem(
        "condition-unreadable",
        f"{subject.value}应当与百分数比较",
        text=cell.text,
        span=cell.span((match.start("number"), match.end())),
        expected="百分数",
        example=f"{subject.value}<60%",
    )


def _unreadable(text: str) -> Problem:
    return Problem(
        "condition-unreadable",
        "看不懂的条件",
        text=text,
        expected=f"{'、'.join(SUBJECTS)}之一,加计算符号和数",
        example="完成率<60%",
    )
