"""流程定义的自检（the laws of a definition）：每条规矩各有一份只犯它的定义；随程序发行的三份都没有毛病。"""

import pytest

from engine.definitions import load_workflow, workflow_ids
from tests.workflows.house import WORKFLOWS
from workflows.definition import Workflow, build_workflow
from workflows.definition_checks import check_workflow, reachable
from workflows.triggers import Trigger

SOUND = """
id = "small"
title = "小流程"
initial = "writing"
[[state]]
id = "writing"
phase = "自评"
status = "填写"
waits_for = "owner"
[[state]]
id = "judging"
phase = "审核"
status = "待审"
waits_for = "reviewer"
[[state]]
id = "closed"
phase = "办结"
status = "办结"
final = true
[[transition]]
trigger = "submit"
from = ["writing"]
to = "judging"
by = ["owner", "delegate"]
gates = ["sound"]
[[transition]]
trigger = "send_back"
from = ["judging"]
to = "writing"
by = ["reviewer"]
[[transition]]
trigger = "approve"
from = ["judging"]
to = "closed"
by = ["reviewer"]
gates = ["sound", "filled", "scored"]
"""

JUDGED = 'from = ["judging"]\nto = "closed"\nby = ["reviewer"]'
RETURNED = 'from = ["judging"]\nto = "writing"\nby = ["reviewer"]'


def state(name: str, phase: str = "自评", more: str = "") -> str:
    return f'[[state]]\nid = "{name}"\nphase = "{phase}"\nstatus = "{name}"\n{more}\n'


def step(trigger: str, source: str, target: str, by: str) -> str:
    return f'[[transition]]\ntrigger = "{trigger}"\nfrom = ["{source}"]\nto = "{target}"\nby = ["{by}"]\n'


def with_more(more: str) -> str:
    return SOUND + more


# (规矩, 定义, 代码, 消息里的词, 指出的地方)
BROKEN = [
    ("走不到的状态", with_more(state("island", more="final = true")), "workflow-unsound", "走不到", "island"),
    (
        "走不出去的状态",
        with_more(state("well") + step("withdraw", "writing", "well", "owner")),
        "workflow-unsound",
        "走不出去",
        "well",
    ),
    ("动作没有人能做", SOUND.replace('by = ["owner", "delegate"]', "by = []"), "field-empty", "至少要有一项", ""),
    (
        "负责人自己审核",
        SOUND.replace(
            "[[transition]]\ntrigger = \"approve\"", step("score", "judging", "judging", "owner") + '[[transition]]\ntrigger = "approve"'
        ),
        "workflow-unsound",
        "「复核评分」是审核方的事",
        "owner",
    ),
    (
        "受托人审核",
        SOUND.replace(JUDGED, JUDGED.replace('"reviewer"', '"reviewer", "delegate"')).replace(
            RETURNED, RETURNED.replace('"reviewer"', '"reviewer", "delegate"')
        ),
        "workflow-unsound",
        "是审核方的事",
        "delegate",
    ),
    (
        "账号管理员评分",
        with_more(step("score", "judging", "judging", "administrator")),
        "workflow-unsound",
        "「复核评分」是审核方的事",
        "administrator",
    ),
    (
        "汇总公开人评分",
        with_more(step("score", "judging", "judging", "finance_officer")),
        "workflow-unsound",
        "「复核评分」是审核方的事",
        "finance_officer",
    ),
    (
        "审核人填报",
        with_more(step("assess", "writing", "writing", "reviewer")),
        "workflow-unsound",
        "「填报自评」是填报方的事",
        "reviewer",
    ),
    (
        "不经审核就办结",
        with_more(state("waiting", "审核") + step("recall", "judging", "waiting", "owner")
                  + step("withdraw", "waiting", "closed", "owner")),
        "workflow-unsound",
        "不经审核就能办结",
        "writing → closed",
    ),
    (
        "更正以后不再审核",
        with_more(state("mending", "自评") + step("correct", "closed", "mending", "owner")
                  + step("submit", "mending", "closed", "owner")),
        "workflow-unsound",
        "不经审核就能办结",
        "mending → closed",
    ),
    ("能通过不能退回", SOUND.replace('trigger = "send_back"', 'trigger = "score"'), "workflow-unsound", "能通过却不能退回", "judging"),
    (
        "能退回的是别人",
        SOUND.replace(RETURNED, RETURNED.replace("reviewer", "treasury_reviewer")),
        "workflow-unsound",
        "能通过却不能退回",
        "judging",
    ),
    (
        "退回后不在负责人手里",
        SOUND.replace(RETURNED, RETURNED.replace('to = "writing"', 'to = "judging"')),
        "workflow-unsound",
        "退回后不在负责人手里",
        "judging",
    ),
    (
        "退回后等的不是负责人",
        SOUND.replace('status = "填写"\nwaits_for = "owner"', 'status = "填写"\nwaits_for = "reviewer"'),
        "workflow-unsound",
        "退回后不在负责人手里",
        "writing",
    ),
    ("办结不看得分", SOUND.replace('"sound", "filled", "scored"', '"sound"'), "workflow-unsound", "少了关口", "filled、scored"),
    (
        "年中调整批准后就办结",
        SOUND.replace('[[transition]]\ntrigger = "submit"', '[[transition]]\ntrigger = "adjust"'),
        "workflow-unsound",
        "年中调整批准后不能就办结",
        "judging",
    ),
    ("申报当成一步", with_more(step("declare", "writing", "writing", "owner")), "workflow-unsound", "申报不是", "declare"),
    ("状态写了两次", with_more(state("writing")), "workflow-unsound", "同一个状态写了两次", "writing"),
    (
        "一个动作两条出路",
        with_more(step("approve", "judging", "writing", "reviewer")),
        "workflow-unsound",
        "有两条出路",
        "judging approve",
    ),
    ("起点不存在", SOUND.replace('initial = "writing"', 'initial = "nowhere"'), "workflow-unsound", "没有这个状态", "nowhere"),
    ("去处不存在", SOUND.replace('to = "closed"', 'to = "nowhere"'), "workflow-unsound", "没有这个状态", "nowhere"),
    ("来处不存在", with_more(step("assess", "nowhere", "writing", "owner")), "workflow-unsound", "没有这个状态", "nowhere"),
    ("动作不认识", SOUND.replace('"send_back"', '"sendback"'), "workflow-word-unknown", "不认识的办理动作", "sendback"),
    ("阶段不认识", SOUND.replace('"审核"', '"复审"'), "workflow-word-unknown", "不认识的阶段", "复审"),
    ("办理人不认识", SOUND.replace('"delegate"', '"boss"'), "workflow-word-unknown", "不认识的办理人", "boss"),
    ("关口不认识", SOUND.replace('["sound"]', '["loud"]'), "workflow-word-unknown", "不认识的关口", "loud"),
    ("不是 TOML", SOUND.replace('title = "小流程"', "title ="), "toml-broken", "不是正确的 TOML", ""),
    ("多出来的键", SOUND.replace("title =", 'colour = "red"\ntitle ='), "field-unknown", "不认识的项", "colour"),
    ("没有来处", SOUND.replace('from = ["writing"]\n', ""), "field-missing", "缺少必填项 from", ""),
]  # fmt: skip


