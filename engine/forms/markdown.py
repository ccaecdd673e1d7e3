"""Forms and explanations as Markdown (GFM). Pipe tables cannot merge: covered cells stay empty."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.forms.explanations import Entry, ExplanationSheet
from engine.forms.grid import Grid
from engine.forms.narrative import Narrative
from engine.forms.publication import Publication

_ACTIVE = re.compile(r"[\\`*_\[\]|~]|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])")
"""Characters that would become markup; ``<=10 万元`` and ``>=20 份`` stay as they are."""

_BLOCK_START = re.compile(r"\A(\d*)(?=[#>+=.)-])")
"""What would make a paragraph a heading, a quotation or a list."""

_BREAK = re.compile(r"\r\n?|\n")


def escape(text: str) -> str:
    """Text that Markdown shows as it was written; line breaks as ``<br>``.

    >>> escape("a|b<script>"), escape("<=30 万元")
    ('a\\\\|b\\\\<script>', '<=30 万元')
    """
    return _BREAK.sub("<br>", _ACTIVE.sub(r"\\\g<0>", text))


def publication_markdown(publication: Publication) -> str:
    """The publication: list, paragraph, each form as a table, then the tables of the pictures."""
    cover = [form_markdown(publication.cover)] if publication.cover else []
    narrative = [narrative_markdown(publication.narrative)] if publication.narrative else []
    figures = (figure.table for figure in publication.figures)
    return "\n\n".join([*cover, *narrative, *map(form_markdown, (*publication.grids, *figures))]) + "\n"


def narrative_markdown(narrative: Narrative) -> str:
    """Heading and paragraphs."""
    paragraphs = (_BLOCK_START.sub(r"\1\\", escape(text.strip())) for text in narrative.paragraphs)
    return "\n\n".join([f"## {escape(narrative.heading)}", *paragraphs])


def form_markdown(grid: Grid) -> str:
    """One form as a pipe table; the first row of the form heads it, as Markdown needs a head."""
    first, *rest = _texts(grid)
    rule = ["---"] * len(grid.widths)
    table = "\n".join(_pipes(row) for row in [first, rule, *rest])
    title = f"## {escape(grid.title)}\n\n{escape(grid.subtitle)}"
    return f"{title}\n\n{table}\n\n{escape(grid.note)}"


def _texts(grid: Grid) -> list[list[str]]:
    texts = [[""] * len(grid.widths) for _ in range(grid.row_count)]
    for cell in grid.cells:
        texts[cell.row][cell.column] = escape(cell.text)
    return texts


def _pipes(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |"


def explanations_markdown(sheets: Sequence[ExplanationSheet]) -> str:
    """Explanation sheets (得分说明), each row a heading with its lines below."""
    return "\n\n".join(_sheet(sheet) for sheet in sheets) + "\n"


def _sheet(sheet: ExplanationSheet) -> str:
    title = f"## {escape(sheet.title)}\n\n{escape(sheet.subtitle)}"
    return "\n\n".join([title, *(_entry(entry) for entry in sheet.entries), escape(sheet.note)])


def _entry(entry: Entry) -> str:
    facts = "　".join(f"{label} {escape(text)}" for label, text in entry.facts)
    lines = "\n".join(f"- {label}：{escape(text)}" for label, text in entry.lines)
    return f"### {escape(entry.name)}\n\n{facts}\n\n{lines}"
