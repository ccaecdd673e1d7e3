"""印出去，读回来：每个表式的每一格，任何单位填的任何内容，一格不少，一字不差。

The laws:

- Every cell of the example on every shipped form that prints it comes back from Word, Excel, JSON and HTML, and is found
  in the PDF.
- So does any assessment that passes validation, laid out by the real layout; and any text at all where a grid holds it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from lxml import html

from engine.examples import example_folder
from engine.forms.characters import printable
from engine.forms.comparison_tables import grid_differences
from engine.forms.draft import Draft, heads, prose, value
from engine.forms.formats import written
from engine.forms.grid import Grid
from engine.forms.library import shipped_forms
from engine.forms.preview import previewed
from engine.forms.publication import Publication
from engine.forms.self_assessment_form import self_assessment_form
from engine.forms.specification import FormSpec
from engine.forms.subject import Kind
from engine.intake.found import FoundCell
from engine.intake.pdf_compare import pdf_differences
from engine.scoring import score_files
from indicators.indicator import SelfAssessment
from indicators.language.text import hidden_character
from indicators.scoring.project import ProjectScore
from indicators.validation import validate
from tests.forms.conftest import Score, publication, row
from tests.forms.hostile import HOSTILE, LONGEST
from tests.forms.reading import docx_tables, xlsx_tables

ASSESSMENTS, BATCH, IN_PDF = 200, 25, 50
SEED = 20241231

Shape = tuple[int, int, int, int, str]


def shapes(grid: Grid) -> list[Shape]:
    """What must come back of a grid."""
    return sorted((c.row, c.column, c.row_span, c.column_span, printable(c.text)) for c in grid.cells)


def differences_in(kind: str, printed: Publication) -> list[str]:
    """What does not come back from a format, one line each."""
    data = written(printed, kind)
    if kind == "pdf":
        return [str(one) for one in pdf_differences(printed, data)]
    if kind in ("docx", "xlsx"):
        return list(_office_differences(kind, data, printed.grids))
    read = _json_shapes(data) if kind == "json" else _html_shapes(data)
    wanted = [shapes(grid) for grid in printed.grids]
    assert len(read) == len(wanted)
    return [f"{lost}" for right, found in zip(wanted, read, strict=True) for lost in set(right) ^ set(found)]


def _office_differences(kind: str, data: bytes, grids: tuple[Grid, ...]) -> Iterator[str]:
    tables = {"docx": docx_tables, "xlsx": xlsx_tables}[kind](data)
    assert isinstance(tables, tuple), tables
    assert len(tables) == len(grids)
    for grid, table in zip(grids, tables, strict=True):
        yield from map(str, grid_differences(grid, table, grid.title))


def _json_shapes(data: bytes) -> list[list[Shape]]:
    forms = json.loads(data)["forms"]
    return [
        sorted(
            (c["row"], c["column"], c.get("row_span", 1), c.get("column_span", 1), printable(c["text"]))
            for c in form["cells"]
        )
        for form in forms
    ]


def _html_shapes(data: bytes) -> list[list[Shape]]:
    """The tables as a browser places their cells: each takes the first free place of its row."""
    page = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    return [sorted(_placed(table)) for table in page.iter("table")]


def _placed(table: Any) -> Iterator[Shape]:
    taken: set[tuple[int, int]] = set()
    for number, line in enumerate(table.iter("tr")):
        for cell in line.iter("td", "th"):
            column = next(place for place in range(1000) if (number, place) not in taken)
            found = FoundCell(number, column, int(cell.get("rowspan", 1)), int(cell.get("colspan", 1)), _text(cell))
            taken |= {(number + r, column + c) for r in range(found.row_span) for c in range(found.column_span)}
            yield found.row, found.column, found.row_span, found.column_span, found.text


def _text(cell: Any) -> str:
    for line_break in cell.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    return printable("".join(cell.itertext()))


FORMATS = ("docx", "xlsx", "json", "html", "pdf")


def example_on(form: FormSpec) -> Publication:
    """The tables of the example that a form prints; the preview's own where they need a monitoring."""
    if form.kind is not Kind.SELF_ASSESSMENT:
        return previewed(form)
    scores = [one for one in score_files([example_folder()]).scores if one.assessment.project.form in form.prints]
    return publication(*(self_assessment_form(score, [form]) for score in scores))


@pytest.mark.parametrize("name", shipped_forms())
def test_the_example_on_every_shipped_form(name: str):
    printed = example_on(shipped_forms()[name])
    assert printed.grids
    for kind in FORMATS:
        assert differences_in(kind, printed) == [], kind


