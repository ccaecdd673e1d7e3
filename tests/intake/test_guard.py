"""读 Office 文件前的检查：会弄死或骗过解析器的文件都拒收，正常的文件都放行。攻击文件当场生成，不存。"""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.forms.draft import Draft, value
from engine.forms.xlsx import publication_xlsx
from engine.intake.guard import guard_office, open_office
from engine.intake.package import Limits, Package
from engine.intake.sheets import read_sheets
from indicators.problems import Problem
from tests.forms.conftest import publication
from tests.forms.reading import xlsx_tables

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def honest() -> bytes:
    draft = Draft((90, 90))
    draft.line(value("=28 份", columns=2))
    draft.line(value("一"), value("二"))
    return publication_xlsx(publication(draft.grid("表", "", "注")))


HONEST = honest()


def with_part(name: str, content: str | bytes, base: bytes = HONEST) -> bytes:
    """The honest workbook with one part replaced or added."""
    buffer = BytesIO()
    with ZipFile(BytesIO(base)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        new.writestr(name, content)
    return buffer.getvalue()


def sheet(inside: str) -> bytes:
    return with_part("xl/worksheets/sheet1.xml", f"<worksheet {MAIN}>{inside}</worksheet>")


def row(inside: str) -> bytes:
    return sheet(f"<sheetData>{inside}</sheetData>")


def word(inside: str) -> bytes:
    return with_part("word/document.xml", f"<w:document {WORD}>{inside}</w:document>")


def opendocument(table: str) -> bytes:
    buffer = BytesIO()
    names = f'xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0"'
    with ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr(
            "content.xml",
            f"<office:document-content {names}><table:table>{table}</table:table></office:document-content>",
        )
    return buffer.getvalue()


def archive(*named: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as new:
        for name, content in named:
            new.writestr(name, content)
    return buffer.getvalue()


def encrypted_entry() -> bytes:
    """The flag «encrypted» set in the directory of the first part."""
    data = bytearray(HONEST)
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def lying_size() -> bytes:
    """A part whose directory says it is 10 bytes long."""
    data = bytearray(archive(("[Content_Types].xml", b"<Types/>" + b" " * 5000)))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
DEEP = "<a>" * 300 + "</a>" * 300
CELL = '<c r="{}"><v>1</v></c>'
TYPES = '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'

ATTACKS = {
    # 名称: (代码, 文件)
    "空文件": ("office-file-broken", b""),
    "不是 zip": ("office-file-broken", b"<html><table></table></html>"),
    "zip 但不是 Office": ("office-file-broken", archive(("a.txt", b"a"))),
    "截断": ("office-file-broken", HONEST[: len(HONEST) // 2]),
    "坏了一字节": ("office-file-broken", HONEST[:60] + bytes([HONEST[60] ^ 255]) + HONEST[61:]),
    "重名": ("office-file-broken", with_part("XL/workbook.xml", "<a/>")),
    "上级路径": ("office-file-broken", with_part("xl/../../etc/x.xml", "<a/>")),
    "绝对路径": ("office-file-broken", with_part("/etc/x.xml", "<a/>")),
    "反斜杠": ("office-file-broken", with_part("xl\\x.xml", "<a/>")),
    "少见的压缩": ("office-file-broken", archive(("[Content_Types].xml", b"<Types/>"), method=ZIP_BZIP2)),
    "大小是假的": ("office-file-broken", lying_size()),
    "压缩炸弹": ("office-file-too-large", with_part("xl/media/a.bin", b"\0" * 3_000_000)),
    "单个部分太大": ("office-file-too-large", with_part("xl/media/a.bin", b"\0" * 16_000_001)),
    "部分太多": ("office-file-too-large", archive(*((f"{number}.xml", b"") for number in range(2_001)))),
    "外部实体": ("office-file-broken", with_part("xl/worksheets/sheet1.xml", DOCTYPE)),
    "外部实体，UTF-16": ("office-file-broken", with_part("xl/worksheets/sheet1.xml", DOCTYPE.encode("utf-16"))),
    "外部实体，UTF-7": (
        "office-file-broken",
        with_part("xl/a.xml", b'<?xml version="1.0" encoding="utf-7"?>+ADw-+ACE-DOCTYPE a+AD4-<a/>'),
    ),
    "外部实体，不叫 .xml": ("office-file-broken", with_part("xl/a.bin", DOCTYPE)),
    "XML 坏了": ("office-file-broken", with_part("xl/worksheets/sheet1.xml", "<worksheet>")),
    "嵌套太深": ("office-file-broken", with_part("xl/worksheets/sheet1.xml", DEEP)),
    "最末一格": ("office-file-too-large", row(f'<row r="1048576">{CELL.format("XFD1048576")}</row>')),
    "最末一格，写法变了": (
        "office-file-too-large",
        row(f"<row r = '1'>{CELL.format('&#88;FD&#49;').replace('r=', 'r  =  ')}</row>"),
    ),
    "格没有地址，行有": ("office-file-too-large", row('<row r="1048576"><c><v>1</v></c></row>')),
    "地址不像地址": ("office-file-too-large", row('<row r="1"><c r="R1C1"><v>1</v></c></row>')),
    "行号不是数": ("office-file-too-large", row('<row r="-1"><c><v>1</v></c></row>')),
    "范围太大": (
        "office-file-too-large",
        row(f'<row r="1">{CELL.format("ALL1")}</row><row r="99999">{CELL.format("A99999")}</row>'),
    ),
    "合并太多": (
        "office-file-too-large",
        sheet("<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 20_001 + "</mergeCells>"),
    ),
    "gridSpan": ("office-file-too-large", word('<w:gridSpan w:val="2000000000"/>')),
    "gridBefore 不是数": ("office-file-too-large", word('<w:gridBefore w:val="1e9"/>')),
    "ODS 重复行": (
        "office-file-too-large",
        opendocument(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string"/></table:table-row>'
        ),
    ),
    "ODS 空格": (
        "office-file-too-large",
        opendocument(
            '<table:table-row><table:table-cell><text:p><text:s text:c="2000000000"/></text:p></table:table-cell></table:table-row>'
        ),
    ),
    "宏": ("office-file-macros", with_part("xl/vbaProject.bin", b"x")),
    "声明有宏": ("office-file-macros", with_part("[Content_Types].xml", TYPES)),
    "有密码": ("office-file-password", OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")),
    "zip 有密码": ("office-file-password", encrypted_entry()),
    "旧 xls": ("office-file-old", OLE + "Workbook".encode("utf-16-le")),
    "旧 doc": ("office-file-old", OLE + "WordDocument".encode("utf-16-le")),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_with_a_remedy(name: str):
    code, data = ATTACKS[name]
    problem = guard_office(data)
    assert problem is not None
    assert problem.code == code
    assert "请" in problem.message
    problem.message.encode("gbk")
    assert read_sheets(data) == xlsx_tables(data) == problem


@pytest.mark.parametrize(
    "data",
    [
        HONEST,
        row('<row r="1048576"><c r="XFD1048576" s="3"/></row>'),  # 只有格式的空格，Excel 和 WPS 常写到底
        row('<row r="x"/><row r="-1"><c r="A1"/></row>'),  # 空行的行号不作数
        sheet('<dimension ref="A1:XFD1048576"/><sheetData/>'),  # 范围是声明，不作数
        opendocument(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        ),
        word('<w:gridSpan w:val="63"/>'),
        with_part("xl/drawings/vmlDrawing1.vml", "<xml><br></xml>"),  # 旧批注的 VML 常常不合 XML 规范
    ],
    ids=["附表", "空格到底", "空行", "假范围", "ODS 空行到底", "gridSpan 63", "批注"],
)
def test_an_honest_file_passes(data: bytes):
    assert guard_office(data) is None
    assert isinstance(read_sheets(data), tuple)


def test_limits_are_exact():
    many = Limits(rows=2, columns=2, places=4)
    assert guard_office(row(f'<row r="2">{CELL.format("B2")}</row>'), many) is None
    assert guard_office(row(f'<row r="3">{CELL.format("A3")}</row>'), many) is not None
    assert guard_office(row(f'<row r="1">{CELL.format("C1")}</row>'), many) is not None


def test_nothing_from_outside_is_read():
    package = open_office(HONEST)
    assert isinstance(package, Package)
    assert all(not root.getroottree().docinfo.doctype for root in package.roots.values())


@settings(max_examples=60)
@given(st.integers(0, len(HONEST) - 1), st.binary(min_size=1, max_size=8))
def test_whatever_is_damaged_readers_answer_with_data(at: int, noise: bytes):
    """A damaged file gives forms or a problem, never an exception."""
    damaged = HONEST[:at] + noise + HONEST[at + len(noise) :]
    for answer in (read_sheets(damaged), xlsx_tables(damaged)):
        assert isinstance(answer, tuple | Problem)


@settings(max_examples=60)
@given(st.data())
def test_whatever_a_sheet_says_readers_answer_with_data(data: st.DataObject):
    """Any attributes and any nesting of the words a sheet knows give rows or a problem, never an exception."""
    texts = st.sampled_from(
        [
            "",
            "0",
            "-1",
            "1",
            "A1",
            "B2",
            "XFD1",
            "n",
            "s",
            "str",
            "inlineStr",
            "e",
            "b",
            "d",
            "1e999",
            "NaN",
            "2024-13-01",
        ]
    )
    inside = ""
    for _ in range(data.draw(st.integers(1, 4))):
        kind, reference, style, stored = (data.draw(texts) for _ in range(4))
        child = data.draw(st.sampled_from(["v", "f", "is", "t", "c"]))
        inside += f'<row r="{data.draw(texts)}"><c r="{reference}" t="{kind}" s="{style}"><{child}>{stored}</{child}></c></row>'
    made = row(inside)
    for answer in (read_sheets(made), xlsx_tables(made)):
        assert isinstance(answer, tuple | Problem)
