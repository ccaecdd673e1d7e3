"""关口（gates）：每个关口开着和关着各是什么样，以及退回、撤回、调整、更正时什么留下、什么去掉。"""

from copy import deepcopy
from typing import Any

import pytest

from tests.workflows.house import CARS, COVER, PIN, REPORTS, RESULTS, WORKFLOWS, House, Life, declared, urumqi, usual
from workflows.accounts import ChangeRoles, CloseAccount
from workflows.commands import (
    Adjust,
    Approve,
    Assess,
    Comment,
    Correct,
    Declare,
    Delegate,
    Edit,
    Recall,
    ScoreRow,
    SendBack,
    Submit,
    Transfer,
    Undelegate,
    Withdraw,
)
from workflows.refusal import Kind, Refused
from workflows.roles import Role
from workflows.snapshot import judged_hash, project_score
from workflows.triggers import Trigger


def started(workflow: str = "standard", script: str = "submit assess", **content: Any) -> Life:
    return House.with_everybody().project(workflow).declare(**content).play(script)


def stopped_by(refused: Refused) -> list[tuple[str, str]]:
    """The problems at the gates, each with the row or table it is about."""
    return [(problem.code, ".".join(map(str, problem.where))) for problem in refused.problems]


def assessed(life: Life, row: str, **fields: str | None) -> None:
    life.do(Assess(results={"indicator": {row: fields}}), "zhang")


def sent_back(life: Life, *pins: tuple[str, str], who: str = "li") -> None:
    comments = tuple(Comment(row=row, text=text) for row, text in pins)
    life.do(SendBack(seen=judged_hash(life.project), comments=comments), who)


# ---------------------------------------------------------------- 提交


def test_weights_that_are_not_100_stop_the_declaration():
    life = House.with_everybody().project("standard").declare(content=declared(检查报告={"weight": "40"}))
    refused = life.no(Submit(), "zhang")
    assert (refused.kind, refused.code) == (Kind.DATA, "gate-closed")
    assert stopped_by(refused) == [("weights-not-100", "indicator")]
    life.do(Edit(rulebook=PIN, content=declared()), "zhang")
    life.do(Submit(), "zhang")


def test_weights_that_are_not_100_stop_an_adjustment():
    life = started(script="submit")
    refused = life.no(Adjust(content=declared(检查报告={"weight": "40"}), reason="少做"), "zhang")
    assert stopped_by(refused) == [("weights-not-100", "indicator")]


MISSING = [
    ("没有实际完成值", {"indicator": {COVER: {"achieved": ""}}}, [("achieved-missing", "indicator.1.achieved")]),
    (
        "没有说明偏差",
        {"indicator": {REPORTS: {"deviation_analysis": ""}}},
        [("explanation-missing", "indicator.0.deviation_analysis")],
    ),
    ("不适用的行不必填", {"indicator": {COVER: {"achieved": "", "not_applicable": "今年没有检查"}}}, []),
]


@pytest.mark.parametrize(("results", "problems"), [row[1:] for row in MISSING], ids=[row[0] for row in MISSING])
def test_what_is_not_filled_in_stops_the_submission(results: dict[str, Any], problems: list[tuple[str, str]]):
    life = started()
    life.do(Assess(results=results), "zhang")
    answer = life.ask(Submit(), "zhang")
    assert (stopped_by(answer) if isinstance(answer, Refused) else []) == problems


def test_money_that_nobody_filled_in_is_missing_though_it_is_0():
    life = started(script="submit")
    rows = {"indicator": RESULTS["indicator"]}
    life.do(Assess(results=rows), "zhang")
    assert stopped_by(life.no(Submit(), "zhang")) == [("outturn-missing", "funding.outturn")]
    life.do(Assess(results={"funding": {"outturn": "0"}}), "zhang")  # 填的就是 0，与空着不同
    life.do(Submit(), "zhang")


