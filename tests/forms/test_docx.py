"""Word 附表（the appendix as .docx）：合并、叠表、页脚、样式，按 Word 自己的规则检查；再让 LibreOffice 打开。"""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from hypothesis import given, settings

from engine.forms.docx import publication_docx
from engine.forms.docx.styles import STYLES
from engine.forms.draft import Draft, Entry, heads, label, prose, value
from engine.forms.grid import Align, Grid, Role
from engine.forms.narrative import performance_narrative
from engine.forms.publication import Figure
from engine.forms.self_assessment_form import self_assessment_form
from engine.forms.stacks import Stack, stacks
from engine.intake.word_text import paragraph_text
from tests.forms.conftest import Published, publication
from tests.forms.hostile import grids
from tests.forms.reading import docx_paragraphs, docx_tables
from tests.forms.word_xml import W, child_names, foot, parts, root, text
from tests.forms.word_xml import value as value_of
from tests.office import converted

TWELVE = heads("一", "二", "三")


def example(published: Published) -> list[Grid]:
    return [
        replace(self_assessment_form(score), mark=f"核验码 {number}") for number, score in sorted(published.items())
    ]


def rows_form(rows: int, *first: str, last_text: str = "") -> Grid:
    """A form whose head stands in row 1, with so many rows below it and a band beside them."""
    draft = Draft((20, 100, 60))
    draft.line(label("项目名称"), value("项目", columns=2))
    draft.header(*TWELVE)
    for row in range(rows):
        band = (label("带", rows=rows),) if row == 0 else ()
        draft.line(*band, value(f"指标 {row}"), prose(last_text if row == rows - 1 else ""))
    return draft.grid("表", "(2024 年度)", "附注")


@given(grids())
@settings(max_examples=40, deadline=None)
def test_every_row_fills_the_width_and_every_merge_goes_on_from_above(grid: Grid):
    for table in root(publication_docx(publication(grid))).iter(f"{W}tbl"):
        merged: set[int] = set()
        for row in table.iter(f"{W}tr"):
            column, below = 0, set()
            for cell in row.iter(f"{W}tc"):
                merge = value_of(cell, "tcPr/vMerge")
                assert merge != "continue" or column in merged
                below |= {column} if merge else set()
                column += int(value_of(cell, "tcPr/gridSpan") or 1)
            assert column == len(grid.widths)
            merged = below


def test_properties_stand_in_the_order_that_word_demands(published: Published):
    body = root(publication_docx(publication(*example(published))))
    cell_order = ["tcW", "gridSpan", "vMerge", "tcBorders", "tcMar", "vAlign"]
    for properties in body.iter(f"{W}tcPr"):
        assert child_names(properties) == sorted(child_names(properties), key=cell_order.index)
    row_order = ["cantSplit", "trHeight", "tblHeader"]
    for properties in body.iter(f"{W}trPr"):
        assert child_names(properties) == sorted(child_names(properties), key=row_order.index)
    paragraph_order = ["pStyle", "keepNext", "sectPr"]
    for properties in body.iter(f"{W}pPr"):
        assert child_names(properties) == sorted(child_names(properties), key=paragraph_order.index)


def test_the_head_in_mid_form_begins_a_second_table_and_is_repeated(published: Published):
    # 04 号表：名称 2 行、资金 4 行、目标 2 行，所以指标的表头是第 8 行；其下 8 个指标和总分
    upper, lower = root(publication_docx(publication(example(published)[4]))).iter(f"{W}tbl")
    assert len(upper.findall(f"{W}tr")) == 8
    assert len(lower.findall(f"{W}tr")) == 10
    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in lower.iter(f"{W}tr")]
    assert repeated == [True] + [False] * 9
    assert not list(upper.iter(f"{W}tblHeader"))
    spacer = upper.getnext()
    assert spacer.tag == f"{W}p"
    assert spacer.getnext() is lower


