"""The ``[monitoring]`` of a rulebook: what is refused, what is inherited, what is cited, what is shown."""

from __future__ import annotations

import pytest

from engine.rulebook_json import rulebook_json
from tests.monitoring.documents import BANDS
from tests.monitoring.test_cases import named
from tests.scoring.documents import book, built, refused, rule, text_of_book

YELLOW = '{ light = "黄", at_least = 60, below = 80 }'
CEILING = '[monitoring.ceiling]\ncomparator = ["≤", "<"]\nsource = "s"\n'
GAP = '[[monitoring.gap]]\nside = "目标快于资金"\nover = 5\nlight = "红"\nsource = "s"\n'
MILESTONES = "".join(
    f'[[monitoring.milestone]]\nmonth = {m}\nat_least = {p}\nsource = "s"\n' for m, p in ((4, 25), (6, 40))
)
BAND = ("monitoring", "progress", "band")
REFUSED: list[tuple[str, str, str, tuple[str | int, ...]]] = [
    ("两段之间有空", BANDS.replace(YELLOW, YELLOW.replace("60", "61")), "rulebook-inconsistent", (*BAND, 1)),
    ("两段重叠", BANDS.replace(YELLOW, YELLOW.replace("80", "90")), "rulebook-inconsistent", (*BAND, 2)),
    ("中间的段没有上限", BANDS.replace(YELLOW, YELLOW.replace(", below = 80", "")), "rulebook-inconsistent", (*BAND, 2)),
    ("中间的段没有下限", BANDS.replace(YELLOW, YELLOW.replace("at_least = 60, ", "")), "rulebook-inconsistent", (*BAND, 1)),
    ("第一段有下限", BANDS.replace("below = 60 }", "at_least = 0, below = 60 }"), "rulebook-inconsistent", (*BAND, 0, "at_least")),
    ("最后一段有上限", BANDS.replace("at_least = 120 }", "at_least = 120, below = 999 }"), "rulebook-inconsistent", (*BAND, 3, "below")),
    (
        "一段倒过来",
        BANDS.replace("below = 60", "below = 90").replace(YELLOW, YELLOW.replace("60", "90")),
        "rulebook-inconsistent",
        (*BAND, 1),
    ),
    ("月份倒过来", MILESTONES.replace("month = 6", "month = 3"), "rulebook-inconsistent", ("monitoring", "milestone", 1)),
    ("月份重复", MILESTONES.replace("month = 6", "month = 4"), "rulebook-inconsistent", ("monitoring", "milestone", 1)),
    ("执行率越往后越低", MILESTONES.replace("40", "20"), "rulebook-inconsistent", ("monitoring", "milestone", 1)),
    ("没有 13 月", MILESTONES.replace("month = 6", "month = 13"), "number-out-of-range", ("monitoring", "milestone", 1, "month")),
    ("一个符号两种判断", BANDS + CEILING.replace('"<"', '"="'), "rulebook-inconsistent", ("monitoring", "ceiling", "comparator")),
    ("没有这种灯", BANDS.replace('"蓝"', '"紫"'), "rulebook-word-unknown", (*BAND, 3, "light")),
    ("无法判断不是灯", BANDS.replace('"蓝"', '"无法判断"'), "rulebook-word-unknown", (*BAND, 3, "light")),
    ("没有这种比较", GAP.replace("目标快于资金", "目标追上资金"), "rulebook-word-unknown", ("monitoring", "gap", 0, "side")),
    ("区间的符号", BANDS.replace('"="', '"~"'), "rulebook-word-unknown", ("monitoring", "progress", "comparator", 2)),
    ("进度的来源没有登记", BANDS.replace('"s"', '"x"'), "source-unknown", ("monitoring", "progress", "source")),
    ("上限的来源没有登记", CEILING.replace('"s"', '"x"'), "source-unknown", ("monitoring", "ceiling", "source")),
    ("时效的来源没有登记", '[monitoring.date]\nsource = "x"', "source-unknown", ("monitoring", "date", "source")),
    ("差距的来源没有登记", GAP.replace('"s"', '"x"'), "source-unknown", ("monitoring", "gap", 0, "source")),
    ("节点的来源没有登记", MILESTONES.replace('"s"', '"x"', 1), "source-unknown", ("monitoring", "milestone", 0, "source")),
    ("没有写来源", CEILING.replace('source = "s"', ""), "field-missing", ("monitoring", "ceiling", "source")),
    ("不认识的项", '[monitoring]\ncolour = "红"', "field-unknown", ("monitoring", "colour")),
    ("百分点是文字", GAP.replace("over = 5", 'over = "5"'), "type-wrong", ("monitoring", "gap", 0, "over")),
]  # fmt: skip


@pytest.mark.parametrize(("table", "code", "where"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
def test_bad_rules_are_refused_with_the_place(table: str, code: str, where: tuple[str | int, ...]):
    problems = refused("small", {"small": text_of_book(rule("any"), table)})
    assert (code, where) in [(problem.code, problem.where) for problem in problems]


def test_good_rules_are_accepted_together():
    assert book(rule("any"), BANDS, CEILING, GAP, MILESTONES).monitoring is not None


def test_no_rules_is_a_rulebook_too():
    assert book(rule("any")).monitoring is None


def test_rules_are_inherited_whole_and_count_in_the_hash():
    base = text_of_book(rule("any"), BANDS, book_id="base")
    child = built("child", {"base": base, "child": 'id = "child"\nbased_on = "base"'})
    assert child.monitoring == built("base", {"base": base}).monitoring
    own = built("own", {"base": base, "own": f'id = "own"\nbased_on = "base"\n{CEILING}'})
    assert own.monitoring is not None
    assert own.monitoring.progress is None
    other = built("base", {"base": base.replace("120", "130")})
    assert other.hash != built("base", {"base": base}).hash


@pytest.mark.parametrize("name", ["vendor-reverse", "guangxi", "urumqi-2024", "sichuan"])
def test_no_source_of_monitoring_was_seen(name: str):
    """All of domain.md §3's monitoring is marked V: nothing of it may print as a citation."""
    rulebook = named(name)
    assert rulebook.monitoring is not None
    cited = [rulebook.citation(key) for _, key in rulebook.monitoring.cited]
    assert cited
    assert not any(citation.verified for citation in cited)


def test_what_is_shown_of_a_rulebook():
    shown = rulebook_json(named("sichuan"))["settings"]
    assert shown["监控差距"] == "目标与资金相差超过 10 个百分点：提示（sichuan-2025）"
    assert "1~10 月 <80%（sichuan-2025）" in shown["监控执行率"]
    vendor = rulebook_json(named("vendor-reverse"))["settings"]
    assert vendor["监控进度"] == "≥、>、= 和资金：红 <60%，黄 ≥60% 且 <80%，绿 ≥80% 且 <120%，蓝 ≥120%（product）"
    assert rulebook_json(named("mof-2020"))["settings"]["执行监控"] == "未规定"
