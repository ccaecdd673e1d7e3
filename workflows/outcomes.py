"""What each command leads to (结果): its event, once the person and the state are right."""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from indicators.content import (
    FIELD_NAMES,
    PARTS,
    PLACE_NAMES,
    Content,
    changes,
    content_of,
    given_results,
    place_name,
    read_content,
    results_of,
    row_key,
    with_results,
)
from indicators.document import STORED
from indicators.monitoring import MonitoringRecord
from indicators.numbers import plain
from indicators.problems import Problem, Severity
from indicators.scoring.monitoring_checks import check_record
from indicators.scoring.review import computed_of, review_problem
from indicators.validation import validate
from workflows.commands import (
    Adjust,
    Approve,
    Assess,
    Command,
    Correct,
    Delegate,
    Edit,
    Monitor,
    Publish,
    Recall,
    ScoreRow,
    SendBack,
    Submit,
    Transfer,
    Undelegate,
    Withdraw,
)
from workflows.definition import Phase
from workflows.events import (
    AdjustmentRequested,
    Approved,
    Assessed,
    Corrected,
    Delegated,
    Edited,
    Event,
    Monitored,
    Pin,
    Published,
    Recalled,
    RowScored,
    SentBack,
    Submitted,
    Transferred,
    Undelegated,
    Withdrawn,
)
from workflows.project import Project
from workflows.refusal import Kind, Refusal, Refused, refuse
from workflows.results import not_results
from workflows.setting import Setting, require_owner
from workflows.snapshot import code_of, document_of, judged_hash, score_of, snapshot_of, submitted_hash

ERROR = Severity.ERROR


def outcome(project: Project, command: Command, setting: Setting, after: str) -> Event:
    """The event of a command; raises Refusal where its content is not right."""
    match command:
        case Edit():
            content = sound_content(command.content)
            if command.rulebook == project.rulebook:
                content = _changed(project.content, content)
            return Edited(to=after, rulebook=command.rulebook, content=content)
        case Withdraw():
            return Withdrawn(to=after, reason=command.reason)
        case Submit():
            _known_rows(project.content, command.answers)
            hashed = submitted_hash(project, command.answers)
            return Submitted(to=after, hash=hashed, answers=command.answers, note=command.note)
        case Recall():
            return Recalled(to=after, reason=command.reason)
        case Approve():
            return _approved(project, command, setting, after)
        case SendBack():
            _known_rows(project.judged_content, {comment.row for comment in command.comments if comment.row})
            pins = tuple(Pin(row=comment.row, text=comment.text) for comment in command.comments)
            return SentBack(to=after, hash=judged_hash(project), comments=pins)
        case ScoreRow():
            return _row_scored(project, command, setting, after)
        case Monitor():
            return Monitored(to=after, record=_sound_record(project, command.record))
        case Adjust():
            content = _changed(project.content, _same_head(project, sound_content(command.content)))
            return AdjustmentRequested(to=after, content=content, reason=command.reason)
        case Assess():
            return Assessed(to=after, results=_sound_results(project, command.results))
        case Transfer() | Delegate() | Undelegate():
            return _handed_over(project, command, setting, after)
        case Publish():
            return Published(to=after, code=project.editions[-1].code)
        case Correct():
            return Corrected(to=after, reason=command.reason)
    raise TypeError(f"no outcome for {type(command).__name__}")


def judged_after(project: Project, command: Command) -> tuple[Content, frozenset[str]]:
    """What the gates look at: the content a command brings or is about, and the answers given with it."""
    if isinstance(command, Adjust):
        return command.content, frozenset()
    given = command.answers if isinstance(command, Submit) else {}
    return project.judged_content, frozenset({**project.answers, **given})


def sound_content(content: dict[str, Any]) -> dict[str, Any]:
    """Content as it is stored: its document is readable, its rows can be told apart, it holds no results."""
    read = read_content(content)
    if isinstance(read, list):
        raise _unsound(tuple(read))
    sound = content_of(read)
    if problems := (*_twice(sound), *_results_in(sound)):
        raise _unsound(problems)
    return sound


def _unsound(problems: tuple[Problem, ...]) -> Refusal:
    return Refusal(Refused(Kind.DATA, "content-wrong", f"申报的内容有 {len(problems)} 处要改", problems=problems))


def _twice(content: Content) -> tuple[Problem, ...]:
    keys = [row_key(row) for row in content["indicator"]]
    return tuple(
        Problem(
            "indicator-duplicate",
            f"与第 {keys.index(key) + 1} 个指标重复",
            text=content["indicator"][index]["name"],
            expected="不同的指标名称",
            example=f'name = "{content["indicator"][index]["name"]}（二）"',
            where=("indicator", index, "name"),
        )
        for index, key in enumerate(keys)
        if key in keys[:index]
    )


def _results_in(content: Content) -> tuple[Problem, ...]:
    """Results have no place in a declaration; nothing has been spent yet."""
    results = results_of(content)
    funding = {name: value for name, value in results["funding"].items() if name not in PARTS}
    parts = {name: value for name, value in results["funding"].items() if name in PARTS}
    places = [("funding", funding), ("objective", results["objective"]), *parts.items(), *results["indicator"].items()]
    return tuple(
        Problem(
            "declared-result",
            "申报时还没有结果",
            text=f"{place_name(place)} {FIELD_NAMES.get(field, field)}",
            expected="到自评时再填",
            example="jixiao assess fill 2024-0001 文件",
        )
        for place, fields in places
        for field, value in fields.items()
        if field != "outturn" or value.strip("0.")
    )


