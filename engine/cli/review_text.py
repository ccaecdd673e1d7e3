"""A project as its reviewer reads it."""

from __future__ import annotations

from engine.cli.change_text import say_changes
from engine.cli.output import say, table
from engine.cli.scoring import execution_cells, row_cells
from engine.service.views import ReviewView, monitoring_view
from indicators.content import changes, place_name
from indicators.problems import Problem
from indicators.scoring.project import describe_total
from workflows.decide import last_step, next_steps
from workflows.refusal import beijing
from workflows.setting import Setting
from workflows.triggers import Trigger


def say_review(view: ReviewView, setting: Setting) -> None:
    """Everything a decision needs, the most pressing last: what is asked of the reviewer."""
    project = view.project
    state = setting.workflow.states[project.state]
    say(f"{project.id} {project.name}    {state.title}，第 {project.version} 版")
    say(f"负责人 {setting.name_of(project.owner)}    最近 {last_step(project, setting)}")
    _say_rows(view)
    _say_correction(view)
    _say_reviews(view, setting)
    _say_monitoring(view, setting)
    _say_adjustments(view)
    _say_returns(view, setting)
    _say_looks(view)
    _say_findings(view)
    if project.submission is not None and project.submission.note:
        say(f"附言 {project.submission.note}")
    if setting.workflow.step(project.state, Trigger.APPROVE) is not None:
        say(f"核对码 {view.shown_hash[:16]}（通过或退回的就是这一版）")
    say(f"接着 {next_steps(project, setting)}")


def _say_rows(view: ReviewView) -> None:
    score = view.score
    headings = ("指标", "年度指标值", "实际完成值", "偏差", "分值", "得分", "算法", "偏差原因分析及改进措施")
    rows = [(*_execution_cells(view), score.assessment.funding.deviation_analysis)] if score.execution else []
    rows += [(*row_cells(row), row.indicator.deviation_analysis) for row in score.indicators]
    table("", [(h, "right" if h in ("偏差", "分值", "得分") else "left") for h in headings], rows)
    grade = f"（{score.grade}）" if score.grade else ""
    say(f"总分 {describe_total(score)}{grade}    评分办法 {score.rulebook.id}，校验 {score.rulebook.hash}")
    for row in score.indicators:
        if row.indicator.evidence:
            say(f"  佐证 「{row.indicator.name}」{'；'.join(row.indicator.evidence)}")
    say()


def _execution_cells(view: ReviewView) -> tuple[str, ...]:
    """The money; until somebody filled in the outturn, the 0 in its place is nobody's figure."""
    name, budget, outturn, deviation, weight, points, why = execution_cells(view.score)
    if view.project.money_filled:
        return name, budget, outturn, deviation, weight, points, why
    return name, budget, "", "", weight, "待定", "没有填写全年执行数"


def _say_correction(view: ReviewView) -> None:
    """A correction: why, what the edition before gave, and points of its reviewer that no longer count."""
    project = view.project
    if not project.correction or not project.editions:
        return
    before = project.editions[-1].snapshot
    say(f"更正 {project.correction}")
    total, now_total = before["scores"]["total"], describe_total(view.score)
    say(f"  上一稿（第 {project.editions[-1].number} 稿）总分 {total}，现在 {now_total}")
    for row, one in before["reviews"].items():
        if row not in project.reviews:
            say(f"  上一稿的复核分没有沿用 「{place_name(row)}」{one['points']}：{one['reason'] or '相同'}")


def _say_reviews(view: ReviewView, setting: Setting) -> None:
    for row, one in view.project.reviews.items():
        computed = "规则未定" if one.computed is None else f"按规则 {one.computed}"
        who = setting.name_of(one.stamp.actor)
        say(f"复核 「{place_name(row)}」{computed}，{who} 评 {one.points}：{one.reason or '相同'}")


def _say_monitoring(view: ReviewView, setting: Setting) -> None:
    project = view.project
    if not project.records:
        say("监控 没有记录")
    for place, record in enumerate(project.records):
        seen = monitoring_view(setting.rulebook, project, place)
        lights = [f"{row.name} {row.standing.light.value}" for row in seen.rows if row.monitored]
        rate = "" if seen.money.printed_rate is None else f"，执行率 {seen.money.printed_rate}%"
        said = f"资金 {seen.money.standing.light.value}{rate}"
        note = f"；{record.data['note']}" if record.data.get("note") else ""
        say(f"监控 1~{seen.month} 月：{'；'.join([said, *lights])}{note}")


def _say_adjustments(view: ReviewView) -> None:
    project = view.project
    for one in (*project.adjustments, *([project.pending] if project.pending else [])):
        state = f"{beijing(one.approved.at)} 批准" if one.approved else "待批"
        say(f"调整 {one.reason}（{state}）")
        say_changes(changes(one.before, one.after), "原来", "调整为")


def _say_returns(view: ReviewView, setting: Setting) -> None:
    project = view.project
    for back in project.returns:
        say(f"退回 {setting.name_of(back.stamp.actor)} {beijing(back.stamp.at)}")
        for pin in back.comments:
            where = f"「{place_name(pin.row)}」" if pin.row else "整张表："
            reply = project.answers.get(pin.row) if back is project.asked and pin.row else None
            say(f"  · {where}{pin.text}{f'　回复：{reply}' if reply else ''}")
    if view.since_return:
        say("退回以后的改动")
        say_changes(view.since_return, "退回时", "现在")
    for row, texts in view.waiting.items():
        say(f"  没有回应 「{place_name(row)}」{'；'.join(texts)}")


def _say_looks(view: ReviewView) -> None:
    if view.since_look:
        say("您上次看过以后的改动")
        say_changes(view.since_look, "上次", "现在")


def _say_findings(view: ReviewView) -> None:
    messages = [one.said for one in view.findings]
    messages += [_said(problem, view) for problem in view.problems if _is_due(problem, view)]
    if messages:
        say(f"疑点 {len(messages)} 处（得分照规则计算，以下请核对）")
    for message in messages:
        say(f"  · {message}")


def _is_due(problem: Problem, view: ReviewView) -> bool:
    """Results are no matter of doubt before anybody had to fill them in."""
    return view.project.money_filled or problem.code != "achieved-missing"


def _said(problem: Problem, view: ReviewView) -> str:
    """The message, with its row where it does not name it."""
    match problem.where:
        case ("indicator", int(index), *_):
            name = view.score.assessment.indicator[index].name
            return problem.message if name in problem.message else f"「{name}」{problem.message}"
    return problem.message
