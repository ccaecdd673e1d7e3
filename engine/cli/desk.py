"""The desk (办理窗口) of the command line: who, on which database, on which project; receipts and refusals printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import typer

from engine.cli.options import StepOptions
from engine.cli.output import ExitCode, note, print_json, report, say
from engine.intake.report import Located

if TYPE_CHECKING:
    from pydantic import ValidationError

    from engine.service.receipt import Receipt
    from engine.service.service import Service
    from engine.store.rows import ProjectRow
    from engine.store.store import Store
    from indicators.content import Content
    from workflows.commands import Command
    from workflows.project import Project
    from workflows.refusal import Refused
    from workflows.roles import Actor


def now() -> str:
    """The time as the history keeps it (UTC)."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@contextmanager
def reading(db: str) -> Iterator[Store]:
    """An open store, for what needs no person."""
    from engine.store.store import open_store

    with open_store(db) as store:
        yield store


def person(store: Store, user: str | None, as_json: bool) -> Actor:
    """The person at the desk; somebody who is nobody is turned away."""
    from engine.service.identity import actor_of
    from workflows.refusal import Refused

    actor = actor_of(store, user)
    if isinstance(actor, Refused):
        turn_away(actor, as_json)
    return actor


@contextmanager
def desk(db: str, user: str | None, as_json: bool) -> Iterator[Service]:
    """An open store and the person at the desk."""
    from engine.service.service import Service

    with reading(db) as store:
        yield Service(store, person(store, user, as_json), now)


def find_project(store: Store, name: str, as_json: bool) -> ProjectRow:
    """The one project a person means; several are listed, none is said."""
    found = store.projects_named(name)
    if len(found) > 1:
        found = [row for row in found if row.state != "withdrawn"] or found
    if len(found) != 1:
        turn_away(_which_project(name, [f"{row.id} {row.name}" for row in found]), as_json)
    return found[0]


def _which_project(name: str, found: list[str]) -> Refused:
    from workflows.refusal import Kind, Refused

    if not found:
        return Refused(Kind.NOT_FOUND, "project-missing", f"没有项目「{name}」", next="jixiao project list")
    listed = "、".join(found[:10]) + ("…" if len(found) > 10 else "")
    message = f"有 {len(found)} 个项目名称含有「{name}」：{listed}"
    return Refused(Kind.NOT_FOUND, "project-unclear", message, next="写项目编号")


def find_row(content: Content, text: str, as_json: bool) -> str:
    """The key of the one row a person means; 预算执行率 and the other tables go by their names too."""
    from indicators.content import find_places

    found = find_places(content, text.strip())
    if len(found) != 1:
        turn_away(_which_row(content, text, found), as_json)
    return found[0]


def _which_row(content: Content, text: str, found: list[str]) -> Refused:
    from indicators.content import place_name
    from workflows.refusal import Kind, Refused

    if found:
        message = f"不止一个指标含有「{text}」：{'、'.join(map(place_name, found))}"
        return Refused(Kind.NOT_FOUND, "row-unclear", message, next="写全指标名称")
    names = "、".join(["预算执行率", *dict.fromkeys(row["name"] for row in content["indicator"])])
    return Refused(Kind.NOT_FOUND, "row-missing", f"没有指标「{text}」，有的是：{names}", next="写全指标名称")


def project_of(service: Service, name: str, as_json: bool) -> Project:
    """The project a person means, folded from its history."""
    from workflows.project import folded

    return folded(service.store.stream(find_project(service.store, name, as_json).id))


def carry_out(
    service: Service,
    project_id: str,
    command: Command,
    options: StepOptions,
    locate: Callable[[Refused], list[Located]] | None = None,
    notes: Callable[[Receipt], Sequence[Located]] | None = None,
) -> Receipt:
    """Carry a command out and print its receipt; or print why not and end. ``notes`` go into the JSON beside it."""
    from workflows.refusal import Refused

    done = service.perform(project_id, command, options.key, dry_run=options.dry_run)
    if isinstance(done, Refused):
        located = locate(done) if locate else [Located(problem, project_id) for problem in done.problems]
        turn_away(done, options.as_json, located)
    print_receipt(service, done, options.as_json, notes(done) if notes and options.as_json else ())
    return done


def take_step(made: Callable[[], Command], project: str, options: StepOptions) -> None:
    """The whole of a command that needs nothing but what was typed."""
    command = typed(made, options.as_json)
    with desk(options.db, options.user, options.as_json) as service:
        row = find_project(service.store, project, options.as_json)
        carry_out(service, row.id, command, options)


