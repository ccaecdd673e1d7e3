"""The foot of a page (页脚): the 核验码 of the form on it, and the number of the page."""

from __future__ import annotations

from engine.forms.docx.styles import MARK, NAMESPACE, PAGE
from engine.forms.docx.text import paragraph_xml, run_xml

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"


def footer_xml(mark: str, width: int) -> bytes:
    """The mark on the left and 第 X 页 共 Y 页 on the right of one line, which is so many twips wide.

    The last tab of the line is ours: a mark may have tabs of its own, a page number has none.
    """
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    line = f"{run_xml(mark)}<w:r><w:tab/></w:r>{_page_number()}"
    return (
        f'<w:ftr xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="{PAGE.id}"/>{stop}</w:pPr>{line}</w:p></w:ftr>'
    ).encode()


def mark_xml(mark: str) -> str:
    """The mark as a line of its own, below a foot that is the office's; '' for no mark."""
    return paragraph_xml(MARK.id, mark) if mark else ""


def _page_number() -> str:
    pieces = run_xml("第 "), _field("PAGE"), run_xml(" 页 共 "), _field("NUMPAGES"), run_xml(" 页")
    return "".join(pieces)


def _field(name: str) -> str:
    """A number that Word works out; until then it reads 1."""
    return f'<w:fldSimple w:instr=" {name} ">{run_xml("1")}</w:fldSimple>'
