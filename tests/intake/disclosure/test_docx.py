"""Word in: paragraphs and tables in reading order, merges true, what nobody sees left out."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml

from engine.intake.disclosure.blocks import Grid, Line, Pages
from engine.intake.disclosure.from_docx import docx_pages
from engine.intake.disclosure.laid_out import MOST_PLACES, laid_out
from engine.intake.disclosure.place import Place
from engine.intake.found import FoundCell
from indicators.problems import Problem

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def word(body: str) -> bytes:
    """A Word file of python-docx with this body."""
    document = Document()
    root = parse_xml(f"<w:body {NAMES}>{body}</w:body>")
    document.element.body.clear_content()
    for element in list(root):
        document.element.body.insert(len(document.element.body) - 1, element)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def p(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def pages(body: str) -> Pages:
    found = docx_pages(word(body), "说明.docx")
    assert isinstance(found, Pages), found
    return found


def drawn(found: Pages) -> list[str]:
    """Blocks as text: a line as it is, a grid as ``text@row,column+rows×columns``, where merged."""
    return [block.text if isinstance(block, Line) else _grid(block) for block in found.blocks]


def _grid(grid: Grid) -> str:
    return " ".join(
        f"{cell.text or '∅'}@{cell.row},{cell.column}"
        + (f"+{cell.row_span}×{cell.column_span}" if (cell.row_span, cell.column_span) != (1, 1) else "")
        for cell in grid.cells
    )


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
BODIES = {
    "先后": (p("一") + tbl(tr(tc(p("格")))) + p("二"), ["一", "格@0,0", "二"]),
    "空段": (p("") + p(" 前　后 "), ["前 后"]),
    "换行": ("<w:p><w:r><w:t>表名</w:t><w:br/><w:t>(2024 年度)</w:t></w:r></w:p>", ["表名", "(2024 年度)"]),
    "合并": (
        tbl(
            tr(tc(p("甲"), DOWN), tc(p("乙"), '<w:gridSpan w:val="2"/>')),
            tr(tc(p(""), ON), tc(p("丙")), tc(p("丁"))),
        ),
        ["甲@0,0+2×1 乙@0,1+1×2 丙@1,1 丁@1,2"],
    ),
    "前面空着": (
        tbl(tr(tc(p("甲")), tc(p("乙"))), tr(tc(p("丙")), properties='<w:gridBefore w:val="1"/>')),
        ["甲@0,0 乙@0,1 丙@1,1"],
    ),
    "两张相连": (tbl(tr(tc(p("甲")))) + tbl(tr(tc(p("乙")))), ["甲@0,0", "乙@0,0"]),
    "内容控件里": (
        f"<w:sdt><w:sdtContent>{tbl(tr(tc(p('甲'))))}</w:sdtContent></w:sdt>",
        ["甲@0,0"],
    ),
    "排版用的表": (
        tbl(tr(tc(p("表名") + tbl(tr(tc(p("甲")), tc(p("乙")))) + p("注")))),
        ["表名", "甲@0,0 乙@0,1", "注"],
    ),
    "格里的小表": (
        tbl(tr(tc(p("甲")), tc(p("乙")), tc(p("丙") + tbl(tr(tc(p("丁")))) + p("")))),
        ["甲@0,0 乙@0,1 丙\n丁@0,2"],
    ),
    "文本框": (
        f"<w:p><w:r><w:t>段</w:t><w:pict><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
        ["段", "框"],
    ),
    "格里的文本框": (
        tbl(
            tr(
                tc(
                    f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
                )
            )
        ),
        ["∅@0,0", "框"],
    ),
    "删去的": (
        "<w:p><w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>",
        ["留增"],
    ),
    "删去的行": (tbl(tr(tc(p("删")), properties="<w:del/>"), tr(tc(p("留")))), ["留@0,0"]),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_read_as_one_sees_it(name: str):
    body, expected = BODIES[name]
    assert drawn(pages(body)) == expected


def test_places_are_counted_as_people_count():
    """The third visible cell of the second row is the third, though a cell above reaches down beside it."""
    found = pages(
        tbl(tr(tc(p("一"))))
        + tbl(
            tr(tc(p("甲"), DOWN), tc(p("乙"), '<w:gridSpan w:val="2"/>')), tr(tc(p(""), ON), tc(p("丙")), tc(p("丁")))
        )
    )
    grid = found.blocks[1]
    assert isinstance(grid, Grid)
    assert str(grid.cells[-1].place) == "说明.docx 第 2 个表格 第 2 行第 3 列"


NUMBERING = f"""<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="10"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def test_numbers_that_word_counts_stand_before_their_paragraphs():
    def listed(text: str, level: int) -> str:
        return p(text, f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>')

    body = listed("其他", 0) + listed("甲", 1) + listed("乙", 1) + listed("绩效", 0) + listed("丙", 1)
    document = Document(BytesIO(word(body)))
    part = document.part.numbering_part
    part._element = parse_xml(NUMBERING)
    buffer = BytesIO()
    document.save(buffer)
    found = docx_pages(buffer.getvalue(), "说明.docx")
    assert isinstance(found, Pages)
    # 从 10 数起；下一级在每个上一级之下重新数
    assert drawn(found) == ["十、其他", "1.甲", "2.乙", "十一、绩效", "1.丙"]


def test_no_two_cells_take_one_place():
    """A merge that reaches over its neighbour is cut off where the neighbour stands."""
    cells = [FoundCell(0, 0, 2, 2, "宽"), FoundCell(1, 1, 1, 1, "下"), FoundCell(0, 0, 1, 1, "重")]
    grid = laid_out(cells, Place("a", "表"))
    assert isinstance(grid, Grid)
    places = [
        (cell.row + row, cell.column + column)
        for cell in grid.cells
        for row in range(cell.row_span)
        for column in range(cell.column_span)
    ]
    assert len(places) == len(set(places))


def test_a_table_of_more_places_than_any_form_has_is_refused():
    wide = tr(*(tc(p(""), '<w:gridSpan w:val="1000"/>') for _ in range(MOST_PLACES // 1000 + 1)))
    found = docx_pages(word(tbl(wide)), "说明.docx")
    assert isinstance(found, Problem)
    assert found.code == "disclosure-too-large"
    found.message.encode("gbk")


@pytest.mark.parametrize("data", [b"", b"PK", b"<html>", word(p("一"))[:500]])
def test_what_is_no_word_file_is_a_problem(data: bytes):
    assert isinstance(docx_pages(data, "说明.docx"), Problem)
