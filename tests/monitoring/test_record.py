"""Records: what is read, what is refused with its place, what is warned of, and the figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.document import STORED
from indicators.monitoring import Cause, Likelihood, MonitoringRecord
from indicators.problems import Severity
from indicators.scoring.monitor import monitor
from indicators.scoring.monitoring_rules import Light
from indicators.validation import validate
from tests.monitoring.documents import BANDS, bands_only, codes, look, read, record
from tests.scoring.documents import FISCAL_YEAR, book, indicator, rule, urumqi

WHOLE = """
month = 7
outturn = 20.1
note = "上半年集中在调研"
[[indicator]]
name = "出具专项检查报告"
actual = "=9 份"
expected = "=18 份"
cause = "人员保障"
cause_note = "两名检查人员借调"
likelihood = "有可能"
[[indicator]]
name = "开展活动截止时间"
actual = "=6 月"
"""


def test_a_record_is_read_as_written():
    read_record = read(WHOLE)
    assert isinstance(read_record, MonitoringRecord)
    first, second = read_record.indicator
    assert (read_record.month, read_record.outturn, first.actual.text) == (7, Decimal("20.1"), "=9 份")
    assert (first.cause, first.likelihood) == (Cause.STAFF, Likelihood.POSSIBLE)
    assert str(second.actual.value) == "=2024 年 6 月"  # the year comes from the project
    assert (second.expected, second.cause, second.likelihood, second.cause_note) == (None, None, None, "")


def test_a_record_comes_back_from_the_store_as_it_went_in():
    first = read(WHOLE)
    assert isinstance(first, MonitoringRecord)
    data = first.model_dump(mode="json")
    assert data["indicator"][0]["actual"] == "=9 份"
    assert validate(MonitoringRecord, data, {"fiscal_year": FISCAL_YEAR, STORED: True}) == first


HEAD = "month = 7\noutturn = 1\n"
ROW = HEAD + '[[indicator]]\nname = "报告"\nactual = "=9 份"\n'
REFUSED: list[tuple[str, str, str, tuple[str | int, ...]]] = [
    ("没有写月份", "outturn = 1", "field-missing", ("month",)),
    ("没有 0 月", "month = 0\noutturn = 1", "number-out-of-range", ("month",)),
    ("没有 13 月", "month = 13\noutturn = 1", "number-out-of-range", ("month",)),
    ("月份是文字", 'month = "7 月"\noutturn = 1', "type-wrong", ("month",)),
    ("月份是真假", "month = true\noutturn = 1", "type-wrong", ("month",)),
    ("月份不是整数", "month = 7.5\noutturn = 1", "type-wrong", ("month",)),
    ("没有写执行数", "month = 7", "field-missing", ("outturn",)),
    ("执行数是负数", "month = 7\noutturn = -1", "number-negative", ("outturn",)),
    ("执行数是文字", 'month = 7\noutturn = "1"', "type-wrong", ("outturn",)),
    ("执行数太长", "month = 7\noutturn = 1.1234567", "number-too-long", ("outturn",)),
    ("不认识的项", HEAD + "quarter = 3", "field-unknown", ("quarter",)),
    ("没有名称", HEAD + '[[indicator]]\nactual = "=9 份"', "field-missing", ("indicator", 0, "name")),
    ("名称是空的", HEAD + '[[indicator]]\nname = " "\nactual = "=9 份"', "field-empty", ("indicator", 0, "name")),
    ("没有完成值", HEAD + '[[indicator]]\nname = "报告"', "field-missing", ("indicator", 0, "actual")),
    ("完成值没有引号", ROW.replace('"=9 份"', "9"), "type-wrong", ("indicator", 0, "actual")),
    ("完成值看不懂", ROW.replace("=9 份", "份 9"), "achieved-unreadable", ("indicator", 0, "actual")),
    ("完成值含糊", ROW.replace("=9 份", "约 9 份"), "achieved-vague", ("indicator", 0, "actual")),
    ("预计值看不懂", ROW + 'expected = "1e9"', "number-unreadable", ("indicator", 0, "expected")),
    ("没有这种原因", ROW + 'cause = "没钱"', "cause-unknown", ("indicator", 0, "cause")),
    ("没有这种可能性", ROW + 'likelihood = "也许"', "likelihood-unknown", ("indicator", 0, "likelihood")),
    ("行里不认识的项", ROW + "score = 5", "field-unknown", ("indicator", 0, "score")),
    ("隐藏的字符", ROW + 'cause_note = "人\u200b手"', "text-hidden-character", ("indicator", 0, "cause_note")),
    ("指标不是列表", HEAD + "indicator = 5", "type-wrong", ("indicator",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "where"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
def test_a_bad_record_is_refused_with_the_place(text: str, code: str, where: tuple[str | int, ...]):
    problems = read(text)
    assert isinstance(problems, list)
    assert [(problem.code, problem.where) for problem in problems] == [(code, where)]


def test_every_mistake_is_told_at_once():
    text = 'month = 13\n[[indicator]]\nname = "报告"\nactual = "约 9 份"\ncause = "没钱"\nlikelihood = "也许"'
    problems = read(text)
    assert isinstance(problems, list)
    assert {problem.where[-1] for problem in problems} == {"month", "outturn", "actual", "cause", "likelihood"}


class TestNames:
    """A row of a record names one declared indicator, once."""

    def look(self, declared: list[str], monitored: list[str]) -> list[tuple[str, tuple[str | int, ...], str]]:
        rows = [indicator("≥12 份", name=name) for name in declared]
        built = record(*({"name": name, "actual": "=7 份"} for name in monitored))
        view = monitor(rows, Decimal(100), built, bands_only(), FISCAL_YEAR)
        return [(problem.code, problem.where, problem.expected) for problem in view.problems]

    def test_an_unknown_name_comes_with_the_nearest(self):
        found = self.look(["租用车辆", "检查报告"], ["租用车量"])
        assert found == [("monitoring-row-unknown", ("indicator", 0, "name"), "租用车辆")]

    def test_a_name_like_none_comes_with_some_that_are_right(self):
        found = self.look(["租用车辆", "检查报告"], ["abc"])
        assert found == [("monitoring-row-unknown", ("indicator", 0, "name"), "租用车辆、检查报告")]

    def test_a_name_without_any_declared(self):
        assert [each[0] for each in self.look([], ["甲"])] == ["monitoring-row-unknown"]

    def test_a_name_written_twice_is_told_at_the_second(self):
        found = self.look(["甲"], ["甲", "甲"])
        assert [each[:2] for each in found] == [("monitoring-row-duplicate", ("indicator", 1, "name"))]

    def test_a_name_declared_twice_is_told_and_judges_neither(self):
        found = self.look(["甲", "甲"], ["甲"])
        assert [each[:2] for each in found] == [("monitoring-name-ambiguous", ("indicator", 0, "name"))]


WARNED: list[tuple[str, str, dict[str, str], list[str]]] = [
    # v = 1200 × 9 ÷ (12 × 7) = 128.6 %, blue; 7 → 100 %, green; 5 → 71.4 %, yellow
    ("绿灯，预计完成", "≥12 份", {"actual": "=7 份", "expected": "=12 份"}, []),
    ("绿灯，预计不完成", "≥12 份", {"actual": "=7 份", "expected": "=11 份"}, ["monitoring-expected-short"]),
    ("蓝灯，预计不完成", "≥12 份", {"actual": "=9 份", "expected": "=11 份"}, ["monitoring-expected-short"]),
    ("黄灯，预计不完成", "≥12 份", {"actual": "=5 份", "expected": "=11 份"}, []),
    ("上限绿灯，预计突破", "≤10 万元", {"actual": "=7 万元", "expected": "=11 万元"}, ["monitoring-expected-short"]),
    ("按期绿灯，预计逾期", "≤2024 年 10 月", {"actual": "=2024 年 6 月", "expected": "=2024 年 11 月"}, ["monitoring-expected-short"]),
    ("时效只预计完成", "≤2024 年 10 月", {"actual": "未完成", "expected": "完成"}, []),
    ("定性预计", "有效改善", {"actual": "部分达成", "expected": "好"}, []),
    ("预计值的单位不同", "≥12 份", {"actual": "=7 份", "expected": "=12 家"}, ["unit-mismatch"]),
    ("预计值不是数", "≥12 份", {"actual": "=7 份", "expected": "完成"}, ["achieved-other-kind"]),
    ("有可能，没有原因", "≥12 份", {"actual": "=7 份", "likelihood": "有可能"}, ["monitoring-cause-missing"]),
    ("完全不可能，没有原因", "≥12 份", {"actual": "=7 份", "likelihood": "完全不可能"}, ["monitoring-cause-missing"]),
    ("有可能，有原因", "≥12 份", {"actual": "=7 份", "likelihood": "有可能", "cause": "其他"}, []),
    ("确定能，没有原因", "≥12 份", {"actual": "=7 份", "likelihood": "确定能"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("target", "row", "expected"), [each[1:] for each in WARNED], ids=[each[0] for each in WARNED])
def test_a_contradiction_is_warned_of(target: str, row: dict[str, str], expected: list[str]):
    view = look(urumqi(), target, row, money="100/100")
    assert codes(view) == expected
    monitoring = [problem for problem in view.problems if problem.code.startswith("monitoring-")]
    assert {problem.severity for problem in monitoring} <= {Severity.WARNING}


class TestFigures:
    """What is said can be computed again by hand."""

    def test_of_a_row(self):
        standing = look(bands_only(), "≥20 份", {"actual": "=9 份"}).rows[0].standing
        assert standing.says == "20 份 × 7/12 ≈ 11.67 份，已完成 9 份，为进度的 77.14% → 黄"
        assert (standing.standard, standing.progress) == (Fraction(35, 3), Fraction(540, 7))
        assert (standing.printed, standing.rate, standing.light) == (Decimal("77.14"), Fraction(45), Light.YELLOW)

    def test_of_money(self):
        money = look(bands_only(), "≥20 份", {"actual": "=9 份"}, money="20.1/51.60").money
        assert money.standing.says == "51.6 万元 × 7/12 = 30.1 万元，已执行 20.1 万元，为进度的 66.78% → 黄"
        # 20.1 ÷ 51.60 = 38.953… %
        assert (money.printed_rate, money.budget, money.outturn) == (
            Decimal("38.95"),
            Decimal("51.60"),
            Decimal("20.1"),
        )

    def test_of_a_value_a_hair_below_a_boundary(self):
        standing = look(bands_only(), "≥1200 份", {"actual": "=559.999999 份"}).rows[0].standing
        assert standing.says.endswith("为进度的 79.9999999% → 黄")  # not 80.00 %

    def test_of_a_ceiling(self):
        standing = look(urumqi(), "≤10 万元", {"actual": "=82900 元"}).rows[0].standing
        assert standing.says == "目标 ≤10 万元，1~7 月为 8.29 万元，没有突破目标 → 绿"

    def test_of_a_gap_name_both_rates_the_rule_and_the_source(self):
        view = look(urumqi(), "≥100 份", {"actual": "=50.01 份"}, 6, "45/100")
        assert view.rows[0].standing.says == (
            "100 份 × 6/12 = 50 份，已完成 50.01 份，为进度的 100.02% → 绿；"
            "完成率 50.01% 高于执行率 45.00%，相差 5.01 个百分点，超过 5 个百分点 → 红"
        )
        (problem,) = view.problems
        assert "urumqi-2024：某省一体化系统的监控灯（产品行为，非文件）（未核实，不作引用）" in problem.message
        assert problem.where == ("indicator", 0, "actual")

    def test_of_an_inferred_sign_say_so(self):
        standing = look(urumqi(), "20 份", {"actual": "=9 份"}, money="100/100").rows[0].standing
        assert standing.says.startswith("目标没有写计算符号，按评分办法 urumqi-2024 当作「≥20 份」；20 份 × 7/12")

    def test_of_a_rulebook_without_monitoring_say_so(self):
        view = look(book(), "≥20 份", {"actual": "=9 份"}, money="1/100")
        assert view.rows[0].standing.reason == "评分办法 small 没有执行监控的规则"
        assert view.money.standing.says == (
            "全年预算数 100 万元，已执行 1 万元，执行率 1.00%；无法判断：评分办法 small 没有执行监控的规则"
        )

    def test_a_row_the_record_does_not_name_is_still_shown(self):
        view = monitor([indicator("≥20 份")], Decimal(100), record(), urumqi(), FISCAL_YEAR)
        assert [(row.monitored, row.standing.reason) for row in view.rows] == [(None, "这一期没有填写")]

    def test_money_is_judged_only_where_the_rulebook_says_so(self):
        rows_only = book(rule("any"), BANDS.replace("money = true", "money = false"))
        view = look(rows_only, "≥20 份", {"actual": "=9 份"}, money="1/100")
        assert view.money.standing.reason == "评分办法没有规定资金亮什么灯"
        assert view.rows[0].standing.light is Light.YELLOW

    def test_a_gap_without_a_light_leaves_the_light(self):
        gap = '[[monitoring.gap]]\nside = "目标慢于资金"\nover = 10\nsource = "s"'
        view = look(bands_only(gap), "≥100 份", {"actual": "=50 份"}, 6, "60.01/100")
        assert (view.rows[0].standing.light, codes(view)) == (Light.GREEN, ["monitoring-gap-wide"])
        assert "相差 10.01 个百分点" in view.rows[0].standing.says

    def test_a_gap_never_makes_a_light_better(self):
        gap = '[[monitoring.gap]]\nside = "目标与资金相差"\nover = 5\nlight = "黄"\nsource = "s"'
        for done, expected in (("29", Light.RED), ("40", Light.YELLOW), ("50", Light.YELLOW), ("70", Light.YELLOW)):
            view = look(bands_only(gap), "≥100 份", {"actual": f"={done} 份"}, 6, "0/100")
            assert view.rows[0].standing.light is expected