TEXTS = ("😀🇨🇳", *dict.fromkeys(text.strip() for text in HOSTILE if text.strip() and not hidden_character(text)))
"""Traps that the document model lets through; those that it refuses are written into a grid below."""
LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)


def generated(chance: random.Random, score: Score, number: int) -> ProjectScore:
    """A scored assessment of 1 to 60 indicators full of traps."""
    count = 60 if number % 40 == 0 else 1 + int(chance.random() ** 3 * 24)
    levels = sorted(chance.randrange(len(LEVELS)) for _ in range(count))
    weights = [Decimal(90) / count] if 90 % count == 0 else []
    weights = weights * count or [Decimal(1)] * (count - 1) + [Decimal(91 - count)]
    rows = [
        row(
            dimension=LEVELS[level][0],
            category=LEVELS[level][1],
            name=f"{chance.choice(TEXTS)} {place}",
            weight=weight,
            achieved=chance.choice(("=20 份", "=28 份", "=17 份")),
            deviation_analysis=_reason(chance, number, place),
        )
        for place, (level, weight) in enumerate(zip(levels, weights, strict=True))
    ]
    return score(*rows, project={"name": f"{chance.choice(TEXTS)}{number}"})


def _reason(chance: random.Random, number: int, place: int) -> str:
    if number % 67 == 5 and place == 0:
        return LONGEST
    return chance.choice(("", "", chance.choice(TEXTS), "因天气原因推迟，已在次年一月完成。" * chance.randrange(9)))


@pytest.fixture(scope="module")
def assessed(score: Score) -> list[ProjectScore]:
    chance = random.Random(SEED)  # the same assessments on every machine
    return [generated(chance, score, number) for number in range(ASSESSMENTS)]


@pytest.fixture(scope="module")
def laid_out(assessed: list[ProjectScore]) -> list[Grid]:
    return [self_assessment_form(one) for one in assessed]


def test_what_is_generated_is_as_varied_as_it_should_be(assessed: list[ProjectScore], laid_out: list[Grid]):
    counts = {len(one.indicators) for one in assessed}
    assert {1, 60} <= counts
    texts = "".join(cell.text for grid in laid_out for cell in grid.cells)
    assert all(trap in texts for trap in ("=cmd|", "{{7*7}}", "[red]", "<w:p/>", "😀", "𠮷"))
    assert sum(LONGEST in cell.text for grid in laid_out for cell in grid.cells) >= 2


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_any_assessment_comes_back(laid_out: list[Grid], kind: str):
    for start in range(0, ASSESSMENTS, BATCH):
        assert differences_in(kind, publication(*laid_out[start : start + BATCH])) == [], start


def test_any_assessment_is_found_in_the_pdf(laid_out: list[Grid]):
    for start in range(0, IN_PDF, BATCH):
        assert differences_in("pdf", publication(*laid_out[start : start + BATCH])) == [], start


@pytest.mark.parametrize("kind", FORMATS)
def test_every_trap_in_a_grid_even_control_characters(kind: str):
    draft = Draft((30, 150))
    draft.header(*heads("序号", "陷阱"))
    for place, text in enumerate(HOSTILE):
        draft.line(value(str(place)), prose(text))
    assert differences_in(kind, publication(draft.grid("陷阱", "", "注"))) == []


def test_the_document_model_refuses_control_characters():
    document = {"project": {"name": "控\x00制", "fiscal_year": 2024}, "funding": {}, "indicator": []}
    problems = validate(SelfAssessment, document, {"fiscal_year": 2024})
    assert isinstance(problems, list)
    assert any("name" in map(str, problem.where) for problem in problems)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_lost_character_would_be_seen(kind: str, laid_out: list[Grid]):
    """The reader of this file is not blind: what one letter less gives is held against the whole."""
    grid = laid_out[1]
    last = max(grid.cells, key=lambda cell: len(cell.text))
    shorter = replace(grid, cells=tuple(replace(c, text=c.text[:-1]) if c is last else c for c in grid.cells))
    data = written(publication(shorter), kind)
    if kind == "pdf":
        assert pdf_differences(publication(grid), data)
    elif kind in ("docx", "xlsx"):
        assert list(_office_differences(kind, data, (grid,)))
    else:
        (found,) = _json_shapes(data) if kind == "json" else _html_shapes(data)
        assert found != shapes(grid)