def test_two_tables_meet_in_one_line_and_on_one_page(published: Published):
    """The upper table has no line below; so it may not end a page, and its last row stays with the next table."""
    upper, lower = root(publication_docx(publication(example(published)[4]))).iter(f"{W}tbl")
    assert [value_of(table, "tblPr/tblBorders/bottom") for table in (upper, lower)] == ["nil", "single"]
    assert [value_of(table, "tblPr/tblBorders/top") for table in (upper, lower)] == ["single", "single"]
    kept = [row.find(f".//{W}keepNext") is not None for row in upper.iter(f"{W}tr")]
    # 04 号表上半张 8 行：第 3 行是资金的表头，第 8 行挨着下半张
    assert kept == [False, False, True, False, False, False, False, True]


def test_a_row_longer_than_a_page_above_the_second_table_keeps_its_line():
    draft = Draft((20, 160))
    draft.line(label("目标"), prose("长" * 2_000))
    draft.header(*heads("一", "二"))
    draft.line(value("1"), value("2"))
    upper, _ = root(publication_docx(publication(draft.grid("表", "", "")))).iter(f"{W}tbl")
    assert value_of(upper, "tblPr/tblBorders/bottom") == "single"
    assert not list(upper.iter(f"{W}keepNext"))


@pytest.mark.parametrize(
    ("columns", "text", "height"),
    [
        (3, "目" * 61, "1134"),  # 20 毫米：1134 缇
        (3, "目" * 60, "374"),  # 6.6 毫米：374 缇
        (3, "", "374"),
        (2, "目" * 61, "374"),
    ],
)
def test_only_long_sentences_across_the_form_get_a_tall_row(columns: int, text: str, height: str):
    draft = Draft((45, 45, 45, 45))
    draft.line(prose(text, columns), *(value("") for _ in range(4 - columns)))
    (row,) = root(publication_docx(publication(draft.grid("表", "", "")))).iter(f"{W}tr")
    assert value_of(row, "trPr/trHeight") == height


def test_a_form_is_not_cut_through_a_merged_cell():
    draft = Draft((20, 160))
    draft.line(label("带", rows=2), value("一"))
    draft.header(value("头"))
    draft.line(label("二"), value("二"))
    assert stacks(draft.grid("表", "", "")) == (Stack(0, 3, 0),)


def test_a_head_at_the_top_needs_no_second_table():
    draft = Draft((20, 160))
    draft.header(*heads("序号", "表"))
    draft.line(value("1"), value("甲"))
    assert stacks(draft.grid("目录", "", "")) == (Stack(0, 2, 1),)


def test_rows_are_kept_whole_but_for_one_that_is_longer_than_a_page():
    body = root(publication_docx(publication(rows_form(60, last_text="长" * 32_767))))
    whole = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in body.iter(f"{W}tr")]
    assert whole == [True] * 61 + [False]


def test_a_merged_cell_longer_than_a_page_is_not_merged_but_looks_so():
    draft = Draft((20, 160))
    draft.line(Entry("长" * 400, Role.LABEL, Align.CENTRE, rows=2), value("一"))
    draft.line(value("二"))
    cells = list(root(publication_docx(publication(draft.grid("表", "", "")))).iter(f"{W}tc"))
    assert [value_of(cell, "tcPr/tcBorders/bottom") for cell in cells] == ["nil", "", "", ""]
    assert [value_of(cell, "tcPr/tcBorders/top") for cell in cells] == ["", "", "nil", ""]


def test_each_form_has_its_own_mark_at_the_foot_and_the_page_number(published: Published):
    forms = example(published)
    data = publication_docx(publication(*forms, cover=replace(rows_form(1), title="目录")))
    sections = list(root(data).iter(f"{W}sectPr"))
    feet = [foot(data, section) for section in sections]
    assert [text(one) for one in feet] == [
        "第 1 页 共 1 页",
        *(f"核验码 0{number}第 1 页 共 1 页" for number in range(6)),
    ]
    for one in feet:
        fields = [field.get(f"{W}instr").strip() for field in one.iter(f"{W}fldSimple")]
        assert fields == ["PAGE", "NUMPAGES"]


def test_mark_and_page_number_stand_at_the_two_ends_of_one_line():
    form = replace(rows_form(1), mark="核验码 甲")
    data = publication_docx(publication(form, replace(form, landscape=True)))
    for section, width in zip(root(data).iter(f"{W}sectPr"), ("10206", "15138"), strict=True):
        # A4 宽 11906（横放 16838）缇，左右页边各 850
        (line,) = foot(data, section).iter(f"{W}p")
        (stop,) = line.iter(f"{W}tabs")
        assert [(one.get(f"{W}val"), one.get(f"{W}pos")) for one in stop] == [("right", width)]
        assert paragraph_text(line) == "核验码 甲\t第 1 页 共 1 页"


