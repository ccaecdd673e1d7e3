"""The execution rate and its points: 48.29 ÷ 51.60 = 93.5852… %, 10 × that = 9.3585… → 9.36."""

from __future__ import annotations

import pytest

from engine.audit.check import Check
from engine.audit.checks.arithmetic import (
    execution_over_hundred,
    execution_rate,
    execution_rate_from_original,
    execution_score,
    execution_score_rounded,
    zero_budget,
)
from engine.audit.judging import judged_document
from engine.intake.disclosure.tables import Disclosure
from indicators.scoring.rulebook import Unmeasured
from tests.audit.tables_of import document_of, found, rulebook_of, table_of

CHECKS = (
    execution_rate,
    execution_rate_from_original,
    execution_over_hundred,
    execution_score,
    execution_score_rounded,
    zero_budget,
)
STEPS = "10 × 48.29 ÷ 51.6 = 4829/516 ≈ 9.358527"
TOTAL = "项目支出绩效自评表 2024\n资金 | 年度资金总额 | {money}"


def everything(money: str, rulebook: str = "urumqi-2024") -> list[tuple[str, str]]:
    document = document_of(TOTAL.format(money=money), rulebook=rulebook)
    checks: list[Check] = [module.CHECK for module in CHECKS]
    return [(check.code, message) for check in checks for message in found(check, document)]


# 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分
RIGHT = [
    ("51.60 | 51.60 | 48.29 | 10 | 93.59% | 9.36 分", "as published"),
    ("51.60 | 51.60 | 48.29 | 10 | 93.6% | 9.36", "one decimal of 93.585"),
    ("51.60 | 51.60 | 48.29 | 10 | 94% | 9.36", "no decimal of 93.585"),
    ("51.60 | 51.60 | 48.29 | 10 | 0.9359 | 9.36", "a share of 1, as sheets store it"),
    ("24.40 | 24.40 | 24.40 | 10 | 100% | 10", "100 % is 100.00 %"),
    ("24.40 | 24.40 | 24.40 | 10 | 100.00% | 10.00 分", "and 10 is 10.00"),
    ("24.40 | 24.40 | 24.40 | 10 | 1 | 10", "and 1 without a sign is all of it"),
    ("97.83 | 0.38 | 0.38 | 10 | 100.00% | 10.00 分", "the revised budget counts, not the original 97.83"),
    ("51.60 | 51.60 | 48.29 | 20 | 93.59% | 18.72", "20 × 0.935852… = 18.717…, the form's own weight"),
    ("51.60 | 51.60 | 48.29 | — | — | —", "no points, no rate: nothing to hold against anything"),
    ("0 | 0 | 0 | 10 | — | —", "0/0 without a rate"),
    ("10 | 10 | 0 | 10 | 0% | 0", "nothing spent of 10: no 0/0"),
    ("51.60 | 51.60 | 48.29 | 10 | 93.59％ | 9.36", "a full-width sign"),
    ("51.60 | 51.60 | 48.29 | 10 | 93.59% | 11", "more than the weight, and"),
    ("51.60 | 51.60 | 48.29 | 10 | 93.59% | -1", "less than nothing: told by the checks of bounds"),
]


@pytest.mark.parametrize("money", [money for money, _ in RIGHT], ids=[why for _, why in RIGHT])
def test_a_rate_and_points_that_follow_are_no_finding(money: str) -> None:
    assert everything(money) == []