def _same_head(project: Project, content: Content) -> dict[str, Any]:
    """In mid-year targets and budgets are adjusted, under the same head; another name or year is another project."""
    head, given = project.content["project"], content["project"]
    for field in ("name", "fiscal_year", "form"):
        if head.get(field) != given.get(field):
            name = FIELD_NAMES[field]
            message = (
                f"{name}不能在年中调整：申报的是 {head.get(field) or '（空）'}，文件里是 {given.get(field) or '（空）'}"
            )
            refuse(Kind.DATA, "adjust-head", message, next_step="只改目标、分值和预算")
    return {**content, "project": head}


def _changed(old: Content, new: dict[str, Any]) -> dict[str, Any]:
    if not changes(old, new):
        refuse(Kind.UNCHANGED, "nothing-changed", "与现在的内容一样，没有变化")
    return new


def _known_rows(content: Content, rows: Any, *, tables: bool = True) -> None:
    """Rows, and tables that comments and answers may be about as well."""
    known = [*(PLACE_NAMES if tables else ()), *(row_key(row) for row in content["indicator"])]
    for row in rows:
        if row not in known:
            near = get_close_matches(row, known, n=1, cutoff=0)
            hint = f"最接近的是 {near[0]}" if near else ""
            refuse(Kind.NOT_FOUND, "row-missing", f"没有指标「{row}」", next_step=hint)


def _approved(project: Project, command: Approve, setting: Setting, after: str) -> Event:
    """The approval that closes the project freezes its snapshot."""
    shown = judged_hash(project)
    if setting.workflow.states[after].phase is not Phase.CLOSED:
        return Approved(to=after, hash=shown, comment=command.comment)
    snapshot = snapshot_of(project, setting.rulebook)
    return Approved(to=after, hash=shown, comment=command.comment, code=code_of(snapshot), snapshot=snapshot)


def _row_scored(project: Project, command: ScoreRow, setting: Setting, after: str) -> Event:
    explanation = computed_of(score_of(project.content, setting.rulebook, {}), command.row)
    if explanation is None:
        refuse(Kind.NOT_FOUND, "row-missing", f"没有指标「{command.row}」", next_step="行的名称，或预算执行率")
    computed = None if explanation.result is None else plain(explanation.result)
    if command.points is None:
        if command.row not in project.reviews:
            refuse(Kind.UNCHANGED, "nothing-changed", "这一行没有复核分")
        return RowScored(to=after, row=command.row, computed=computed, points=None, reason=command.reason)
    problem = review_problem(explanation, command.points, command.reason)
    if problem:
        raise Refusal(Refused(Kind.DATA, "content-wrong", problem.message, problems=(problem,)))
    points = plain(explanation.rounding.apply(Fraction(command.points)))
    return RowScored(to=after, row=command.row, computed=computed, points=points, reason=command.reason)


def _sound_record(project: Project, record: dict[str, Any]) -> dict[str, Any]:
    """A monitoring record that is readable, about rows there are, and not before the last one."""
    year = project.content["project"]["fiscal_year"]
    read = validate(MonitoringRecord, record, {"fiscal_year": year, STORED: True})
    rows = document_of(project.content).indicator
    problems = read if isinstance(read, list) else [one for one in check_record(rows, read) if one.severity is ERROR]
    if problems or isinstance(read, list):
        message = f"监控记录有 {len(problems)} 处要改"
        raise Refusal(Refused(Kind.DATA, "content-wrong", message, problems=tuple(problems)))
    last = project.records[-1].data["month"] if project.records else 0
    if read.month < last:
        refuse(Kind.DATA, "month-earlier", f"已经有 1~{last} 月的监控，不能再记 1~{read.month} 月")
    return record


def _sound_results(project: Project, results: dict[str, Any]) -> dict[str, Any]:
    """Results for rows there are, in fields that are results, that can be read, and that change something."""
    strange = tuple(not_results(results))
    if strange:
        message = f"填报的内容有 {len(strange)} 处不是自评的结果"
        raise Refusal(Refused(Kind.DATA, "result-unknown", message, problems=strange))
    _known_rows(project.content, results.get("indicator", {}), tables=False)
    read = read_content(with_results(project.content, results))
    if isinstance(read, list):
        message = f"填报的内容有 {len(read)} 处读不懂"
        raise Refusal(Refused(Kind.DATA, "content-wrong", message, problems=tuple(read)))
    sound = content_of(read)
    first_money = not project.money_filled and "outturn" in results.get("funding", {})
    if not first_money and not changes(project.content, sound):
        refuse(Kind.UNCHANGED, "nothing-changed", "与现在的内容一样，没有变化")
    return given_results(results, sound)


def _handed_over(project: Project, command: Transfer | Delegate | Undelegate, setting: Setting, after: str) -> Event:
    """Another owner or delegate: somebody who may fill in, and who has not judged what is handed in."""
    if isinstance(command, Undelegate):
        if command.account not in project.delegates:
            refuse(Kind.NOT_FOUND, "account-missing", f"{setting.name_of(command.account)} 没有受委托")
        return Undelegated(to=after, account=command.account)
    account = command.owner if isinstance(command, Transfer) else command.account
    require_owner(account, setting)
    if account == project.owner or (isinstance(command, Delegate) and account in project.delegates):
        refuse(Kind.UNCHANGED, "nothing-changed", f"{setting.name_of(account)} 已经是了")
    judges = project.first_level | {one.stamp.actor for one in project.reviews.values()}
    if account in judges:
        refuse(Kind.NOT_ALLOWED, "own-work", f"{setting.name_of(account)} 审过现在这一版，不能接手", "没有审过的填报人")
    if isinstance(command, Transfer):
        return Transferred(to=after, owner=account, reason=command.reason)
    return Delegated(to=after, account=account)
