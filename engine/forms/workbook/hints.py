"""Live hints (提示): a formula a spreadsheet recalculates, and the words it gives now for one that does not.

Each hint is said twice, as formula and as function, and the tests hold the two against each other. Hints are only
what a formula can honestly know: something is missing. Whether a target is met is for the program to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.forms.workbook.kinds import SIGN, UNIT, VALUE, Kind

Texts = Mapping[str, str]
"""A row's cells by field."""
Address = Callable[[str], str]
"""Where a field of the row stands, e.g. ``H12``."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A formula and what it gives for the cells as they are."""

    formula: str
    value: str | Decimal


NEEDED = {"dimension": "一级指标", "category": "二级指标", "name": "三级指标", VALUE: "指标值", "weight": "分值"}
_OTHERS = (SIGN, UNIT, "target_basis", "previous_achieved", "direction", "scoring_rule")
INCOMPLETE = "还没有填："
NO_RESULT = "没有填实际完成值"
NO_REASON = "人工评分要写理由"
NO_ACTUAL = "没有填截至期末完成值"
NO_CAUSE = "要选偏差原因"
UNSURE = ("有可能", "完全不可能")


def row_hint(kind: Kind, texts: Texts, at: Address) -> Hint:
    """The hint of one row."""
    return {
        Kind.TARGETS: _targets,
        Kind.MONITORING: _monitoring,
        Kind.SELF_ASSESSMENT: _self_assessment,
    }[kind](texts, at)


def _targets(texts: Texts, at: Address) -> Hint:
    filled = "&".join(at(field) for field in (*NEEDED, *_OTHERS))
    missing = "&".join(f'IF({at(field)}="","{name} ","")' for field, name in NEEDED.items())
    some = "OR(" + ",".join(f'{at(field)}=""' for field in NEEDED) + ")"
    formula = f'=IF({filled}="","",IF({some},"{INCOMPLETE}"&{missing},""))'
    blank = [name for field, name in NEEDED.items() if not texts.get(field)]
    if not blank or not any(texts.get(field) for field in (*NEEDED, *_OTHERS)):
        return Hint(formula, "")
    return Hint(formula, INCOMPLETE + "".join(f"{name} " for name in blank))


def _self_assessment(texts: Texts, at: Address) -> Hint:
    formula = (
        f'=IF(AND({at("achieved")}="",{at("not_applicable")}=""),"{NO_RESULT}",'
        f'IF(AND({at("score")}<>"",{at("score_reason")}=""),"{NO_REASON}",""))'
    )
    if not texts.get("achieved") and not texts.get("not_applicable"):
        return Hint(formula, NO_RESULT)
    return Hint(formula, NO_REASON if texts.get("score") and not texts.get("score_reason") else "")


def _monitoring(texts: Texts, at: Address) -> Hint:
    others = ("expected", "cause", "cause_note", "likelihood")
    some = "&".join(at(field) for field in others)
    unsure = ",".join(f'{at("likelihood")}="{word}"' for word in UNSURE)
    formula = (
        f'=IF(AND({at("actual")}="",{some}<>""),"{NO_ACTUAL}",IF(AND(OR({unsure}),{at("cause")}=""),"{NO_CAUSE}",""))'
    )
    if not texts.get("actual") and any(texts.get(field) for field in others):
        return Hint(formula, NO_ACTUAL)
    return Hint(formula, NO_CAUSE if texts.get("likelihood") in UNSURE and not texts.get("cause") else "")