WRONG = [
    # 48.29 ÷ 51.60 = 93.585…
    (
        "51.60 | 51.60 | 48.29 | 10 | 95.39% | 9.36",
        [("execution-rate", "执行率印 95.39%，全年执行数 48.29 ÷ 全年预算数 51.60 应为 93.59%")],
    ),
    # cut off, not rounded
    (
        "51.60 | 51.60 | 48.29 | 10 | 93.58% | 9.36",
        [
            (
                "execution-rate",
                "执行率印 93.58%，全年执行数 48.29 ÷ 全年预算数 51.60 应为 93.59%（按「截尾」取 2 位小数才相符）",
            )
        ],
    ),
    # no original budget, or one of 0: nothing else to divide by
    *(
        (
            f"{original} | 51.60 | 48.29 | 10 | 39.59% | 9.36",
            [("execution-rate", "执行率印 39.59%，全年执行数 48.29 ÷ 全年预算数 51.60 应为 93.59%")],
        )
        for original in ("—", "0")
    ),
    # 0.38 ÷ 97.83 = 0.388… %: 10 × 0.39 % = 0.039 → 0.04 is the same mistake, told once
    (
        "97.83 | 0.38 | 0.38 | 10 | 0.39% | 0.04",
        [
            (
                "execution-rate-from-original",
                "执行率印 0.39%，是除以年初预算数 97.83 得来的；除以全年预算数 0.38 应为 100.00%",
            )
        ],
    ),
    # the rate is right, the points are not: 10 × 48.29 ÷ 51.60
    (
        "51.60 | 51.60 | 48.29 | 10 | 93.59% | 9.63",
        [
            (
                "execution-score",
                f"预算执行率得分 9.63 分，按规则应得 9.36 分（{STEPS}），差 0.27 分",
            )
        ],
    ),
    # a share of 1 to which somebody added the sign
    *(
        (
            f"100 | 100 | 93 | 10 | 0.93{percent} | 9.3",
            [("execution-rate", "执行率印 0.93%，全年执行数 93 ÷ 全年预算数 100 应为 93.00%")],
        )
        for percent in ("%", "％")
    ),
    # the form's own 20 points: 20 × 0.935852… = 18.717…
    (
        "51.60 | 51.60 | 48.29 | 20 | 93.59% | 9.36",
        [
            (
                "execution-score",
                "预算执行率得分 9.36 分，按规则应得 18.72 分（20 × 48.29 ÷ 51.6 = 4829/258 ≈ 18.717054），差 9.36 分",
            )
        ],
    ),
    # nothing spent of 10: no 0/0
    (
        "10 | 10 | 0 | 10 | 0% | 5",
        [("execution-score", "预算执行率得分 5 分，按规则应得 0.00 分（10 × 0 ÷ 10 = 0），差 5.00 分")],
    ),
    # nothing, or everything: 9.36 - 0, 10 - 9.36
    (
        "51.60 | 51.60 | 48.29 | 10 | 93.59% | 0",
        [("execution-score", f"预算执行率得分 0 分，按规则应得 9.36 分（{STEPS}），差 9.36 分")],
    ),
    (
        "51.60 | 51.60 | 48.29 | 10 | 93.59% | 10",
        [
            (
                "execution-score",
                f"预算执行率得分 10 分，按规则应得 9.36 分（{STEPS}），差 0.64 分",
            )
        ],
    ),
    # a rate that is right to its decimals, and points from that rate instead of from the money
    (
        "51.60 | 51.60 | 48.29 | 10 | 94% | 9.40",
        [("execution-score-rounded", f"预算执行率得分 9.40 分，按规则应得 9.36 分（{STEPS}），差 0.04 分")],
    ),
    # points cut to one decimal by rounding
    (
        "51.60 | 51.60 | 48.29 | 10 | 93.59% | 9.4",
        [
            (
                "execution-score",
                f"预算执行率得分 9.4 分，按规则应得 9.36 分（{STEPS}），差 0.04 分（按「四舍六入五成双」取 1 位小数才相符）",
            )
        ],
    ),
    # 102.59 ÷ 100: told as overspent; the points are capped at 10
    (
        "100.00 | 100.00 | 102.59 | 10 | 102.59% | 10",
        [
            (
                "execution-over-hundred",
                "全年执行数 102.59 万元，超过全年预算数 100.00 万元，多 2.59 万元，执行率 102.59%",
            )
        ],
    ),
    # money spent without any budget
    (
        "0.00 | 0.00 | 3.00 | 10 | — | —",
        [("execution-over-hundred", "全年执行数 3.00 万元，超过全年预算数 0.00 万元，多 3.00 万元")],
    ),
    # the same with points: no 0/0, for 3.00 was spent
    (
        "0.00 | 0.00 | 3.00 | 10 | — | 10",
        [("execution-over-hundred", "全年执行数 3.00 万元，超过全年预算数 0.00 万元，多 3.00 万元")],
    ),
    # 0/0 printed as full marks and as nothing: this rulebook leaves both to a person
    (
        "0 | 0 | 0 | 10 | 100% | 10",
        [
            (
                "zero-budget",
                "全年预算数和全年执行数都是 0，却印执行率 100%、得分 10 分；评分办法没有规定 0÷0 得几分",
            )
        ],
    ),
    (
        "0 | 0 | 0 | 10 | — | 0",
        [("zero-budget", "全年预算数和全年执行数都是 0，却印得分 0 分；评分办法没有规定 0÷0 得几分")],
    ),
]


