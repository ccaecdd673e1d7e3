"""PDF：每一格的文字都在、都读得回来，同样的印件给出同样的字节。"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

from engine.charts.waterfall import waterfall_svg
from engine.forms.draft import Draft, heads, label, number, prose, value
from engine.forms.grid import Grid
from engine.forms.narrative import Narrative
from engine.forms.pdf import missing_characters, publication_pdf
from engine.forms.pdf_fonts import OURS, font_set
from engine.forms.publication import Figure, Publication
from engine.forms.self_assessment_form import self_assessment_form
from engine.forms.spelling import missing, spelled
from engine.forms.stacks import Stack, stacks
from engine.intake.pdf_compare import pdf_differences
from engine.intake.pdf_text import pdf_pages
from tests.forms.conftest import Published, publication
from tests.forms.hostile import HOSTILE, LONGEST, grids, hostile_text

WIDTHS = (15, 21, 21, 26, 19, 18, 15, 16, 29)


def pages_of(printed: Publication) -> tuple[str, ...]:
    pages = pdf_pages(publication_pdf(printed))
    assert isinstance(pages, tuple), pages
    return pages


def form(indicators: int, analysis: str = "") -> Grid:
    """A form of so many indicators, half of them 产出指标."""
    draft, half = Draft(WIDTHS), indicators // 2
    draft.line(label("项目名称"), value("长表", columns=8))
    draft.header(*heads("", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"))
    for row in range(indicators):
        band = [label("年度绩效指标", rows=indicators)] if row == 0 else []
        if row in (0, half):
            rows = indicators - half if row else half
            band += [label("效益指标" if row else "产出指标", rows=rows), label(f"类别{row}", rows=rows)]
        cells = [value(f"指标{row}"), value("≥20 份"), value("=28 份"), number("1"), number("1"), prose(analysis)]
        draft.line(*band, *cells)
    return replace(draft.grid("项目支出绩效自评表", "（2024 年度）", "说明"), mark="核验码 0000")


def one_cell(text: str) -> Grid:
    draft = Draft((20, 160))
    draft.line(label("甲"), prose(text))
    return draft.grid("一格的表", "", "说明")


@pytest.fixture(scope="module")
def printed(published: Published) -> Publication:
    cover = Draft((30, 150))
    cover.header(*heads("序号", "项目"))
    for place, score in enumerate(published.values(), 1):
        cover.line(number(str(place)), prose(score.assessment.project.name))
    forms = [replace(self_assessment_form(score), mark="核验码 0000-1111") for score in published.values()]
    figure = Figure("扣分", "扣分图", waterfall_svg(published["04"]), one_cell("扣 0.86 分"))
    narrative = Narrative("十一、预算绩效的情况说明", ("形成自评表 6 个。", "附：6 张。"))
    whole = publication(*forms, cover=cover.grid("目录", "", ""), narrative=narrative)
    return replace(whole, figures=(figure,))


@pytest.fixture(scope="module")
def example(printed: Publication) -> bytes:
    return publication_pdf(printed)


def test_the_published_forms_come_back_cell_for_cell(printed: Publication, example: bytes):
    assert pdf_differences(printed, example) == []


def test_each_part_begins_on_a_new_page_with_its_mark_and_number(printed: Publication):
    pages = pages_of(printed)
    # 目录、说明、六张表、一张图，各一页
    assert len(pages) == 9
    assert pages[0].startswith("目录")
    assert pages[1].startswith("十一、预算绩效的情况说明")
    assert all("绩效自评表" in page.split("\n")[0] for page in pages[2:8])
    assert pages[5].endswith("核验码 0000-1111 第 6 页共 9 页") or "核验码 0000-1111" in pages[5]
    assert pages[8].startswith("扣分图")
    # 图里的字是字，不是画出来的线
    assert "租用车辆" in pages[8]


def test_it_says_that_it_is_an_archive_file_and_embeds_our_font(example: bytes):
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in example
    assert b"NotoSerifCJKsc-Regular" in example
    assert b"2025-09-01T02:30:00" in example


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("a value", "第 4 部分「项目支出绩效自评表」第"),
        ("two values exchanged", "第 4 部分「项目支出绩效自评表」第"),
        ("a note", "第 4 部分「项目支出绩效自评表」表下的说明"),
        ("a mark", "第 4 部分「项目支出绩效自评表」的页脚"),
        ("a form more", "第 9 部分"),
    ],
)
def test_a_change_is_found(printed: Publication, example: bytes, change: str, place: str):
    project = printed.grids[1]
    cells = {cell.text: cell for cell in project.cells}
    one, other = cells["≥1 个"], cells["≥1 期"]
    changed = {
        "a value": _with(project, {one.text: "≥2 个"}),
        "two values exchanged": _with(project, {one.text: other.text, other.text: one.text}),
        "a note": replace(project, note=f"{project.note}。"),
        "a mark": replace(project, mark="核验码 0000-1112"),
        "a form more": project,
    }[change]
    forms = [printed.grids[0], changed, *printed.grids[2:], *([changed] if change == "a form more" else [])]
    found = pdf_differences(replace(printed, grids=tuple(forms)), example)
    assert found
    assert found[0].place.startswith(place)


def _with(grid: Grid, texts: dict[str, str]) -> Grid:
    return replace(grid, cells=tuple(replace(cell, text=texts.get(cell.text, cell.text)) for cell in grid.cells))


@settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # 一批十张，缩小反例太慢
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(grids(), min_size=10, max_size=10))
def test_any_forms_with_any_text_come_back(forms: list[Grid]):
    batch = publication(*forms)
    data = publication_pdf(batch)
    assert pdf_differences(batch, data) == []
    assert off_the_page(data) == []


def off_the_page(data: bytes) -> list[tuple[float, ...]]:
    """Pieces of text that are not wholly on their page of A4."""
    with PdfDocument(data) as document:
        boxes = [one.get_bounds() for page in document for one in page.get_objects(filter=[FPDF_PAGEOBJ_TEXT])]
    return [box for box in boxes if box[0] < 0 or box[1] < 0 or box[2] > 842 or box[3] > 842]


def test_every_known_trap_comes_back_as_it_is():
    draft = Draft((20, 160))
    for place, text in enumerate(HOSTILE):
        draft.line(number(str(place)), prose(text))
    batch = publication(draft.grid("陷阱", "", ""))
    assert pdf_differences(batch, publication_pdf(batch)) == []


def test_hyphens_at_the_end_of_a_line_are_not_dropped():
    # 行末的连字符，阅读器当作断词：连着的几个只剩一个，单独一行的没有了
    draft = Draft((12, 160))
    draft.line(label("ab--cd---ef-----"), prose("中文" * 27 + "-" + "中文" * 9 + "---"))
    draft.line(label("甲-"), label("-\n-\n乙\n-"))
    ends = publication(draft.grid("甲", "", ""))
    assert pdf_differences(ends, publication_pdf(ends)) == []


def test_a_wide_form_is_printed_on_landscape_pages():
    draft = Draft((67, 200))
    draft.line(label("甲"), prose("宽"))
    wide = publication(replace(draft.grid("宽表", "", ""), landscape=True), one_cell("窄"))
    data = publication_pdf(wide)
    assert data.count(b"/MediaBox[0 0 841.8898 595.2756]") == 1
    assert pdf_differences(wide, data) == []


def test_sixty_indicators_repeat_their_head_on_every_page():
    long = form(60, "偏差原因")
    pages = pages_of(publication(long))
    assert len(pages) > 1
    for page in pages:
        assert page.count("年度指标值") == 1
    assert pdf_differences(publication(long), publication_pdf(publication(long))) == []


def test_the_longest_cell_of_all_is_printed_whole():
    tall = publication(one_cell(LONGEST), form(4, "长" * 5000))
    data = publication_pdf(tall)
    assert pdf_differences(tall, data) == []
    assert off_the_page(data) == []
    pages = pdf_pages(data)
    assert isinstance(pages, tuple)
    # 32,767 个字，另有四格各 5,000 个，和「长表」一个
    assert "".join(pages).count("长") == 32_767 + 4 * 5_000 + 1


def test_every_character_of_the_font_comes_back():
    covered = [chr(point) for point in sorted(font_set().coverage) if not chr(point).isspace()]
    draft = Draft((180,))
    for start in range(0, len(covered), 500):
        draft.line(prose(" ".join(covered[start : start + 500])))
    everything = publication(draft.grid("字库", "", ""))
    assert pdf_differences(everything, publication_pdf(everything)) == []


def test_what_no_font_has_is_written_out_and_said():
    coverage = frozenset(map(ord, "野家"))
    assert spelled("𠮷野家", coverage) == "〔U+20BB7〕野家"
    # 改变方向的字符写出来；零宽空格、变体选择符、连接符不占位置，去掉
    assert spelled("\u202e野\u200b家\ufe0f", coverage) == "〔U+202E〕野家"
    assert spelled("野\t家\u2028野", coverage) == "野 家\n野"
    assert missing("𠮷野𠮷😀 ", coverage) == "𠮷😀"
    lacking = replace(one_cell("𠮷野家 😀"), title="有缺字的表")
    (problem,) = missing_characters(publication(one_cell("不缺"), lacking))
    assert (problem.where, problem.text) == (("有缺字的表",), "U+20BB7、U+1F600")
    assert any("〔U+20BB7〕野家" in page for page in pages_of(publication(lacking)))


@given(hostile_text())
def test_written_out_text_needs_no_character_that_the_font_lacks(text: str):
    coverage = font_set().coverage
    assert set(map(ord, spelled(text, coverage))) - {ord("\n")} <= coverage | {0xD800 + i for i in range(0x800)}


def test_the_fonts_hold_gbk_and_the_table_of_standard_characters():
    coverage = font_set().coverage
    gbk = {
        pair.decode("gbk", "ignore") for pair in (bytes((a, b)) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF))
    }
    assert {one for one in gbk if len(one) == 1 and one >= "\xa0" and ord(one) not in coverage} == set()
    # 通用规范汉字表第 8105 字，与三级字表里常见于人名、不在 GBK 里的字
    assert all(ord(character) in coverage for character in "𬭳喆堃昇珺镕旻翀𬀩㛃䶮⩾⩽☑✔₂㎡℃")
    assert sum(path.stat().st_size for path in OURS.glob("*.?tf")) < 7 << 20


def test_a_folder_of_fonts_is_asked_first(tmp_path: Path):
    (tmp_path / "a.ttf").write_bytes((OURS / "NotoSansMath-Regular.ttf").read_bytes())
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0 no font")
    assert font_set(tmp_path).families[0] == "Noto Sans Math"
    assert font_set(tmp_path).coverage == font_set().coverage


def test_the_form_is_cut_before_the_head_of_the_indicators(published: Published):
    project = self_assessment_form(published["04"])
    first, last = project.header_rows
    # 资金一段的表头有「项目资金」跨过，不切；指标表头没有
    assert stacks(project) == (Stack(0, last, 0), Stack(last, project.row_count, 1))
    assert stacks(replace(project, header_rows=(first,))) == (Stack(0, project.row_count, 0),)
