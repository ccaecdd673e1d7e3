"""读回 Word（reading .docx）：写出去的版式原样读回来，LibreOffice 存过的也是；表外的文字一处不漏。"""

from dataclasses import replace
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from hypothesis import example, given, settings

from engine.forms.characters import printable
from engine.forms.docx import publication_docx
from engine.forms.docx.parts import zipped
from engine.forms.draft import Draft, Entry, heads, label, prose, value
from engine.forms.grid import Align, Grid, Role
from engine.forms.self_assessment_form import self_assessment_form
from engine.intake.found import FoundCell, FoundTable
from indicators.problems import Problem
from tests.forms.conftest import Published, publication
from tests.forms.hostile import LONGEST, grids
from tests.forms.letterheads import letterhead, saved
from tests.forms.reading import docx_paragraphs, docx_tables
from tests.forms.word_xml import parts
from tests.office import converted

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def laid_out(grid: Grid) -> FoundTable:
    """What must be found of a form: all of it, but characters that XML forbids."""
    cells = sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
    found = (FoundCell(c.row, c.column, c.row_span, c.column_span, printable(c.text)) for c in cells)
    title, subtitle, note, mark = map(printable, (grid.title, grid.subtitle, grid.note, grid.mark))
    return FoundTable(title, subtitle, tuple(found), note, mark)


def tables(data: bytes) -> tuple[FoundTable, ...]:
    found = docx_tables(data)
    assert not isinstance(found, Problem), found
    return found


def texts(data: bytes) -> tuple[str, ...]:
    found = docx_paragraphs(data)
    assert not isinstance(found, Problem), found
    return found


def of(published: Published) -> list[Grid]:
    return [
        replace(self_assessment_form(score), mark=f"核验码 {number}") for number, score in sorted(published.items())
    ]


def indicators(rows: int) -> Grid:
    """As many indicator rows, the last with the longest text there can be."""
    draft = Draft((15, 45, 60, 60))
    draft.line(label("项目名称"), value("{{7*7}}", columns=3))
    draft.header(*heads("", "一级指标", "三级指标", "偏差原因分析及改进措施"))
    for row in range(rows):
        band = (label("年度绩效指标完成情况", rows=rows), label("产出指标", rows=rows)) if row == 0 else ()
        draft.line(*band, value(f"<w:p/> 𠮷 😀 \u202eعربي\u202c {row}"), prose(LONGEST if row == rows - 1 else ""))
    return draft.grid("项目支出绩效自评表", "(2024 年度)", "")


def tall() -> Grid:
    """A merged cell that is longer than a page."""
    draft = Draft((20, 160))
    draft.line(Entry("长" * 400, Role.LABEL, Align.CENTRE, rows=2), value("一"))
    draft.line(value(""))
    return draft.grid("表", "", "")


def test_the_published_forms_come_back_without_a_difference(published: Published):
    forms = of(published)
    found = tables(publication_docx(publication(*forms)))
    assert found == tuple(map(laid_out, forms))
    # 六张表合并之后共 608 格，见 test_grid
    assert sum(len(one.cells) for one in found) == 608


@given(grids(), grids())
@example(indicators(60), tall())
@example(tall(), replace(tall(), subtitle="自评表", note="自评表"))
@settings(max_examples=100, deadline=None)
def test_any_form_comes_back_without_a_difference(first: Grid, second: Grid):
    forms = publication(first, second)
    assert tables(publication_docx(forms)) == (laid_out(first), laid_out(second))


@given(grids(columns=3, rows=4))
@example(indicators(2))
@example(replace(tall(), mark="\x1f"))
@settings(max_examples=30, deadline=None)
def test_any_form_comes_back_from_a_letterhead_too(grid: Grid):
    written = publication_docx(publication(grid), letterhead("{{标题}}", "{{附表}}", "完", footer="页脚"))
    (found,) = tables(written)
    expected = laid_out(grid)
    assert replace(found, mark="") == replace(expected, mark="")
    assert found.mark == (expected.mark or "页脚")


