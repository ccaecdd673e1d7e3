"""数字印成什么样（how numbers are printed）：只补零、去零、加逗号，从不修约。"""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from engine.forms.figures import money, percent, points, points_with_unit, short_percent


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        ("1612.98", "1,612.98"),  # 部门表：年度总资金
        ("655.95", "655.95"),
        ("0", "0.00"),  # 上级资金(万元) 0.00
        ("51.6", "51.60"),  # 金融监管工作经费
        ("24.4", "24.40"),
        ("1234567.8", "1,234,567.80"),
        ("48.295", "48.295"),  # 写了三位就印三位：表不替人修约
        ("999999999999999.999999", "999,999,999,999,999.999999"),
    ],
)
def test_money_has_two_decimals_and_commas(amount: str, printed: str):
    assert money(Decimal(amount)) == printed


def test_money_does_not_depend_on_the_decimal_context():
    with localcontext() as context:
        context.prec = 3
        assert money(Fraction(161298, 100)) == "1,612.98"


@pytest.mark.parametrize(("score", "printed"), [("10.00", "10"), ("4.14", "4.14"), ("0.00", "0"), ("8.50", "8.5")])
def test_points_of_a_row_have_no_needless_zeros(score: str, printed: str):
    assert points(Decimal(score)) == printed


def test_execution_and_total_keep_the_decimals_of_the_rulebook():
    assert points_with_unit(Decimal("9.36")) == "9.36 分"
    assert points_with_unit(Decimal("100.00")) == "100.00 分"
    assert percent(Decimal("93.59")) == "93.59%"
    assert percent(Decimal("100.00")) == "100.00%"
    assert short_percent(Decimal("100.00")) == "100%"  # 部门表印 100%
