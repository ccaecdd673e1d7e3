"""Tabs that became single spaces: every row exact or in doubt, never silently wrong; what cannot be read stays unread."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.intake.disclosure.tables import DisclosedTable, Disclosure
from engine.intake.disclosure.texts import settled
from tests.intake.disclosure.test_text import published, read
from tests.intake.disclosure.truth import needs_disclosure, shown, text, truth

_ROW = ("dimension", "category", "name", "target", "achieved", "weight", "score", "deviation_analysis")


def squeezed(whole: str) -> str:
    """Every run of tabs one space, none at the ends."""
    return "\n".join(" ".join(line.split()) if "\t" in line else line for line in whole.split("\n"))


COLLAPSED = {"每个制表符一个空格": lambda whole: whole.replace("\t", " "), "一串制表符一个空格": squeezed}


def doubtful(table: DisclosedTable) -> set[int]:
    return {doubt.place.row for doubt in table.doubts}


@needs_disclosure
@pytest.mark.parametrize("how", COLLAPSED)
def test_every_published_row_is_exact_or_in_doubt(how: str):
    """34 rows of 42 are certain, 8 in doubt: three whose basis has no sign of its own (整体表), one cut by an empty line,
    three whose names hold spaces and have no level or no sign to tell where they end, one that takes its 一级 from
    such a row."""
    disclosure = read(COLLAPSED[how](published()))
    certain = wrong = 0
    for table, found, true in zip(disclosure.tables, shown(disclosure), truth()["table"], strict=True):
        for row, one, other in zip(table.indicators, found["rows"], true["rows"], strict=True):
            if row.name.place.row not in doubtful(table):
                certain += 1
                wrong += one != other
        for part in ("kind", "title", "year", "name", "money", "supervising", "implementing", "total"):
            assert found.get(part) == true.get(part)
    assert (certain, wrong) == (34, 0)


@needs_disclosure
@pytest.mark.parametrize("how", COLLAPSED)
def test_the_boundary_of_the_goals_is_always_in_doubt_with_candidates(how: str):
    disclosure = read(COLLAPSED[how](published()))
    lines = published().split("\n")
    for table, found, true in zip(disclosure.tables, shown(disclosure), truth()["table"], strict=True):
        assert table.objective_planned is not None
        goal = [doubt for doubt in table.doubts if doubt.place == table.objective_planned.place]
        assert lines[goal[0].place.row - 1].count("\t") >= 3
        assert goal[0].candidates
        exact = (found["planned"], found["achieved"]) == (true["planned"], true["achieved"])
        assert exact or "goal-boundary-lost" in {doubt.code for doubt in goal}


HEAD = """项目支出绩效自评表
（2023年度）
项目名称 河道 清淤
主管部门 市水务局 实施单位 河道管理处
项目资金 （万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分
年度资金总额 30 30 27 10 90% 9
其中：当年财政拨款 30 30 27 — — —
年度总体目标 预期目标 实际完成情况
清淤十公里。 清淤九公里。
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施
"""


def test_a_form_is_read_with_its_head():
    """Everything here fits one reading but the goals."""
    (table,) = read(HEAD + "产出指标 数量指标 清淤 长度 ≥10 公里 =9 公里 60 54 汛期 停工\n总分 60 54\n").tables
    assert [text(cell) for cell in (table.name, table.supervising_department, table.implementing_unit)] == [
        "河道清淤",
        "市水务局",
        "河道管理处",
    ]
    assert [(text(row.name), text(row.outturn), text(row.score)) for row in table.money] == [
        ("年度资金总额", "27", "9"),
        ("其中：当年财政拨款", "27", "—"),
    ]
    assert [[text(getattr(row, one)) for one in _ROW] for row in table.indicators] == [
        ["产出指标", "数量指标", "清淤长度", "≥10 公里", "=9 公里", "60", "54", "汛期停工"]
    ]
    assert (text(table.total_weight), text(table.total_score), table.fiscal_year) == ("60", "54", 2023)
    assert [doubt.place.row for doubt in table.doubts] == [9]


ROWS = {
    # 只有一种读法
    "产出指标 数量指标 次数 ≥5 次 6 次 10 10": ("次数|≥5 次|6 次", True),
    "产出指标 质量指标 合格率 ≥95% 达成预期指标 10 10": ("合格率|≥95%|达成预期指标", True),
    "社会效益 指标 素质 提升 完全达到 预期目标 10 10": ("素质|提升|完全达到预期目标", True),
    "产出指标 时效指标 开工 时间 <=2024 年 12 月 =2024 年 11 月 10 10 2024 年初下雨": (
        "开工时间|<=2024 年 12 月|=2024 年 11 月",
        True,
    ),
    # 有几种读法
    "河道 清淤 ≥5 次 =6 次 10 10": ("河道清淤|≥5 次|=6 次", False),
    "满意度指标 群众 ≥90% =95% 10 10": ("群众|≥90%|=95%", False),
    "资金管理 规范性 ≥90% =95% 10 10": ("规范性|≥90%|=95%", False),
    "产出指标 数量指标 次数 ≥5 次 10 10 10 吨沙石": ("次数|≥5 次|10", False),
    "产出指标 数量指标 次数 5 6 10 10": ("次数|5|6", False),
    "产出指标 数量指标 次数 5 次 =6 次 10 10": ("次数 5|次|=6 次", False),
    "效益指标 社会效益指标 居民 素质 提升 达成预期指标 10 10": ("居民素质|提升|达成预期指标", False),
    "产出指标 数量指标 次数 ≥5 次 =6 次 10 12": ("次数|≥5 次|=6 次", False),
}


@pytest.mark.parametrize("line", ROWS)
def test_a_row_is_certain_where_only_one_reading_fits(line: str):
    expected, is_certain = ROWS[line]
    (table,) = read(HEAD + line + "\n").tables
    (row,) = table.indicators
    if is_certain:
        assert "|".join((row.name.text, text(row.target), text(row.achieved))) == expected
    rows = [doubt for doubt in table.doubts if doubt.place.row == 11]
    assert bool(rows) != is_certain
    assert all(len(doubt.candidates) >= 1 for doubt in rows)


@pytest.mark.parametrize(
    "line",
    ["年度资金总额 30 30 27 10 90%", "年度资金总额 30 30 27 10 90% 9 9", "财政拨款 30 30"],
)
def test_a_money_row_with_a_number_more_or_less_is_in_doubt(line: str):
    (table,) = read(
        HEAD.replace("年度资金总额 30 30 27 10 90% 9", line) + "产出指标 数量指标 次 ≥5 次 =5 次 90 90\n"
    ).tables
    assert 6 in doubtful(table)


@pytest.mark.parametrize(
    "change",
    [
        ("产出指标 数量指标 长度 ≥10 =9 60 54\n没有分值的一行\n质量指标 合格 ≥9 =9 40 40\n总分 100 94", ""),
        ("产出指标 数量指标 长度 ≥10 =9 60 54\n总分 100 94", "项目名称 河道 清淤\n"),
        ("产出指标 数量指标 长度 ≥10 =9 60 54\n总分 100 94", "三级指标 "),
    ],
)
def test_a_table_that_does_not_fit_stays_unread_and_is_told(change: tuple[str, str]):
    rows, without = change
    disclosure = read(HEAD.replace(without, "") + rows + "\n" if without else HEAD + rows + "\n")
    assert not disclosure.tables
    assert [doubt.code for doubt in disclosure.doubts] == ["table-unread"]


def test_weights_that_do_not_make_the_total_are_in_doubt():
    """60 + 10 for execution is not 100: a row may have been lost."""
    (table,) = read(HEAD + "产出指标 数量指标 长度 ≥10 =9 60 54\n总分 100 63\n").tables
    assert 12 in doubtful(table)


def test_what_follows_the_table_is_prose():
    disclosure = read(HEAD + "产出指标 数量指标 长度 ≥10 =9 60 54\n\n十二、其他\n本部门有 10 20 个事项。\n")
    assert len(disclosure.tables[0].indicators) == 1
    assert [line.text for line in disclosure.prose] == ["十二、其他", "本部门有 10 20 个事项。"]


LEVELS = st.sampled_from(["", "产出指标", "效益指标", "满意度指标", "履职效能", "资金管理", "部门职责"])
CATEGORIES = st.sampled_from(["", "数量指标", "社会效益 指标", "满意度指标", "预算管理", "日常工作"])
# No name begins with a sign or is an official level word (数量指标): a row of such names has no certain reading at all.
NAMES = st.sampled_from(["培训人数", "河道 清淤", "提升 素质", "资金管理", "5 个 村庄", "次数 5"])
TARGETS = st.sampled_from(
    [
        "≥5 次",
        ">=95%",
        "=2024 年 10 月",
        "≤ 6 万元",
        "提升",
        "有效 推动",
        "5 次",
        "5",
        "",
        "≥3 且 ≤5 次",
        "长期 有效",
        "及时",
    ]
)
ACHIEVED = st.sampled_from(
    ["=5 次", "=100%", "5 次", "5", "达成预期指标", "完全达到 预期目标", "部分 达成", "已完成", "", "=2024 年 9 月"]
)
POINTS = st.sampled_from(["10", "5", "9.5", "0", "", "10 分", "10.00 分"])
REASONS = st.sampled_from(
    ["", "汛期 停工", "年初预估 保守", "2024 年调整", "10 个村 5 户", "10 20 名", "完成 100%，超 5 次"]
)
CELLS = st.tuples(LEVELS, CATEGORIES, NAMES, TARGETS, ACHIEVED, POINTS, POINTS, REASONS)


def filled_down(rows: list[tuple[str, ...]]) -> list[list[str]]:
    """一级 goes down until the next; 二级 until the next or a new 一级."""
    found: list[list[str]] = []
    dimension = category = ""
    for row in rows:
        if row[0] and row[0] != dimension:
            category = ""
        dimension, category = row[0] or dimension, row[1] or category
        found.append([settled(cell) for cell in (dimension, category, *row[2:])])
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=4))
@example([("资金管理", "", "提升 素质", "提升", "达成预期指标", "10", "10", "")])
@example([("", "", "河道 清淤", "≥5 次", "=5 次", "10", "10", "")])
def test_whatever_stands_in_the_cells_a_row_without_a_doubt_is_what_was_written(rows: list[tuple[str, ...]]):
    """Levels nobody knows, spaces in cells, cells left empty, numbers in reasons: wrong only where it says so."""
    lines = [" ".join(" ".join(row).split()) for row in rows]
    disclosure: Disclosure = read(HEAD + "\n".join(lines) + "\n")
    if not disclosure.tables:
        assert disclosure.doubts
        return
    (table,) = disclosure.tables
    expected = dict(enumerate(filled_down(rows), 11))
    told = doubtful(table)
    for row in table.indicators:
        line = row.name.place.row
        found = [text(getattr(row, one)) for one in _ROW]
        assert found == expected[line] or line in told


def test_a_line_of_very_many_words_is_no_row_and_takes_no_time():
    disclosure = read(HEAD + "产出指标 数量指标 长度 " + "≥5 " * 100_000 + "10 10\n")
    assert (disclosure.tables, [doubt.code for doubt in disclosure.doubts]) == ((), ["table-unread"])