def test_all_mistakes_are_told_at_once():
    life = started(script="submit")
    assessed(life, REPORTS, achieved="=28 份")
    codes = [code for code, _ in stopped_by(life.no(Submit(), "zhang"))]
    assert sorted(codes) == ["achieved-missing", "achieved-missing", "explanation-missing", "outturn-missing"]


# ---------------------------------------------------------------- 退回意见要回应


def test_a_pinned_row_waits_for_a_change_or_an_answer():
    life = started(script="submit assess submit")
    sent_back(life, (REPORTS, "与台账不符"), (COVER, "依据不足"), ("", "总体再核对"))
    refused = life.no(Submit(), "zhang")
    assert [problem.code for problem in refused.problems] == ["comment-unanswered"] * 2
    assert "检查报告" in refused.problems[0].message
    assert "与台账不符" in refused.problems[0].message
    assessed(life, REPORTS, achieved="=27 份")
    assert len(life.no(Submit(), "zhang").problems) == 1
    assert life.no(Submit(answers={"没有这行": "已核对"}), "zhang").code == "row-missing"
    life.do(Submit(answers={COVER: "已附检查记录"}), "zhang")
    assert life.project.answers == {COVER: "已附检查记录"}


def test_another_row_changed_is_no_answer():
    life = started(script="submit assess submit")
    sent_back(life, (REPORTS, "与台账不符"))
    assessed(life, COVER, evidence=["附件一"])  # type: ignore[arg-type]
    assert [problem.code for problem in life.no(Submit(), "zhang").problems] == ["comment-unanswered"]


def test_changed_and_changed_back_is_no_answer():
    life = started(script="submit assess submit")
    sent_back(life, (REPORTS, "与台账不符"))
    assessed(life, REPORTS, achieved="=27 份")
    assessed(life, REPORTS, achieved="=28 份")
    assert [problem.code for problem in life.no(Submit(), "zhang").problems] == ["comment-unanswered"]


def test_an_answer_stays_given_when_the_owner_recalls():
    life = started(script="submit assess submit")
    sent_back(life, (REPORTS, "与台账不符"))
    life.do(Submit(answers={REPORTS: "台账已更正"}), "zhang")
    life.do(Recall(), "zhang")
    life.do(Submit(), "zhang")
    assert life.project.answers == {REPORTS: "台账已更正"}


def test_a_second_return_asks_again():
    life = started(script="submit assess submit")
    sent_back(life, (REPORTS, "与台账不符"))
    life.do(Submit(answers={REPORTS: "台账已更正"}), "zhang")
    sent_back(life, (REPORTS, "台账仍未更正"))
    refused = life.no(Submit(), "zhang")
    assert [problem.code for problem in refused.problems] == ["comment-unanswered"]
    assert "台账仍未更正" in refused.problems[0].message
    assert len(life.project.returns) == 2
    life.do(Submit(answers={REPORTS: "已附台账"}), "zhang")
    life.do(usual(Trigger.APPROVE, life.project), "li")
    assert life.project.asked is None


def test_what_the_treasury_sends_back_must_be_answered_too():
    life = started("two-level-review", "submit approve assess submit approve")
    sent_back(life, (CARS, "合同金额？"), who="cai")
    assert (life.project.state, life.project.approvals) == ("assessment-returned", ())
    assert [problem.code for problem in life.no(Submit(), "zhang").problems] == ["comment-unanswered"]
    life.do(Submit(answers={CARS: "见合同"}), "zhang")
    life.play("approve approve")
    assert life.project.state == "closed"


def test_a_returned_declaration_must_be_answered():
    life = started("with-target-review", "submit")
    sent_back(life, (REPORTS, "目标偏低"))
    assert [problem.code for problem in life.no(Submit(), "zhang").problems] == ["comment-unanswered"]
    life.do(Edit(rulebook=PIN, content=declared(检查报告={"target": "≥25 份"})), "zhang")
    life.do(Submit(), "zhang")


