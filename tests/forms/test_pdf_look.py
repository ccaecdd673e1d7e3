"""文字一样、样子不一样的 PDF：挪了位置、藏起来、盖住、加了批注和图，核对时都说得出在哪一页。"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw as pdf

from engine.forms.comparison import Difference
from engine.forms.file_comparison import file_differences
from engine.forms.formats import written
from engine.forms.publication import Publication
from engine.forms.self_assessment_form import self_assessment_form
from engine.intake.pdf_compare import pdf_differences
from engine.intake.pdf_look import REWRITTEN, look_differences
from engine.intake.published import Published as File
from tests.forms.conftest import Published, publication
from tests.office import converted

Page = Any
"""A ``pypdfium2.PdfPage``."""


@pytest.fixture(scope="module")
def whole(published: Published) -> Publication:
    return publication(*(self_assessment_form(published[name]) for name in ("04", "05")))


@pytest.fixture(scope="module")
def original(whole: Publication) -> bytes:
    return written(whole, "pdf")


def edited(data: bytes, change: Callable[[pypdfium2.PdfDocument], object]) -> bytes:
    """The file saved by another program after a change."""
    buffer = BytesIO()
    with pypdfium2.PdfDocument(data) as document:
        change(document)
        document.save(buffer)
    return buffer.getvalue()


def changed(data: bytes, change: Callable[[Page], object]) -> bytes:
    """The same after a change to its first page, which is written anew."""

    def on_first(document: pypdfium2.PdfDocument) -> None:
        page = document[0]
        change(page)
        page.gen_content()
        page.close()

    return edited(data, on_first)


def text_object(page: Page, text: str) -> Any:
    """The piece of text that is drawn as one and begins so."""
    reading = page.get_textpage()
    return next(
        one
        for one in page.get_objects(filter=[pdf.FPDF_PAGEOBJ_TEXT], textpage=reading)
        if one.extract().startswith(text)
    )


def touch(page: Page) -> None:
    """Nothing that shows, but pdfium writes the page anew."""
    text_object(page, "=8.29").transform(pypdfium2.PdfMatrix())


def move(page: Page) -> None:
    text_object(page, "=8.29").transform(pypdfium2.PdfMatrix().translate(0, 30))


def hide(page: Page) -> None:
    pdf.FPDFTextObj_SetTextRenderMode(text_object(page, "=8.29").raw, pdf.FPDF_TEXTRENDERMODE_INVISIBLE)


def whiten(page: Page) -> None:
    pdf.FPDFPageObj_SetFillColor(text_object(page, "=8.29").raw, 255, 255, 255, 255)


def cover(page: Page) -> None:
    left, bottom, right, top = text_object(page, "=8.29").get_bounds()
    box = pdf.FPDFPageObj_CreateNewRect(left, bottom, right - left, top - bottom)
    pdf.FPDFPageObj_SetFillColor(box, 255, 255, 255, 255)
    pdf.FPDFPath_SetDrawMode(box, pdf.FPDF_FILLMODE_WINDING, 0)
    pdf.FPDFPage_InsertObject(page.raw, box)


def repaint(page: Page) -> None:
    rule = next(page.get_objects(filter=[pdf.FPDF_PAGEOBJ_PATH]))
    pdf.FPDFPageObj_SetStrokeColor(rule.raw, 255, 255, 255, 255)


def note(page: Page) -> None:
    added = pdf.FPDFPage_CreateAnnot(page.raw, pdf.FPDF_ANNOT_FREETEXT)
    pdf.FPDFAnnot_SetRect(added, pdf.FS_RECTF(100, 700, 200, 650))
    words = "实为 9.29".encode("utf-16-le") + b"\0\0"
    pdf.FPDFAnnot_SetStringValue(added, b"Contents", (pdf.FPDF_WCHAR * (len(words) // 2)).from_buffer_copy(words))
    pdf.FPDFPage_CloseAnnot(added)


def picture(page: Page) -> None:
    image = pypdfium2.PdfImage.new(page.pdf)
    bitmap = pypdfium2.PdfBitmap.new_native(4, 4, pdf.FPDFBitmap_BGR)
    image.set_bitmap(bitmap)
    image.set_matrix(pypdfium2.PdfMatrix().scale(40, 40).translate(200, 300))
    page.insert_obj(image)


def crop(page: Page) -> None:
    page.set_cropbox(0, 300, 595, 842)


def test_the_same_file_saved_by_another_program_looks_the_same(original: bytes):
    saved = edited(original, lambda _: None)
    assert saved != original
    assert look_differences(original, saved) == []


@pytest.mark.parametrize(
    ("change", "place", "found"),
    [
        (move, "第 1 页「=8.29", "离左边"),
        (hide, "第 1 页「=8.29", "看不见的字"),
        (whiten, "第 1 页「=8.29", "255、255、255"),
        (cover, "第 1 页的线条和色块", " 个"),
        (repaint, "第 1 页的样子", "看上去不同"),
        (note, "第 1 页的批注", "1 个"),
        (picture, "第 1 页的图片", "1 个"),
        (crop, "第 1 页的纸张", "300"),
    ],
)
def test_what_is_planted_is_told(original: bytes, change: Callable[[Page], object], place: str, found: str):
    def touched(page: Page) -> None:
        touch(page)
        change(page)

    # pdfium 重写一页时自己会丢掉一些颜色，所以拿没有动过的重写件作比
    told = look_differences(changed(original, touch), changed(original, touched))
    assert len(told) == 1
    assert told[0].place.startswith(place)
    assert found in told[0].found


def test_text_alone_does_not_tell_them(whole: Publication, original: bytes):
    for change in (move, hide, cover, note, picture):
        assert pdf_differences(whole, changed(original, change)) == []


def test_a_published_file_is_held_against_both(whole: Publication, original: bytes):
    saved, covered = edited(original, lambda _: None), edited(original, lambda document: note(document[0]))
    assert file_differences(whole, original, File("附表.pdf", saved, "")) == []
    (told,) = file_differences(whole, original, File("附表.pdf", covered, ""))
    assert told == Difference("第 1 页的批注、印章和填写框", "0 个", "1 个")


def test_a_file_typeset_anew_is_told_in_one_sentence(whole: Publication, original: bytes, tmp_path: Path):
    (anew,) = converted(tmp_path, "pdf", {"附表.docx": written(whole, "docx")}).values()
    assert look_differences(original, anew) == [REWRITTEN]


def test_pages_more_and_files_attached_are_told(original: bytes):
    def doubled(document: pypdfium2.PdfDocument) -> None:
        document.import_pages(document, [0])

    def attached(document: pypdfium2.PdfDocument) -> None:
        document.new_attachment("另一张表.txt").set_data(b"9.29")

    assert look_differences(original, edited(original, doubled)) == [Difference("整个文件", "2 页", "3 页")]
    assert look_differences(original, edited(original, attached)) == [Difference("整个文件的附件", "0 个", "1 个")]
