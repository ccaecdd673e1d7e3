"""读 PDF 的文字：坏的、加密的、要害人的文件，都只是一个问题。"""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.intake import pdf_worker
from engine.intake.pdf_text import pdf_pages, read_pages
from engine.intake.radicals import unified
from engine.intake.split_text import Spot, found_after
from indicators.problems import Problem


def pdf(content: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of one page with this content."""
    packed = zlib.compress(content)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer<</Size 6/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (trailer, len(body))


GOOD = pdf(b"BT /F 12 Tf 50 700 Td (28 > 20) Tj 0 -20 Td (second-) Tj ET")
LOCKED = pdf(b"", b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"00" * 32, b"11" * 32))


def test_the_text_of_every_page_in_reading_order_and_in_pieces():
    assert pdf_pages(GOOD) == ("28 > 20\nsecond-",)
    pages = read_pages(GOOD)
    assert not isinstance(pages, Problem)
    assert [run.strip() for run in pages[0].runs] == ["28 > 20", "second-"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "pdf-not-pdf"),
        (b"PK\x03\x04 a spreadsheet", "pdf-not-pdf"),
        (GOOD[:60], "pdf-broken"),
        (b"%PDF-1.7\n" + b"\0" * 1000, "pdf-broken"),
        (LOCKED, "pdf-password"),
    ],
)
def test_what_cannot_be_read_is_a_problem(data: bytes, code: str):
    found = pdf_pages(data)
    assert isinstance(found, Problem)
    assert found.code == code


def test_a_file_that_eats_memory_ends_the_child_alone():
    # 一百万个路径操作只占几 KB，展开后 pdfium 要几 GB
    found = pdf_pages(pdf(b"0 0 m 1 1 l S\n" * 6_000_000))
    assert isinstance(found, Problem)
    assert found.code == "pdf-hostile"


def test_a_child_that_was_killed_meanwhile_is_replaced():
    assert pdf_pages(GOOD) == ("28 > 20\nsecond-",)
    (worker,) = pdf_worker._running.values()
    worker.kill()
    worker.wait()
    assert pdf_pages(GOOD) == ("28 > 20\nsecond-",)


def test_one_child_reads_many_files():
    assert pdf_pages(GOOD) == pdf_pages(GOOD)
    (worker,) = pdf_worker._running.values()
    pdf_pages(LOCKED)
    pdf_pages(GOOD)
    assert list(pdf_worker._running.values()) == [worker]


def test_radicals_are_characters_and_nothing_else_changes():
    # U+2F6C 目、U+2F63 生 是部首；U+2EB0 是纟
    assert unified("\u2f6c标 \u2f63产 \u2eb0") == "目标 生产 纟"
    assert unified("目标 ㎡ ２０") == "目标 ㎡ ２０"


@given(st.text("甲乙丙", min_size=1, max_size=12), st.data())
def test_a_text_cut_over_pages_is_found(text: str, data: st.DataObject):
    cut = data.draw(st.integers(0, len(text)))
    again = data.draw(st.integers(cut, len(text)))
    pages = ["前" + text[:cut] + "后", text[cut:again], text[again:] + "尾"]
    assert found_after(text, pages, Spot(0, 0))
    assert found_after(f"{text}丁", pages, Spot(0, 0)) is None
    assert found_after(text, ["前", "尾"], Spot(0, 0)) is None