def test_a_comment_must_be_about_a_row_there_is():
    life = started(script="submit assess submit")
    refused = life.no(SendBack(seen=judged_hash(life.project), comments=(Comment(row="x", text="?"),)), "li")
    assert (refused.kind, refused.code) == (Kind.NOT_FOUND, "row-missing")


# ---------------------------------------------------------------- 审核


OPEN_ROW = {"租用车辆": {"scoring_rule": "人工评分，须在 0~20 分之间并说明理由"}}


def test_an_open_row_is_closed_by_the_reviewer_before_the_approval():
    life = started(content=declared(**OPEN_ROW), script="submit assess submit")
    refused = life.no(usual(Trigger.APPROVE, life.project), "li")
    assert refused.code == "gate-closed"
    assert {code for code, _ in stopped_by(refused)} == {"score-needed"}
    assert life.no(ScoreRow.model_validate({"row": CARS, "points": 21, "reason": "多"}), "li").problems
    life.do(ScoreRow.model_validate({"row": CARS, "points": 17, "reason": "合同核对"}), "li")
    life.do(usual(Trigger.APPROVE, life.project), "li")
    assert life.project.state == "closed"


def test_points_of_the_reviewer_stand_beside_those_of_the_rulebook():
    life = started(script="submit assess submit")
    by_rule = project_score(life.project, urumqi())
    refused = life.no(ScoreRow.model_validate({"row": CARS, "points": 10}), "li")
    assert [problem.code for problem in refused.problems] == ["review-reason-missing"]
    life.do(ScoreRow.model_validate({"row": CARS, "points": 10, "reason": "合同只有一半"}), "li")
    review = life.project.reviews[CARS]
    # 20 × 8.29 ÷ 10 = 16.58
    assert (review.computed, review.points, review.reason) == ("16.58", "10.00", "合同只有一半")
    total, before = project_score(life.project, urumqi()).total, by_rule.total
    assert total is not None
    assert before is not None
    assert str(before - total) == "6.58"
    life.do(ScoreRow(row=CARS, points=None), "li")
    assert life.project.reviews == {}
    assert life.no(ScoreRow(row=CARS, points=None), "li").kind is Kind.UNCHANGED


@pytest.mark.parametrize("script", ["send_back submit", "recall submit"])
def test_points_of_the_reviewer_go_with_what_they_were_about(script: str):
    life = started(script="submit assess submit score").play(script)
    assert life.project.reviews == {}
    assert life.project.state == "reviewing"


def test_points_of_the_reviewer_change_what_is_approved():
    life = started(script="submit assess submit")
    seen = judged_hash(life.project)
    life.play("score")
    assert life.no(Approve(seen=seen), "liu").code == "version-stale"


def test_a_stale_version_is_refused_with_the_winner_and_beijing_time():
    life = started(script="submit assess submit")
    seen = judged_hash(life.project)
    life.do(Recall(), "zhang")
    assessed(life, REPORTS, achieved="=27 份")
    life.do(Submit(), "zhang")
    refused = life.no(Approve(seen=seen), "li")
    assert (refused.kind, refused.code) == (Kind.CONFLICT, "version-stale")
    at = life.house.entries[-1].at  # …T07:00:1xZ 是北京时间 15:00:1x
    for words in ("张三（zhang）", f"2026-11-25 15:00:{at[17:19]}", "提交"):
        assert words in refused.message
    assert life.no(SendBack(seen=seen, comments=(Comment(text="x"),)), "li").code == "version-stale"
    assert life.no(Approve(seen=judged_hash(life.project)[:7]), "li").code == "version-stale"  # 太短
    life.do(Approve(seen=judged_hash(life.project)[:8]), "li")


def test_nothing_is_decided_unseen():
    life = started(script="submit assess submit")
    for command in (Approve(seen=""), SendBack(seen="", comments=(Comment(text="x"),))):
        refused = life.no(command, "li")
        assert (refused.kind, refused.code) == (Kind.CONFLICT, "version-unseen")