@pytest.mark.parametrize(("money", "findings"), WRONG)
def test_a_rate_or_points_that_do_not_follow(money: str, findings: list[tuple[str, str]]) -> None:
    assert everything(money) == findings


# printed for 0/0 under a rulebook that gives full marks for it → what is said
RULED = [
    ("100% | 10", []),
    ("— | —", []),
    ("— | 0", ["全年预算数和全年执行数都是 0，却印得分 0 分；按评分办法应得 10.00 分"]),
]


@pytest.mark.parametrize(("printed", "messages"), RULED)
def test_a_rulebook_may_say_what_nothing_of_nothing_is_worth(printed: str, messages: list[str]) -> None:
    rules = rulebook_of("urumqi-2024")
    assert rules.execution is not None
    full = rules.model_copy(update={"execution": rules.execution.model_copy(update={"zero_budget": Unmeasured.FULL})})
    table = table_of(TOTAL.format(money=f"0 | 0 | 0 | 10 | {printed}"))
    document = judged_document(Disclosure("表.txt", (table,), ()), full)
    assert found(zero_budget.CHECK, document) == messages
    assert found(execution_score.CHECK, document) == []


def test_the_finding_stands_at_the_points_or_else_at_the_rate() -> None:
    # name, three amounts, weight: the rate is the seventh cell of its line, the points the eighth
    for printed, column in (("100% | 10", 8), ("— | 10", 8), ("100% | —", 7)):
        (seen,) = zero_budget.CHECK.find(document_of(TOTAL.format(money=f"0 | 0 | 0 | 10 | {printed}")))
        assert seen.place.column == column


def test_parts_have_rates_too_but_no_points() -> None:
    table = TOTAL.format(money="60 | 60 | 30 | 10 | 50% | 5\n") + "资金 | 其他资金 | 20 | 20 | 5 | — | {rate} | —"
    # 5 ÷ 20 = 25 %; a part of 0 with a printed 0.00 % is how many forms fill it
    assert found(execution_rate.CHECK, document_of(table.format(rate="25%"))) == []
    (message,) = found(execution_rate.CHECK, document_of(table.format(rate="52%")))
    assert message == "执行率印 52%，全年执行数 5 ÷ 全年预算数 20 应为 25%"
    empty = TOTAL.format(money="60 | 60 | 30 | 10 | 50% | 5\n") + "资金 | 其他资金 | 0.00 | 0.00 | 0.00 | — | 0.00% | —"
    assert [message for module in CHECKS for message in found(module.CHECK, document_of(empty))] == []


def test_a_part_overspent_is_told_unless_the_total_is() -> None:
    part = "项目支出绩效自评表 2024\n资金 | 年度资金总额 | 50 | 50 | {total}\n资金 | 其他资金 | 10 | 10 | 12"
    # 12 of 10 in a total of 50 of 50; and within a total of 52 of 50, where it is the same 2
    (seen,) = execution_over_hundred.CHECK.find(document_of(part.format(total="50")))
    assert (seen.row, seen.difference) == ("其他资金", "2")
    (seen,) = execution_over_hundred.CHECK.find(document_of(part.format(total="52")))
    assert (seen.row, seen.difference) == ("年度资金总额", "2")


def test_every_part_overspent_is_told() -> None:
    table = "项目支出绩效自评表 2024\n资金 | 总额 | 50 | 50 | 50\n资金 | 甲 | 10 | 10 | 12\n资金 | 乙 | 10 | 10 | 11"
    assert [seen.row for seen in execution_over_hundred.CHECK.find(document_of(table))] == ["甲", "乙"]
