"""A project's history judged by its content (重判): was what they decided on what was there, and frozen as it was.

``replay`` tells who might do what from names and states alone; here the content is folded along. A decision must be
of the hash that the content then had, a snapshot must be the one that the content then makes, points given in review
must be possible, and an entry must be written as this program writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from indicators.numbers import read_number
from indicators.problems import Problem
from indicators.scoring.review import computed_of, review_problem
from indicators.scoring.rulebook import Rulebook
from workflows.events import Approved, Assessed, Event, RowScored, SentBack, Submitted, payload_of, read_event
from workflows.history import Broken, Defect, Entry
from workflows.project import Project, Stamp, evolve
from workflows.refusal import Untrue
from workflows.results import not_results
from workflows.snapshot import code_of, judged_hash, score_of, snapshot_of, submitted_hash

RulebookOf = Callable[[str], Rulebook]

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, Untrue)
"""What reading an entry that we never wrote may raise."""


def misjudged(entries: Iterable[Entry], rulebook_of: RulebookOf) -> Iterator[Broken]:
    """Every entry of one project that is not what its content makes it; ends at the first that cannot be read."""
    project: Project | None = None
    for entry in entries:
        try:
            event = read_event(entry.kind, entry.payload)
            found = [*_miswritten(event, entry), *_objections(project, event, rulebook_of)]
            project = evolve(project, entry.stream, event, Stamp(entry.actor, entry.at, entry.version))
        except UNREADABLE:
            yield _broken(entry, "内容读不懂，不是本程序写的")
            return
        yield from (_broken(entry, why) for why in found)


def _broken(entry: Entry, why: str) -> Broken:
    return Broken(Defect.ILLEGAL, entry.seq, f"第 {entry.seq} 条（{entry.stream}，{entry.actor}）：{why}")


def _miswritten(event: Event, entry: Entry) -> Iterator[str]:
    if payload_of(event) != entry.payload:
        yield "内容的写法不是本程序的"


def _objections(project: Project | None, event: Event, rulebook_of: RulebookOf) -> Iterator[str]:
    if project is None:
        return
    match event:
        case Submitted() if event.hash != submitted_hash(project, event.answers):
            yield "提交的不是那时的内容"
        case SentBack() if event.hash != judged_hash(project):
            yield "退回的不是那时的内容"
        case Approved():
            yield from _approved(project, event, rulebook_of)
        case RowScored() if event.points is not None:
            yield from _scored(project, event, rulebook_of(project.rulebook))
        case Assessed():
            yield from (problem.message for problem in not_results(event.results))
        case _:
            return


def _approved(project: Project, event: Approved, rulebook_of: RulebookOf) -> Iterator[str]:
    if event.hash != judged_hash(project):
        yield "通过的不是那时的内容"
    if event.snapshot is None:
        return
    if event.snapshot != snapshot_of(project, rulebook_of(project.rulebook)):
        yield "定稿不是那时的内容和得分"
    if event.code != code_of(event.snapshot):
        yield f"定稿的内容与核验码 {event.code} 不符"


def _scored(project: Project, event: RowScored, rulebook: Rulebook) -> Iterator[str]:
    explanation = computed_of(score_of(project.content, rulebook, {}), event.row)
    points = read_number(event.points or "")
    if explanation is None or isinstance(points, Problem):
        yield "复核评分的行或分读不懂"
    elif problem := review_problem(explanation, points, event.reason):
        yield problem.message
