"""Projects into one publication (汇编): their forms, the list in front, the paragraph 十一, the pictures behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from engine.forms.certificate import Certificate, certified_grid
from engine.forms.cover import Listed, cover_grid
from engine.forms.grid import Grid
from engine.forms.narrative import performance_narrative
from engine.forms.publication import Figure, Publication
from engine.forms.self_assessment_form import official_grid
from engine.forms.specification import FormSpec
from engine.forms.subject import Kind, Subject

UNAPPROVED = "未经审核，不作公开之用"
TITLES = {
    Kind.DECLARATION: "绩效目标申报表",
    Kind.MONITORING: "绩效运行监控表",
    Kind.SELF_ASSESSMENT: "绩效自评表",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One project of a publication, and what proves it; no certificate for what nobody approved."""

    subject: Subject
    certificate: Certificate | None = None
    approved_at: datetime | None = None


def publication_of(
    parts: Sequence[Part],
    named: Sequence[FormSpec] = (),
    figures: Sequence[Figure] = (),
    office_text: Sequence[str] = (),
) -> Publication:
    """Lay out projects of one step of the year in their order; ``named`` forms are taken instead of the official.

    The paragraph 十一 speaks for the whole office: it stands before several tables, or where the office adds
    sentences of its own (``office_text``).
    """
    (kind,) = {part.subject.kind for part in parts}
    grids = tuple(_grid(part, named) for part in parts)
    title = f"{_years(parts)} 年度{TITLES[kind]}"
    assessed = [part.subject.assessment for part in parts if part.subject.score]
    return Publication(
        title=title,
        author=_author(parts),
        dated=max(_dated(part) for part in parts),
        grids=grids,
        cover=_cover(title, parts, grids) if len(parts) > 1 else None,
        narrative=performance_narrative(assessed, office_text) if len(assessed) > 1 or office_text else None,
        figures=tuple(figures),
    )


def _grid(part: Part, named: Sequence[FormSpec]) -> Grid:
    grid = certified_grid(official_grid(part.subject, named), part.certificate)
    return replace(grid, mark=f"核验码 {part.certificate.code}" if part.certificate else UNAPPROVED)


def _years(parts: Sequence[Part]) -> str:
    return "、".join(str(year) for year in sorted({part.subject.assessment.project.fiscal_year for part in parts}))


def _author(parts: Sequence[Part]) -> str:
    """The supervising department where all name one; else what the first is called."""
    projects = [part.subject.assessment.project for part in parts]
    departments = {project.supervising_department for project in projects} - {""}
    return departments.pop() if len(departments) == 1 else projects[0].supervising_department or projects[0].name


def _dated(part: Part) -> datetime:
    """When it was approved; for what nobody approved, the last day of its fiscal year, never the clock."""
    return part.approved_at or datetime(part.subject.assessment.project.fiscal_year, 12, 31, tzinfo=UTC)


def _cover(title: str, parts: Sequence[Part], grids: Sequence[Grid]) -> Grid:
    listed = [
        Listed(grid.title, part.subject, part.certificate.code if part.certificate else "")
        for part, grid in zip(parts, grids, strict=True)
    ]
    return cover_grid(title, listed)
