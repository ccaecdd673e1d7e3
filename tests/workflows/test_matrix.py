"""状态 × 动作 × 角色 × 关系，一格不漏（the whole matrix, no samples）。

``matrix/*.csv`` is the reviewed table: a cell is the state after, or the code of the refusal. Projects are brought to
every state by every life of ``matrix/lives.txt``, each command has content that is right, and every cell is compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from tests.workflows import policy
from tests.workflows.house import WORKFLOWS, House, Life, usual, workflow_named
from workflows import decide as decision
from workflows.decide import decide
from workflows.definition import Transition, Workflow
from workflows.project import Project
from workflows.refusal import Refused
from workflows.roles import Actor, Party, Relation, Role
from workflows.roles import is_party as real_is_party
from workflows.setting import Setting
from workflows.triggers import Side, Trigger

BY_TITLE = {role.title: role for role in Role}
RELATED = {
    "负责人": ("zhang",),
    "受托人": ("qian",),
    # 替人导入、曾负责、受委托改过、受委托什么也没做、接手过什么也没做
    "曾经手": ("fin", "sun", "wang", "zhao", "zhou"),
    "未经手": ("mo",),
}


def handed_around(workflow: str) -> Life:
    """A project imported for 孙七, edited by two people, handed to 张三, entrusted to 钱一."""
    life = House.with_everybody().project(workflow).declare(owner="sun", by="fin")
    for trigger, account, who in (
        (Trigger.EDIT, "", "sun"),
        (Trigger.DELEGATE, "wang", "sun"),
        (Trigger.EDIT, "", "wang"),
        (Trigger.UNDELEGATE, "wang", "sun"),
        (Trigger.DELEGATE, "zhao", "sun"),
        (Trigger.UNDELEGATE, "zhao", "guan"),
        (Trigger.TRANSFER, "zhou", "sun"),
        (Trigger.TRANSFER, "zhang", "guan"),
        (Trigger.DELEGATE, "qian", "zhang"),
    ):
        command: Any = usual(trigger, life.project)
        field = "owner" if trigger is Trigger.TRANSFER else "account"
        life.do(command.model_copy(update={field: account}) if account else command, who)
    return life


@cache
def living(workflow: str) -> tuple[tuple[str, Life], ...]:
    """Every life, with its script, brought to its state."""
    found = []
    for state, script in policy.lives(workflow):
        life = handed_around(workflow).play(script)
        assert life.project.state == state, script
        found.append((script, life))
    return tuple(found)


def accounts_of(column: policy.Column, project: Project) -> tuple[str, ...]:
    if column.relation != policy.APPROVED_LAST:
        return RELATED[column.relation]
    return (project.approvals[-1].stamp.actor,) if project.approvals else ()


def outcome_of(life: Life, trigger: Trigger, actor: Actor) -> str:
    answer = decide(life.now, usual(trigger, life.project), actor, life.setting)
    return answer.code if isinstance(answer, Refused) else f"→{answer.to}"


def mismatches(workflow: str, planted: Workflow | None = None) -> Iterator[str]:
    """Cells in which the decision is not what the table says."""
    cells = policy.read_table(workflow)
    for script, played in living(workflow):
        life = replace(played, workflow=planted or played.workflow)
        for trigger in Trigger:
            row = cells[life.project.state, trigger.value]
            for column in policy.COLUMNS:
                roles = frozenset(BY_TITLE[title] for title in column.roles)
                for account in accounts_of(column, life.project):
                    got = outcome_of(life, trigger, Actor(account, account, roles))
                    if got != row[str(column)]:
                        where = f"{life.project.state} {trigger.value} {column}（{account}；{script}）"
                        yield f"{where}: 表上是 {row[str(column)]}，判断是 {got}"


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_every_cell_is_as_the_table_says(workflow: str):
    assert list(mismatches(workflow)) == []


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_the_table_is_the_policy_and_leaves_nothing_out(workflow: str):
    text = (policy.FOLDER / f"{workflow}.csv").read_bytes()
    assert text == policy.csv_text(policy.table(workflow)).encode("utf-8-sig")
    states = {state.id for state in workflow_named(workflow).state}
    assert set(policy.read_table(workflow)) == {(state, trigger.value) for state in states for trigger in Trigger}
    assert {life.project.state for _, life in living(workflow)} == states


def test_every_role_and_relation_has_its_columns():
    columns = {(column.roles, column.relation) for column in policy.COLUMNS}
    assert columns >= {((role.title,), relation.title) for role in Role for relation in Relation}
    assert columns >= {(("填报人", "审核人"), relation.title) for relation in Relation}


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_the_people_are_related_as_the_columns_say(workflow: str):
    for script, life in living(workflow):
        got = {relation: [life.project.relation_of(one).title for one in ids] for relation, ids in RELATED.items()}
        assert got == {relation: [relation] * len(ids) for relation, ids in RELATED.items()}, script


# ---------------------------------------------------------------- 埋下的错误都要被发现


def everybody_is_a_stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever once had a hand in it counts as a stranger."""
    real = Project.relation_of

    def relation_of(project: Project, account: str) -> Relation:
        relation = real(project, account)
        return Relation.NONE if relation is Relation.FORMER else relation

    monkeypatch.setattr(Project, "relation_of", relation_of)


