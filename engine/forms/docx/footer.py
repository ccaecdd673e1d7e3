"""The foot of a page (页脚): the 核验码 of the form on it, and the number of the page."""

from __future__ import annotations

from engine.forms.docx.styles import MARK, NAMESPACE, PAGE
from engine.forms.docx.text import paragraph_xml, run_xml

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"


def footer_xml(mark: str) -> bytes:
    """第 X 页 共 Y 页, below the mark where there is one."""
    return f'<w:ftr xmlns:w="{NAMESPACE}">{mark_xml(mark)}{_page_number()}</w:ftr>'.encode()


def mark_xml(mark: str) -> str:
    """The mark as a line of its own; '' for what nobody approved."""
    return paragraph_xml(MARK.id, mark) if mark else ""


def _page_number() -> str:
    pieces = run_xml("第 "), _field("PAGE"), run_xml(" 页 共 "), _field("NUMPAGES"), run_xml(" 页")
    return f'<w:p><w:pPr><w:pStyle w:val="{PAGE.id}"/></w:pPr>{"".join(pieces)}</w:p>'


def _field(name: str) -> str:
    """A number that Word works out; until then it reads 1."""
    return f'<w:fldSimple w:instr=" {name} ">{run_xml("1")}</w:fldSimple>'
