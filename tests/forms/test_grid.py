"""版式的定律（the law of the grid）：每个位置恰好属于一个单元格。"""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.forms.draft import Draft, label, value
from engine.forms.grid import Align, Cell, Grid, Role
from engine.forms.self_assessment_form import self_assessment_form
from tests.forms.conftest import Published, Score

LEVELS = st.tuples(
    st.sampled_from(["产出指标", "效益指标", "成本指标"]), st.sampled_from(["数量指标", "质量指标", "其他指标"])
)
PARTS = ["current_year_appropriation", "carry_over", "higher_tier_funds", "own_tier_funds", "other_funds"]


def assert_tiles(grid: Grid) -> None:
    covered = Counter(
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    )
    assert covered == dict.fromkeys(product(range(grid.row_count), range(len(grid.widths))), 1)


def test_the_published_forms_tile_and_have_608_cells(published: Published):
    grids = [self_assessment_form(score) for score in published.values()]
    for grid in grids:
        assert_tiles(grid)
        assert sum(grid.widths) == 180  # A4 宽 210 毫米，左右各留 15
    # 合并之后六张表共 608 格
    assert sum(len(grid.cells) for grid in grids) == 608


@given(st.lists(LEVELS, min_size=1, max_size=12), st.sets(st.sampled_from(PARTS)), st.booleans())
def test_any_order_of_levels_and_any_parts_of_the_money_tile(
    score: Score, levels: list[tuple[str, str]], parts: set[str], whole: bool
):
    money = {"original_budget": 1, "revised_budget": 1, "outturn": 1}
    scored = score(
        *({"dimension": dimension, "category": category, "weight": 1} for dimension, category in levels),
        funding=dict.fromkeys(parts, money),
        project={"form": "部门整体支出" if whole else "项目支出"},
    )
    assert_tiles(self_assessment_form(scored))


def test_levels_span_their_rows_and_do_not_join_across_another_dimension(score: Score):
    rows = [("产出指标", "数量指标"), ("产出指标", "数量指标"), ("效益指标", "数量指标"), ("产出指标", "数量指标")]
    scored = score(*({"dimension": dimension, "category": category, "weight": 1} for dimension, category in rows))
    grid = self_assessment_form(scored)
    spans = [(cell.text, cell.row_span) for cell in grid.cells if cell.column in (1, 2) and "指标" in cell.text]
    assert spans == [
        ("一级指标", 1),
        ("二级指标", 1),
        ("产出指标", 2),
        ("数量指标", 2),
        ("效益指标", 1),
        ("数量指标", 1),
        ("产出指标", 1),
        ("数量指标", 1),
    ]


def test_a_grid_with_a_gap_or_an_overlap_cannot_be_made():
    with pytest.raises(ValueError, match=r"tile the grid at \[\(0, 1\)\]"):
        Grid("表", "", (1, 1), 1, (), (cell(0, 0),))
    with pytest.raises(ValueError, match=r"tile the grid at \[\(0, 0\)\]"):
        Grid("表", "", (1,), 1, (), (cell(0, 0), cell(0, 0)))
    with pytest.raises(ValueError, match=r"tile the grid at \[\(1, 0\)\]"):
        Grid("表", "", (1,), 1, (), (cell(0, 0, row_span=2),))


def cell(row: int, column: int, row_span: int = 1) -> Cell:
    return Cell(row, column, row_span, 1, "", Role.VALUE, Align.CENTRE)


def test_a_draft_writes_around_cells_that_reach_down():
    draft = Draft((1, 1, 1))
    draft.line(label("甲", rows=2), value("乙", columns=2))
    draft.header(value("丙"), value("丁"))
    grid = draft.grid("表", "", "")
    assert [(one.text, one.row, one.column) for one in grid.cells] == [
        ("甲", 0, 0),
        ("乙", 0, 1),
        ("丙", 1, 1),
        ("丁", 1, 2),
    ]
    assert grid.header_rows == (1,)
    with pytest.raises(ValueError, match="row 0 is full"):
        Draft((1,)).line(value("甲"), value("乙"))