def no_clean_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """The own-work check is gone."""
    monkeypatch.setattr(Trigger, "side", Side.HANDLING)


def any_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Being the owner is enough, without the role."""

    def is_party(party: Party, roles: frozenset[Role], relation: Relation) -> bool:
        related = party in (Party.OWNER, Party.DELEGATE) and relation.value == party.value
        return related or real_is_party(party, roles, relation)

    monkeypatch.setattr(decision, "is_party", is_party)


def every_owner_a_delegate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has the owner's role may fill in."""

    def is_party(party: Party, roles: frozenset[Role], relation: Relation) -> bool:
        return Role.OWNER in roles if party is Party.DELEGATE else real_is_party(party, roles, relation)

    monkeypatch.setattr(decision, "is_party", is_party)


def one_reviewer_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Approvals are forgotten."""
    real = decision._allowed

    def allowed(project: Project, step: Transition, actor: Actor, setting: Setting) -> None:
        real(replace(project, approvals=()), step, actor, setting)

    monkeypatch.setattr(decision, "_allowed", allowed)


PLANTED = [
    (everybody_is_a_stranger, "reviewing approve 审核人·曾经手", "own-work"),
    (no_clean_hands, "reviewing approve 填报人+审核人·负责人", "own-work"),
    (any_owner, "declaring submit 审核人·负责人", "role-missing"),
    (every_owner_a_delegate, "declaring edit 填报人·曾经手", "role-missing"),
    (one_reviewer_twice, "treasury-reviewing approve 审核人+财政审核人·未经手，上一次通过是他审的", "same-reviewer"),
]


@pytest.mark.parametrize(("plant", "cell", "wanted"), PLANTED, ids=[plant.__name__ for plant, _, _ in PLANTED])
def test_a_planted_mistake_is_found(plant: Any, cell: str, wanted: str, monkeypatch: pytest.MonkeyPatch):
    living("two-level-review")  # played before anything is planted
    plant(monkeypatch)
    found = mismatches("two-level-review")
    assert any(one.startswith(cell) and f"表上是 {wanted}，判断是 →" in one for one in found)


def test_a_planted_step_in_the_definition_is_found():
    """Somebody lets the finance officer approve, and a closed project be edited."""
    workflow = workflow_named("standard")
    steps = [
        step.model_copy(update={"by": (*step.by, Party.FINANCE_OFFICER)})
        if step.trigger is Trigger.APPROVE
        else step.model_copy(update={"source": (*step.source, "closed")})
        if step.trigger is Trigger.EDIT
        else step
        for step in workflow.transition
    ]
    fields = {name: getattr(workflow, name) for name in Workflow.model_fields}
    planted = Workflow.model_validate({**fields, "transition": steps})
    found = {one.split("（")[0] for one in mismatches("standard", planted)}
    assert "reviewing approve 汇总公开人·未经手" in found
    assert "closed edit 填报人·负责人" in found
