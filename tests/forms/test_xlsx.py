"""附表的 Excel：写出去再读回来，一格不差，一字不差；LibreOffice 另存过也一样。"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.forms.characters import printable
from engine.forms.cover import cover_grid
from engine.forms.draft import Draft, Entry, head, label, prose, value
from engine.forms.grid import Grid, Role
from engine.forms.narrative import Narrative
from engine.forms.publication import Figure
from engine.forms.row_heights import HIGHEST, row_heights, text_height
from engine.forms.self_assessment_form import self_assessment_form
from engine.forms.sheet_names import form_name, sheet_name
from engine.forms.xlsx import publication_xlsx, xlsx_problems
from engine.intake.found import FoundCell, FoundTable
from tests.forms.conftest import Published, publication
from tests.forms.hostile import HOSTILE, LONGEST, grids, hostile_text
from tests.forms.reading import xlsx_paragraphs, xlsx_tables
from tests.office import converted

NARRATIVE = Narrative("十一、预算绩效的情况说明", ("=1+1", "本部门 2024 年度预算绩效管理……", "附：一张。"))


def found(grid: Grid) -> FoundTable:
    """What a reader must find of a grid."""
    cells = (
        FoundCell(cell.row, cell.column, cell.row_span, cell.column_span, printable(cell.text))
        for cell in sorted(grid.cells, key=lambda one: (one.row, one.column))
    )
    title, subtitle, note, mark = map(printable, (grid.title, grid.subtitle, grid.note, grid.mark))
    return FoundTable(title, subtitle, tuple(cells), note, mark)


def one_cell(text: str) -> Grid:
    draft = Draft((180,))
    draft.line(value(text))
    return draft.grid("表", "", "")


@pytest.fixture(scope="module")
def forms(published: Published) -> list[Grid]:
    return [replace(self_assessment_form(score), mark="核验码 A&B-0001") for score in published.values()]


class TestRoundTrip:
    """What is printed can be read back: every cell, span and text."""

    def test_the_published_forms(self, forms: list[Grid]):
        assert sum(len(grid.cells) for grid in forms) == 608  # 六张公开表合并后共 608 格
        assert xlsx_tables(publication_xlsx(publication(*forms))) == tuple(map(found, forms))

    @settings(max_examples=60)
    @given(grids())
    @example(one_cell(LONGEST))
    @example(one_cell("𠮷" * 16_383 + "一"))  # 16,383 × 2 + 1 = 32,767 个 UTF-16 单位
    def test_any_form_with_any_texts(self, grid: Grid):
        assert xlsx_tables(publication_xlsx(publication(grid))) == (found(grid),)

    def test_every_known_trap_in_one_form(self):
        draft = Draft((60, 120))
        for text in HOSTILE:
            draft.line(label(text), prose(text))
        grid = draft.grid("表", "(2024 年度)", "注")
        assert xlsx_tables(publication_xlsx(publication(grid))) == (found(grid),)

    def test_cover_paragraphs_and_tables_of_pictures(self):
        cover, form, table = one_cell("一"), one_cell("二"), one_cell("三")
        figure = Figure("扣分-01", "扣分", "<svg/>", table)
        whole = replace(publication(form, narrative=NARRATIVE, cover=cover), figures=(figure,))
        data = publication_xlsx(whole)
        assert xlsx_tables(data) == tuple(map(found, (cover, form, table)))
        assert xlsx_paragraphs(data) == (NARRATIVE.heading, *NARRATIVE.paragraphs)
        assert sheet_titles(data) == ["目录", "情况说明", "01 表", "图01 扣分"]

    def test_a_changed_character_is_seen(self, forms: list[Grid]):
        first, *others = forms[0].cells
        changed = replace(forms[0], cells=(replace(first, text=first.text + "。"), *others))
        assert xlsx_tables(publication_xlsx(publication(changed))) != (found(forms[0]),)


class TestTooLong:
    """Nothing is cut in silence: a text no cell can hold is said before anything is written."""

    @pytest.mark.parametrize("text", [LONGEST + "长", "𠮷" * 16_384])
    def test_one_unit_more(self, text: str):
        whole = publication(one_cell(text))
        assert [problem.code for problem in xlsx_problems(whole)] == ["text-too-long-for-excel"]
        with pytest.raises(ValueError, match="text-too-long-for-excel"):
            publication_xlsx(whole)

    def test_in_the_paragraph_too(self):
        assert xlsx_problems(publication(narrative=Narrative("说明", (LONGEST + "长",))))

    def test_control_characters_do_not_count(self):
        assert not xlsx_problems(publication(one_cell(LONGEST + "\x00")))


class TestFile:
    def test_nothing_is_a_formula_a_number_or_a_link(self, forms: list[Grid]):
        grid = one_cell("=cmd|' /C calc'!A0")
        for name, part in parts(publication_xlsx(publication(grid, *forms))).items():
            if name.startswith("xl/worksheets/sheet"):
                kinds = {cell.get("t") for cell in etree.fromstring(part).iter("{*}c") if len(cell)}
                assert kinds == {"s"}
                assert not list(etree.fromstring(part).iter("{*}f", "{*}hyperlink"))

    def test_every_cell_of_a_merge_has_its_borders(self, forms: list[Grid]):
        sheet = etree.fromstring(parts(publication_xlsx(publication(forms[1])))["xl/worksheets/sheet1.xml"])
        styled = {cell.get("r") for cell in sheet.iter("{*}c") if cell.get("s") not in (None, "0")}
        assert len(styled) == (forms[1].row_count + 3) * len(forms[1].widths)

    def test_nothing_is_bold_and_what_stands_on_the_left_keeps_off_the_line(self, forms: list[Grid]):
        styles = etree.fromstring(parts(publication_xlsx(publication(*forms)))["xl/styles.xml"])
        assert not list(styles.iter("{*}b"))
        sides = [one for one in styles.iter("{*}alignment") if one.get("vertical") == "center"]
        assert {(one.get("horizontal"), one.get("indent")) for one in sides} == {("left", "1"), ("center", None)}

    def test_properties_come_from_the_publication(self, forms: list[Grid]):
        core = parts(publication_xlsx(publication(forms[0])))["docProps/core.xml"].decode()
        assert "2025-09-01T02:30:00Z" in core
        assert "中共乌鲁木齐市委金融委员会办公室" in core

    def test_the_last_row_of_heads_is_repeated_and_the_page_is_one_wide(self, forms: list[Grid]):
        made = parts(publication_xlsx(publication(forms[1])))
        book = etree.fromstring(made["xl/workbook.xml"])
        names = {one.get("name"): one.text for one in book.iter("{*}definedName")}
        row = forms[1].header_rows[-1] + 3  # 上面有标题和副标题两行，Excel 从 1 数起
        assert names["_xlnm.Print_Titles"].endswith(f"!${row}:${row}")
        setup = next(etree.fromstring(made["xl/worksheets/sheet1.xml"]).iter("{*}pageSetup"))
        assert (setup.get("paperSize"), setup.get("fitToHeight"), setup.get("orientation")) == ("9", "0", "portrait")

    def test_a_form_across_is_printed_across(self):
        made = parts(publication_xlsx(publication(replace(one_cell("一"), landscape=True))))
        setup = next(etree.fromstring(made["xl/worksheets/sheet1.xml"]).iter("{*}pageSetup"))
        assert setup.get("orientation") == "landscape"

    def test_a_mark_that_no_footer_holds_is_refused(self):
        with pytest.raises(ValueError, match="does not fit"):
            publication_xlsx(publication(replace(one_cell("一"), mark="&" * 120)))


class TestSheetNames:
    @given(st.lists(hostile_text(), min_size=1, max_size=4))
    def test_any_names_are_legal_and_differ(self, texts: list[str]):
        names = [form_name(number, replace(one_cell(""), title=text)) for number, text in enumerate(texts, 1)]
        assert len({name.casefold() for name in names}) == len(names)
        for name in names:
            assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
            assert not set(name) & set("[]:*?/\\'!")

    def test_the_project_gives_the_name(self, forms: list[Grid]):
        assert form_name(4, forms[4])[:3] == "04 "
        assert forms[4].cells[1].text.startswith(form_name(4, forms[4])[3:])

    def test_a_pair_of_surrogates_is_not_cut_in_two(self):
        assert sheet_name("一" * 30 + "𠮷") == "一" * 30


class TestRowHeights:
    """A row is as high as its texts need; what a merged cell needs is shared among its rows."""

    def heights(self, *rows: tuple[Entry, ...]) -> list[float]:
        draft = Draft((30, 30))
        for row in rows:
            draft.line(*row)
        return row_heights(draft.grid("", "", ""), [30, 30], 9)

    def test_more_text_is_never_lower(self):
        high = [self.heights((value("字" * length, 2),))[0] for length in range(0, 400, 10)]
        assert high == sorted(high)
        assert high[0] < high[-1]

    def test_a_cell_over_two_rows_gives_both_the_same(self):
        long = Entry("字" * 60, Role.LABEL, rows=2)
        first, second = self.heights((long, value("一")), (value("二"),))
        assert first == second
        assert first + second >= 60 / 9 * 9 * 1.4  # 30 毫米放得下 9 个字，60 字 7 行

    # 30 毫米减去左右 1.4 毫米是 81 磅，9 磅的字正好 9 个；行高 1.45 字一行，再加 0.3 字
    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("字" * 18, 2),
            ("字" * 17 + "。", 2),
            ("字" * 18 + "。", 3),
            ("字" * 9 + "，" + "字" * 8, 3),  # 共 18 个字宽，但逗号不起行，带走前一个字：8 + 9 + 1
            ("abcdefgh " * 4, 2),  # 每词连空格 9 个半字，一行 18 个
            ("abcdefghij " * 4, 4),  # 每词 11 个半字，词不拆开
            ("a" * 37, 3),  # 词比一行长才拆
            ("一\n\n二", 3),
        ],
    )
    def test_lines_break_as_excel_breaks_them(self, text: str, lines: int):
        assert self.heights((value(text), value("")))[0] == pytest.approx(max(18, (lines * 1.45 + 0.3) * 9))

    def test_a_code_of_the_cover_takes_one_line(self):
        grid = cover_grid("", ())
        width = grid.widths[-1] * 178 / sum(grid.widths)
        assert text_height("59D9-0053-AA69-2447-819A", width, 9) == text_height("字", width, 9)

    def test_what_is_indented_has_less_room(self):
        # 缩进 2.4 毫米：剩 26.2 毫米是 74 磅，8 个字
        assert self.heights((prose("字" * 9), value("")))[0] > self.heights((value("字" * 9), value("")))[0]

    def test_never_above_what_excel_allows(self):
        assert self.heights((value("字" * 30_000, 2),)) == [HIGHEST]


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_titles(data: bytes) -> list[str]:
    return [sheet.get("name") for sheet in etree.fromstring(parts(data)["xl/workbook.xml"]).iter("{*}sheet")]


def test_a_workbook_saved_again_by_libreoffice(forms: list[Grid], tmp_path: Path):
    draft = Draft((40, 40, 100))
    draft.header(head("甲", 2), head("乙"))
    for text in sorted(set(HOSTILE) - {"_x005F_x0041_"}):  # LibreOffice 自己把这一种读成 _x0041_
        draft.line(label(text, 2), prose(text))
    whole = [*forms, draft.grid("陷阱", "", "注")]
    again = converted(tmp_path, "xlsx", {"a.xlsx": publication_xlsx(publication(*whole))})
    tables = xlsx_tables(again["a.xlsx"])
    assert isinstance(tables, tuple), tables
    assert tables == tuple(map(found, whole))
