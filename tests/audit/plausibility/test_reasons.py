"""What is written in the column for reasons: causes without measures, sentences pasted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audit.checks.plausibility import cause_without_measure, reasons_repeated
from engine.audit.checks.plausibility.alike import alike
from tests.audit.tables_of import document_of, found

MEASURE, REPEATED = cause_without_measure.CHECK, reasons_repeated.CHECK


def table(*reasons: str, name: str = "检查经费", achieved: str = "=8 份", score: str = "8") -> str:
    """A row for each reason, 8 of 10 done."""
    rows = [
        f"产出指标 | 数量指标 | {name[0]}指标{number} | ≥10 份 | {achieved} | 10 | {score} | {reason}"
        for number, reason in enumerate(reasons, 1)
    ]
    return "\n".join(["项目支出绩效自评表 2024", f"项目名称 | {name}", *rows])


CAUSE = "三家企业年中停业"
BOTH = "三家企业年中停业，下一年改为按季抽查"


def test_causes_alone_are_told_once_a_table() -> None:
    (seen,) = MEASURE.find(document_of(table(CAUSE, BOTH, "车辆送修两个月")))
    assert (seen.table, seen.message) == ("检查经费", "2 行只说了偏差原因，没有改进措施：检指标1、检指标3")


def test_several_tables_are_added_up_once() -> None:
    """2 + 2 explained rows, one of them with a measure."""
    *_, whole = MEASURE.find(document_of(table(CAUSE, BOTH), table("一", "二", name="培训经费")))
    assert whole.message == "全部表合计：4 行写了偏差原因，只有 1 行写了改进措施"
    assert (whole.table, whole.printed, whole.follows, whole.difference) == ("公开说明.txt", "1 行", "4 行", "3 行")


def test_no_row_with_a_measure_is_said_so() -> None:
    *_, whole = found(MEASURE, document_of(table(CAUSE), table("车辆送修", name="培训经费")))
    assert whole == "全部表合计：2 行写了偏差原因，没有一行写改进措施"


def test_one_bare_table_beside_a_good_one_is_not_added_up() -> None:
    assert len(found(MEASURE, document_of(table(CAUSE), table(BOTH, name="培训经费")))) == 1


@pytest.mark.parametrize("reason", ["", "无", "—", "无偏差", BOTH])
def test_what_needs_no_measure(reason: str) -> None:
    assert found(MEASURE, document_of(table(reason))) == []


def test_a_date_missed_but_paid_in_full_deviates_too() -> None:
    late = table(CAUSE).replace("≥10 份 | =8 份 | 10 | 8", "≤2024 年 10 月 | =2024 年 12 月 | 10 | 10")
    assert found(MEASURE, document_of(late)) == ["只说了偏差原因，没有改进措施"]


def test_words_beside_a_target_that_was_met_are_no_reason() -> None:
    met = table("全部按期出具", "全部按期出具", achieved="=10 份", score="10")
    assert found(MEASURE, document_of(met)) == found(REPEATED, document_of(met)) == []


# 16 characters, two exchanged: 14 of 16 in order = 0.875, above 0.8.
PASTED = "企业停业三家，年初测算偏于保守。", "车辆停业三家，年初测算偏于保守。"
# «企业停业三家» is 6 of 16 characters on both sides: 0.375 at most, and «。» more: 7 of 16 = 0.4375.
OTHER = "企业停业三家，上级任务临时调减了。"


def test_a_pasted_sentence_in_one_table() -> None:
    (seen,) = REPEATED.find(document_of(table(PASTED[0], OTHER, PASTED[1])))
    assert (seen.table, seen.message) == ("检查经费", "「检指标1」与「检指标3」的原因几乎相同")


def test_the_very_same_sentence_is_called_the_same() -> None:
    assert found(REPEATED, document_of(table(CAUSE, CAUSE))) == ["「检指标1」与「检指标2」的原因相同"]


def test_a_sentence_pasted_over_tables_is_told_once_for_the_document() -> None:
    (seen,) = REPEATED.find(document_of(table(PASTED[0]), table(PASTED[1], name="培训经费")))
    assert seen.table == "公开说明.txt"
    assert seen.message == "2 张表里的原因几乎相同：「检指标1」（检查经费）与「培指标1」（培训经费）"


def test_a_sentence_with_every_fifth_character_exchanged_is_still_pasted() -> None:
    """16 of 20 characters stay in order, in runs of four: 0.8."""
    text = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"
    changed = "".join("零" if index % 5 == 4 else character for index, character in enumerate(text))
    assert len(found(REPEATED, document_of(table(text, changed)))) == 1


def test_many_rows_with_one_reason_are_one_finding() -> None:
    message = "「检指标1」、「检指标2」、「检指标3」等 5 行的原因相同"
    assert found(REPEATED, document_of(table(*[CAUSE] * 5))) == [message]


@pytest.mark.parametrize("reasons", [(PASTED[0], OTHER), ("无", "无"), ("", ""), ("—", "—")])
def test_reasons_of_their_own_and_no_reasons_are_silent(reasons: tuple[str, str]) -> None:
    assert found(REPEATED, document_of(table(*reasons))) == []


@given(st.text("一二三四五六七八九十", min_size=1, max_size=40))
def test_law_a_sentence_is_like_itself_and_like_itself_with_one_character_in_ten_exchanged(text: str) -> None:
    """With every tenth character replaced by a new one, at least nine tenths stay in order."""
    changed = "".join("零" if index % 10 == 9 else character for index, character in enumerate(text))
    assert alike(text, text)
    assert alike(text, changed) or len(text) < 5


@given(st.text("一二三四五", max_size=30), st.text("六七八九十", max_size=30))
def test_law_sentences_without_a_common_character_are_not_alike(first: str, second: str) -> None:
    assert alike(first, second) == (first == second)
