"""Mermaid 流程图：每个状态、每一步恰好一次，字都是中文，两次一样。"""

import re

import pytest

from tests.workflows.house import WORKFLOWS, workflow_named
from workflows.mermaid import mermaid, moves, stays

ARROW = re.compile(r"    (\w+) --> (\w+) : (\S+?)（.*）")
STATE = re.compile(r'        state "[^"]+" as (\w+)')


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_state_and_every_moving_step_is_there_once(name: str):
    workflow = workflow_named(name)
    text = mermaid(workflow)
    assert sorted(STATE.findall(text)) == sorted(state.replace("-", "_") for state in workflow.states)
    assert sorted(ARROW.findall(text)) == sorted(
        (source.replace("-", "_"), step.target(source).replace("-", "_"), step.trigger.title)
        for source, step in moves(workflow)
    )
    assert mermaid(workflow) == text
    text.encode("gbk")


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_step_either_moves_or_stays(name: str):
    workflow = workflow_named(name)
    steps = sum(len(step.source) for step in workflow.transition)
    assert len(list(moves(workflow))) + len(list(stays(workflow))) == steps
    for _, step in stays(workflow):
        assert step.trigger.title in mermaid(workflow)


def test_what_a_step_asks_for_stands_on_its_arrow():
    text = mermaid(workflow_named("standard"))
    assert "    declaring --> monitoring : 提交（负责人、受托人，须内容无误）\n" in text
    assert "    reviewing --> assessment_returned : 退回（审核人）\n" in text
    assert text.startswith("stateDiagram-v2\n    direction LR\n")
    assert text.count("{") == text.count("}") == 5
