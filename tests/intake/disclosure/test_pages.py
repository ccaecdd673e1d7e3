"""Tables that pages cut: after a row, through a row, with their first rows printed again."""

from __future__ import annotations

import pytest

from tests.intake.disclosure.drawing import THIRTEEN, money, only, rows
from tests.intake.disclosure.truth import text


def cut(after: int, *, repeated: int = 0, title: bool = False, rule: str = THIRTEEN) -> list[str]:
    """The form cut by a page after a row, merged cells begun anew, its first rows printed again."""
    lines = [[cell.strip() for cell in line.split("|")] for line in rule.strip().split("\n")]
    rest = [["" if cell == "^" else cell for cell in lines[after]], *lines[after + 1 :]]
    again = lines[2 : 2 + repeated]
    parts = [lines[:after], again + rest]
    drawings = ["\n".join(" | ".join(line) for line in part) for part in parts]
    return [drawings[0], "项目支出绩效自评表", drawings[1]] if title else drawings


@pytest.mark.parametrize("after", range(3, 16))
@pytest.mark.parametrize("between", [(), ("— 3 —",), ("某某部门公开说明",)])
def test_a_page_break_after_any_row_changes_nothing(after: int, between: tuple[str, ...]):
    whole, (first, second) = only(THIRTEEN), cut(after)
    table = only(first, *between, second)
    assert (rows(table), money(table)) == (rows(whole), money(whole))
    assert text(table.objective_planned) == text(whole.objective_planned)
    assert (text(table.total_weight), text(table.total_score)) == ("100", "96")
    assert not table.doubts


@pytest.mark.parametrize("after", [11, 12, 13])
@pytest.mark.parametrize("repeated", [1, 2, 6, 9])
@pytest.mark.parametrize("title", [False, True])
def test_first_rows_printed_again_on_the_next_page_are_dropped(after: int, repeated: int, title: bool):
    whole = only(THIRTEEN)
    table = only(*cut(after, repeated=repeated, title=title))
    assert (rows(table), money(table)) == (rows(whole), money(whole))
    assert not table.doubts


def halved(row: int) -> tuple[str, str]:
    """The form with a page through a row: every text cell of Chinese words in two halves, numbers above."""
    lines = [[cell.strip() for cell in line.split("|")] for line in THIRTEEN.strip().split("\n")]
    above, below = list(lines[row]), ["" if cell == "^" else cell for cell in lines[row]]
    for column, cell in enumerate(lines[row]):
        if cell in ("<", "^", ""):
            continue
        middle = len(cell) // 2 if not any(sign in cell for sign in "0123456789—") else len(cell)
        above[column], below[column] = cell[:middle], cell[middle:]
    drawings = ([*lines[:row], above], [below, *lines[row + 1 :]])
    first, second = ("\n".join(" | ".join(line) for line in part) for part in drawings)
    return first, second


@pytest.mark.parametrize("row", [6, 7, 11, 12, 13, 14])
def test_a_page_break_through_a_row_is_mended_cell_by_cell(row: int):
    whole = only(THIRTEEN)
    table = only(*halved(row))
    assert rows(table) == rows(whole)
    assert money(table) == money(whole)
    assert [text(one.deviation_analysis) for one in table.indicators] == ["雨季停工", "", "", ""]


def test_a_level_label_cut_by_a_page_is_one_label():
    first, second = cut(12)
    first = first.replace("| 产出指标 |", "| 产出 |")
    second = second.replace("|  |  |", "|  |  |", 1)
    lines = second.split("\n")
    cells = lines[0].split("|")
    cells[1] = " 指标 "
    table = only(first, "\n".join(["|".join(cells), *lines[1:]]))
    assert rows(table, "dimension", "category", "name")[:2] == [
        "产出指标/数量指标/养护里程",
        "产出指标/质量指标/验收合格率",
    ]


def test_a_page_whose_lines_cut_other_columns_is_read_by_their_order():
    first, _ = cut(13)
    second = """
     | 效益指标 | 社会效益指标 | 方便出行 | 有效 | 达成 | 30 | 30 |
    ^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 92% | 10 | 10 |
    总分 | < | < | < | < | < | 100 | 96 |
    """
    table = only(first, second)
    assert rows(table) == rows(only(THIRTEEN))
    assert (text(table.total_weight), text(table.total_score)) == ("100", "96")
