"""What holds of every light, whatever was declared and done."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.indicator import Indicator
from indicators.monitoring import MonitoringRecord
from indicators.scoring.lights import printed
from indicators.scoring.monitor import monitor
from indicators.scoring.monitoring_rules import Light
from indicators.scoring.rulebook import Rulebook
from tests.monitoring.documents import bands_only, look, read
from tests.scoring.documents import FISCAL_YEAR, book, indicator, rule, urumqi
from tests.scoring.strategies import LAW

BOOK = bands_only()
SLOW_TO_FAST = (Light.RED, Light.YELLOW, Light.GREEN, Light.BLUE)
MONTHS = st.integers(1, 12)
AMOUNTS = st.decimals(0, 10**6, places=2, allow_nan=False, allow_infinity=False)
TARGETS = AMOUNTS.filter(bool)


def amount_near(target: Decimal, month: int) -> st.SearchStrategy[Decimal]:
    """Amounts on, beside and between the boundaries 60, 80, 120 % of the progress, and anything."""
    standard = Fraction(target) * month / 12
    marks = [Fraction(percent) * standard / 100 for percent in (60, 80, 120)]
    cents = [Decimal(int(mark * 100) + step) / 100 for mark in marks for step in (-1, 0, 1, 2)]
    return st.one_of(st.sampled_from([max(cent, Decimal(0)) for cent in cents]), AMOUNTS)


@st.composite
def progress(draw: st.DrawFn) -> tuple[Decimal, int, Decimal]:
    """(T, month, A)."""
    target, month = draw(TARGETS), draw(MONTHS)
    return target, month, draw(amount_near(target, month))


def light(target: str, actual: str, month: int, rulebook: Rulebook = BOOK, money: str = "0/100") -> Light:
    return look(rulebook, target, {"actual": actual}, month, money).rows[0].standing.light


class TestTheLightOfAProgress:
    """v = 100 × A ÷ (T × month ÷ 12): < 60 red, 60–80 yellow, 80–120 green, ≥ 120 blue (domain.md §3)."""

    @LAW
    @given(progress(), AMOUNTS)
    def test_never_falls_when_more_is_done(self, row: tuple[Decimal, int, Decimal], more: Decimal):
        target, month, done = row
        lights = [light(f"≥{target:f} 份", f"={amount:f} 份", month) for amount in (done, done + more)]
        assert SLOW_TO_FAST.index(lights[0]) <= SLOW_TO_FAST.index(lights[1])

    @LAW
    @given(progress(), MONTHS)
    def test_never_rises_when_time_goes_on(self, row: tuple[Decimal, int, Decimal], later: int):
        target, month, done = row
        assume(later >= month)
        lights = [light(f"≥{target:f} 份", f"={done:f} 份", each) for each in (month, later)]
        assert SLOW_TO_FAST.index(lights[0]) >= SLOW_TO_FAST.index(lights[1])

    @LAW
    @given(progress())
    def test_of_december_is_green_exactly_from_80_to_120_percent_of_the_target(self, row: tuple[Decimal, int, Decimal]):
        target, _, done = row
        assert (light(f"≥{target:f} 份", f"={done:f} 份", 12) is Light.GREEN) == (
            Fraction(4, 5) <= Fraction(done) / Fraction(target) < Fraction(6, 5)
        )

    @LAW
    @given(progress())
    def test_is_the_same_in_every_scale(self, row: tuple[Decimal, int, Decimal]):
        target, month, done = row
        in_yuan = {f"≥{target:f} 万元", f"≥{target * 10000:f} 元"}, {f"={done:f} 万元", f"={done * 10000:f} 元"}
        assert len({light(aim, got, month) for aim in in_yuan[0] for got in in_yuan[1]}) == 1

    @LAW
    @given(progress())
    def test_is_that_of_money_with_the_same_numbers(self, row: tuple[Decimal, int, Decimal]):
        target, month, done = row
        view = look(BOOK, f"≥{target:f} 份", {"actual": f"={done:f} 份"}, month, f"{done:f}/{target:f}")
        assert view.money.standing.light is view.rows[0].standing.light
        assert view.money.standing.progress == view.rows[0].standing.progress

    @LAW
    @given(progress())
    def test_agrees_with_the_printed_figure(self, row: tuple[Decimal, int, Decimal]):
        """A reader who looks 80.00 % up in the bands finds the light that is printed beside it."""
        target, month, done = row
        standing = look(BOOK, f"≥{target:f} 份", {"actual": f"={done:f} 份"}, month).rows[0].standing
        rules = BOOK.monitoring
        assert rules is not None
        assert rules.progress is not None
        assert standing.printed is not None
        (band,) = [band for band in rules.progress.band if band.holds(Fraction(standing.printed))]
        assert band.light is standing.light


@LAW
@given(AMOUNTS, AMOUNTS, MONTHS)
def test_a_ceiling_knows_no_month(target: Decimal, done: Decimal, month: int):
    rules = book(rule("any"), '[monitoring.ceiling]\ncomparator = ["≤"]\nsource = "s"')
    found = light(f"≤{target:f} 元", f"={done:f} 元", month, rules)
    assert found is (Light.GREEN if done <= target else Light.RED)


@LAW
@given(progress(), AMOUNTS)
def test_under_the_product_a_row_far_ahead_of_its_money_is_red(row: tuple[Decimal, int, Decimal], outturn: Decimal):
    """Red when the completion rate exceeds the execution rate by more than 5 points (domain.md §3)."""
    target, month, done = row
    view = look(urumqi(), f"≥{target:f} 份", {"actual": f"={done:f} 份"}, month, f"{outturn:f}/1000000")
    standing, plain = view.rows[0].standing, light(f"≥{target:f} 份", f"={done:f} 份", month)
    ahead = 100 * Fraction(done) / Fraction(target) - Fraction(outturn) / 10000 > 5
    assert standing.light is (Light.RED if ahead else plain)
    assert ("monitoring-gap-wide" in [problem.code for problem in view.problems]) == ahead


def test_only_certain_dates_have_a_light():
    """未完成 is red exactly once the month is over; 完成 is green exactly while the month is not over."""
    for due in range(1, 13):
        for month in range(1, 13):
            lights = [light(f"≤2024 年 {due} 月", said, month, urumqi()) for said in ("未完成", "完成")]
            assert lights[0] is (Light.RED if month >= due else Light.NOT_JUDGED)
            assert lights[1] is (Light.GREEN if month <= due else Light.NOT_JUDGED)


NAMES = st.sampled_from(["甲", "乙", "丙", "丁"])


@LAW
@given(st.lists(NAMES, max_size=5), st.lists(NAMES, max_size=5), MONTHS)
def test_every_declared_row_is_shown_once_in_order_and_every_wrong_name_is_told(
    declared: list[str], monitored: list[str], month: int
):
    rows: list[Indicator] = [indicator("≥12 份", name=name) for name in declared]
    lines = "".join(f'[[indicator]]\nname = "{name}"\nactual = "={month} 份"\n' for name in monitored)
    record = read(f"month = {month}\noutturn = 100\n{lines}")
    assert isinstance(record, MonitoringRecord)
    view = monitor(rows, Decimal(100), record, BOOK, FISCAL_YEAR)
    assert [row.name for row in view.rows] == declared
    told = {problem.where[1] for problem in view.problems}
    for index, name in enumerate(monitored):
        right = declared.count(name) == 1 and monitored.index(name) == index
        assert (index in told) is not right
    judged = {row.name for row in view.rows if row.standing.light is not Light.NOT_JUDGED}
    assert judged == {name for name in declared if declared.count(name) == monitored.count(name) == 1}


@LAW
@given(st.fractions(0, 200), st.lists(st.decimals(0, 200, places=2), max_size=4))
def test_a_printed_figure_stays_on_its_side_of_every_mark(value: Fraction, marks: list[Decimal]):
    shown = Fraction(printed(value, BOOK.rounding.rate.step, marks))
    for mark in map(Fraction, marks):
        assert (shown > mark, shown < mark) == (value > mark, value < mark)
