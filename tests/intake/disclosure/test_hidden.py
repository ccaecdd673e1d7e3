"""Hidden sheets, rows and texts are told and never counted: the published table is what a reader sees."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from engine.intake.disclosure.blocks import Pages
from engine.intake.disclosure.from_docx import docx_pages
from engine.intake.disclosure.meaning import disclosure_of
from engine.intake.disclosure.read import disclosure_in
from engine.intake.disclosure.tables import Disclosure
from tests.intake.disclosure.test_docx import NAMES, p, pages, tbl, tc, tr, word
from tests.intake.disclosure.test_sheets import workbook

FORM = """项目支出绩效自评表
项目名称|{name}
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|清淤长度|≥10 公里|=9 公里|60|54
效益指标|社会效益指标|居民受益|≥5 户|=5 户|40|40
总分|||||100|94"""


def _form(sheet: Worksheet, name: str, top: int = 0) -> None:
    for row, line in enumerate(FORM.format(name=name).split("\n"), top):
        for column, text in enumerate(line.split("|")):
            if text:
                sheet.write_string(row, column, text)


def _shown(_: Workbook, sheet: Worksheet) -> None:
    _form(sheet, "河道清淤")


def _draft(_: Workbook, sheet: Worksheet) -> None:
    _form(sheet, "去年底稿")
    sheet.hide()


def _folded(_: Workbook, sheet: Worksheet) -> None:
    _form(sheet, "河道清淤")
    _form(sheet, "去年底稿", 8)
    for row in range(8, 14):
        sheet.set_row(row, None, None, {"hidden": True})


def _one_row(_: Workbook, sheet: Worksheet) -> None:
    _form(sheet, "河道清淤")
    sheet.set_row(4, None, None, {"hidden": True})


def _words(_: Workbook, sheet: Worksheet) -> None:
    sheet.write_column(0, 0, ["优", "良"])
    sheet.hide()


def read(data: bytes, name: str = "附表.xlsx") -> Disclosure:
    found = disclosure_in(data, name)
    assert isinstance(found, Disclosure), found
    return found


BOOKS = {
    "隐藏的工作表": ((_shown, _draft), "table-hidden", "隐藏的工作表「附表2」里还有一张表（去年底稿），没有计入"),
    "隐藏的行里一张表": ((_folded,), "table-hidden", "工作表「附表1」隐藏的行和列里像是还有一张表，没有计入"),
    "隐藏的词": ((_shown, _words), "text-hidden", "隐藏的工作表「附表2」里有文字「优」「良」，没有计入"),
}


@pytest.mark.parametrize("what", BOOKS)
def test_a_hidden_part_of_a_workbook_is_told_and_not_counted(what: str):
    fills, code, message = BOOKS[what]
    found = read(workbook(*fills))
    assert [table.label for table in found.tables] == ["河道清淤"]
    assert [(doubt.code, doubt.message) for doubt in found.doubts] == [(code, message)]
    assert not found.prose


def test_a_hidden_row_of_a_table_is_no_row_of_it():
    found = read(workbook(_one_row))
    assert [row.name.text for row in found.tables[0].indicators] == ["清淤长度"]
    (doubt,) = found.doubts
    assert doubt.code == "text-hidden"
    assert "「社会效益指标」" in doubt.message
    doubt.message.encode("gbk")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def hid(properties: str) -> str:
    return f"<w:p>{run('看得见')}{run('看不见', properties)}</w:p>"


DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F4E79"/>'
WHITE = '<w:color w:val="FFFFFF"/>'
HIDDEN_WORDS = {
    "隐藏": (hid("<w:vanish/>"), "隐藏的文字"),
    "白色": (hid(WHITE), "隐藏的文字（白色）"),
    "一磅": (hid('<w:sz w:val="2"/>'), "隐藏的文字（字号太小）"),
    "格里": (tbl(tr(tc(p("看得见")), tc(f"<w:p>{run('看不见', '<w:vanish/>')}</w:p>"))), "隐藏的文字"),
    "整行": (tbl(tr(tc(p("看得见"))), tr(tc(p("看不见")), properties="<w:hidden/>")), "隐藏的表格行"),
}


@pytest.mark.parametrize("how", HIDDEN_WORDS)
def test_what_word_hides_is_told_and_not_counted(how: str):
    body, part = HIDDEN_WORDS[how]
    found = pages(body)
    last = found.blocks[-1]
    assert (last.place.part, getattr(last, "text", "")) == (part, "看不见")
    assert "看不见" not in str(found.blocks[:-1])
    (doubt,) = disclosure_of(found).doubts
    assert (doubt.code, doubt.message) == ("text-hidden", f"{part}里有文字「看不见」，没有计入")


SEEN = {
    "关掉的隐藏": hid('<w:vanish w:val="0"/>'),
    "只在网页里隐藏": hid("<w:webHidden/>"),
    "深色格里的白字": tbl(tr(tc(f"<w:p>{run('看不见', WHITE)}</w:p>", DARK))),
    "自己带底色的白字": hid(WHITE + DARK),
    "小字": hid('<w:sz w:val="15"/>'),
    "隐藏的段落标记": f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{run('看不见')}</w:p>",
}


@pytest.mark.parametrize("how", SEEN)
def test_what_a_reader_of_the_page_sees_stays(how: str):
    found = pages(SEEN[how])
    assert "看不见" in str(found.blocks)
    assert not any(block.place.is_hidden for block in found.blocks)


def test_a_row_of_a_word_table_that_is_hidden_scores_nothing():
    lines = [line.split("|") for line in FORM.format(name="河道清淤").split("\n")]
    table = tbl(
        *(
            tr(*(tc(p(text)) for text in line), properties="<w:hidden/>" if "居民受益" in line else "")
            for line in lines[1:]
        )
    )
    found = read(word(p(lines[0][0]) + table), "附表.docx")
    assert [row.name.text for row in found.tables[0].indicators] == ["清淤长度"]
    assert [doubt.code for doubt in found.doubts] == ["text-hidden"]


def _styled(properties: str, own: str = "") -> list[str]:
    """The parts of the blocks of a file whose paragraph has a style that hides, its run properties of its own."""
    body = f'<w:p><w:pPr><w:pStyle w:val="Dark"/></w:pPr>{run("看不见", own)}</w:p>'
    document = Document(BytesIO(word(body)))
    style = f'<w:style {NAMES} w:type="paragraph" w:styleId="Dark"><w:name w:val="Dark"/><w:rPr>{properties}</w:rPr></w:style>'
    document.styles.element.append(parse_xml(style))
    buffer = BytesIO()
    document.save(buffer)
    found = docx_pages(buffer.getvalue(), "说明.docx")
    assert isinstance(found, Pages)
    return [block.place.part for block in found.blocks]


def test_a_style_hides_unless_the_run_says_otherwise():
    assert _styled("<w:vanish/>") == ["隐藏的文字"]
    assert _styled(WHITE) == ["隐藏的文字（白色）"]
    assert _styled("<w:vanish/>", '<w:vanish w:val="0"/>') == ["第 1 段"]
    assert _styled(WHITE, '<w:color w:val="000000"/>') == ["第 1 段"]
    assert _styled("<w:b/>") == ["第 1 段"]