def test_the_pattern_of_the_broken_ones_is_sound():
    assert isinstance(build_workflow(SOUND), Workflow)


@pytest.mark.parametrize(
    ("definition", "code", "says", "where"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_each_law_has_its_problem(definition: str, code: str, says: str, where: str):
    problems = build_workflow(definition)
    assert isinstance(problems, list), "这份定义应当有毛病"
    assert {problem.code for problem in problems} == {code}, list(map(str, problems))
    assert [problem.message for problem in problems if says not in problem.message] == []
    assert where in [problem.text for problem in problems] or not where, list(map(str, problems))
    str(problems[0]).encode("gbk")


def test_the_shipped_ones_are_sound():
    assert workflow_ids() == tuple(sorted(WORKFLOWS))
    for name in workflow_ids():
        assert list(check_workflow(load_workflow(name))) == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_decision_table_is_the_definition(name: str):
    workflow = load_workflow(name)
    for state_id in workflow.states:
        for trigger in Trigger:
            defined = workflow.step(state_id, trigger)
            after = workflow.lifecycle.after(state_id, trigger.value)
            assert after == (defined.target(state_id) if defined else None), (state_id, trigger)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_library_adds_no_doors_of_its_own(name: str):
    """``transitions`` would add ``to_closed`` and the like, which ask nobody."""
    lifecycle = load_workflow(name).lifecycle
    for state_id in load_workflow(name).states:
        assert lifecycle.after("declaring", f"to_{state_id}") is None


@pytest.mark.parametrize("name", WORKFLOWS)
def test_without_an_approval_nothing_is_closed(name: str):
    workflow = load_workflow(name)
    assert not {"closed", "published"} & reachable(workflow, "declaring", without=Trigger.APPROVE)
    assert not {"closed", "published"} & reachable(workflow, "correcting", without=Trigger.APPROVE)