def test_the_loser_of_two_decisions_is_told_who_won():
    life = started(script="submit assess submit")
    approve = usual(Trigger.APPROVE, life.project)
    life.do(approve, "li")
    refused = life.no(approve, "liu")
    assert (refused.kind, refused.code) == (Kind.CONFLICT, "state-wrong")
    for words in ("李四（li）", "2026-11-25 15:00:", "审核通过"):
        assert words in refused.message


def test_the_two_levels_are_two_people():
    life = started("two-level-review", "submit approve assess submit approve")
    life.house.change(ChangeRoles(id="li", roles=(Role.REVIEWER, Role.TREASURY_REVIEWER)))
    assert life.no(usual(Trigger.APPROVE, life.project), "li").code == "same-reviewer"
    life.do(usual(Trigger.APPROVE, life.project), "cai")


def test_one_reviewer_may_approve_target_adjustment_and_assessment():
    """Two levels are of one submission; what was approved before it is another matter."""
    life = started("with-target-review", "submit approve adjust approve assess submit approve")
    assert {approval.stamp.actor for approval in life.project.approvals} == {"li"}


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_whoever_judged_it_cannot_take_it_over(workflow: str):
    life = started(workflow, "submit assess submit" if workflow == "standard" else "submit approve assess submit")
    life.play("score" if workflow == "standard" else "approve")
    life.house.change(ChangeRoles(id="li", roles=(Role.REVIEWER, Role.OWNER)))
    for command in (Transfer(owner="li"), Delegate(account="li")):
        refused = life.no(command, "zhang")
        assert (refused.kind, refused.code) == (Kind.NOT_ALLOWED, "own-work")


def test_only_active_people_with_the_role_are_given_a_project():
    life = started()
    life.house.change(CloseAccount(id="xin"))
    assert life.no(Transfer(owner="xin"), "zhang").code == "account-missing"
    assert life.no(Transfer(owner="li"), "zhang").code == "role-missing"
    assert life.no(Delegate(account="nobody"), "zhang").code == "account-missing"
    assert life.no(Transfer(owner="zhang"), "guan").kind is Kind.UNCHANGED
    life.do(Delegate(account="wang"), "zhang")
    assert life.no(Delegate(account="wang"), "zhang").kind is Kind.UNCHANGED
    assert life.no(Undelegate(account="zhao"), "zhang").code == "account-missing"


def test_a_delegate_who_becomes_the_owner_is_one_no_longer():
    life = started()
    life.do(Delegate(account="wang"), "zhang")
    life.do(Transfer(owner="wang"), "zhang")
    assert (life.project.owner, life.project.delegates) == ("wang", ())
    assert life.no(usual(Trigger.SUBMIT, life.project), "zhang").code == "role-missing"


# ---------------------------------------------------------------- 申报


DECLARING = [
    ("自己申报", "zhang", "zhang", ""),
    ("替自己以外的人申报", "zhang", "wang", "owner-other"),
    ("汇总公开人替人导入", "fin", "zhang", ""),
    ("汇总公开人自己不是填报人", "fin", "fin", "role-missing"),
    ("审核人申报", "li", "li", "role-missing"),
    ("审计人员申报", "shen", "zhang", "role-missing"),
    ("账号管理员申报", "guan", "zhang", "role-missing"),
    ("负责人没有账号", "fin", "nobody", "account-missing"),
]


@pytest.mark.parametrize(("by", "owner", "code"), [row[1:] for row in DECLARING], ids=[row[0] for row in DECLARING])
def test_who_may_declare_for_whom(by: str, owner: str, code: str):
    life = House.with_everybody().project("standard")
    declare = Declare(workflow="standard", rulebook=PIN, owner=owner, content=declared())
    answer = life.ask(declare, by)
    assert (answer.code if isinstance(answer, Refused) else "") == code


def test_only_a_declaration_begins_a_life():
    life = House.with_everybody().project("standard")
    assert life.no(Withdraw(reason="x"), "zhang").code == "project-missing"


