"""Approved editions (定稿) out of the history: what an appendix is printed from, and what proves it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from engine.forms.certificate import Certificate
from engine.service.identity import People
from engine.service.rulebooks import rulebook_in
from engine.store.store import Store
from indicators.scoring.project import ProjectScore
from workflows.history import Anchor, Entry
from workflows.project import Edition, Project, folded
from workflows.refusal import Kind, Refused, Untrue, by_whom
from workflows.rejudge import misjudged
from workflows.snapshot import edition_score


@dataclass(frozen=True, slots=True)
class Proven:
    """An edition with its scores computed again, and where it stands in the history."""

    project: Project
    edition: Edition
    score: ProjectScore
    approved: Entry
    superseded_by: str

    @property
    def certificate(self) -> Certificate:
        """What the appendix prints of it."""
        return Certificate(self.edition.code, self.edition.number, str(Anchor.of(self.approved)))


def proven(store: Store, entries: list[Entry], number: int | None = None) -> Proven | Refused:
    """An edition of a project, the last one unless another is named; raises Untrue where the history lies."""
    project = folded(entries)
    editions = [one for one in project.editions if number in (None, one.number)]
    if not editions:
        message = f"「{project.name}」还没有{'定稿' if number is None else f'第 {number} 稿'}，不能出附表"
        return Refused(Kind.CONFLICT, "edition-missing", message, next=f"jixiao project show {project.id}")
    edition = editions[-1]
    pinned = cache(partial(rulebook_in, store))
    score = edition_score(edition, pinned(edition.snapshot["rulebook"]["hash"]))
    if broken := next(misjudged(entries, pinned), None):
        raise Untrue(broken.message)
    approved = next(entry for entry in entries if entry.version == edition.approved.version)
    later = [one.code for one in project.editions if one.number > edition.number and one.published]
    return Proven(project, edition, score, approved, later[-1] if later else "")


def proven_by_code(store: Store, code: str) -> Proven | None:
    """The edition of a 核验码; None where the history knows none."""
    row = store.snapshot(code)
    if row is None:
        return None
    found = proven(store, store.stream(row.project_id), row.number)
    if isinstance(found, Refused) or found.edition.code != code:
        raise Untrue(f"核验码 {code} 登记在 {row.project_id}，历史里却没有")
    return found


def described(store: Store, one: Proven) -> str:
    """``金融监管工作经费 2024 年度第 1 稿，李四（li）于 … 审核通过，公开人（fin）于 … 公开``."""
    name_of = People(store).name_of
    edition, year = one.edition, one.project.content["project"]["fiscal_year"]
    approved = by_whom(name_of(edition.approved.actor), edition.approved.at, "审核通过")
    published = edition.published
    public = by_whom(name_of(published.actor), published.at, "公开") if published else "还没有公开"
    gone = f"，已被更正稿取代（核验码 {one.superseded_by}）" if one.superseded_by else ""
    return f"{one.project.id} {one.project.name} {year} 年度第 {edition.number} 稿，{approved}，{public}{gone}"
