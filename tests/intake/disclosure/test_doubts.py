"""What can be read in two ways is said; what is no table of ours is left out; nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.disclosure.drawing import SMALL, THIRTEEN, doubts, drawn, money, only, read, rows

SHORT = THIRTEEN[: THIRTEEN.index("总分")]
LIST = """
序号 | 品名 | 数量
1 | 沥青 | 20
2 | 碎石 | 30
"""


@pytest.mark.parametrize("between", [(), ("附：采购清单",), ("本年采购情况如下。",)])
def test_another_list_after_a_table_without_a_total_is_left_out_or_in_doubt(between: tuple[str, ...]):
    disclosure = read(SHORT, *between, LIST)
    (table,) = disclosure.tables
    assert rows(table) == rows(only(THIRTEEN))
    assert bool(table.doubts) == (not between)


def test_subtotals_are_no_rows_and_no_pieces_of_one():
    table = only(THIRTEEN.replace("^ | 效益指标", "^ | 小计 | < | < | < | < | < | < | < | 50 | 47 | | <\n^ | 效益指标"))
    assert rows(table) == rows(only(THIRTEEN))
    assert not table.doubts


def test_a_row_of_figures_that_names_nothing_is_never_put_into_the_row_above():
    table = only(THIRTEEN.replace("^ | 效益指标", "^ | 本项 | < | | < | | < | | < | 50 | 47 | | <\n^ | 效益指标"))
    assert rows(table) == rows(only(THIRTEEN))
    assert doubts(table) == ["row-unread"]


def test_points_merged_over_two_rows_count_once_and_are_a_doubt():
    table = only(
        "项目支出绩效自评表",
        """
        项目名称 | 普查 | < | < | < | <
        二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        数量指标 | 普查次数 | ≥2次 | 2次 | 100 | 100
        ^ | 普查户数 | ≥90户 | 95户 | ^ | ^
        """,
    )
    assert rows(table, "name", "weight", "score") == ["普查次数/100/100", "普查户数//"]
    assert set(doubts(table)) == {"points-merged"}


def test_another_list_after_the_table_is_not_its_continuation():
    table = only(
        THIRTEEN,
        "附：采购清单",
        """
        序号 | 品名 | 数量
        1 | 沥青 | 20
        2 | 碎石 | 30
        """,
    )
    assert len(table.indicators) == 4
    assert not table.doubts


def test_a_number_broken_over_two_lines_is_a_doubt_with_both_readings():
    broken = THIRTEEN.replace("| 120 | < | 110 | < | 99 | 10 |", "| 12\\n0 | < | 110 | < | 99 | 10 |")
    table = only(broken.replace("≥50公里", "≥5\\n0公里").replace("有效 |", "有\\n效 |"))
    assert [(doubt.code, doubt.candidates) for doubt in table.doubts] == [
        ("number-cut", ("120", "12 0")),
        ("number-cut", ("≥50公里", "≥5 0公里")),
    ]
    assert (money(table)[0], rows(table, "target")[2]) == ("年度资金总额/12 0/110/99/10/90%/9", "有效")


def test_two_columns_with_one_heading_are_a_doubt():
    table = only(
        "项目支出绩效自评表",
        """
        项目名称 | 普查 | < | < | < | <
        二级指标 | 三级指标 | 年度指标值 | 年度指标值 | 分值 | 得分
        数量指标 | 普查次数 | ≥2次 | ≥3次 | 100 | 100
        """,
    )
    assert doubts(table) == ["heading-twice"]
    assert rows(table, "target") == ["≥2次"]
    assert [(name, cell.text) for name, cell in table.indicators[0].others] == [("年度指标值", "≥3次")]


def test_weights_without_a_column_that_is_called_score_are_a_doubt_with_the_columns_it_could_be():
    table = only(
        "项目支出绩效自评表",
        """
        项目名称 | 普查 | < | < | < | <
        二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 评定
        数量指标 | 普查次数 | ≥2次 | 2次 | 100 | 95
        """,
    )
    (doubt,) = table.doubts
    assert (doubt.code, doubt.candidates) == ("score-column-missing", ("评定",))
    assert table.indicators[0].score is None


def test_a_title_over_the_words_of_a_form_without_columns_is_a_doubt_about_the_file():
    disclosure = read(
        "项目支出绩效自评表",
        "项目名称 普查 主管部门 统计局 实施单位 统计局",
        "年初预算数 全年预算数 全年执行数",
        "一级指标 二级指标 三级指标 指标值 分值 得分",
        "十二、其他",
    )
    assert [doubt.code for doubt in disclosure.doubts] == ["table-unread"]
    assert not disclosure.tables
    assert len(disclosure.prose) == 4


def test_a_title_in_a_list_of_contents_is_no_table_and_no_doubt():
    disclosure = read("目录", "九、项目支出绩效自评表", "第一部分 概况", "本部门有 5 个科室。")
    assert (disclosure.tables, disclosure.doubts) == ((), ())
    assert [line.text for line in disclosure.prose] == ["目录", "第一部分 概况", "本部门有 5 个科室。"]


def test_accounts_after_a_list_of_contents_are_no_unread_table():
    disclosure = read(
        "目录",
        "九、项目支出绩效自评表",
        "第一部分 概况",
        """
        部门：县档案馆 | < | 单位：万元
        项目 | 预算数 | 决算数
        一、一般公共服务 | 655.95 | 655.95
        """,
    )
    assert (disclosure.tables, disclosure.doubts) == ((), ())


def test_a_table_of_accounts_is_none_of_ours():
    disclosure = read(
        """
        单位名称 | 收入总计 | 支出总计
        县档案馆 | 655.95 | 655.95
        """
    )
    assert (disclosure.tables, disclosure.doubts) == ((), ())


def test_a_titled_table_without_indicators_is_a_doubt_about_the_file():
    disclosure = read(
        "项目支出绩效自评表",
        """
        项目名称 | 普查
        主管部门 | 统计局
        """,
    )
    assert [doubt.code for doubt in disclosure.doubts] == ["table-unread"]


def test_spans_that_no_table_has_do_not_take_time_or_raise():
    from engine.intake.disclosure.blocks import Grid, GridCell, Pages
    from engine.intake.disclosure.meaning import disclosure_of

    grid = drawn(SMALL.format(name="普查"))
    wide = GridCell(9, 0, 2_000_000_000, 2_000_000_000, "总分", grid.place)
    disclosure = disclosure_of(Pages("a.docx", (Grid((*grid.cells, wide), grid.place),)))
    assert len(disclosure.tables) == 1


CELLS = [[cell.strip() for cell in line.split("|")] for line in THIRTEEN.strip().split("\n")]
WORDS = st.sampled_from(
    [
        *sorted({cell for line in CELLS for cell in line if cell not in "<^"}),
        *(
            "小计",
            "说明",
            "续表",
            "<p>",
            "1\\n0",
            "项目支出绩效目标表",
            "定性",
            "计量单位",
            "运算符号",
            "",
            "指标",
            "99",
        ),
    ]
)
EDITS = st.lists(st.tuples(st.integers(0, len(CELLS) - 1), st.integers(0, 12), WORDS), max_size=12)


@settings(max_examples=100)
@given(EDITS)
def test_whatever_stands_in_its_cells_a_table_has_named_rows_and_scores_that_its_form_has(
    edits: list[tuple[int, int, str]],
):
    lines = [list(line) for line in CELLS]
    for row, column, word in edits:
        if lines[row][column] not in ("<", "^"):
            lines[row][column] = word
    for table in read("\n".join(" | ".join(line) for line in lines)).tables:
        assert 0 < len(table.indicators) <= len(lines)
        assert all(row.name.text for row in table.indicators)
        assert len({row.score is None for row in table.indicators}) == 1
