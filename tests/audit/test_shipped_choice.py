"""Which shipped rulebook a file is held against when nobody names one."""

from __future__ import annotations

import pytest

from engine.audit.shipped_choice import chosen_rulebook
from engine.examples import example_folder
from engine.intake.disclosure.read import read_disclosure
from engine.intake.disclosure.tables import Disclosure
from tests.audit.tables_of import table_of

HEAD = "项目支出绩效自评表 {year}\n项目名称 | 检查经费\n主管部门 | {department}\n"


def chosen(rows: str, department: str = "某局", year: str = "2023") -> tuple[str, int, int]:
    found = chosen_rulebook([table_of(HEAD.format(year=year, department=department) + rows)])
    return found.rulebook.id, found.explained, found.of


def test_the_published_document() -> None:
    """vendor-reverse and guangxi pay met ≤ rows in full: they miss 4.14 and 0, and explain 46 of 48."""
    disclosure = read_disclosure(example_folder() / "disclosure.txt")
    assert isinstance(disclosure, Disclosure)
    found = chosen_rulebook(disclosure)
    assert (found.rulebook.id, found.explained, found.of) == ("urumqi-2024", 48, 48)
    assert found.runner_up is not None
    assert found.runner_up.explained == 46
    assert chosen_rulebook(disclosure) == found


SHORT = "产出指标 | 数量指标 | 巡查 | ≥10 次 | =5 次 | 10 | 5"
"""Half done, half the points: every rulebook that divides gives it."""


@pytest.mark.parametrize(
    ("department", "year", "expected"),
    [
        ("某局", "2023", "mof-2020"),  # nothing speaks for any: the national one
        ("某局", "2017", "jiangxi-2017"),  # the year
        ("湖北省水利厅", "2023", "hubei"),  # the place
        ("湖北省水利厅", "2017", "hubei"),  # the place before the year
        ("乌鲁木齐市水务局", "2023", "urumqi-2024"),
    ],
)
def test_place_then_year_decide_between_equals(department: str, year: str, expected: str) -> None:
    assert chosen(SHORT, department, year) == (expected, 1, 1)


def test_what_explains_more_wins_over_the_place() -> None:
    """≤5 → 8 printed 4.00: T<A<2T, so 10 × (1 - 3 ÷ 5) = 4 by 超出部分; by 反比例 it were 6.25."""
    assert chosen("成本指标 | 经济成本指标 | 车辆 | ≤5 万元 | =8 万元 | 10 | 4", "湖北省水利厅")[0] == "guangxi"


def test_rows_that_stand_twice_count_twice_and_the_unreadable_is_counted() -> None:
    rows = f"{SHORT}\n{SHORT}\n产出指标 | 数量指标 | 回访 | ≥1e9 次 | =5 次 | 10 | 5"
    assert chosen(rows)[1:] == (2, 3)


def test_a_row_that_stands_twice_outweighs_one() -> None:
    """≤5 → 8: as 6.25, 10 × 5 ÷ 8, by 反比例 (hubei); as 4 by 超出部分 (guangxi), which comes first where they are equal."""
    row = "成本指标 | 经济成本指标 | {name} | ≤5 万元 | =8 万元 | 10 | {score}"
    rows = [row.format(name=name, score=score) for name, score in (("车辆", "6.25"), ("印刷", "6.25"), ("场地", "4"))]
    assert chosen("\n".join(rows)) == ("hubei", 2, 3)


def test_without_scores_the_stated_order_decides() -> None:
    assert chosen("产出指标 | 数量指标 | 巡查 | ≥10 次 | ~ | 10 | ~") == ("mof-2020", 0, 0)
