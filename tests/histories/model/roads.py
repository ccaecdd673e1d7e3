"""Where each step leads, who may take it and past which gates, as the three workflows are described in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

WORKFLOWS = ("standard", "with-target-review", "two-level-review")
WRITERS = ("owner", "delegate")
"""Who fills in, submits, recalls, monitors, assesses and asks for an adjustment."""

DECIDING = ("approve", "send_back", "score")
"""Never by somebody who had a hand in the project."""

WORKING = ("edit", "withdraw", "submit", "recall", "monitor", "adjust", "assess")
"""What leaves a hand in the project."""


@dataclass(frozen=True)
class Road:
    """One step out of one state."""

    to: str
    who: tuple[str, ...]
    past: tuple[str, ...] = ()


Roads = dict[tuple[str, str], Road]


@cache
def roads(workflow: str) -> Roads:
    """Every step of a workflow by state and trigger.

    目标申报 → 执行监控 → 自评 → 审核 → 办结. In two of the three the targets are reviewed first; in one of them the
    treasury reviews the assessment after the department.
    """
    return {
        **(_reviewed_targets() if workflow != "standard" else _own_targets()),
        **_year(),
        **_assessment(),
        **_review(two_levels=workflow == "two-level-review"),
        **_closing(),
        **_people(workflow),
    }


def _own_targets() -> Roads:
    return {
        ("declaring", "edit"): Road("declaring", WRITERS),
        ("declaring", "withdraw"): Road("withdrawn", ("owner",)),
        ("declaring", "submit"): Road("monitoring", WRITERS, ("sound",)),
    }


def _reviewed_targets() -> Roads:
    drafts: Roads = {}
    for state in ("declaring", "declaration-returned"):
        drafts[state, "edit"] = Road(state, WRITERS)
        drafts[state, "withdraw"] = Road("withdrawn", ("owner",))
        drafts[state, "submit"] = Road("declaration-reviewing", WRITERS, ("sound", "answered"))
    return drafts | {
        ("declaration-reviewing", "approve"): Road("monitoring", ("reviewer",), ("sound",)),
        ("declaration-reviewing", "send_back"): Road("declaration-returned", ("reviewer",)),
        ("declaration-reviewing", "recall"): Road("declaring", WRITERS),
    }


def _year() -> Roads:
    """Monitoring, and adjustments of targets or budget, which need approval."""
    return {
        ("monitoring", "monitor"): Road("monitoring", WRITERS),
        ("monitoring", "assess"): Road("assessing", WRITERS),
        ("monitoring", "adjust"): Road("adjusting", WRITERS, ("sound",)),
        ("adjusting", "approve"): Road("monitoring", ("reviewer",), ("sound",)),
        ("adjusting", "send_back"): Road("monitoring", ("reviewer",)),
        ("adjusting", "recall"): Road("monitoring", WRITERS),
    }


def _assessment() -> Roads:
    found: Roads = {}
    for state in ("assessing", "assessment-returned", "correcting"):
        found[state, "assess"] = Road(state, WRITERS)
        found[state, "submit"] = Road("reviewing", WRITERS, ("sound", "filled", "explained", "answered"))
    return found


def _review(two_levels: bool) -> Roads:
    """One review closes; of two, the treasury's does, and only there must everything be decided."""
    last = ("sound", "filled", "explained", "scored")
    found: Roads = {("reviewing", "recall"): Road("assessing", WRITERS)}
    levels = [("reviewing", "reviewer", "treasury-reviewing" if two_levels else "closed")]
    if two_levels:
        levels.append(("treasury-reviewing", "treasury_reviewer", "closed"))
    for state, who, onward in levels:
        found[state, "approve"] = Road(onward, (who,), last if onward == "closed" else ("sound",))
        found[state, "send_back"] = Road("assessment-returned", (who,))
        found[state, "score"] = Road(state, (who,))
    return found


def _closing() -> Roads:
    """公开, and 更正 of what is closed or published."""
    found: Roads = {("closed", "publish"): Road("published", ("finance_officer",))}
    for state in ("closed", "published"):
        found[state, "correct"] = Road("correcting", ("owner", "finance_officer"))
    return found


def _people(workflow: str) -> Roads:
    """At any time of a life, except when it was withdrawn."""
    found: Roads = {}
    for state in WAITS_FOR[workflow]:
        found[state, "transfer"] = found[state, "undelegate"] = Road(state, ("owner", "administrator"))
        found[state, "delegate"] = Road(state, ("owner",))
    return found


_WAITS = {
    "declaring": "owner",
    "monitoring": "owner",
    "adjusting": "reviewer",
    "assessing": "owner",
    "assessment-returned": "owner",
    "correcting": "owner",
    "reviewing": "reviewer",
    "closed": "finance_officer",
    "published": "",
}
_TARGETS = {"declaration-returned": "owner", "declaration-reviewing": "reviewer"}

WAITS_FOR = {
    "standard": _WAITS,
    "with-target-review": _WAITS | _TARGETS,
    "two-level-review": _WAITS | _TARGETS | {"treasury-reviewing": "treasury_reviewer"},
}
"""Whose turn it is in each state of each workflow; the withdrawn wait for nobody."""
