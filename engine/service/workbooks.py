"""Workbooks at the desk (填报表的办理): built out of the history; what comes back is applied whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.forms.workbook.kinds import Kind
from engine.forms.workbook.project_sheet import ProjectSheet
from engine.intake.report import Located
from engine.intake.workbook.returned import ReturnedSheet, ReturnedWorkbook
from engine.intake.workbook.wrong import OTHER_DATABASE, said_of
from engine.service.attempts import ATTEMPTS, crowded, new_key
from engine.service.declaring import Declaration
from engine.service.receipt import Receipt
from engine.service.together import Step, Stopped, perform_together
from engine.service.workbook_commands import (
    Asked,
    declared_content,
    is_declaration,
    located,
)
from engine.service.workbook_comparison import Comparison, Difference, Sort, compare, compare_new
from engine.service.workbook_findings import content_findings, findings_of
from engine.service.workbook_mistakes import mistakes_of
from engine.service.workbook_new import declared_already, key_of_new
from engine.service.workbook_refusals import about, mixed, unanswered
from engine.service.workbook_sheets import base_of, sheet_of
from engine.service.workbook_steps import Rulebooks, command_of, rulebook_of_sheet, unreadable
from workflows.commands import Command
from workflows.project import fold
from workflows.refusal import Refused

if TYPE_CHECKING:
    from engine.service.service import Service


@dataclass(frozen=True, slots=True)
class Answers:
    """What the clerk said about what nobody may decide for them."""

    take: str = ""
    """``mine`` or ``theirs`` for cells that both sides changed; empty: not asked yet."""
    delete_missing: bool = False
    is_new: bool = False
    """New projects are other ones than those of nearly the same name."""
    owner: str = ""
    workflow: str = "standard"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to: every difference, every remark, and receipts if it was carried out."""

    comparisons: tuple[Comparison, ...]
    receipts: tuple[Receipt, ...] = ()
    problems: tuple[Located, ...] = ()
    """Why nothing was applied; with a refusal, the places it is about."""
    refused: Refused | None = None
    notes: tuple[Located, ...] = field(default_factory=tuple)

    def of(self, *sorts: Sort) -> list[tuple[Comparison, Difference]]:
        return [(one, difference) for one in self.comparisons for difference in one.of(*sorts)]


def build_sheets(service: Service, kind: Kind, projects: Sequence[str], *, is_empty: bool) -> list[ProjectSheet]:
    """A sheet for each project as it stands."""
    sheets = []
    for project_id in projects:
        entries = service.store.stream(project_id)
        project = fold(entries)
        assert project is not None, "the desk found it"
        sheets.append(sheet_of(kind, entries, service.rulebook(project.rulebook), is_empty=is_empty))
    return sheets


def import_workbook(
    service: Service,
    workbook: ReturnedWorkbook,
    answers: Answers,
    rulebooks: Rulebooks,
    key: str | None = None,
    *,
    dry_run: bool = False,
) -> Imported:
    """Apply a returned workbook: all its projects in one transaction, or none of them."""
    own_key = key or new_key()
    for _ in range(ATTEMPTS):
        done = _attempt(service, workbook, answers, rulebooks, own_key, has_key=key is not None, dry_run=dry_run)
        if done is not None:
            return done
    return Imported((), refused=crowded("填报表导入"))


def _attempt(
    service: Service,
    workbook: ReturnedWorkbook,
    answers: Answers,
    rulebooks: Rulebooks,
    key: str,
    *,
    has_key: bool,
    dry_run: bool,
) -> Imported | None:
    comparisons = [_compared(service, sheet) for sheet in workbook.sheets]
    problems = [problem for sheet in workbook.sheets for problem in sheet.problems]
    problems += [problem for one in comparisons for problem in ((one,) if isinstance(one, Located) else one.problems)]
    compared = tuple(one for one in comparisons if isinstance(one, Comparison))
    notes = (*workbook.notes, *(note for one in compared for note in one.sheet.notes))
    if problems:
        problems += _mistakes(service, [(one, _wanted(one, answers)) for one in compared], rulebooks)
        return Imported(compared, problems=tuple(problems), notes=notes)
    doubts = unanswered(compared, take=answers.take, delete_missing=answers.delete_missing)
    if doubts is not None:
        return Imported(compared, refused=doubts, notes=notes)
    changed = [(one, wanted) for one in compared if (wanted := _wanted(one, answers))]
    new = [one for one, _ in changed if is_declaration(one.sheet)]
    if new and len(new) < len(changed):
        return Imported(compared, refused=mixed(), notes=notes)
    if not changed:
        return Imported(compared, notes=(*notes, *_findings(service, compared, ())))
    if new:
        return _declare(service, compared, changed, answers, rulebooks, key if has_key else "", notes, dry_run=dry_run)
    return _perform(service, compared, changed, rulebooks, key, notes, dry_run=dry_run)