def test_content_that_cannot_be_read_or_told_apart_is_not_declared():
    life = House.with_everybody().project("standard")
    twice = declared()
    twice["indicator"].append(twice["indicator"][0])
    for content, code in ((declared(检查报告={"target": "≥≥"}), "target-unreadable"), (twice, "indicator-duplicate")):
        declare = Declare(workflow="standard", rulebook=PIN, owner="zhang", content=content)
        assert [problem.code for problem in life.no(declare, "zhang").problems] == [code]


# ---------------------------------------------------------------- 自评只填结果


NOT_RESULTS = [
    {"indicator": {REPORTS: {"target": "≥1 份"}}},
    {"indicator": {REPORTS: {"weight": "60"}, CARS: {"weight": "10"}}},
    {"funding": {"revised_budget": "9.36"}},
    {"funding": {"other_funds": {"revised_budget": "1"}}},
    {"project": {"name": "别的项目"}},
    {"objective": {"planned": "别的"}},
    {"indicator": [REPORTS]},
    {"indicator": {REPORTS: "=28 份"}},
    {"funding": "9.36"},
    {"funding": {"other_funds": "0"}},
]


@pytest.mark.parametrize("results", NOT_RESULTS, ids=str)
def test_targets_weights_and_budgets_cannot_be_changed_by_the_self_assessment(results: dict[str, Any]):
    life = started()
    refused = life.no(Assess(results=results), "zhang")
    assert (refused.kind, refused.code) == (Kind.DATA, "result-unknown")
    assert {problem.code for problem in refused.problems} <= {"field-unknown", "type-wrong"}
    assert refused.problems


def test_nothing_changed_is_said_and_not_recorded():
    life = started()
    last = deepcopy(life.project.content)
    assert life.no(Assess(results=RESULTS), "zhang").kind is Kind.UNCHANGED
    assert life.project.content == last


# ---------------------------------------------------------------- 年中调整


def test_an_adjustment_counts_when_approved_and_keeps_what_stood_before():
    life = started(script="submit")
    content = declared(检查报告={"target": "≥22 份"})
    content["funding"]["revised_budget"] = "12"
    life.do(Adjust(content=content, reason="任务增加"), "zhang")
    assert life.project.content == declared()
    assert life.project.judged_content == content
    life.do(usual(Trigger.APPROVE, life.project), "li")
    assert life.project.content == content
    assert life.project.accepted == declared()
    (adjustment,) = life.project.adjustments
    assert (adjustment.before, adjustment.after, adjustment.reason) == (declared(), content, "任务增加")
    assert adjustment.approved is not None
    assert (adjustment.asked.actor, adjustment.approved.actor) == ("zhang", "li")


@pytest.mark.parametrize("refusal", ["send_back", "recall"])
def test_an_adjustment_not_approved_leaves_the_targets_as_they_were(refusal: str):
    life = started(script=f"submit adjust {refusal}")
    assert (life.project.content, life.project.pending, life.project.adjustments) == (declared(), None, ())


def test_an_adjustment_says_why_and_changes_something():
    life = started(script="submit")
    with pytest.raises(ValueError, match="reason"):
        Adjust(content=declared(), reason="  ")
    assert life.no(Adjust(content=declared(), reason="没有"), "zhang").kind is Kind.UNCHANGED


# ---------------------------------------------------------------- 更正


def test_a_correction_makes_a_second_edition_that_supersedes_the_first():
    life = started(script="submit assess submit approve publish")
    first = life.project.editions[0]
    life.do(Correct(reason="附件有误"), "fin")
    assert life.project.correction == "附件有误"
    assessed(life, REPORTS, achieved="=24 份")
    life.play("submit approve")
    old, new = life.project.editions
    assert old == first
    assert (new.number, new.snapshot["supersedes"], new.published) == (2, first.code, None)
    assert new.code != first.code
    assert life.project.correction == ""
    life.play("publish")
    assert life.project.editions[1].published is not None


def test_a_correction_needs_a_reason():
    with pytest.raises(ValueError, match="reason"):
        Correct(reason=" ")
