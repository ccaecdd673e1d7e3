"""得分说明（why a score is what it is）。"""

from decimal import Decimal

from engine.forms.explanations import explain_row, explanation_sheet
from engine.forms.plain_text import entry_text, explanations_text
from engine.rulebooks import shipped_texts
from indicators.scoring.rulebook import Inapplicable, Rulebook, build_rulebook
from tests.forms.conftest import Published, Score


def test_the_famous_row(published: Published):
    (row,) = (row for row in published["04"].indicators if row.indicator.name == "租用车辆")
    lines = dict(explain_row(row).lines)
    assert entry_text(explain_row(row)).splitlines()[0] == (
        "租用车辆   目标 ≤10 万元   实际 8.29 万元   分值 5   得分 4.14"
    )
    assert lines["规则"].startswith("urumqi-2024 / 成本类按比例")
    assert lines["计算"] == "5 × 8.29 ÷ 10 = 4.145"
    # 4.145 的前一位 4 是偶数：舍；四舍五入则入
    assert lines["修约"] == "四舍六入五成双(GB/T 8170)，2 位 → 4.14（四舍五入会得 4.15）"
    assert lines["偏差"] == "-17.1%"  # (8.29 - 10) ÷ 10


def test_execution_comes_first_and_the_total_last(published: Published):
    entries = explanation_sheet(published["04"]).entries
    assert len(entries) == 10  # 执行率、8 行指标、总分
    execution, total = entries[0], entries[-1]
    assert (execution.target, execution.achieved) == ("全年预算数 51.60 万元", "全年执行数 48.29 万元")
    assert dict(execution.lines)["计算"].startswith("10 × 48.29 ÷ 51.6 = ")
    assert "截尾会得 9.35" in dict(execution.lines)["修约"]
    # 9.36 + 15 + 15 + 10 + 5 + 5 + 4.14 + 0 + 30 = 93.50
    assert dict(total.lines)["计算"] == "9.36 + 15 + 15 + 10 + 5 + 5 + 4.14 + 0 + 30 = 93.50"
    assert total.score == "93.50"


def test_every_row_names_rule_source_and_reason(published: Published):
    for score in published.values():
        for entry in explanation_sheet(score).entries[:-1]:
            labels = [line.label for line in entry.lines]
            assert labels[:5] == ["规则", "依据", "说明", "计算", "修约"]


def test_an_unverified_source_is_marked(score: Score, urumqi: Rulebook):
    sources = tuple(source.model_copy(update={"verified": False}) for source in urumqi.source)
    doubtful = urumqi.model_copy(update={"source": sources})
    doubtful.__dict__.pop("_citations", None)  # a copy keeps what its original had looked up
    lines = dict(explain_row(score({}, rulebook=doubtful).indicators[0]).lines)
    assert lines["依据"].endswith("（未核实，不作引用）")


def test_an_open_row_says_what_is_missing_and_calculates_nothing(score: Score):
    scored = score({"achieved": None})
    entry = explain_row(scored.indicators[0])
    assert entry.score == "待定"
    assert entry.achieved == ""
    assert [line.label for line in entry.lines] == ["规则", "依据", "说明"]
    total = explanation_sheet(scored).entries[-1]
    assert total.score == "待定"
    assert dict(total.lines)["计算"] == "9.36 + 待定 = 9.36"


def test_rows_left_out_are_said_to_be(score: Score, urumqi: Rulebook):
    rescaled = urumqi.model_copy(update={"inapplicable": Inapplicable.RESCALED})
    scored = score({"weight": 80}, {"weight": 10, "not_applicable": "当年未开展"}, rulebook=rescaled)
    lines = dict(explanation_sheet(scored).entries[-1].lines)
    # (9.36 + 80) × 100 ÷ 90 = 99.2888…
    assert lines["折算"] == "89.36 × 100 ÷ 90 → 99.29"
    assert lines["不适用"] == "1 项：剔除，其余折算为 100 分"


def test_a_point_given_by_a_person_keeps_its_reason(score: Score):
    scored = score({"target": "≤10 万元", "achieved": "=11 万元", "score": 60, "score_reason": "涨价有据"})
    lines = dict(explain_row(scored.indicators[0]).lines)
    assert lines["评分理由"] == "涨价有据"


def test_plain_text_has_every_row_and_the_rulebook(published: Published):
    text = explanations_text(explanation_sheet(published["04"]))
    assert all(row.indicator.name in text for row in published["04"].indicators)
    assert published["04"].rulebook.hash in text
    text.encode("gbk")


CAPPED = """
id = "capped"
based_on = "urumqi-2024"
[[source]]
key = "unseen"
title = "没有见到原文的通知"
verified = false
[[cap]]
when = "执行率<80%"
at_most = 89
source = "unseen"
"""


def test_a_cap_is_explained_with_its_source(score: Score):
    capped = build_rulebook("capped", {**shipped_texts(), "capped": CAPPED})
    assert isinstance(capped, Rulebook)
    # 25.80 ÷ 51.60 = 50 %：5 + 90 = 95，封顶 89
    scored = score({}, funding={"outturn": Decimal("25.80")}, rulebook=capped)
    total = explanation_sheet(scored).entries[-1]
    lines = dict(total.lines)
    assert total.score == "89.00"
    assert lines["计算"] == "5 + 90 = 95.00"
    assert lines["封顶"] == "执行率<80%，总分至多 89 分"
    assert lines["依据"].endswith("（未核实，不作引用）")


def test_what_the_engine_remarks_stands_in_the_explanation(score: Score):
    # 没有计算符号：按评分办法的约定读作 ≥，并且说出来
    scored = score({"target": "20 份"})
    assert scored.indicators[0].problems
    assert "疑点" in dict(explain_row(scored.indicators[0]).lines)
