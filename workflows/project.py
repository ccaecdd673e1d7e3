"""A project in its workflow (项目): what it is now, folded from what happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from indicators.content import Content, with_results
from workflows.events import (
    AdjustmentRequested,
    Approved,
    Assessed,
    Corrected,
    Declared,
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
    read_event,
)
from workflows.history import Entry
from workflows.refusal import Untrue
from workflows.roles import Relation


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who did it, when, and which version it made."""

    actor: str
    at: str
    version: int


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change of targets or budget in mid-year (年中调整): what stood before is kept."""

    before: Content
    after: Content
    reason: str
    asked: Stamp
    approved: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One monitoring (执行监控记录)."""

    data: Mapping[str, Any]
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Submission:
    """What was handed in (提交)."""

    hash: str
    note: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Return:
    """What was sent back (退回): the comments, and the content they are about."""

    comments: tuple[Pin, ...]
    content: Content
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Review:
    """Points a reviewer gave a row (复核评分) beside those of the rulebook."""

    computed: str | None
    points: str
    reason: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval of what is handed in (审核通过)."""

    hash: str
    comment: str
    stamp: Stamp
    scorers: frozenset[str] = frozenset()
    """Who gave points before it; others may put theirs in the place of those later."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An approved snapshot (定稿), the first or a corrected one, and when it was published."""

    number: int
    code: str
    snapshot: Mapping[str, Any]
    approved: Stamp
    published: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A project (项目) as it stands."""

    id: str
    workflow: str
    rulebook: str
    """Hash of the pinned rulebook."""
    state: str
    owner: str
    content: Content
    last: Stamp
    """The last step; its version is the project's."""
    last_kind: str
    since: str
    """When it came into its state."""
    delegates: tuple[str, ...] = ()
    hands: frozenset[str] = frozenset()
    """Everybody who ever owned, was entrusted with, edited or submitted it."""
    accepted: Content | None = None
    """The declaration as it was first accepted; adjustments are told against it."""
    pending: Adjustment | None = None
    adjustments: tuple[Adjustment, ...] = ()
    records: tuple[Record, ...] = ()
    money_filled: bool = False
    """Whether the outturn was ever filled in; until then the 0 in the content is nobody's figure."""
    submission: Submission | None = None
    returns: tuple[Return, ...] = ()
    asked: Return | None = None
    """The last return, until what came of it is approved."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Answers to its comments, by row."""
    reviews: Mapping[str, Review] = field(default_factory=dict)
    approvals: tuple[Approval, ...] = ()
    """Approvals of what is handed in now."""
    editions: tuple[Edition, ...] = ()
    correction: str = ""
    """Why it was opened again, while it is being corrected."""

    @property
    def version(self) -> int:
        return self.last.version

    @property
    def name(self) -> str:
        return str(self.content["project"]["name"])

    @property
    def first_level(self) -> frozenset[str]:
        """Who approved, or gave points, at a level that is done: the next level is other people's."""
        return frozenset().union(*({one.stamp.actor} | one.scorers for one in self.approvals))

    @property
    def judged_content(self) -> Content:
        """What a reviewer decides on: the adjustment asked for, else the content."""
        return self.pending.after if self.pending else self.content

    def relation_of(self, account: str) -> Relation:
        """How somebody is related to the project (关系)."""
        if account == self.owner:
            return Relation.OWNER
        if account in self.delegates:
            return Relation.DELEGATE
        return Relation.FORMER if account in self.hands else Relation.NONE


def fold(entries: Iterable[Entry]) -> Project | None:
    """The project that a stream of entries makes; None for no entries. Raises Untrue for what we never wrote."""
    project: Project | None = None
    for entry in entries:
        stamp = Stamp(entry.actor, entry.at, entry.version)
        try:
            project = evolve(project, entry.stream, read_event(entry.kind, entry.payload), stamp)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise Untrue(f"第 {entry.seq} 条（{entry.stream} 第 {entry.version} 版）读不成：{error}") from error
    return project


def folded(entries: Iterable[Entry]) -> Project:
    """The project of a stream that must have entries; raises Untrue where a list names one that never was."""
    project = fold(entries)
    if project is None:
        raise Untrue("列表里有这个项目，历史里没有")
    return project


def evolve(project: Project | None, project_id: str, event: Event, stamp: Stamp) -> Project:
    """The project after an event. Never refuses: what happened has happened."""
    if project is None:
        return _declared(project_id, event, stamp)
    changed = _applied(project, event, stamp)
    since = project.since if event.to == project.state else stamp.at
    return replace(changed, state=event.to, last=stamp, last_kind=event.kind, since=since)


