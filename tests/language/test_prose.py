"""Numbers in sentences: what is one, what it says, and what is none; laws that hold for any text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.dates import CalendarDate
from indicators.language.achievements import Measured, parse_achievement
from indicators.language.numerals import read_numeral
from indicators.language.prose import mentions
from indicators.language.prose_mentions import Mention, MentionKind
from indicators.language.targets import PeriodTarget, QuantityRange
from indicators.quantities import Quantity
from indicators.vocabulary.clauses import Side
from tests.language.strategies import ANY_TEXT, LAW


def said(mention: Mention) -> str:
    """A mention in one line: comparator, value, marks."""
    marks = ("~" if mention.is_vague else "") + {Side.ABOVE: "+", Side.BELOW: "-", None: ""}[mention.side or None]
    base = f" [{mention.compared_with}]" if mention.compared_with else ""
    return f"{mention.comparator.value}{marks}{mention.value}{base}"


# sentence -> every mention in it, in order; written out by hand from the sentence
SAID = [
    ("调研不少于 4 次，现场服务 4 场，培训 2 次以上", ["≥4 次", "4 场", "≥2 次"]),
    ("参训人员达 50 人，纳入企业共计 3.14 万家", ["50 人", "3.14 万家"]),
    ("预算 1,612.98 万元，差异率-59.33%", ["1612.98 万元", "-59.33%"]),
    ("实际超出 25%", ["+25%"]),
    ("有所超出，多出 5 家", ["+5 家"]),
    ("节约 2 万元", ["-2 万元"]),
    ("签约 2 家，附近 3 家，最近 4 次", ["2 家", "3 家", "4 次"]),
    ("同比增长 3.5%", ["+3.5% [同比]"]),
    ("约 30 个，近 20 家，20 余家，30 多人次，40 户左右", ["~30 个", "~20 家", "~20 家", "~30 人次", "~40 户"]),
    ("走访 3~5 家，投入 1-2 万元", ["3 家~5 家", "1 万元~2 万元"]),
    ("三万家企业，百分之二十五，走访两次，十五场", ["3 万家", "25%", "2 次", "15 场"]),
    ("12 月底前完成，9 月前验收", ["≤2024 年 12 月", "<2024 年 9 月"]),
    ("2024 年 1 月至 2024 年 6 月", ["2024 年 1 月~2024 年 6 月"]),
    ("截至 2024 年 12 月 31 日，控制在 10 万元以内", ["2024 年 12 月 31 日", "≤10 万元"]),
    ("延期 2 个月，历时 15 个工作日", ["+2 个月", "15 个工作日"]),
    ("１２份，＞＝３次", ["12 份", "≥3 次"]),
    ("1. 30 份报告 2. 20 次检查", ["30 份", "20 次"]),
]


@pytest.mark.parametrize(("sentence", "expected"), SAID, ids=[sentence for sentence, _ in SAID])
def test_what_a_sentence_says(sentence: str, expected: list[str]) -> None:
    assert [said(one) for one in mentions(sentence, 2024)] == expected


NOTHING = (
    "1. 全年完成；2、按期验收；（二）一是加强；十四五规划；一带一路",
    "财建〔2024〕12 号，第 3 季度，第 2 次会议，第二场，第 3-5 次",
    "电话 0991-4567890，热线 12345，3 号楼，5G，A4",
    "一次性投入，再一次，五家渠市，三次产业，二次供水，两个维护，一家一策",
    "十几家，二三十家，三五家，几家",
    "成立 30 周年，5 部门联合，2024 元旦",
    "1-6 月，9 至 11 月",
    "13 月，2 月 30 日",
    "9999999999999999 家",
)


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_is_no_mention(sentence: str) -> None:
    assert [one.text for one in mentions(sentence, 2024)] == []


def test_a_month_needs_a_year() -> None:
    assert mentions("12 月底前完成") == ()
    assert [str(one.value) for one in mentions("2023 年 12 月底前完成")] == ["2023 年 12 月"]


def test_the_words_around_a_number_end_at_the_clause_and_at_the_next_number() -> None:
    first, second, third = mentions("提升能力，走访企业 20 家，开展 3 次活动。完成培训 1 期")
    assert (first.before, first.after) == ("走访企业", "")
    assert (second.before, second.after) == ("开展", "活动")
    assert third.before == "完成培训"


def test_the_claim_is_verb_and_number_as_written() -> None:
    (mention,) = mentions("检查报告与预期不符，实际超出 25%。")
    assert (mention.claim, mention.kind) == ("超出 25%", MentionKind.PERCENT)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3 万元", MentionKind.MONEY),
        ("3%", MentionKind.PERCENT),
        ("3 个月", MentionKind.DURATION),
        ("3 月", MentionKind.DATE),
        ("3 个", MentionKind.COUNT),
        ("3~5 万元", MentionKind.MONEY),
    ],
)
def test_kinds(text: str, kind: MentionKind) -> None:
    assert [one.kind for one in mentions(text, 2024)] == [kind]


def _numeral(number: int) -> str:
    """A number below 10,000 as people write it: 306 is 三百零六, 15 is 十五."""
    digits, out, gap = "零一二三四五六七八九", "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            lone = power == 10 and digit == 1 and not out
            out += ("零" if gap else "") + ("" if lone else digits[digit]) + name
        gap = bool(out) and not digit
    return out


@LAW
@given(st.integers(1, 9999))
def test_a_numeral_is_read_as_it_is_written(number: int) -> None:
    assert read_numeral(_numeral(number)) == number


# ---------------------------------------------------------------- laws

WORDS = st.text("提升改善环境工作开展企业培训检查服务，。；", max_size=30)
COUNTS = st.builds(
    lambda number, scale, unit: f"{number} {scale}{unit}",
    st.integers(0, 99999) | st.decimals(0, 9999, places=2),
    st.sampled_from(("", "万")),
    st.sampled_from(("份", "家", "次", "人次", "元", "台", "户")),
)
PIECES = COUNTS | st.sampled_from([sentence for sentence, _ in SAID]) | WORDS
SENTENCES = st.lists(PIECES, max_size=6).map("，".join)


@LAW
@given(SENTENCES | ANY_TEXT)
def test_spans_lie_inside_the_text_in_order_and_never_overlap(text: str) -> None:
    ends = 0
    for one in mentions(text, 2024):
        assert ends <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        ends = one.end


@LAW
@given(SENTENCES | ANY_TEXT)
def test_what_stands_in_a_span_is_read_again_as_the_same_value(text: str) -> None:
    for one in mentions(text, 2024):
        (again,) = mentions(one.text, 2024)
        assert again.value == one.value


@LAW
@given(COUNTS)
def test_a_count_is_read_as_the_reader_of_cells_reads_it(text: str) -> None:
    achieved = parse_achievement(text)
    assert isinstance(achieved, Measured)
    assert [one.value for one in mentions(text)] == [achieved.quantity]


@LAW
@given(WORDS, SENTENCES, WORDS)
def test_plain_words_around_change_nothing(before: str, text: str, after: str) -> None:
    alone = [(said(one), one.text) for one in mentions(text, 2024)]
    assert [(said(one), one.text) for one in mentions(f"{before}。{text}。{after}", 2024)] == alone


def test_values_are_of_the_types_of_the_language() -> None:
    values = [one.value for one in mentions("3 家，3~5 家，2024 年 3 月，2024 年 1 月至 2024 年 6 月")]
    assert values == [
        Quantity(Decimal(3), "", "家"),
        QuantityRange(Quantity(Decimal(3), "", "家"), Quantity(Decimal(5), "", "家")),
        CalendarDate(2024, 3),
        PeriodTarget(CalendarDate(2024, 1), CalendarDate(2024, 6)),
    ]
