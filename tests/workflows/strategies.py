"""Documents as plain data, and whole lives of projects, as Hypothesis strategies."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.workflows.house import WORKFLOWS, House, Life, usual
from workflows.commands import Recall
from workflows.definition import Transition
from workflows.refusal import Refused
from workflows.triggers import Trigger

_LONG_RUN = os.environ.get("JIXIAO_EXAMPLES")
LAW = settings(
    max_examples=int(_LONG_RUN or 60),
    derandomize=not _LONG_RUN,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

LIFE = settings(LAW, max_examples=int(_LONG_RUN or 25))
"""For whole lives, which take a hundred times as long."""

WORDS = st.text("目标检查报告abc /：；，0123456789", min_size=1, max_size=8).map(str.strip).filter(bool)
NUMBERS = st.sampled_from(["0", "1", "5", "8.29", "10", "51.60", "0.5"])
PARTS = ("current_year_appropriation", "carry_over", "higher_tier_funds", "own_tier_funds", "other_funds")


def money(**more: Any) -> st.SearchStrategy[dict[str, Any]]:
    columns = {"original_budget": NUMBERS, "revised_budget": NUMBERS, "outturn": NUMBERS}
    return st.fixed_dictionaries(columns, optional=more)


ROW = st.fixed_dictionaries(
    {
        "dimension": st.sampled_from(["产出指标", "效益指标", "成本指标"]),
        "category": st.sampled_from(["数量指标", "质量指标", "别的"]),
        "name": WORDS,
        "target": st.sampled_from(["≥20 份", "=100%", "有效提升", "<=2024 年 12 月"]),
        "weight": NUMBERS,
    },
    optional={
        "target_basis": WORDS,
        "direction": st.sampled_from(["正向", "反向"]),
        "achieved": st.sampled_from(["=28 份", "完成", "2024年12月", "未达成预期指标且效果较差"]),
        "deviation_analysis": WORDS,
        "evidence": st.lists(WORDS, min_size=1, max_size=3),
        "not_applicable": WORDS,
        "score": NUMBERS,
        "score_reason": WORDS,
    },
)


def key(row: dict[str, Any]) -> tuple[str, ...]:
    return row["dimension"], row["category"], row["name"]


DOCUMENTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "project": st.fixed_dictionaries(
            {"name": WORDS, "fiscal_year": st.integers(2000, 2199)}, optional={"implementing_unit": WORDS}
        ),
        "funding": money(**{part: money() for part in PARTS}, deviation_analysis=WORDS, score=NUMBERS),
        "indicator": st.lists(ROW, min_size=1, max_size=5, unique_by=key),
    },
    optional={"objective": st.fixed_dictionaries({"planned": WORDS}, optional={"achieved": WORDS})},
)

ACTORS = ("zhang", "wang", "xin", "li", "liu", "cai", "fin", "guan")
ROLLS = st.integers(0, 2**16)


@st.composite
def lives(draw: st.DrawFn, steps: int = 30) -> Life:
    """A life of random steps by random people, most of them forward; what is refused does not happen."""
    life = House.with_everybody().project(draw(st.sampled_from(WORKFLOWS))).declare()
    for roll in draw(st.lists(ROLLS, min_size=steps // 2, max_size=steps)):
        triggers = [step.trigger for step in life.workflow.steps_from(life.project.state) for _ in range(weight(step))]
        command = usual(triggers[roll % len(triggers)], life.project) if triggers else Recall()
        possible = [one for one in ACTORS if not isinstance(life.ask(command, one), Refused)]
        if possible:
            life.do(command, possible[roll // 64 % len(possible)])
    return life


def weight(step: Transition) -> int:
    """How often a step is tried: one that leads on, ten times as often as the end of it all."""
    if step.trigger is Trigger.WITHDRAW:
        return 1
    return 10 if step.to and step.trigger not in (Trigger.RECALL, Trigger.SEND_BACK) else 3