def _declared(project_id: str, event: Event, stamp: Stamp) -> Project:
    if not isinstance(event, Declared):
        raise ValueError(f"the history of {project_id} begins with {event.kind}, not with declared")
    return Project(
        id=project_id,
        workflow=event.workflow,
        rulebook=event.rulebook,
        state=event.to,
        owner=event.owner,
        content=event.content,
        last=stamp,
        last_kind=event.kind,
        since=stamp.at,
        hands=frozenset({event.owner, stamp.actor}),
    )


def _applied(project: Project, event: Event, stamp: Stamp) -> Project:
    match event:
        case Edited():
            return _worked(replace(project, content=event.content, rulebook=event.rulebook), stamp)
        case Withdrawn():
            return _worked(project, stamp)
        case Submitted():
            return _worked(_accepted(_handed_in(project, event, stamp)), stamp)
        case Recalled():
            return _worked(replace(project, submission=None, pending=None, approvals=(), reviews={}), stamp)
        case Approved():
            return _approved(project, event, stamp)
        case SentBack():
            return _sent_back(project, event, stamp)
        case RowScored():
            return replace(project, reviews=_reviews(project, event, stamp))
        case Monitored():
            return _worked(replace(project, records=(*project.records, Record(event.record, stamp))), stamp)
        case AdjustmentRequested():
            return _worked(replace(project, pending=_asked(project, event, stamp), approvals=()), stamp)
        case Assessed():
            filled = project.money_filled or "outturn" in event.results.get("funding", {})
            content = with_results(project.content, event.results)
            return _worked(replace(project, content=content, money_filled=filled), stamp)
        case Transferred():
            delegates = tuple(account for account in project.delegates if account != event.owner)
            return replace(project, owner=event.owner, delegates=delegates, hands=project.hands | {event.owner})
        case Delegated():
            delegates = (*project.delegates, event.account)
            return replace(project, delegates=delegates, hands=project.hands | {event.account})
        case Undelegated():
            return replace(project, delegates=tuple(one for one in project.delegates if one != event.account))
        case Published():
            return replace(project, editions=(*project.editions[:-1], replace(project.editions[-1], published=stamp)))
        case Corrected():
            return replace(project, correction=event.reason, submission=None, approvals=(), reviews={})
        case Declared():
            raise ValueError(f"{project.id} was declared twice")


def _worked(project: Project, stamp: Stamp) -> Project:
    """Work on the content leaves a hand in it."""
    return replace(project, hands=project.hands | {stamp.actor})


def _handed_in(project: Project, event: Submitted, stamp: Stamp) -> Project:
    submission = Submission(event.hash, event.note, stamp)
    return replace(
        project, submission=submission, answers={**project.answers, **event.answers}, approvals=(), reviews={}
    )


def _sent_back(project: Project, event: SentBack, stamp: Stamp) -> Project:
    back = Return(event.comments, project.judged_content, stamp)
    returned = replace(project, returns=(*project.returns, back), asked=back, answers={})
    return replace(returned, submission=None, pending=None, approvals=(), reviews={})


def _accepted(project: Project) -> Project:
    """The first declaration handed in is the one adjustments are told against, unless a review replaces it."""
    return project if project.accepted is not None else replace(project, accepted=project.content)


def _asked(project: Project, event: AdjustmentRequested, stamp: Stamp) -> Adjustment:
    return Adjustment(project.content, event.content, event.reason, stamp)


def _approved(project: Project, event: Approved, stamp: Stamp) -> Project:
    """An adjustment, a declaration, one level of two, or the last word on a self-assessment."""
    scorers = frozenset(review.stamp.actor for review in project.reviews.values())
    approvals = (*project.approvals, Approval(event.hash, event.comment, stamp, scorers))
    if project.pending is not None:
        adjusted = replace(project.pending, approved=stamp)
        settled = replace(project, content=project.pending.after, pending=None, asked=None, answers={}, approvals=())
        return replace(settled, adjustments=(*project.adjustments, adjusted))
    if event.snapshot is not None:
        edition = Edition(len(project.editions) + 1, event.code, event.snapshot, stamp)
        closed = replace(project, approvals=approvals, asked=None, answers={}, correction="")
        return replace(closed, editions=(*project.editions, edition))
    if project.money_filled or project.editions:
        return replace(project, approvals=approvals)  # the next level decides on the same, answers included
    return replace(project, approvals=approvals, asked=None, answers={}, accepted=project.content)


def _reviews(project: Project, event: RowScored, stamp: Stamp) -> dict[str, Review]:
    others = {row: review for row, review in project.reviews.items() if row != event.row}
    if event.points is None:
        return others
    return others | {event.row: Review(event.computed, event.points, event.reason, stamp)}
