"""版头（the office's own letterhead）：只把有名字的位置换成文字，什么也不运行；版头自己的页眉页脚留着。"""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.forms.characters import printable
from engine.forms.docx import publication_docx
from engine.forms.docx.parts import zipped
from engine.forms.grid import Grid
from engine.forms.letterhead import letterhead_problems
from tests.forms.conftest import publication
from tests.forms.hostile import grids, hostile_text
from tests.forms.letterheads import SAMPLE, blank, letterhead, sample, saved
from tests.forms.test_docx import rows_form
from tests.forms.word_xml import R, W, foot, parts, root, text

ALL = "{{单位名称}}、{{标题}}、{{日期}}、{{附表}}"


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in letterhead_problems(data)]


def paragraphs(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_the_sample_of_the_repository_is_a_good_letterhead():
    assert letterhead_problems(SAMPLE.read_bytes()) == []
    assert parts(SAMPLE.read_bytes())["word/document.xml"] == parts(sample())["word/document.xml"]


def test_words_and_forms_stand_in_their_places():
    data = letterhead("{{单位名称}}：", "{{标题}}（{{日期}}）", "{{附表}}", "完")
    # DATED 是 2025-09-01 02:30 UTC，在中国同一天；附表段没有了，表题、年度、附注按次序在它的地方
    assert paragraphs(publication_docx(publication(rows_form(1)), data)) == [
        "中共乌鲁木齐市委金融委员会办公室：",
        "2024 年度绩效自评表（2025 年 9 月 1 日）",
        *("表", "(2024 年度)", "", "附注"),
        "完",
    ]


@given(st.sets(st.integers(1, 11), max_size=6))
@settings(max_examples=25, deadline=None)
def test_a_place_is_found_however_word_cuts_it_into_runs(cuts: set[int]):
    place = "甲{{ 标题 }}乙｛｛标题｝｝"
    cut = "".join(f"|{sign}" if number in cuts else sign for number, sign in enumerate(place))
    filled = publication_docx(publication(rows_form(1), title="题"), letterhead(cut, "{{附表}}"))
    assert paragraphs(filled)[0] == "甲题乙题"


@given(hostile_text(), grids(columns=3, rows=3))
@settings(max_examples=25, deadline=None)
def test_what_people_write_is_never_taken_for_a_place(title: str, grid: Grid):
    hostile = publication(replace(grid, title="{{标题}}", note="{{附表}}{{7*7}}"), title=f"{{{{单位名称}}}}{title}")
    written = publication_docx(hostile, letterhead("{{标题}}", "{{附表}}"))
    first, form_title, *_, note = paragraphs(written)
    assert first == printable(f"{{{{单位名称}}}}{title}")
    assert (form_title, note) == ("{{标题}}", "{{附表}}{{7*7}}")


def test_header_and_footer_stay_and_the_mark_stands_below_the_footer():
    data = letterhead("{{附表}}", header="{{单位名称}}|文件", footer="本单位页脚")
    forms = [replace(rows_form(1), mark=mark) for mark in ("核验码 甲", "核验码 乙", "")]
    written = publication_docx(publication(*forms), data)
    sections = list(root(written).iter(f"{W}sectPr"))
    assert [text(foot(written, section)) for section in sections] == [
        "本单位页脚核验码 甲",
        "本单位页脚核验码 乙",
        "本单位页脚",
    ]
    header = docx.Document(io.BytesIO(written)).sections[2].header.paragraphs[0].text
    assert header == "中共乌鲁木齐市委金融委员会办公室文件"


def test_a_letterhead_without_footer_gets_ours_also_on_its_first_page():
    document = blank()
    document.add_paragraph("{{附表}}")
    document.sections[0].different_first_page_header_footer = True
    written = publication_docx(publication(replace(rows_form(1), mark="核验码 甲")), saved(document))
    (section,) = root(written).iter(f"{W}sectPr")
    kinds = {one.get(f"{W}type"): one.get(f"{R}id") for one in section.iter(f"{W}footerReference")}
    assert set(kinds) == {"default", "first"}
    assert text(foot(written, section)) == "核验码 甲第 1 页 共 1 页"
    # 版头纸宽 210 毫米、左右各 18：174 毫米 = 9864 缇
    (stop,) = foot(written, section).iterfind(f".//{W}tabs/{W}tab")
    assert abs(int(stop.get(f"{W}pos")) - 9864) <= 4


def test_forms_are_as_wide_as_the_text_of_the_letterhead():
    # 纸宽 210 毫米，左右各 18：174 毫米 = 9864 缇；python-docx 按整缇存页边
    written = publication_docx(publication(rows_form(1)), letterhead("{{附表}}"))
    widths = {int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w")) for table in root(written).iter(f"{W}tbl")}
    assert all(abs(width - 9864) <= 4 for width in widths)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["{{附表}}"], []),
        (["{{单位}}", "{{附表}}"], ["letterhead-place-unknown"]),
        (["{{7*7}}", "{{附表}}"], ["letterhead-place-unknown"]),
        (["{{标题}", "{{附表}}"], ["letterhead-place-open"]),
        (["{{标题}}"], ["letterhead-place-missing"]),
        (["见 {{附表}}"], ["letterhead-place-misplaced"]),
        (["{{附表}}", "{{附表}}"], ["letterhead-place-twice"]),
    ],
)
def test_a_mistake_is_named_and_what_exists_is_listed(lines: list[str], expected: list[str]):
    problems = letterhead_problems(letterhead(*lines))
    assert [problem.code for problem in problems] == expected
    assert all(ALL in problem.expected for problem in problems)


