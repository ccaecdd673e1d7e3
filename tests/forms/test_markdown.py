"""Markdown 附表：用真的 Markdown 解析器读回来，与版式逐格相同。"""

import pytest
from markdown_it import MarkdownIt

from engine.forms.explanations import explanation_sheet
from engine.forms.grid import Grid
from engine.forms.markdown import escape, explanations_markdown, form_markdown, publication_markdown
from engine.forms.narrative import Narrative
from engine.forms.self_assessment_form import self_assessment_form
from tests.forms.conftest import Published, Score, publication

HOSTILE = "a|b <script>alert(1)</script> <!-- --> &lt; *粗* _斜_ `码` [链](x) \\| ~~删~~ 80%~90%，<=10 万元"
GFM = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def read_table(markdown: str) -> list[list[str]]:
    """Rows of texts, as a Markdown reader shows them."""
    rows: list[list[str]] = []
    for token in GFM.parse(markdown):
        if token.type == "tr_open":
            rows.append([])
        if token.type == "inline" and rows and token.level > 2:
            rows[-1].append("".join(shown(child.type, child.content) for child in token.children or []))
    return rows


def shown(kind: str, content: str) -> str:
    if kind == "html_inline":
        assert content == "<br>", f"markup from a text: {content}"
        return "\n"
    assert kind == "text", f"markup from a text: {kind}"
    return content


def texts(grid: Grid) -> list[list[str]]:
    """What a table without merging shows: the text where the cell begins, nothing where it reaches."""
    begun = {(cell.row, cell.column): cell.text for cell in grid.cells}
    return [[begun.get((row, column), "") for column in range(len(grid.widths))] for row in range(grid.row_count)]


def test_a_reader_sees_the_grid(published: Published):
    for score in published.values():
        grid = self_assessment_form(score)
        assert read_table(form_markdown(grid)) == texts(grid)


def test_what_people_write_stays_what_they_wrote(score: Score):
    grid = self_assessment_form(score({"name": HOSTILE}, objective={"planned": f"一\n二 {HOSTILE}"}))
    assert read_table(form_markdown(grid)) == texts(grid)


@pytest.mark.parametrize("text", ["=28 份", ">=20 份", "<=30 万元", "≤1.60 万元", "完全达到预期目标"])
def test_plain_values_need_no_escaping(text: str):
    assert escape(text) == text


@pytest.mark.parametrize("text", ["1. 全年完成", "# 成效", "> 引用", "- 一是", "+ 加", "2) 二"])
def test_a_paragraph_stays_a_paragraph(text: str):
    tokens = GFM.parse(publication_markdown(publication(narrative=Narrative("说明", (text,)))))
    assert [token.type for token in tokens] == [
        *["heading_open", "inline", "heading_close"],
        *["paragraph_open", "inline", "paragraph_close"],
    ]
    assert "".join(child.content for child in tokens[4].children or []) == text


def test_explanations_name_every_row(published: Published):
    markdown = explanations_markdown([explanation_sheet(published["04"])])
    headings = [token.content for token in GFM.parse(markdown) if token.type == "inline" and token.level == 1]
    names = ["预算执行率", *(row.indicator.name for row in published["04"].indicators), "总分"]
    assert [heading for heading in headings if heading in names] == names
