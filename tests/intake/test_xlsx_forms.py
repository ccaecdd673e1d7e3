"""读回印出来的 Excel：多出来的一个字、一张表，哪怕藏着，都要看得见。"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from engine.forms.narrative import Narrative
from engine.forms.xlsx import publication_xlsx
from indicators.problems import Problem
from tests.forms.conftest import publication
from tests.forms.reading import xlsx_paragraphs, xlsx_tables
from tests.forms.test_xlsx import one_cell, parts

NARRATIVE = Narrative("十一、预算绩效的情况说明", ("本部门 2024 年度预算绩效管理……", "附：一张。"))


def paragraphs(data: bytes) -> tuple[str, ...]:
    found = xlsx_paragraphs(data)
    assert isinstance(found, tuple), found
    return found


def cell_texts(data: bytes) -> list[str]:
    tables = xlsx_tables(data)
    assert isinstance(tables, tuple), tables
    return [cell.text for table in tables for cell in table.cells]


def repacked(data: bytes, **changed: bytes) -> bytes:
    """The workbook with parts replaced."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in {**parts(data), **changed}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


class TestSlippedIn:
    """Verify must miss nothing: whatever is readable and no form of ours is a paragraph."""

    def edited(self, name: str, old: str, new: str) -> bytes:
        data = publication_xlsx(publication(one_cell("一"), narrative=NARRATIVE))
        part = parts(data)[name].decode()
        assert old in part
        return repacked(data, **{name: part.replace(old, new).encode()})

    def test_a_hidden_sheet(self):
        data = self.edited("xl/workbook.xml", '<sheet name="情况说明"', '<sheet state="veryHidden" name="情况说明"')
        assert xlsx_paragraphs(data) == ("隐藏的工作表 情况说明", NARRATIVE.heading, *NARRATIVE.paragraphs)

    def test_a_sheet_whose_form_lost_its_name(self):
        data = self.edited("xl/workbook.xml", "jx_form", "jx_other")
        assert xlsx_tables(data) == ()
        assert "一" in paragraphs(data)

    def test_a_cell_beside_the_form(self):
        more = '<c r="K3" t="inlineStr"><is><t>另加</t></is></c></row>'
        data = self.edited("xl/worksheets/sheet2.xml", "</row>", more)
        assert "另加" in paragraphs(data)

    def test_another_foot(self):
        data = self.edited(
            "xl/worksheets/sheet2.xml", "</headerFooter>", "<evenFooter>&amp;C另页</evenFooter></headerFooter>"
        )
        assert "另页" in paragraphs(data)

    def test_a_text_box_and_a_picture(self):
        data = publication_xlsx(publication(one_cell("一")))
        box = '<x:wsDr xmlns:x="urn:x" xmlns:a="urn:a"><a:p><a:r><a:t>框</a:t></a:r></a:p></x:wsDr>'
        both = repacked(data, **{"xl/drawings/drawing1.xml": box.encode(), "xl/media/image1.png": b"\x89PNG"})
        assert xlsx_paragraphs(both) == ("框", "〔xl/media/image1.png〕")

    def test_a_number_typed_over_a_text_is_what_it_shows(self):
        data = publication_xlsx(publication(one_cell("90")))
        name = "xl/worksheets/sheet1.xml"
        part = parts(data)[name].decode()
        cell = next(one for one in etree.fromstring(part.encode()).iter("{*}c") if one.get("r") == "A3")
        typed = part.replace(
            f'<c r="A3" s="{cell.get("s")}" t="s"><v>{cell[0].text}</v></c>', '<c r="A3"><v>90.500000000000014</v></c>'
        )
        assert typed != part
        assert cell_texts(repacked(data, **{name: typed.encode()})) == ["90.5"]

    def test_what_is_no_workbook(self):
        assert isinstance(xlsx_tables(b"PK"), Problem)
        assert isinstance(xlsx_paragraphs(b"PK"), Problem)
