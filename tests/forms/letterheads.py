"""Letterheads to fill (版头), made with python-docx; run as a program it writes the sample of the repository."""

import io
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from engine.forms.docx.parts import zipped
from engine.forms.docx.skeleton import empty_document

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "letterhead" / "letterhead.docx"


def blank() -> Document:
    """A4 with 18 mm on either side, nothing on it."""
    parts = empty_document()
    document = docx.Document(io.BytesIO(zipped(parts)))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(18),
        Mm(18),
        Mm(30),
        Mm(20),
    )
    return document


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def letterhead(*paragraphs: str, header: str = "", footer: str = "") -> bytes:
    """A letterhead of these paragraphs; a ``|`` says where Word begins another run."""
    document = blank()
    for text in paragraphs:
        _runs(document.add_paragraph(), text)
    for text, part in ((header, document.sections[0].header), (footer, document.sections[0].footer)):
        if text:
            _runs(part.paragraphs[0], text)
    return saved(document)


def _runs(paragraph: Paragraph, text: str) -> None:
    for piece in text.split("|"):
        paragraph.add_run(piece)


def sample() -> bytes:
    """A red head in the header, title and day above the forms, the office below them."""
    document = blank()
    head = document.sections[0].header.paragraphs[0]
    _written(head, "{{单位名称}}文件", "方正小标宋简体", 22, RGBColor(0xC0, 0, 0))
    _written(document.add_paragraph(), "{{标题}}", "方正小标宋简体", 22)
    _written(document.add_paragraph(), "（{{日期}}）", "仿宋_GB2312", 16)
    document.add_paragraph("{{附表}}")
    closing = document.add_paragraph()
    _written(closing, "{{单位名称}}", "仿宋_GB2312", 16)
    closing.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return saved(document)


def _written(paragraph: Paragraph, text: str, font: str, points: int, colour: RGBColor | None = None) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(points)
    for fonts in run._element.iter(qn("w:rFonts")):
        fonts.set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


if __name__ == "__main__":
    SAMPLE.write_bytes(sample())
