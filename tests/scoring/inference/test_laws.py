"""Printed scores made by a rule of the space, and what inference makes of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.numbers import Rounding
from indicators.scoring.coverage import check_rulebook
from indicators.scoring.execution import score_execution
from indicators.scoring.inference.candidates import AGAINST_MORE, CAPPED, PLAIN, clause_of, clauses_for
from indicators.scoring.inference.classes import RowClass
from indicators.scoring.inference.evidence import Evidence
from indicators.scoring.inference.outcome import Inference
from indicators.scoring.inference.writing import inferred_rulebook
from indicators.scoring.score import score_indicator
from tests.scoring.formulas import actual_percent, deviation_rate, inverse, overrun, proportional
from tests.scoring.inference.evidence_of_text import evidence, inferred

LAW = settings(max_examples=12, derandomize=True, database=None, deadline=None)
MODES = {
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_DOWN: ROUND_HALF_DOWN,
    Rounding.TRUNCATE: ROUND_DOWN,
}
OF_SIGN = {"≥": (*PLAIN, *CAPPED), "=": (*AGAINST_MORE, *CAPPED), "≤": (*AGAINST_MORE, *CAPPED)}
TARGET = 80
ACHIEVED = (16, 34, 49, 61, 64, 71, 80, 87, 97, 131, 170)
"""On both sides of the target and on it, below 60 % and between 60 % and 80 % of it, and beyond twice of it."""
WEIGHTS = (10, 7)


def met(sign: str, target: Fraction, achieved: Fraction) -> bool:
    return {"≥": achieved >= target, "=": achieved == target, "≤": achieved <= target}[sign]


def points(clause: str, sign: str, weight: int, target: int, achieved: int) -> Fraction:
    """The points of a clause, from the formulas that know no curves."""
    given = Fraction(weight), Fraction(target), Fraction(achieved)
    if clause == "达标得满分，否则不得分":
        return given[0] if met(sign, *given[1:]) else Fraction(0)
    if clause in CAPPED:
        floor = Fraction(60 if "60" in clause else 80, 100)
        return Fraction(0) if given[2] / given[1] < floor else proportional(*given)
    formula = {
        "按比例得分": proportional,
        "超出部分按比例扣分": overrun,
        "按反比例得分": inverse,
        "按偏差率得分": deviation_rate,
        "按实际百分比得分": actual_percent,
    }[clause]
    return formula(*given)


def printed(value: Fraction, mode: Rounding, places: int) -> Decimal:
    """Rounded by the decimal module; 60 digits hold every tie that can occur."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal(1).scaleb(-places), MODES[mode])


Rules = dict[str, str]


def made(rules: Rules, mode: Rounding, places: int) -> Evidence:
    """A row for every sign and value, scored by the rules, and three budgets scored by proportion."""
    lines = []
    for sign, clause in rules.items():
        for number, achieved in enumerate(ACHIEVED):
            weight = WEIGHTS[number % 2]
            score = printed(points(clause, sign, weight, TARGET, achieved), mode, places)
            lines.append(f"产出指标 | {sign}{TARGET}% | ={achieved}% | {weight} | {score}")
    spent = [
        f"执行 | 100 | {outturn} | 10 | {printed(Fraction(outturn, 10), mode, places)}" for outturn in (100, 83, 47)
    ]
    return evidence("\n".join([*lines, *spent]))


RULES = st.fixed_dictionaries({sign: st.sampled_from(clauses) for sign, clauses in OF_SIGN.items()})
MODE = st.sampled_from(Rounding)


@LAW
@given(RULES, MODE, st.sampled_from((2, 1, 0)))
def test_scores_made_by_rules_of_the_space_are_explained_to_the_last(rules: Rules, mode: Rounding, places: int) -> None:
    inference = inferred(made(rules, mode, places))
    assert len(inference.best.explained) == inference.evidence.scores
    assert inference.unexplained == ()


@LAW
@given(RULES, MODE)
def test_the_clause_inferred_gives_what_the_true_one_gives_also_where_nothing_is_printed(
    rules: Rules, mode: Rounding
) -> None:
    """The printed rows tell all clauses apart, so the true one must come out, not one that only fits them."""
    inference = inferred(made(rules, mode, 2))
    for fit in inference.best.fitted[: len(rules)]:
        row = fit.part.items[0]
        sign = row.shown[0][0]
        for achieved in range(0, 200, 7):
            points_given = replace(row, place=Fraction(achieved)).points(fit.clause)
            assert points_given == points(rules[sign], sign, int(row.weight), TARGET, achieved), (sign, achieved)


@LAW
@given(RULES, MODE, st.sampled_from((2, 1, 0)), st.sets(st.integers(0, 32), max_size=25), st.data())
def test_the_rulebook_written_gives_every_score_that_was_explained_and_is_sound(
    rules: Rules, mode: Rounding, places: int, hidden: set[int], data: st.DataObject
) -> None:
    """Also when only some rows are printed, and one of them has any score at all."""
    whole = made(rules, mode, places)
    rows = [row for number, row in enumerate(whole.rows) if number not in hidden] or list(whole.rows[:1])
    odd = data.draw(st.integers(0, len(rows) - 1))
    rows[odd] = replace(rows[odd], score=Decimal(data.draw(st.integers(0, 7))))
    inference = inferred(replace(whole, rows=tuple(rows)))
    agrees_with_its_file(inference)


def agrees_with_its_file(inference: Inference) -> None:
    """Write, load, score again: the same for every score that was explained."""
    book = inferred_rulebook(inference, "反推")
    assert check_rulebook(book).is_clean
    scores = [score_indicator(row.indicator, book).score for row in inference.evidence.rows]
    for one in inference.evidence.executions:
        execution = score_execution(one.funding, book)
        scores.append(execution.score if execution else None)
    for number in inference.best.explained:
        assert scores[number] == inference.items[number].printed, inference.items[number]


def test_the_laws_draw_every_clause_of_the_space() -> None:
    for sign, row_class in {"≥": RowClass.FLOOR, "=": RowClass.EXACT, "≤": RowClass.CEILING}.items():
        assert [str(clause_of(text)) for text in OF_SIGN[sign]] == [str(one) for one in clauses_for(row_class)]
