"""The clauses that are tried for each class of rows (候选的计分规则), the plainest first.

Where several explain the same rows, the order here decides, so it is part of the definition. «Always full marks» is not
among them: it would explain every generous score and say nothing.
"""

from __future__ import annotations

from functools import cache

from indicators.language.clause_types import Clause
from indicators.language.clauses import parse_clause
from indicators.problems import Problem
from indicators.scoring.inference.classes import NUMERIC, RowClass

PLAIN = (
    "按比例得分",
    "达标得满分，否则不得分",
    "按偏差率得分",
    "按实际百分比得分",
)
"""May stand for any number."""
AGAINST_MORE = (
    "按比例得分",
    "达标得满分，否则不得分",
    "超出部分按比例扣分",
    "按反比例得分",
    "按偏差率得分",
    "按实际百分比得分",
)
"""Some pay in full what is below the target: of a floor (≥) they would explain every missed row with full marks."""
CAPPED = (
    "按比例得分，完成率低于 60% 不得分",
    "按比例得分，完成率低于 80% 不得分",
)
"""Special cases: taken only where they explain more than the plain ones."""
MET_ONLY = ("达标得满分，否则须人工评分", "达标得满分，否则不得分")
BY_GRADE = (
    "按等次得分：达成 100%~80%，部分达成 80%~60%，未达成 60%~0%",
    "按等次得分：达成 100%~80%，部分达成 80%~50%，未达成 50%~0%",
    "按等次得分：达成 100%~80%，部分达成 80%~60%（默认 70%），未达成 60%~0%",
    "按等次得分：达成 100%~80%，部分达成 80%~60%（默认 80%），未达成 60%~0%",
)
OF_BUDGET = ("按比例得分", "达标得满分，否则不得分", "按偏差率得分")
OF_ZERO_BUDGET = ("得满分", "不得分")
PERSON = "须人工评分"


@cache
def clauses_for(row_class: RowClass) -> tuple[Clause, ...]:
    """What is tried for a class, in order."""
    return tuple(map(clause_of, _texts(row_class)))


def _texts(row_class: RowClass) -> tuple[str, ...]:
    if row_class in NUMERIC:
        return (*(PLAIN if row_class is RowClass.FLOOR else AGAINST_MORE), *CAPPED)
    match row_class:
        case RowClass.QUALITATIVE:
            return (MET_ONLY[0], *BY_GRADE, MET_ONLY[1])
        case RowClass.EXECUTION:
            return OF_BUDGET
        case RowClass.ZERO_BUDGET:
            return OF_ZERO_BUDGET
    return MET_ONLY


@cache
def clause_of(text: str) -> Clause:
    """One of our own sentences, read by the same parser as everybody's."""
    clause = parse_clause(text)
    assert not isinstance(clause, Problem), text
    return clause


def cost_of(clause: Clause) -> int:
    """How many rules a clause counts as: itself and each special case in it."""
    return 1 + len(clause.modifiers)