def test_a_reader_tells_the_mark_from_the_page_number_even_with_tabs_in_it():
    data = publication_docx(
        publication(replace(rows_form(1), mark="核验码\t甲"), replace(rows_form(1), title="又一张"))
    )
    found, texts = docx_tables(data), docx_paragraphs(data)
    assert isinstance(found, tuple)
    assert [table.mark for table in found] == ["核验码\t甲", ""]
    assert isinstance(texts, tuple)
    assert texts[-3:] == ("核验码\t甲", "第 1 页 共 1 页", "第 1 页 共 1 页")


def test_a_form_that_lies_across_turns_its_page_only():
    data = publication_docx(publication(rows_form(1), replace(rows_form(1), landscape=True), rows_form(1)))
    pages = [section.find(f"{W}pgSz") for section in root(data).iter(f"{W}sectPr")]
    # A4：210 × 297 毫米 = 11906 × 16838 缇
    assert [(page.get(f"{W}w"), page.get(f"{W}h"), page.get(f"{W}orient")) for page in pages] == [
        ("11906", "16838", None),
        ("16838", "11906", "landscape"),
        ("11906", "16838", None),
    ]


def test_tables_of_figures_come_after_the_forms():
    form = publication(rows_form(1))
    with_figure = replace(form, figures=(Figure("图", "图", "<svg/>", replace(rows_form(1), title="图的数字")),))
    body = text(root(publication_docx(with_figure)))
    assert body.endswith(text(root(publication_docx(form))).replace("表", "图的数字", 1))


def test_every_style_names_its_font_for_chinese_too():
    styles = {one.get(f"{W}styleId"): one for one in root(publication_docx(publication()), "word/styles.xml")}
    for style in STYLES:
        properties = styles[style.id].find(f"{W}rPr")
        fonts = properties.find(f"{W}rFonts")
        assert {fonts.get(f"{W}{script}") for script in ("ascii", "hAnsi", "eastAsia")} == {style.font}
        assert properties.find(f"{W}lang").get(f"{W}eastAsia") == "zh-CN"


def test_the_file_says_title_office_and_day_and_nothing_of_its_making():
    data = publication_docx(publication(rows_form(1)))
    core = docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.author) == ("2024 年度绩效自评表", "中共乌鲁木齐市委金融委员会办公室")
    # conftest 的 DATED：2025-09-01 02:30 UTC
    assert f"{core.created:%Y-%m-%dT%H:%M}" == f"{core.modified:%Y-%m-%dT%H:%M}" == "2025-09-01T02:30"
    everything = parts(data)
    assert not [name for name in everything if "thumbnail" in name or "customXml" in name]
    assert b"python" not in b"".join(everything.values()).lower()
    assert b"Microsoft Macintosh Word" not in everything["docProps/app.xml"]


def test_libreoffice_prints_every_text_and_begins_every_form_on_a_page(published: Published, tmp_path: Path):
    forms = example(published)
    long = rows_form(60, last_text="长" * 2_000 + "完")
    narrative = performance_narrative([score.assessment for score in published.values()])
    data = publication_docx(publication(*forms, long, narrative=narrative))
    pdf = pypdfium2.PdfDocument(converted(tmp_path, "pdf", {"form.docx": data})["form.pdf"])
    try:
        pages = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    finally:
        pdf.close()
    beginning = [
        number for number, page in enumerate(pages) if page.startswith(("项目支出绩效自评表", "部门整体支出", "表"))
    ]
    assert len(beginning) == 7
    for form, first, after in zip([*forms, long], beginning, [*beginning[1:], len(pages)], strict=True):
        printed, mark = "".join(pages[first:after]), "".join(form.mark.split())
        assert all(short in printed for cell in form.cells if (short := "".join(cell.text.split())) and len(short) < 9)
        assert all(f"{mark}第{number + 1}页共{len(pages)}页" in pages[number] for number in range(first, after))
    assert "".join(pages[beginning[-1] :]).count("长") == 2_000
    assert "完" in pages[-1] + pages[-2]
