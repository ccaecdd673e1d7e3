"""Targets that cannot be checked, or ask for no more than last year."""

from __future__ import annotations

import pytest

from engine.audit.check import Severity
from engine.audit.checks.plausibility import (
    comparator_missing,
    rounding_edge,
    score_not_checkable,
    soft_targets,
    target_unreadable,
)
from tests.audit.tables_of import document_of, found

UNREADABLE, BARE, OPEN = target_unreadable.CHECK, comparator_missing.CHECK, score_not_checkable.CHECK
SOFT, EDGE = soft_targets.CHECK, rounding_edge.CHECK


def table(*rows: str, name: str = "2024 年检查经费", dimension: str = "产出指标 | 数量指标") -> str:
    return "\n".join(["项目支出绩效自评表 2024", f"项目名称 | {name}", *(f"{dimension} | {row}" for row in rows)])


def test_a_target_that_cannot_be_read_is_a_warning_with_its_reason() -> None:
    (seen,) = UNREADABLE.find(
        document_of(table("检查报告 | ≥廿 份 | =20 份 | 10 | 10", "走访 | ≥1 家 | =1 家 | 5 | 5"))
    )
    assert UNREADABLE.severity is Severity.WARNING
    assert (seen.row, seen.message) == ("检查报告", "计算符号后面看不懂，这一行无法核对（≥廿 份）")
    assert (seen.place.row, seen.place.column) == (3, 4)


def test_rows_with_the_same_trouble_are_told_once() -> None:
    document = document_of(table("甲 | ≥廿 份 | =20 份 | 10 | 10", "乙 | ≥卅 份 | =30 份 | 10 | 10"))
    assert found(UNREADABLE, document) == ["2 行计算符号后面看不懂，这一行无法核对：甲（≥廿 份）、乙（≥卅 份）"]


def test_a_value_achieved_that_cannot_be_read_stands_at_its_cell() -> None:
    (seen,) = UNREADABLE.find(document_of(table("检查报告 | ≥20 份 | 约 20 份 | 10 | 10")))
    assert (seen.row, seen.place.column, seen.printed) == ("检查报告", 5, "约 20 份")


def test_bare_numbers_are_told_once_with_what_they_are_taken_for() -> None:
    """urumqi-2024 reads a bare number as ≥, a bare cost as ≤."""
    document = document_of(table("检查报告 | 20 份 | 28 份 | 10 | 10", "走访 | 3 家 | 3 家 | 5 | 5"))
    expected = "2 行目标没有写 ≥、≤ 或 =，看不出多好还是少好：检查报告（20 份，当作 ≥20 份）、走访（3 家，当作 ≥3 家）"
    assert found(BARE, document) == [expected]
    cost = document_of(table("租车 | 10 万元 | 8 万元 | 5 | 4", dimension="成本指标 | 经济成本指标"))
    assert found(BARE, cost) == ["目标没有写 ≥、≤ 或 =，看不出多好还是少好（10 万元，当作 ≤10 万元）"]


@pytest.mark.parametrize("target", ["≥20 份", "=20 份", "20 份以上", "18~22 份", "有效提高"])
def test_targets_that_say_their_sense(target: str) -> None:
    assert found(BARE, document_of(table(f"检查报告 | {target} | 20 份 | 10 | 10"))) == []


@pytest.mark.parametrize("row", ["检查报告 | 20 份 | 28 份 | 10 | 10", "检查报告 | ≥20 份 |  | 10 | 10"])
def test_a_row_that_was_read_is_not_unreadable_whatever_else_is_wrong(row: str) -> None:
    assert found(UNREADABLE, document_of(table(row))) == []


def test_a_bare_target_that_the_rulebook_does_not_read_is_told_once() -> None:
    """mof-2020 has no reading for bare targets: that is the finding, not that the score is open too."""
    document = document_of(table("检查报告 | 20 份 | 28 份 | 10 | 10"), rulebook="mof-2020")
    assert found(BARE, document) == ["目标没有写 ≥、≤ 或 =，看不出多好还是少好（20 份）"]
    assert found(OPEN, document) == []


def test_a_score_that_no_rule_settles_says_what_is_missing() -> None:
    """12 万元 on ≤ 10 万元: urumqi-2024 leaves an overspent cost to a person."""
    document = document_of(
        table("租车 | ≤10 万元 | =12 万元 | 5 | 3", "走访 | ≥1 家 |  | 5 | 5", "甲 | ≥1 家 | =1 家 | 5 | 5")
    )
    (message,) = found(OPEN, document)
    assert message.startswith("2 行印有得分，但无从核对：租车（")
    assert message.endswith("走访（没有填写实际完成值）")


CHECKABLE = [
    ("走访 | ≥3 家 | =2 家 | 5 | 3.33", "5 × 2 ÷ 3 = 3.33"),
    ("质量 | 有效提高 | 部分达成 | 30 | 20", "a grade's band, 60 to 80 % of 30, is held against it by arithmetic"),
    ("走访 | ≥3 家 |  | 5 | —", "no score printed"),
    ("走访 | ≥廿 家 | =2 家 | 5 | 5", "unreadable: told by the other check"),
]


@pytest.mark.parametrize("row", [row for row, _ in CHECKABLE], ids=[why for _, why in CHECKABLE])
def test_scores_that_can_be_checked(row: str) -> None:
    assert found(OPEN, document_of(table(row))) == []


LAST_YEAR = table(
    "检查报告 | ≥15 份 | =20 份 | 10 | 10", "租车 | ≤12 万元 | =9 万元 | 10 | 10", name="2023 年检查经费"
).replace("自评表 2024", "自评表 2023")