def test_forms_that_libreoffice_saved_again_come_back_without_a_difference(published: Published, tmp_path: Path):
    forms = of(published)
    plain = publication_docx(publication(*forms))
    own = publication_docx(publication(*forms), letterhead("{{附表}}", "完", footer="页脚"))
    again = converted(tmp_path, "docx", {"plain.docx": plain, "own.docx": own})
    expected = tuple(map(laid_out, forms))
    assert tables(again["plain.docx"]) == expected
    assert tables(again["own.docx"]) == expected


def document(*titles: str) -> Document:
    """Forms of another maker: plain titles, one table each, nothing of ours."""
    made = docx.Document()
    for title in titles:
        made.add_paragraph(title)
        made.add_paragraph("（2023年度）")
        made.add_table(2, 2).cell(0, 0).text = title
    made.add_paragraph("注：万元")
    return made


def test_forms_of_another_maker_are_known_by_their_titles():
    first, second = tables(saved(document("附件1 项目支出绩效自评表", "附件2 部门整体支出绩效自评表")))
    assert (first.title, first.subtitle) == ("附件1 项目支出绩效自评表", "（2023年度）")
    assert (second.title, second.note) == ("附件2 部门整体支出绩效自评表", "注：万元")
    assert [(cell.row, cell.column) for cell in first.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_merges_of_word_itself_and_a_row_that_begins_further_right():
    made = docx.Document()
    table = made.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "并"
    row = table.rows[2]._tr
    row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {NAMESPACES} w:val="1"/>'))
    row.remove(row.tc_lst[0])
    (found,) = tables(saved(made))
    places = [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in found.cells]
    assert places == [(0, 0, 2, 2), (0, 2, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]
    assert found.cells[0].text == "并"


BOX = f"""<w:p {NAMESPACES}><w:r><w:t>段落</w:t></w:r><w:r><w:pict><v:shape><v:textpath string="水印"/>
<v:textbox><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>
<w:ins><w:r><w:t>加的</w:t></w:r></w:ins><w:del><w:r><w:delText>删的</w:delText></w:r></w:del>
<mc:AlternateContent><mc:Fallback><w:r><w:t>旧版的</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"""


def test_every_text_outside_the_forms_is_found_once():
    made = document("项目支出绩效自评表")
    made.add_paragraph().add_run("隐藏").font.hidden = True
    made.add_comment(made.paragraphs[0].runs, text="批注")
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.sections[0].footer.paragraphs[0].text = "页脚"
    made.tables[0].cell(1, 1)._tc.append(parse_xml(BOX))
    made.sections[0].header._element.append(parse_xml(BOX))
    found = [text for text in texts(saved(made)) if not text.startswith(("修订：", "因程序而异的内容："))]
    assert sorted(found) == sorted(
        [
            *("项目支出绩效自评表", "（2023年度）", "注：万元", "隐藏", "批注", "页眉", "页脚"),
            "隐藏的文字：隐藏",
            *("文本框", "水印"),  # 挂在单元格上的
            *("段落加的", "文本框", "水印"),  # 页眉里的
        ]
    )
    (table,) = tables(saved(made))
    assert table.cells[-1].text.endswith("段落加的")


def test_footnotes_are_found():
    everything = parts(saved(document("项目支出绩效自评表")))
    everything["word/footnotes.xml"] = (
        f"<w:footnotes {NAMESPACES}><w:footnote><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote></w:footnotes>".encode()
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    one = f'<Relationship Id="f" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
    rels = "word/_rels/document.xml.rels"
    everything[rels] = everything[rels].replace(b"</Relationships>", one)
    assert "脚注" in texts(zipped(everything))


def test_a_file_that_is_no_document_is_a_problem_not_a_crash(published: Published):
    data = publication_docx(publication(*of(published)))
    for broken in (b"", b"PK", data[:200], data[:-200], zipped({"a.xml": b"<a/>"})):
        assert isinstance(docx_tables(broken), Problem)
        assert isinstance(docx_paragraphs(broken), Problem)


def test_another_kind_of_office_file_is_a_problem():
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    book = zipped({"[Content_Types].xml": types, "xl/workbook.xml": b"<workbook/>"})
    assert isinstance(docx_tables(book), Problem)