Typed = TypeVar("Typed")


def typed(made: Callable[[], Typed], as_json: bool) -> Typed:
    """A command of what was typed; everything that is wrong with it is said at once."""
    from pydantic import ValidationError

    try:
        return made()
    except ValidationError as error:
        refused = _mistyped(error)
        turn_away(refused, as_json, [Located(problem, "（命令行）") for problem in refused.problems])


def _mistyped(error: ValidationError) -> Refused:
    from indicators.document import Document
    from indicators.validation import problems_of
    from workflows.refusal import Kind, Refused

    return Refused(Kind.DATA, "content-wrong", "填写的内容不对", problems=tuple(problems_of(error, Document)))


def print_receipt(service: Service, receipt: Receipt, as_json: bool, notes: Sequence[Located] = ()) -> None:
    """What was done, how things stand now, who is next, and the proof."""
    if as_json:
        print_json(receipt_json(service, receipt), notes)
        return
    from workflows.decide import next_steps
    from workflows.events import TRIGGER_OF

    setting = service.setting(receipt.project)
    states, project = setting.workflow.states, receipt.project
    done = TRIGGER_OF[receipt.event.kind].title
    now_at = states[project.state].title
    moved = f"{states[receipt.before.state].title} → {now_at}" if receipt.before else now_at
    where = moved if receipt.before is None or receipt.before.state != project.state else now_at
    tense = "可以" if receipt.entry is None else "已经办过" if receipt.repeated else "已"
    say(f"{tense}{done}  {project.id} {project.name}")
    say(f"  现在  {where}，第 {project.version} 版")
    say(f"  接着  {next_steps(project, setting)}")
    print_proof(service, receipt)


def print_proof(service: Service, receipt: Receipt) -> None:
    """The line people keep: time, person, anchor."""
    from workflows.refusal import beijing

    if receipt.entry is None:
        say("  演练  没有写入")
        return
    who = service.setting(receipt.project).name_of(receipt.entry.actor)
    say(f"  回执  {beijing(receipt.entry.at)} {who} {receipt.anchor}")


def receipt_json(service: Service, receipt: Receipt) -> dict[str, Any]:
    """A receipt as data."""
    project, entry = receipt.project, receipt.entry
    state = service.setting(project).workflow.states[project.state]
    return {
        "project": project.id,
        "name": project.name,
        "event": receipt.event.kind,
        "state": project.state,
        "phase": state.phase.value,
        "status": state.status,
        "version": project.version,
        "waits_for": state.waits_for.value if state.waits_for else None,
        "written": entry is not None,
        "repeated": receipt.repeated,
        "seq": entry.seq if entry else None,
        "at": entry.at if entry else None,
        "actor": entry.actor if entry else service.actor.id,
        "anchor": str(receipt.anchor) if receipt.anchor else None,
    }


def turn_away(refused: Refused, as_json: bool, located: Sequence[Located] | None = None) -> NoReturn:
    """Say why not, who may, what to do next; nothing was written."""
    from workflows.refusal import Kind

    problems = list(located) if located is not None else [Located(problem, "（内容）") for problem in refused.problems]
    if refused.kind is Kind.UNCHANGED:
        if as_json:
            print_json({"written": False, "reason": refused.message})
        else:
            say(f"{refused.message}，没有写入。")
        raise typer.Exit(ExitCode.DONE)
    if as_json:
        print_json(None, [_refusal_problem(refused), *problems], ok=False)
    else:
        report(problems)
        note(f"{refused.kind.value}（{refused.code}）：{refused.message}")
        if refused.who:
            note(f"    谁可以  {refused.who}")
        if refused.next:
            note(f"    下一步  {refused.next}")
    raise typer.Exit(exit_code_of(refused))


def exit_code_of(refused: Refused) -> ExitCode:
    """The exit code of a refusal (design §5)."""
    from workflows.refusal import Kind

    return {
        Kind.DATA: ExitCode.REFUSED,
        Kind.NOT_ALLOWED: ExitCode.NOT_ALLOWED,
        Kind.CONFLICT: ExitCode.CONFLICT,
        Kind.NOT_FOUND: ExitCode.NOT_FOUND,
        Kind.UNCHANGED: ExitCode.DONE,
    }[refused.kind]


def _refusal_problem(refused: Refused) -> Located:
    from indicators.problems import Problem

    return Located(Problem(refused.code, refused.message, expected=refused.who, example=refused.next), "（办理）")
