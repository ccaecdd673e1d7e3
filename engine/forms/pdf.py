"""A publication as PDF (印件), for the archive: PDF/A-2b, A4 upright, text width 180 mm, fonts embedded.

The same publication and fonts give the same bytes, on any machine and any day.
"""

from __future__ import annotations

import json
from pathlib import Path

from engine.forms.characters import printable
from engine.forms.pdf_fonts import TEMPLATES, font_set
from engine.forms.pdf_layout import section_data
from engine.forms.publication import Publication
from engine.forms.sections import Section, sections
from engine.forms.spelling import missing
from indicators.problems import Problem, Severity


def publication_pdf(publication: Publication, fonts: Path | None = None) -> bytes:
    """Print a publication; ``fonts`` is a folder of fonts that are asked before ours."""
    chosen = font_set(fonts)
    data = {
        "title": printable(publication.title),
        "author": printable(publication.author),
        "families": chosen.families,
        "sections": [section_data(one, chosen.coverage, chosen.families) for one in sections(publication)],
    }
    pdf = chosen.compiler.compile(
        input=TEMPLATES / "publication.typ",
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="a-2b",
        timestamp=int(publication.dated.timestamp()),
    )
    assert isinstance(pdf, bytes)
    return pdf


def missing_characters(publication: Publication, fonts: Path | None = None) -> list[Problem]:
    """Which characters of which section no font has: they are printed as 〔U+20BB7〕."""
    coverage = font_set(fonts).coverage
    lacking = ((one, missing(_all_text(one), coverage)) for one in sections(publication))
    return [_problem(one, characters) for one, characters in lacking if characters]


def _all_text(section: Section) -> str:
    texts = [section.title, *section.paragraphs, section.svg]
    if grid := section.grid:
        texts += [grid.title, grid.subtitle, *(cell.text for cell in grid.cells), grid.note, grid.mark]
    return printable("\n".join(texts))


def _problem(section: Section, characters: str) -> Problem:
    points = "、".join(f"U+{ord(one):04X}" for one in characters)
    return Problem(
        "character-not-in-font",
        f"有 {len(characters)} 个字，字体里没有，PDF 里印成〔U+…〕",
        points,
        expected="用 --fonts 指明一个文件夹，其中的字体有这些字",
        where=(section.title or (section.grid.title if section.grid else ""),),
        severity=Severity.WARNING,
    )