def _compared(service: Service, sheet: ReturnedSheet) -> Comparison | Located:
    """A sheet against the history it was made from."""
    if is_declaration(sheet):
        return compare_new(sheet)
    stamp = sheet.stamp
    entries = service.store.stream(stamp.project)
    project, base = fold(entries), base_of(stamp, entries)
    if project is None or base is None:
        words = {"project": stamp.project, "version": stamp.version, "kind": stamp.kind.value}
        return sheet.locate(said_of(OTHER_DATABASE, stamp.project, **words))
    return compare(sheet, base, project)


def _wanted(comparison: Comparison, answers: Answers) -> list[Difference]:
    """The differences to be carried out."""
    mine = [Sort.CONFLICT] if answers.take == "mine" else []
    deleted = [Sort.DELETED] if answers.delete_missing else []
    return comparison.of(Sort.NEW, Sort.CHANGED, *mine, *deleted)


Changed = Sequence[tuple[Comparison, list[Difference]]]


def _mistakes(service: Service, changed: Changed, rulebooks: Rulebooks) -> list[Located]:
    """Everything wrong with the content of all sheets."""
    return [problem for one, wanted in changed for problem in mistakes_of(service, one, wanted, rulebooks)]


def _perform(
    service: Service,
    compared: tuple[Comparison, ...],
    changed: Changed,
    rulebooks: Rulebooks,
    key: str,
    notes: tuple[Located, ...],
    *,
    dry_run: bool,
) -> Imported | None:
    asked: list[tuple[Comparison, Asked, Command]] = []
    for comparison, wanted in changed:
        found = command_of(service, comparison, wanted, rulebooks)
        if isinstance(found, list):
            return Imported(compared, problems=tuple(_mistakes(service, changed, rulebooks)), notes=notes)
        asked.append((comparison, *found))
    steps = [Step(one.now.project, command) for one, _, command in asked if one.now is not None]
    done = perform_together(service, steps, key, dry_run=dry_run)
    if done is None:
        return None
    if isinstance(done, Stopped):
        problems = _mistakes(service, changed, rulebooks)
        refused = about(asked[done.place][0], done.refused)
        return Imported(compared, problems=tuple(problems), refused=refused, notes=notes)
    said = [*_findings(service, compared, done), *_of_content(service, [(one, data) for one, data, _ in asked], done)]
    return Imported(compared, receipts=tuple(done), notes=(*notes, *said))


def _of_content(
    service: Service, asked: Sequence[tuple[Comparison, Asked]], receipts: Sequence[Receipt]
) -> list[Located]:
    """What to look at in the content as it stands after each receipt."""
    return [
        note
        for (one, data), receipt in zip(asked, receipts, strict=True)
        for note in content_findings(service, one.sheet, receipt.project, data.places)
    ]


def _findings(service: Service, compared: Sequence[Comparison], receipts: Sequence[Receipt]) -> list[Located]:
    """What to look at in every sheet, changed or not."""
    after = {receipt.project.id: receipt.project for receipt in receipts}
    known = [(one, one.now.project) for one in compared if one.now is not None]
    return [note for one, now in known for note in findings_of(service, one, after.get(now.id, now))]


def _declare(
    service: Service,
    compared: tuple[Comparison, ...],
    changed: Changed,
    answers: Answers,
    rulebooks: Rulebooks,
    key: str,
    notes: tuple[Located, ...],
    *,
    dry_run: bool,
) -> Imported:
    asked = [(one, declared_content(one, wanted)) for one, wanted in changed]
    books = [rulebook_of_sheet(one, data.data, rulebooks) for one, data in asked]
    problems = [problem for one, data in asked for problem in unreadable(one, data)]
    problems += [problem for one in books if isinstance(one, list) for problem in one]
    if problems:
        return Imported(compared, problems=tuple(problems), notes=notes)
    owner = answers.owner or service.actor.id
    declared = [
        Declaration(data.data, answers.workflow, book, owner)
        for (_, data), book in zip(asked, books, strict=True)
        if isinstance(book, dict)
    ]
    key = key or key_of_new(service, compared)
    if not answers.is_new and service.store.find(key) is None:
        alike = declared_already(service, owner, [data.data for _, data in asked])
        if alike is not None:
            return Imported(compared, refused=alike, notes=notes)
    receipts = service.declare(declared, key, dry_run=dry_run)
    if isinstance(receipts, Refused):
        problems = located(asked[0][0].sheet, receipts.problems, asked[0][1].places) if len(asked) == 1 else []
        return Imported(compared, problems=tuple(problems), refused=receipts, notes=notes)
    return Imported(compared, receipts=tuple(receipts), notes=(*notes, *_of_content(service, asked, receipts)))