# this year's row → soft against 20 份 and 9 万元 reached last year
TARGETS = [
    ("检查报告 | ≥20 份 | =20 份 | 10 | 10", True, "the same again"),
    ("检查报告 | ≥18 份 | =20 份 | 10 | 10", True, "less than was reached"),
    ("检查报告 | ≥21 份 | =21 份 | 10 | 10", False, "more"),
    ("检查报告 | ≥20 次 | =20 次 | 10 | 10", False, "another unit"),
    ("检查报告 | 有效提高 | 达成预期指标 | 10 | 10", False, "words"),
    ("检查报告 | =20 份 | =20 份 | 10 | 10", False, "exactly as much: no more was possible"),
    ("检查报告 | =19 份 | =19 份 | 10 | 10", True, "exactly less"),
    ("走访 | ≥1 家 | =1 家 | 10 | 10", False, "not there last year"),
    ("租车 | ≤10 万元 | =9 万元 | 10 | 9", True, "a ceiling above what was spent"),
    ("租车 | ≤9 万元 | =9 万元 | 10 | 10", True, "the same ceiling again"),
    ("租车 | ≤8 万元 | =8 万元 | 10 | 10", False, "a lower ceiling"),
]


@pytest.mark.parametrize(("row", "soft"), [case[:2] for case in TARGETS], ids=[why for *_, why in TARGETS])
def test_targets_against_last_years_tables(row: str, soft: bool) -> None:
    assert bool(found(SOFT, document_of(table(row), previous=(LAST_YEAR,)))) is soft


def test_a_soft_target_shows_both_numbers() -> None:
    document = document_of(table("检查报告 | ≥18 份 | =20 份 | 10 | 10"), previous=(LAST_YEAR,))
    (seen,) = SOFT.find(document)
    assert seen.message == "目标没有比上年实际更进一步（目标 ≥18 份，上年实际 =20 份）"
    assert (seen.row, seen.printed, seen.follows) == ("检查报告", "≥18 份", "=20 份")


def test_a_file_of_the_same_year_is_told_and_not_used() -> None:
    same_year = LAST_YEAR.replace("自评表 2023", "自评表 2024")
    document = document_of(table("检查报告 | ≥18 份 | =20 份 | 10 | 10"), previous=(same_year,))
    assert found(SOFT, document) == ["对照用的文件是 2024 年度的，不早于这一份，没有采用"]


def test_another_project_of_last_year_is_not_compared() -> None:
    other = LAST_YEAR.replace("2023 年检查经费", "平台运维费")
    assert found(SOFT, document_of(table("检查报告 | ≥18 份 | =20 份 | 10 | 10"), previous=(other,))) == []


def test_last_years_value_in_the_same_table_comes_first() -> None:
    """The table says 17 份, so ≥ 18 asks for more, whatever last year's table says."""
    row = "检查报告 | ≥18 份 | =20 份 | 10 | 10 | 无 | 上年完成: 17 份"
    assert found(SOFT, document_of(table(row), previous=(LAST_YEAR,))) == []
    assert len(found(SOFT, document_of(table(row.replace("17", "18"))))) == 1


def test_what_cannot_be_raised_is_not_soft() -> None:
    kept = table(
        "覆盖率 | ≥100% | =100% | 10 | 10 | 无 | 上年完成: 100%", "事故 | ≤0 起 | =0 起 | 10 | 10 | 无 | 上年完成: 0 起"
    )
    assert found(SOFT, document_of(kept)) == []


def test_a_score_on_the_edge_of_rounding_says_both() -> None:
    """5 × 8.29 ÷ 10 = 4.145: half up 4.15, half to even and half down 4.14."""
    (seen,) = EDGE.find(document_of(table("租车 | ≤10 万元 | =8.29 万元 | 5 | 4.14")))
    assert seen.message == ("5 × 8.29 ÷ 10 = 4.145，恰在进位点上：五舍六入、四舍六入五成双得 4.14，四舍五入得 4.15")
    assert (seen.printed, seen.follows, seen.difference) == ("4.14", "4.14 / 4.15", "0.01")


def test_the_edge_where_half_to_even_goes_up() -> None:
    """5 × 8.31 ÷ 10 = 4.155: half to even 4.16 like half up, half down 4.15."""
    (message,) = found(EDGE, document_of(table("租车 | ≤10 万元 | =8.31 万元 | 5 | 4.16")))
    assert message.endswith("五舍六入得 4.15，四舍六入五成双、四舍五入得 4.16")


# 10 × 9.355 ÷ 10 = 9.355 on the edge; 48.29 ÷ 51.60 × 10 = 9.3585… is not.
@pytest.mark.parametrize(("outturn", "edges"), [("9.355", 1), ("9.356", 0), ("9.35", 0)])
def test_the_execution_score_on_the_edge(outturn: str, edges: int) -> None:
    money = f"资金 | 年度资金总额 | 10 | 10 | {outturn} | 10 | 93.55% | 9.36"
    text = table("走访 | ≥1 家 | =1 家 | 5 | 5") + f"\n{money}"
    assert len(found(EDGE, document_of(text))) == edges


@pytest.mark.parametrize("done", ["8.28", "8.30", "10"])
def test_scores_off_the_edge(done: str) -> None:
    """5 × 8.28 ÷ 10 = 4.14, 5 × 8.3 ÷ 10 = 4.15, and full marks."""
    assert found(EDGE, document_of(table(f"租车 | ≤10 万元 | ={done} 万元 | 5 | 4.14"))) == []
