"""Sheets for workbooks out of the history (填报表的内容): a project at any of its versions, ready to be laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.forms.workbook.fill import cells_of, keys_of
from engine.forms.workbook.kinds import Key, Kind
from engine.forms.workbook.project_sheet import ProjectSheet
from engine.forms.workbook.stamp import Stamp, is_open, row_id
from indicators.checks import check_document
from indicators.content import PLACE_NAMES, Content
from indicators.numbers import plain
from indicators.problems import Problem, Severity
from indicators.scoring.project import ProjectScore
from indicators.scoring.rulebook import Rulebook
from indicators.vocabulary.forms import Form
from workflows.history import Entry
from workflows.project import Project, folded
from workflows.snapshot import project_score

HASH_DIGITS = 16
"""Digits of the hash of an entry that a stamp carries."""


BLANK: dict[Key, str] = {("project", "form"): Form.PROJECT.value}
"""What a form for a new project already says."""


@dataclass(frozen=True, slots=True)
class State:
    """A project at one version, as a workbook of some kind sees it."""

    project: Project
    places: tuple[str, ...]
    """Ids of its rows."""
    cells: Mapping[Key, str]

    @property
    def content(self) -> Content:
        return self.project.content

    @property
    def keys(self) -> list[str]:
        return keys_of(self.content)


def stamp_of(kind: Kind, entries: Sequence[Entry], *, is_empty: bool = False) -> Stamp:
    """The stamp of a workbook made now."""
    last = entries[-1]
    return Stamp(kind, last.stream, last.version, last.hash[:HASH_DIGITS], is_empty)


def state_of(stamp: Stamp, project: Project) -> State:
    """What the cells of a workbook say about a project, with ids that count the rows of this version."""
    places = tuple(row_id(stamp, index) for index in range(len(project.content["indicator"])))
    record: Mapping[str, Any] = project.records[-1].data if project.records else {}
    cells = cells_of(stamp.kind, project.content, record, places, is_money_filled=project.money_filled)
    return State(project, places, cells)


def base_of(stamp: Stamp, entries: Sequence[Entry]) -> State | None:
    """The project as it was when the workbook was made; None where this history never made it."""
    made = [entry for entry in entries if entry.version <= stamp.version]
    if not made or made[-1].version != stamp.version or not made[-1].hash.startswith(stamp.hash):
        return None
    if len(stamp.hash) != HASH_DIGITS:
        return None
    return state_of(stamp, folded(made))


def sheet_of(kind: Kind, entries: Sequence[Entry], rulebook: Rulebook, *, is_empty: bool = False) -> ProjectSheet:
    """The sheet of a project as it stands, with what the reviewer said if it was sent back."""
    stamp = stamp_of(kind, entries, is_empty=is_empty)
    project = folded(entries)
    state = state_of(stamp, project)
    score = project_score(project, rulebook)
    return ProjectSheet(
        stamp=stamp,
        cells={key: text for key, text in state.cells.items() if not (is_empty and is_open(stamp, key))},
        rows=state.places,
        keys=tuple(state.keys),
        comments=_comments(project, state),
        scores=scores_of(state.places, score) if kind is Kind.SELF_ASSESSMENT and project.money_filled else {},
        notes=tuple(_notes(kind, score)),
        weight=plain(rulebook.weights.indicators),
        at=project.last.at,
    )


def scores_of(places: Sequence[str], score: ProjectScore) -> dict[str, str]:
    """The program's scores of the rows; none where a row is open."""
    return {
        place: "" if row.score is None else plain(row.score)
        for place, row in zip(places, score.indicators, strict=True)
    }


def _comments(project: Project, state: State) -> dict[str, tuple[str, ...]]:
    """What it was sent back with, by row id or table; comments on rows that are gone are about the whole."""
    if project.asked is None:
        return {}
    ids = dict(zip(state.keys, state.places, strict=True))
    found: dict[str, tuple[str, ...]] = {}
    for pin in project.asked.comments:
        place = pin.row if pin.row in PLACE_NAMES else ids.get(pin.row, "")
        text = pin.text if place or not pin.row else f"「{pin.row}」{pin.text}"
        found[place] = (*found.get(place, ()), text)
    return found


def _notes(kind: Kind, score: ProjectScore) -> Iterator[tuple[str, str]]:
    """What the program would say now, where there is something to say it about."""
    if kind is Kind.MONITORING:
        return
    filled = any(row.achieved for row in score.assessment.indicator)
    problems = [*check_document(score.assessment, score.rulebook)]
    problems += score.problems if kind is Kind.SELF_ASSESSMENT and filled else ()
    for problem in problems:
        if problem.severity is not Severity.OPEN or filled:
            yield _where(problem, score), problem.message


def _where(problem: Problem, score: ProjectScore) -> str:
    match problem.where:
        case ("indicator", int(index), *_):
            return score.assessment.indicator[index].name
        case (str(table), *_):
            return PLACE_NAMES.get(table, "各行")
    return "整张表"


def blank_sheet() -> ProjectSheet:
    """The form of a project that is still to be declared."""
    return ProjectSheet(Stamp(Kind.TARGETS, is_empty=True), BLANK)
