"""Laws of arithmetic over any table: what follows is silent, what is moved by a cent is found once."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audit.checks import across
from engine.audit.checks.arithmetic import CHECKS
from tests.audit.tables_of import document_of

CENT = Decimal("0.01")
ROWS = st.lists(st.tuples(st.integers(1, 400), st.integers(0, 500)), min_size=9, max_size=9)
MONEY = st.tuples(st.integers(1, 10**6), st.integers(0, 100))


def score_of(target: int, achieved: int) -> Decimal:
    """10 × A ÷ T at most 10, to the cent, half to even: the rule of the published tables."""
    with localcontext() as context:
        context.prec = 40
        return min(Decimal(10), Decimal(10 * achieved) / target).quantize(CENT, ROUND_HALF_EVEN)


def table(rows: list[tuple[int, int]], money: tuple[int, int], wrong: int | None = None) -> str:
    """Nine rows of 10 and the execution rate; ``wrong`` is the printed number that is one cent off."""
    cents, share = money
    budget, outturn = Decimal(cents) / 100, Decimal(cents * share // 100) / 100
    rate = (outturn * 100 / budget).quantize(CENT, ROUND_HALF_EVEN)
    execution = (outturn * 10 / budget).quantize(CENT, ROUND_HALF_EVEN)
    scores = [score_of(*row) for row in rows]
    printed = [rate, execution, *scores]
    if wrong is not None:
        printed[wrong] += CENT if printed[wrong] < 5 else -CENT
    total = sum(printed[1:], Decimal(0))
    lines = [
        f"产出指标 | 数量指标 | 指标{index} | ≥{target} 份 | ={achieved} 份 | 10 | {score}"
        for index, ((target, achieved), score) in enumerate(zip(rows, printed[2:], strict=True))
    ]
    return "\n".join(
        [
            "项目支出绩效自评表 2024",
            f"资金 | 年度资金总额 | {budget} | {budget} | {outturn} | 10 | {printed[0]}% | {printed[1]}",
            *lines,
            f"总分 | 100 | {total}",
        ]
    )


def codes(text: str) -> list[str]:
    document = document_of(text)
    return [check.code for check in CHECKS for _ in check.find(document)]


@settings(max_examples=25)
@given(ROWS, MONEY)
def test_a_table_whose_numbers_follow_from_each_other_is_silent(
    rows: list[tuple[int, int]], money: tuple[int, int]
) -> None:
    assert codes(table(rows, money)) == []


@settings(max_examples=25)
@given(ROWS, MONEY, st.integers(0, 10))
def test_one_cent_off_in_one_place_is_one_finding(
    rows: list[tuple[int, int]], money: tuple[int, int], wrong: int
) -> None:
    expected = {0: "execution-rate", 1: "execution-score"}.get(wrong, "row-score")
    assert codes(table(rows, money, wrong)) == [expected]


def test_every_check_has_a_code_of_its_own_and_speaks_to_an_office() -> None:
    checks = (*CHECKS, *across.CHECKS)
    assert len({check.code for check in checks}) == len(checks)
    for check in checks:
        assert f"{check.title}{check.why}".encode("gbk")
        assert check.why.endswith("。")
