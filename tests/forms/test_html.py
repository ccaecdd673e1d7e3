"""HTML 附表（the printed appendix）：合并正确、一切转义、不引用外部资源。"""

import re
from html.parser import HTMLParser

import pytest

from engine.forms.explanations import explanation_sheet
from engine.forms.grid import Grid
from engine.forms.html import explanations_html, form_html, publication_html, stylesheet
from engine.forms.narrative import Narrative, performance_narrative
from engine.forms.self_assessment_form import self_assessment_form
from tests.forms.conftest import Published, Score, publication

HOSTILE = """<script>alert("1")</script> & ' " | {{ 7 * 7 }} {% raw %}"""


class Tables(HTMLParser):
    """Reads tables as a browser does: a cell takes the next free place and covers its spans."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[dict[tuple[int, int], str]] = []
        self.tags: set[str] = set()
        self._row = -1
        self._cell: list[tuple[int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "table":
            self.tables.append({})
            self._row = -1
        elif tag == "tr":
            self._row += 1
        elif tag == "td":
            self._open(dict(attrs))

    def _open(self, attributes: dict[str, str | None]) -> None:
        table = self.tables[-1]
        first = next(column for column in range(99) if (self._row, column) not in table)
        rows, columns = (int(attributes.get(name) or 1) for name in ("rowspan", "colspan"))
        self._cell = [(self._row + down, first + right) for down in range(rows) for right in range(columns)]
        for place in self._cell:
            assert place not in table, "two cells in one place"
            table[place] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._cell = []

    def handle_data(self, data: str) -> None:
        for place in self._cell:
            self.tables[-1][place] += data


def read(html: str) -> Tables:
    parser = Tables()
    parser.feed(html)
    return parser


def places(grid: Grid) -> dict[tuple[int, int], str]:
    return {place: cell.text for cell in grid.cells for place in cell.places}


def test_a_browser_sees_the_grid(published: Published):
    grids = [self_assessment_form(score) for score in published.values()]
    assert read(publication_html(publication(*grids))).tables == [places(grid) for grid in grids]


def test_what_people_write_is_shown_and_never_obeyed(score: Score):
    grid = self_assessment_form(
        score(
            {"name": HOSTILE, "deviation_analysis": HOSTILE},
            project={"name": HOSTILE},
            objective={"planned": HOSTILE, "achieved": f"一行\n{HOSTILE}"},
        )
    )
    page = read(publication_html(publication(grid, narrative=Narrative(HOSTILE, (HOSTILE,)), title=HOSTILE)))
    assert "script" not in page.tags
    assert page.tables == [places(grid)]


def test_explanations_are_escaped_too(score: Score):
    sheet = explanation_sheet(score({"name": HOSTILE}, project={"name": HOSTILE}))
    page = explanations_html([sheet])
    assert "script" not in read(page).tags
    assert "&lt;script&gt;" in page


def test_nothing_is_fetched_from_elsewhere(published: Published):
    scores = list(published.values())
    narrative = performance_narrative([score.assessment for score in scores])
    pages = publication_html(publication(*map(self_assessment_form, scores), narrative=narrative))
    pages += explanations_html([explanation_sheet(score) for score in scores])
    assert not re.search(r"https?:|//|\bsrc=|\bhref=|url\(|@import|<link|<script", pages)


def test_every_form_begins_a_page_and_the_paragraph_stands_before_them(published: Published):
    scores = list(published.values())
    narrative = performance_narrative([score.assessment for score in scores])
    page = publication_html(publication(*map(self_assessment_form, scores), narrative=narrative))
    assert page.count("<section") == 7
    assert page.index(narrative.heading) < page.index("部门整体支出绩效自评表</h2>")
    assert "section + section { break-before: page; }" in page
    assert "size: A4;" in page


def test_a_fragment_is_one_form_without_a_page(published: Published):
    fragment = form_html(self_assessment_form(published["04"]))
    assert fragment.startswith("<section")
    assert "<html" not in fragment
    assert "td {" in stylesheet()


@pytest.mark.parametrize("number", ["00", "04"])
def test_everything_can_be_written_in_gbk(published: Published, number: str):
    score = published[number]
    pages = publication_html(
        publication(self_assessment_form(score), narrative=performance_narrative([score.assessment]))
    )
    (pages + explanations_html([explanation_sheet(score)])).encode("gbk")
