"""读表格文件：文字一字不差，数按显示的读，错误值和没算的公式不会当成空格；与 calamine 互相对照。"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook
from xlsxwriter import Workbook

from engine.forms.characters import printable
from engine.intake.cells import NOT_CALCULATED, CellError, CellValue, Merge, Percent, address, number, place, shown
from engine.intake.sheets import Sheet, read_sheets
from tests.forms.hostile import HOSTILE, LONGEST, hostile_text

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
KEY = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAST_DAY, OCTOBER = datetime(2024, 12, 31), datetime(2024, 10, 1)  # noqa: DTZ001  # 表格里的日期没有时区
LINKS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def packed(**parts: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(cells: str, *, texts: str = "", formats: str = "", settings: str = "") -> bytes:
    """A workbook of one row of cells, shared texts and number formats, as any program might have written it."""
    book = f'<workbook {MAIN} xmlns:r="{KEY}">{settings}<sheets><sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>'
    links = "".join(
        f'<Relationship Id="{key}" Type="{KEY}/{kind}" Target="{target}"/>'
        for key, kind, target in (
            ("a", "worksheet", "/xl/worksheets/sheet1.xml"),
            ("b", "sharedStrings", "sharedStrings.xml"),
            ("c", "styles", "styles.xml"),
        )
    )
    return packed(
        **{
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships {LINKS}><Relationship Id="a" Type="{KEY}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": f"<Relationships {LINKS}>{links}</Relationships>",
            "xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>",
            "xl/styles.xml": f"<styleSheet {MAIN}>{formats}</styleSheet>",
            "xl/worksheets/sheet1.xml": f'<worksheet {MAIN}><sheetData><row r="1">{cells}</row></sheetData></worksheet>',
        }
    )


def only(data: bytes) -> Sheet:
    sheets = read_sheets(data)
    assert isinstance(sheets, tuple), sheets
    (sheet,) = sheets
    return sheet


def value(cell: str, **parts: str) -> CellValue:
    rows = only(workbook(cell, **parts)).rows
    return rows[0][0] if rows else None


TEXTS = [
    # 共享文字里怎么写, 是什么
    ("<t>=28 份</t>", "=28 份"),
    ("<t>_x0041_</t>", "A"),
    ("<t>_x005F_x0041_</t>", "_x0041_"),
    ("<t>_xD842__xDFB7_</t>", "𠮷"),
    ("<t>一_x000D_\n二</t>", "一\n二"),
    ("<t>控_x0000_制</t>", "控制"),
    ('<r><t>富</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 文本</t></r>', "富 文本"),
    ('<t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1"/>', "東京"),
    ('<t xml:space="preserve"> 前后 </t>', " 前后 "),
    ("<t> 未声明 </t>", "未声明"),
    ("<t/>", ""),
    ("", ""),
    ("<t>一&#10;二</t>", "一\n二"),
    ("<t><![CDATA[<b>&amp;</b>]]></t>", "<b>&amp;</b>"),
    ("<t>一<!-- 注 -->二</t>", "一二"),
]


@pytest.mark.parametrize(("written", "meant"), TEXTS)
def test_a_text_is_what_excel_means(written: str, meant: str):
    assert value('<c r="A1" t="s"><v>0</v></c>', texts=f"<si>{written}</si>") == meant
    assert value(f'<c r="A1" t="inlineStr"><is>{written}</is></c>') == meant


FORMATS = (
    '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="171" formatCode="0.0%"/></numFmts>'
    "<cellXfs>" + "".join(f'<xf numFmtId="{key}"/>' for key in (0, 14, 170, 9, 171, 49)) + "</cellXfs>"
)
VALUES = [
    # 格子, 读成
    ("<c><v>51.6</v></c>", Decimal("51.6")),
    ("<c><v>4.1449999999999996</v></c>", Decimal("4.145")),  # Excel 里的 4.145
    ("<c><v>0.28999999999999998</v></c>", Decimal("0.29")),
    ("<c><v>0.30000000000000004</v></c>", Decimal("0.3")),  # =0.1+0.2
    ("<c><v>12345678901234567890</v></c>", Decimal(12345678901234600000)),  # Excel 只有 15 位
    ("<c><v>1E-3</v></c>", Decimal("0.001")),
    ("<c><v>1e400</v></c>", CellError("#NUM!")),
    ("<c><v>NaN</v></c>", CellError("#NUM!")),
    ("<c><v>１２</v></c>", CellError("#NUM!")),
    ('<c t="b"><v>1</v></c>', True),
    ('<c t="e"><v>#N/A</v></c>', CellError("#N/A")),
    ('<c t="str"><f>A2</f><v> 一_x000D_ </v></c>', " 一\n "),
    ("<c><f>1+1</f></c>", NOT_CALCULATED),
    ("<c><f>1+1</f><v>2</v></c>", Decimal(2)),
    ('<c t="s"><v>9</v></c>', CellError("#REF!")),
    ('<c t="d"><v>2024-12-31</v></c>', LAST_DAY),
    ('<c s="1"><v>45657</v></c>', LAST_DAY),  # 1900-01-01 是 1，45657 是 2024 年最后一天
    ('<c s="2"><v>45566</v></c>', OCTOBER),  # 录入 2024年10月 就成了这样
    ('<c s="1"><v>60</v></c>', Decimal(60)),  # 1900-02-29，没有这一天
    ('<c s="3"><v>1</v></c>', Percent(Decimal(100))),
    ('<c s="4"><v>0.28999999999999998</v></c>', Percent(Decimal(29))),
    ('<c s="5"><v>3</v></c>', Decimal(3)),
    ('<c s="99"><v>3</v></c>', Decimal(3)),
    ('<c s="1"/>', None),
]


@pytest.mark.parametrize(("cell", "expected"), VALUES)
def test_a_value_is_what_the_program_shows(cell: str, expected: CellValue):
    found = value(cell, formats=FORMATS)
    assert (type(found), found) == (type(expected), expected)


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    # 1904 制从 1904-01-01 数 0，比 1900 制少 1462
    assert value('<c s="1"><v>44195</v></c>', formats=FORMATS, settings='<workbookPr date1904="1"/>') == LAST_DAY


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_of_up_to_fifteen_digits_survives_the_binary_detour(exact: Decimal):
    assert number(f"{float(exact):.17g}") == exact


@given(st.integers(0, 10**6), st.integers(0, 18_277))
def test_an_address_leads_back_to_its_place(row: int, column: int):
    assert place(address(row, column)) == (row, column)


def written(texts: list[str]) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        for text in texts:
            sheet = book.add_worksheet()
            sheet.write_string(1, 1, text)
            sheet.merge_range("D5:E7", "")
        book.worksheets()[-1].activate()
        if len(texts) > 1:
            book.worksheets()[0].very_hidden()
    return buffer.getvalue()


@settings(max_examples=50)
@given(hostile_text().filter(lambda text: not text.startswith("<r>") and "_x005F" not in text))
def test_calamine_reads_the_same_text(text: str):
    """Both readers agree on whatever a writer that is not ours has written."""
    data = written([printable(text)])
    (calamine,) = load_workbook(BytesIO(data)).get_sheet_by_index(0).to_python()[0]
    assert only(data).rows[1][1] == calamine == printable(text)


def test_sheets_keep_order_visibility_and_merges():
    sheets = read_sheets(written(["一", LONGEST]))
    assert isinstance(sheets, tuple), sheets
    assert [(sheet.name, sheet.visible, sheet.rows) for sheet in sheets] == [
        ("Sheet1", False, ((None, None), (None, "一"))),
        ("Sheet2", True, ((None, None), (None, LONGEST))),
    ]
    assert sheets[0].merges == (Merge(4, 3, 3, 2),)


def opendocument(rows: str) -> bytes:
    names = "".join(f' xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    style = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    return packed(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        **{
            "content.xml": f'<office:document-content{names} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
            f'{style}<table:table table:name="表" table:style-name="h">{rows}</table:table></office:document-content>'
        },
    )


def ods_cell(attributes: str, inside: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


STRING = 'office:value-type="string"'
OPEN = [
    (ods_cell(STRING, "<text:p>=28<text:s/>份</text:p>"), "=28 份"),
    (
        ods_cell(STRING, '<text:p><text:s text:c="2"/>一<text:tab/>二<text:line-break/>三</text:p><text:p>四</text:p>'),
        "  一\t二\n三\n四",
    ),
    (ods_cell(STRING, "<text:p>富<text:span>文<text:a>本</text:a></text:span>！</text:p>"), "富文本！"),
    (ods_cell(STRING, "<office:annotation><text:p>批注</text:p></office:annotation><text:p>一</text:p>"), "一"),
    (ods_cell(STRING, "<text:p>一<office:annotation><text:p>批注</text:p></office:annotation></text:p>"), "一"),
    (ods_cell(STRING), ""),
    (ods_cell('office:value-type="float" office:value="4.145"', "<text:p>4.1</text:p>"), Decimal("4.145")),
    (ods_cell('office:value-type="percentage" office:value="0.29"', "<text:p>29%</text:p>"), Percent(Decimal(29))),
    (
        ods_cell('office:value-type="date" office:date-value="2024-10-01"', "<text:p>2024年10月</text:p>"),
        OCTOBER,
    ),
    (ods_cell('office:value-type="boolean" office:boolean-value="true"', "<text:p>TRUE</text:p>"), True),
    (ods_cell('office:value-type="string" calcext:value-type="error"', "<text:p>#N/A</text:p>"), CellError("#N/A")),
]


@pytest.mark.parametrize(("cell", "expected"), OPEN)
def test_opendocument(cell: str, expected: CellValue):
    (found,) = only(opendocument(f"<table:table-row>{cell}</table:table-row>")).rows[0]
    assert (type(found), found) == (type(expected), expected)


def test_opendocument_repeats_and_merges():
    one = f'table:number-columns-repeated="2" table:number-columns-spanned="2" {STRING}'
    rows = f'<table:table-row table:number-rows-repeated="2">{ods_cell(one, "<text:p>一</text:p>")}</table:table-row>'
    empty = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    sheet = only(opendocument(rows + empty))
    assert sheet.rows == (("一", "一"), ("一", "一"))
    assert sheet.merges[0] == Merge(0, 0, 1, 2)
    assert not sheet.visible


def test_what_a_person_reads_of_a_value():
    values: list[CellValue] = [
        None,
        True,
        Decimal("1E+2"),
        OCTOBER,
        Percent(Decimal(85)),
        CellError("#N/A"),
    ]
    assert [shown(one) for one in values] == ["", "TRUE", "100", "2024-10-01", "85%", "#N/A"]


def test_every_trap_is_read_from_one_workbook():
    texts = [printable(text) for text in HOSTILE if not text.startswith("<r>") and "_x005F" not in text]
    sheets = read_sheets(written(texts))
    assert isinstance(sheets, tuple), sheets
    assert [sheet.rows[1][1] if sheet.rows else None for sheet in sheets] == texts
