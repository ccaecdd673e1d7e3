"""重演（the history judged again）：哈希都对、却不合规矩的步骤，每一种都要找得出来；诚实的历史一条也不误报。

A forger here may write whatever he likes and makes every hash anew: ``verify_chain`` finds nothing, this does.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from tests.workflows.house import PIN, REPORTS, WORKFLOWS, House, Life, declared, usual, workflow_named
from tests.workflows.strategies import LIFE, lives
from workflows.accounts import AccountAdded, AddAccount, ChangeRoles, CloseAccount, RolesChanged, account_payload
from workflows.commands import Delegate, Transfer
from workflows.events import (
    Approved,
    Assessed,
    Declared,
    Delegated,
    Edited,
    Event,
    Pin,
    Published,
    RowScored,
    SentBack,
    Submitted,
    Transferred,
    payload_of,
)
from workflows.history import Anchor, Defect, Entry, hash_of, verify_chain
from workflows.replay import illegal_steps
from workflows.roles import Role
from workflows.snapshot import code_of, judged_hash, snapshot_of
from workflows.triggers import Trigger

FLOWS = {name: workflow_named(name) for name in WORKFLOWS}


def found(entries: list[Entry]) -> list[tuple[int, str]]:
    """Where and why; the chain itself must be whole."""
    assert list(verify_chain(entries, Anchor.of(entries[-1]))) == []
    broken = list(illegal_steps(entries, FLOWS))
    assert {one.defect for one in broken} <= {Defect.ILLEGAL}
    for one in broken:
        one.message.encode("gbk")
    return [(one.seq, one.message) for one in broken]


def in_review(workflow: str = "standard") -> Life:
    script = "submit assess submit" if workflow == "standard" else "submit approve assess submit"
    return House.with_everybody().project(workflow).declare().play(script)


# ---------------------------------------------------------------- 诚实的历史


@LIFE
@given(lives())
def test_an_honest_history_has_no_illegal_step(life: Life):
    assert found(life.house.entries) == []


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_a_whole_life_with_changes_of_people_is_honest(workflow: str):
    house = House.with_everybody()
    life = house.project(workflow).declare(owner="sun", by="fin")
    life.do(Delegate(account="wang"), "sun")
    life.do(usual(Trigger.EDIT, life.project), "wang")
    house.change(CloseAccount(id="wang"))
    life.do(Transfer(owner="zhang"), "guan")
    house.change(ChangeRoles(id="sun", roles=(Role.REVIEWER,)))
    life.play("submit" if workflow == "standard" else "submit send_back edit submit approve")
    life.play(
        "monitor adjust recall adjust send_back adjust approve assess submit recall submit score send_back submit"
    )
    life.play(
        "score approve" if workflow != "two-level-review" else "score approve score send_back submit approve approve"
    )
    house.change(AddAccount(id="wang", roles=(Role.REVIEWER, Role.OWNER)))
    house.change(ChangeRoles(id="li", roles=(Role.OWNER,)))
    house.change(ChangeRoles(id="liu", roles=(Role.REVIEWER, Role.FINANCE_OFFICER)))
    life.play("publish correct assess submit")
    life.do(usual(Trigger.APPROVE, life.project), "liu")
    life.play("approve" if workflow == "two-level-review" else "")
    life.do(usual(Trigger.PUBLISH, life.project), "liu")
    life.do(Transfer(owner="li"), "zhang")  # 审过前一版，现在是填报人
    assert found(house.entries) == []
    assert len(life.project.editions) == 2


def test_two_projects_do_not_mix():
    house = House.with_everybody()
    one = house.project("standard", "2024-0001").declare(owner="zhang")
    house.change(ChangeRoles(id="zhang", roles=(Role.OWNER, Role.REVIEWER)))
    two = house.project("two-level-review", "2024-0002").declare(owner="wang")
    for life, script in ((two, "submit"), (one, "submit adjust")):
        life.play(script, owner=life.project.owner)
    two.do(usual(Trigger.APPROVE, two.project), "zhang")
    assert found(house.entries) == []


# ---------------------------------------------------------------- 伪造的历史

Forge = Callable[[Life], Event]


def approval(life: Life) -> Event:
    """An approval that is right in everything but its giver."""
    snapshot = snapshot_of(life.project, life.setting.rulebook)
    return Approved(to="closed", hash=judged_hash(life.project), code=code_of(snapshot), snapshot=snapshot)


def wrong_edition(**changed: object) -> Forge:
    def forge(life: Life) -> Event:
        snapshot = {**snapshot_of(life.project, life.setting.rulebook), **changed}
        return Approved(to="closed", hash=judged_hash(life.project), code=code_of(snapshot), snapshot=snapshot)

    return forge


def of_other_content(life: Life) -> Event:
    """The snapshot is not what its code was made of."""
    honest = snapshot_of(life.project, life.setting.rulebook)
    return Approved(
        to="closed", hash=judged_hash(life.project), code=code_of(honest), snapshot={**honest, "scores": {}}
    )


def returned(life: Life) -> Event:
    return SentBack(to="assessment-returned", hash=judged_hash(life.project), comments=(Pin(row=REPORTS, text="改"),))


def scored(_: Life) -> Event:
    return RowScored(to="reviewing", row=REPORTS, computed="50", points="10", reason="因为")


def assessed(_: Life) -> Event:
    return Assessed(to="reviewing", results={"funding": {"outturn": "1"}})


FORGED: list[tuple[str, Forge, str, str]] = [
    ("负责人自己通过", approval, "zhang", "自己经手的不能自己审核通过"),
    ("受托人通过", approval, "wang", "是这个项目的曾经手"),
    ("接手过的人通过", approval, "zhou", "是这个项目的曾经手"),
    ("负责人自己退回", returned, "zhang", "自己经手的不能自己退回"),
    ("负责人自己评分", scored, "zhang", "自己经手的不能自己复核评分"),
    ("没有这个账号", approval, "eve", "当时没有账号 eve"),
    ("账号已停用", approval, "liu", "账号 liu 当时已停用"),
    ("没有审核的角色", approval, "shen", "shen 当时不是审核人"),
    ("别人替负责人提交", lambda _: Submitted(to="reviewing", hash="0" * 64), "zhao", "在 reviewing 不能这样办"),
    ("状态跳过审核", lambda life: Submitted(to="closed", hash=judged_hash(life.project)), "zhang", "在 reviewing 不能这样办"),
    ("审的是别的一版", lambda _: SentBack(to="assessment-returned", hash="f" * 64, comments=(Pin(text="x"),)), "li", "审的不是提交的那一版"),
    ("通过到别的状态", lambda life: approval(life).model_copy(update={"to": "published"}), "li", "从 reviewing 应到 closed，记的是 published"),
    ("审核时改内容", assessed, "zhang", "在 reviewing 不能这样办"),
    ("通过没有定稿", lambda life: Approved(to="closed", hash=judged_hash(life.project)), "li", "办结的审核要有定稿"),
    ("定稿是别的项目的", wrong_edition(project="2024-0009"), "li", "定稿写的项目、版次或评分办法不对"),
    ("定稿跳了一版", wrong_edition(number=2), "li", "定稿写的项目、版次或评分办法不对"),
    ("定稿换了评分办法", wrong_edition(rulebook={"id": "urumqi-2024", "hash": "0" * 64}), "li", "定稿写的项目、版次或评分办法不对"),
    ("定稿与核验码不符", of_other_content, "li", "定稿的内容与核验码"),
    ("没有定稿就公开", lambda _: Published(to="published", code="0000"), "fin", "（没有定稿）"),
    ("移交给没有账号的人", lambda _: Transferred(to="reviewing", owner="eve"), "zhang", "eve 当时不是填报人"),
    ("委托给审核人", lambda _: Delegated(to="reviewing", account="li"), "zhang", "li 当时不是填报人"),
    ("换成没有锁定的评分办法", lambda _: Edited(to="reviewing", rulebook="0" * 64, content=declared()), "zhang", "没有锁定在历史里"),
]  # fmt: skip


@pytest.mark.parametrize(("forge", "who", "why"), [row[1:] for row in FORGED], ids=[row[0] for row in FORGED])
def test_a_forged_step_is_found_though_every_hash_fits(forge: Forge, who: str, why: str):
    life = House.with_everybody().project("standard").declare()
    life.do(Delegate(account="wang"), "zhang")
    life.do(usual(Trigger.EDIT, life.project), "wang")
    life.do(usual(Trigger.UNDELEGATE, life.project), "zhang")
    life.do(Transfer(owner="zhou"), "zhang")
    life.do(Transfer(owner="zhang"), "zhou")
    life.house.change(CloseAccount(id="liu"))
    for account in ("wang", "zhou"):
        life.house.change(ChangeRoles(id=account, roles=(Role.REVIEWER,)))
    life.house.change(ChangeRoles(id="zhang", roles=(Role.OWNER, Role.REVIEWER)))
    life.play("submit assess submit")
    event = forge(life)
    life.house.append(life.id, life.project.version + 1, event.kind, who, payload_of(event))
    broken = found(life.house.entries)
    assert any(seq == len(life.house.entries) and why in message for seq, message in broken), broken


def test_only_the_forged_step_is_told_and_what_follows_is_not():
    life = in_review()
    life.happen(approval(life), "zhang")
    life.play("publish correct submit approve publish")
    forged = life.house.entries[-5].seq - 1
    assert [seq for seq, _ in found(life.house.entries) if seq != forged] == []
    assert found(life.house.entries)


def test_one_reviewer_on_two_levels_is_found():
    life = in_review("two-level-review").play("approve")
    life.house.change(ChangeRoles(id="li", roles=(Role.REVIEWER, Role.TREASURY_REVIEWER)))
    life.happen(approval(life), "li")
    assert [message.partition("：")[2] for _, message in found(life.house.entries)] == [
        "li 已经审过上一级，两级不能是同一个人"
    ]


@pytest.mark.parametrize("script", ["approve", "score"])
def test_a_project_given_to_its_judge_is_found(script: str):
    life = in_review("two-level-review").play(script)
    life.house.change(ChangeRoles(id="li", roles=(Role.REVIEWER, Role.OWNER)))
    life.happen(Transferred(to=life.project.state, owner="li"), "zhang")
    assert ["审过现在这一版，不能接手" in message for _, message in found(life.house.entries)] == [True]


def test_a_declaration_for_somebody_else_or_twice_or_astray_is_found():
    life = House.with_everybody().project("standard").declare(owner="zhang")
    event = Declared(to="monitoring", workflow="standard", rulebook="0" * 64, owner="li", content=declared())
    other = replace(life, id="2024-0002", now=None)
    other.happen(event, "zhang")
    life.house.append(life.id, 2, "declared", "zhang", life.house.entries[-2].payload)
    messages = [message.partition("：")[2] for _, message in found(life.house.entries)]
    assert messages == [
        "既不是填报人申报自己的项目，也不是汇总公开人导入",
        "li 当时不是填报人",
        "所用的评分办法 000000000000 没有锁定在历史里",
        "申报以后应到 declaring，记的是 monitoring",
        "同一个项目申报了两次",
    ]


ACCOUNTS = [
    ("自己开户", "eve", AccountAdded(name="", roles=("reviewer",)), "eve", "没有登录的人 不能管理账号"),
    ("给自己加角色", "zhang", RolesChanged(roles=("owner", "reviewer")), "zhang", "不能管理账号"),
    ("管理员给自己加角色", "guan", RolesChanged(roles=("reviewer",)), "guan", "不能改自己的账号"),
    ("审计兼审核", "shen", RolesChanged(roles=("reviewer", "auditor")), "guan", "不能兼任"),
    ("再开一次", "zhang", AccountAdded(name="", roles=("owner",)), "guan", "已经有账号"),
]


@pytest.mark.parametrize(
    ("account", "event", "by", "why"), [row[1:] for row in ACCOUNTS], ids=[row[0] for row in ACCOUNTS]
)
def test_a_forged_account_is_found(account: str, event: AccountAdded | RolesChanged, by: str, why: str):
    house = House.with_everybody()
    house.append(f"account:{account}", 9, event.kind, by, account_payload(event))
    broken = list(illegal_steps(house.entries, FLOWS))
    assert [(one.seq, why in one.message) for one in broken] == [(len(house.entries), True)], broken


UNREADABLE = [
    ("2024-0001", "nonsense", "{}"),
    ("2024-0001", "submitted", "not json"),
    ("2024-0001", "submitted", "[]"),
    ("2024-0001", "submitted", '{"to":"reviewing"}'),
    ("2024-0001", "row_scored", '{"to":"reviewing","row":[],"points":"1","reason":""}'),
    ("2024-0002", "declared", '{"to":"declaring"}'),
    ("account:eve", "account_added", '{"roles":["emperor"],"name":""}'),
    ("account:e e", "account_added", '{"roles":["owner"],"name":""}'),
    ("account:eve", "nonsense", "{}"),
    ("account:eve", "account_closed", "{}"),
    (f"rulebook:{PIN}", "nonsense", "{}"),
    (f"rulebook:{PIN}", "rulebook_pinned", "{}"),
    ("2024-0003", "approved", '{"to":"closed"}'),
    ("", "approved", '{"to":"closed"}'),
]


@pytest.mark.parametrize(("stream", "kind", "payload"), UNREADABLE)
def test_what_nobody_ever_wrote_is_told_and_does_not_stop_the_reading(stream: str, kind: str, payload: str):
    life = in_review()
    life.house.append(stream, 9, kind, "zhang", payload)
    seq = len(life.house.entries)
    assert {one.seq for one in illegal_steps(life.house.entries, FLOWS)} == {seq}


def test_an_unknown_workflow_is_told_and_the_hands_are_judged_all_the_same():
    life = in_review()
    life.happen(approval(life), "zhang")
    broken = list(illegal_steps(life.house.entries, {}))
    (declared,) = (entry.seq for entry in life.house.entries if entry.kind == "declared")
    assert {one.seq for one in broken} == {declared, len(life.house.entries)}
    assert any("没有流程" in one.message for one in broken)
    assert any("自己经手的不能自己审核通过" in one.message for one in broken)


def test_a_time_that_is_none_is_told():
    life = in_review()
    last = life.house.entries[-1]
    life.house.entries[-1] = replace(last, at="2025-99-99T99:99:99.000000Z")
    assert any("不是时间" in one.message for one in illegal_steps(life.house.entries, FLOWS))


@LIFE
@given(lives(steps=16))
def test_an_actor_put_in_place_of_a_reviewer_is_found_wherever_it_is(life: Life):
    """Every decision of a life, one by one, given to the owner of that moment: no hash tells, each is found."""
    entries = life.house.entries
    for place, entry in enumerate(entries):
        if entry.kind not in ("approved", "sent_back", "row_scored"):
            continue
        forged = [*entries[:place], replace(entry, actor="zhang"), *entries[place + 1 :]]
        assert entry.seq in [one.seq for one in illegal_steps(forged, FLOWS)]


def test_it_reads_as_a_stream():
    """Nothing is read ahead: the first forged step is told before the next entry is asked for."""
    life = in_review()
    life.happen(approval(life), "zhang")

    def entries() -> Any:
        yield from life.house.entries
        raise AssertionError("read ahead")

    assert next(illegal_steps(entries(), FLOWS)).seq == len(life.house.entries)


def test_a_forged_entry_is_whole_and_json():
    life = in_review()
    life.happen(approval(life), "zhang")
    last = life.house.entries[-1]
    assert last.hash == hash_of(last)
    assert json.loads(last.payload)["to"] == "closed"
