"""What a sheet scores, in exact fractions, as the two rulebooks of the histories say; and what is missing in it.

urumqi-2024: ≥ and = by ratio up to the whole; ≤ by ratio, above the target a person decides; grades 100 %, 60 %, 0.
Rounded to cents, half to even. A result that is not the target is explained. ``weights`` is (execution, indicators).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from tests.histories.model.sheet import GRADES, WORD, Sheet, key_of, result_of, target_of

EXECUTION = "funding"
_OF_GRADE = {"达成": Fraction(1), "部分达成": Fraction(3, 5), "未达成": Fraction(0)}


def printed(points: Fraction) -> Decimal:
    """Rounded to cents, half to even: 4.145 → 4.14."""
    return (Decimal(points.numerator) / Decimal(points.denominator)).quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def row_points(row: Sheet) -> Decimal | None:
    """Points of a row by the rulebook; None where a person decides."""
    weight = Fraction(row["weight"])
    if "not_applicable" in row:
        return Decimal("0.00")
    if is_open(row):
        return _by_person(row, weight)
    if row["target"] == WORD:
        return printed(weight * _OF_GRADE[GRADES[row["achieved"]]]) if row.get("achieved") in GRADES else None
    target, result = target_of(row), result_of(row)
    if target is None or result is None or target[2] != result[1]:
        return None
    return printed(weight * min(Fraction(1), Fraction(result[0]) / Fraction(target[1])))


def is_open(row: Sheet) -> bool:
    """Whether the rulebook leaves the row to a person: nothing filled in yet, or a ceiling broken."""
    target, result = target_of(row), result_of(row)
    if "achieved" not in row or target is None or result is None:
        return "achieved" not in row
    return target[0] in ("≤", "<=") and target[2] == result[1] and Fraction(result[0]) > Fraction(target[1])


def _by_person(row: Sheet, weight: Fraction) -> Decimal | None:
    """Points the owner proposes with a reason where the rule leaves them open."""
    if "score" not in row or Fraction(row["score"]) > weight:
        return None
    return printed(Fraction(row["score"]))


def execution_points(sheet: Sheet, weight: int) -> Decimal:
    funding = sheet["funding"]
    return printed(weight * min(Fraction(1), Fraction(funding["outturn"]) / Fraction(funding["revised_budget"])))


def all_points(sheet: Sheet, weights: tuple[int, int]) -> dict[str, Decimal | None]:
    """Points of every row and of the execution rate by the rulebook."""
    rows = {key_of(row): row_points(row) for row in sheet["indicator"]}
    return rows | {EXECUTION: execution_points(sheet, weights[0])}


def total(sheet: Sheet, weights: tuple[int, int], given: Mapping[str, Decimal]) -> Decimal | None:
    """Σ printed rows, a reviewer's points before the rulebook's; None while any is open."""
    found = [given.get(row, points) for row, points in all_points(sheet, weights).items()]
    return None if None in found else sum((one for one in found if one is not None), Decimal("0.00"))


def weight_of(sheet: Sheet, row: str, weights: tuple[int, int]) -> Decimal:
    if row == EXECUTION:
        return Decimal(weights[0])
    return next(Decimal(one["weight"]) for one in sheet["indicator"] if key_of(one) == row)


def is_sound(sheet: Sheet, weights: tuple[int, int]) -> bool:
    """Weights make 100, and results are in the units of their targets; points proposed are in range, with a reason."""
    whole = sum(Fraction(row["weight"]) for row in sheet["indicator"])
    return whole == weights[1] and all(_is_sound(row) for row in sheet["indicator"])


def _is_sound(row: Sheet) -> bool:
    if "not_applicable" in row:
        return True
    if is_open(row) and "score" in row:
        return Fraction(row["score"]) <= Fraction(row["weight"]) and "score_reason" in row
    target, result = target_of(row), result_of(row)
    return target is None or result is None or target[2] == result[1]


def is_filled(sheet: Sheet) -> bool:
    return all("achieved" in row or "not_applicable" in row for row in sheet["indicator"])


def is_explained(sheet: Sheet) -> bool:
    """Whether every row that deviates from its target says why."""
    return all("deviation_analysis" in row or not _deviates(row) for row in sheet["indicator"])


def _deviates(row: Sheet) -> bool:
    if "not_applicable" in row or "achieved" not in row:
        return False
    if row["target"] == WORD:
        return row["achieved"] in GRADES and GRADES[row["achieved"]] != "达成"
    target, result = target_of(row), result_of(row)
    same_unit = target is not None and result is not None and target[2] == result[1]
    return same_unit and target is not None and result is not None and Fraction(target[1]) != Fraction(result[0])