def test_forms_do_not_go_into_a_cell():
    document = blank()
    document.add_table(1, 1).cell(0, 0).text = "{{附表}}"
    assert codes(saved(document)) == ["letterhead-place-misplaced"]


def rewritten(part: str, old: str, new: str) -> bytes:
    everything = parts(letterhead("{{附表}}"))
    assert old in everything[part].decode()
    return zipped({**everything, part: everything[part].decode().replace(old, new).encode()})


def related(kind: str, target: str, mode: str) -> bytes:
    one = f'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    one += f' Target="{target}"{mode}/></Relationships>'
    return rewritten("word/_rels/document.xml.rels", "</Relationships>", one)


EXTERNAL = ' TargetMode="External"'
HOSTILE = {
    "a picture elsewhere": related("image", "http://example.invalid/a.png", EXTERNAL),
    "a picture on a share": related("image", "file://server/a.png", ' TargetMode="external"'),
    "an attached template": related("attachedTemplate", "http://example.invalid/a.dotm", EXTERNAL),
    "another format inside": related("aFChunk", "a.html", ""),
    "a document type": rewritten("word/document.xml", "<w:document", '<!DOCTYPE w [<!ENTITY a "b">]><w:document'),
    "macros": rewritten("[Content_Types].xml", "wordprocessingml.document.main", "ms-word.document.macroEnabled.main"),
    "a span of 2e9": rewritten(
        "word/document.xml", "<w:sectPr", '<w:tbl><w:gridSpan w:val="2000000000"/></w:tbl><w:sectPr'
    ),
    "no file of Word": b"PK\x03\x04",
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_letterhead_is_refused(name: str):
    assert [code for code in codes(HOSTILE[name]) if code.startswith("office-file-")]
    with pytest.raises(ValueError, match="unchecked letterhead"):
        publication_docx(publication(rows_form(1)), HOSTILE[name])


def test_a_link_that_one_clicks_is_allowed():
    assert codes(related("hyperlink", "https://example.invalid/", EXTERNAL)) == []


def test_a_template_of_word_becomes_a_document():
    template = rewritten("[Content_Types].xml", "document.main+xml", "template.main+xml")
    written = publication_docx(publication(rows_form(1)), template)
    assert b"template.main+xml" not in parts(written)["[Content_Types].xml"]
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
