"""What every rulebook owes its reader: it builds, cites honestly, and leaves no case without a rule."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from indicators.indicator import Indicator
from indicators.language.clauses import parse_clause
from indicators.scoring.constructors import compile_clause
from indicators.scoring.curve import Curve
from indicators.scoring.goal import goal_of
from indicators.scoring.rulebook import Rule, Rulebook, Status, TargetKind
from indicators.scoring.selection import Facts, facts_of, find_rule, kind_of
from indicators.validation import validate
from indicators.vocabulary.forms import Dimension, Direction

Named = Callable[[str], Rulebook]

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(file.stem for file in (ROOT / "indicators" / "rulebooks").glob("*.toml"))
EXAMPLES = sorted(file.stem for file in (ROOT / "examples" / "rulebooks").glob("*.toml"))
ALL_BOOKS = [*SHIPPED, *EXAMPLES]

SILENT = "undetermined"
SILENT_CLAUSE = "达标得满分，否则须人工评分"
ARTICLE = re.compile(r"第\s*[零〇一二三四五六七八九十百0-9]+\s*[条款项章]")
UNVERIFIED_MARK = "（未核实，不作引用）"

# One target for every comparator × kind × sign, in % so that rules about rates suit them too.
TARGETS = (
    *(f"{sign}{number}%" for sign, number in product(("≥", "≤", "=", ">", "<"), ("95", "0", "-5"))),
    *("80%~90%", "±10%", "≥3%且<5%"),
    *(f"{sign}2024 年 10 月" for sign in ("≥", "≤", "=", ">", "<")),
    *("2024 年 1 月~2024 年 11 月", "≤2024 年 10 月 31 日", "≤2024 年"),
    *("有效改善", "定性 优良中低差"),
)


def indicator_with(target: str) -> Indicator:
    document = {
        "dimension": "产出指标",
        "category": "数量指标",
        "name": "指标",
        "target": target,
        "weight": 10,
    }
    indicator = validate(Indicator, document, {"fiscal_year": 2024})
    assert isinstance(indicator, Indicator), indicator
    return indicator


def facts_for(rulebook: Rulebook, indicator: Indicator) -> Iterator[Facts]:
    """Every row with this target that a rule of this rulebook could tell apart from another."""
    facts = facts_of(indicator, indicator.target.value)
    named = {name for rule in rulebook.rule for name in rule.when.name or ()}
    for dimension, direction, name in product(Dimension, (None, *Direction), {"指标", *named}):
        yield facts._replace(dimension=dimension, direction=direction, name=name)


@pytest.mark.parametrize("book", ALL_BOOKS)
def test_builds_under_the_id_of_its_file(book: str, rulebook_named: Named):
    assert rulebook_named(book).id == book


@pytest.mark.parametrize("book", ALL_BOOKS)
def test_clauses_reparse(book: str, rulebook_named: Named):
    rulebook = rulebook_named(book)
    clauses = [rule.clause for rule in rulebook.rule]
    clauses += [rulebook.execution.clause] if rulebook.execution else []
    assert [parse_clause(str(clause)) for clause in clauses] == clauses


@pytest.mark.parametrize("book", EXAMPLES)
def test_examples_are_models_of_ones_own(book: str, rulebook_named: Named):
    rulebook = rulebook_named(book)
    assert rulebook.status is Status.CUSTOM
    assert rulebook.based_on


# The sources whose own page was seen (mark F of domain.md §2 and §3); everything else is unverified.
SEEN = {
    "urumqi-2024": {"published", "form-note"},
    "mof-2020": {"form", "form-note"},
    "vendor-reverse": {"form"},
    "guangxi": {"form"},
    "hubei": {"hubei"},
    "jiangxi-2017": {"jiangxi", "form"},
    "hunan-overall": {"hunan"},
    "sichuan": {"sichuan", "form", "form-note"},
    "handan": {"form", "form-note"},
    "satisfaction-absolute": {"practice", "form", "form-note"},
    "integrated-manual": {"manual", "form"},
}


@pytest.mark.parametrize("book", ALL_BOOKS)
def test_only_seen_sources_are_verified(book: str, rulebook_named: Named):
    verified = {source.key for source in rulebook_named(book).source if source.verified}
    assert verified - {SILENT} == SEEN[book]


@pytest.mark.parametrize("book", ALL_BOOKS)
def test_unverified_sources_print_no_location(book: str, rulebook_named: Named):
    for source in rulebook_named(book).source:
        if not source.verified:
            assert source.location == ""
            assert str(source.citation) == f"{source.title}{UNVERIFIED_MARK}"


@pytest.mark.parametrize("book", ALL_BOOKS)
def test_no_article_number_anywhere(book: str, rulebook_texts: dict[str, str]):
    assert ARTICLE.search(rulebook_texts[book]) is None


@pytest.mark.parametrize("planted", ["第三条", "第 12 条", "第十八款"])
def test_a_planted_article_number_is_found(planted: str):
    assert ARTICLE.search(f"财预〔2020〕10号{planted}")


@pytest.mark.parametrize("book", ALL_BOOKS)
def test_silence_gives_met_or_a_person(book: str, rulebook_named: Named):
    silent = [rule for rule in rulebook_named(book).rule if rule.source == SILENT]
    assert silent
    assert {str(rule.clause) for rule in silent} == {SILENT_CLAUSE}


@pytest.mark.parametrize("book", ALL_BOOKS)
@pytest.mark.parametrize("text", TARGETS)
def test_every_target_has_a_rule_and_a_whole_curve(book: str, text: str, rulebook_named: Named):
    rulebook, indicator = rulebook_named(book), indicator_with(text)
    goal = goal_of(indicator.target.value)
    for rule in {rule.id: rule for rule in rules_for(rulebook, indicator)}.values():
        curve = compile_clause(rule.clause, goal, Fraction(rule.weight or 10), rulebook.steps)
        assert isinstance(curve, Curve), (rule.id, str(curve))
        assert_whole(curve)


def rules_for(rulebook: Rulebook, indicator: Indicator) -> Iterator[Rule]:
    for facts in facts_for(rulebook, indicator):
        rule = find_rule(rulebook, facts)
        assert rule is not None, facts
        yield rule


def assert_whole(curve: Curve) -> None:
    """Points between 0 and the weight on, just beside and between all ends of all segments."""
    ends = sorted({end for segment in curve.segments for end in segment.interval.finite_ends})
    near = Fraction(1, 1000)
    places = {Fraction(0), *(end + step for end in ends for step in (-near, Fraction(0), near))}
    for place in places:
        possible = not curve.axis.is_discrete or place.denominator == 1
        if possible and place in curve.axis.domain:
            segment = curve.at(place)
            assert segment is not None, place
            assert segment.formula is None or 0 <= segment.formula.at(place) <= curve.weight, place


@pytest.mark.parametrize("book", ALL_BOOKS)
def test_every_rule_is_reached(book: str, rulebook_named: Named):
    rulebook = rulebook_named(book)
    reached = {rule.id for text in TARGETS for rule in rules_for(rulebook, indicator_with(text))}
    assert reached == {rule.id for rule in rulebook.rule}


CHOSEN = [
    # a rule that says more than the one it would otherwise fall through to
    ("mof-2020", "≤10 万元", "reverse"),
    ("mof-2020", "<10 万元", "reverse"),
    ("mof-2020", "=600 人次", "exact"),
    ("hubei", "≤0 起", "zero-reverse"),
    ("jiangxi-2017", "<10 万元", "reverse"),
    ("vendor-reverse", "<0 起", "zero-at-most"),
    ("vendor-reverse", "80%~90%", SILENT),
    ("guangxi", "≤10 万元", "reverse"),
]


@pytest.mark.parametrize(("book", "target", "rule_id"), CHOSEN)
def test_rule_chosen(book: str, target: str, rule_id: str, rulebook_named: Named):
    indicator = indicator_with(target)
    rule = find_rule(rulebook_named(book), facts_of(indicator, indicator.target.value))
    assert rule is not None
    assert rule.id == rule_id


@pytest.mark.parametrize("kind", TargetKind)
def test_targets_above_are_of_every_kind(kind: TargetKind):
    assert kind in {kind_of(indicator_with(text).target.value) for text in TARGETS}
