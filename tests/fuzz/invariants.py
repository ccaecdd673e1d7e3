"""What must hold for every text: the checks that the fuzzer, and nothing else, runs on its inputs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from time import thread_time_ns
from typing import Any

from indicators.language.achievements import parse_achievement
from indicators.language.clause_types import Award, Bands, Clause, MetElse, Proportional, Step
from indicators.language.clauses import parse_clause
from indicators.language.conditions import parse_condition
from indicators.language.points import NO_POINTS, Points
from indicators.language.targets import Target, parse_target
from indicators.problems import Problem
from indicators.quantities import Quantity
from indicators.scoring.constructors import compile_clause
from indicators.scoring.curve import AxisKind, Curve, Segment
from indicators.scoring.goal import GRADE_PLACE, goal_of
from indicators.vocabulary.clauses import Side, StepReading
from indicators.vocabulary.signs import Comparator

FISCAL_YEAR = 2024
MAX_SECONDS = 0.05
WEIGHT = Fraction(10)
MAX_STEPS = 50
FAR = Fraction(10**9)


def read_target(text: str) -> Any:
    return parse_target(text, FISCAL_YEAR)


def read_achievement(text: str) -> Any:
    return parse_achievement(text, FISCAL_YEAR)


READERS = (read_target, read_achievement, parse_condition, parse_clause)
TARGETS = tuple(
    read_target(text)
    for text in (
        *("≥20 份", "≤10 万元", "=100%", ">0.5%", "<3 个月", "=0 起", "≥-5 ℃", "≤0"),
        *("80%~90%", "±10%", ">3 次且≤5 次"),
        *("≤2024 年 12 月", "=2024 年", "<2024 年 12 月 31 日", "2020 年 1 月~2020 年 11 月"),
        *("提升", "定性 优良中差"),
    )
)
PLAIN_CLAUSES = (
    Clause(MetElse(Award(NO_POINTS))),
    Clause(Proportional(), (Step(Side.EITHER, Quantity(Decimal(1)), Points(Decimal(1))),)),
)


class Violation(AssertionError):
    """Something that must hold does not; the message says what and for which text."""


def check_text(text: str) -> None:
    """All invariants of one text."""
    for read in READERS:
        value = _timed(read, text)
        if isinstance(value, Problem):
            _check_problem(value, text)
            continue
        if _timed(read, str(value)) != value:
            raise Violation(f"{read.__name__}({text!r}) 写成 {str(value)!r}，读回来不是同一个值")
        if isinstance(value, Clause):
            check_compiled(value, TARGETS)
        elif read is read_target and getattr(value, "comparator", None) is not Comparator.UNSTATED:
            for clause in PLAIN_CLAUSES:
                check_compiled(clause, (value,))


def _timed(read: Any, text: str) -> Any:
    """The value read; slow three times in a row is slow (CPU time, so a busy machine does not matter)."""
    for _ in range(3):
        start = thread_time_ns()
        value = read(text)
        seconds = (thread_time_ns() - start) / 1e9
        if seconds < MAX_SECONDS:
            return value
    raise Violation(f"{read.__name__}({text!r}) 用了 {seconds * 1000:.0f} ms")


def _check_problem(problem: Problem, text: str) -> None:
    start, end = problem.span or (0, 0)
    whole = problem.code and problem.message and problem.example
    if not whole or not 0 <= start <= end <= len(problem.text):
        raise Violation(f"{text!r} 的问题不完整：{problem!r}")
    str(problem).encode("utf-8")


# ---------------------------------------------------------------- curves


def _steps(*parts: object) -> Iterator[Step]:
    """Every step deduction of a clause."""
    for part in parts:
        if isinstance(part, Step):
            yield part
        elif isinstance(part, Bands | MetElse):
            yield from _steps(part.otherwise)


def _is_cheap(step: Step) -> bool:
    """A step function of at most 50 steps; ``scoring.steps`` has its own limit, and its own tests."""
    if step.reading in (None, StepReading.PRO_RATA) or not step.points.number:
        return True
    points = Fraction(step.points.number) * (WEIGHT / 100 if step.points.of_weight else 1)
    return WEIGHT / points <= MAX_STEPS


def check_compiled(clause: Clause, targets: tuple[Target, ...]) -> None:
    """Every curve of a clause covers its axis once and stays between 0 and the weight."""
    if not all(map(_is_cheap, _steps(clause.base, *clause.modifiers))):
        return
    for target in targets:  # whose comparator is known: goal_of asks for that
        compiled = compile_clause(clause, goal_of(target), WEIGHT, StepReading.PRO_RATA)
        if isinstance(compiled, Curve) and (fault := curve_fault(compiled)):
            raise Violation(f"规则 {str(clause)!r} 目标 {str(target)!r}：{fault}")


def curve_fault(curve: Curve) -> str | None:
    """The first thing wrong with a curve."""
    domain, segments = curve.axis.domain, curve.segments
    if not segments:
        return "没有任何一段"
    if curve.axis.kind is AxisKind.GRADE:
        return _grades_fault(curve) or next(filter(None, map(_points_fault, segments)), None)
    if (segments[0].interval.lower, segments[-1].interval.upper) != (domain.lower, domain.upper):
        return f"没有盖住整条轴：{segments[0].interval} … {segments[-1].interval}"
    for left, right in pairwise(segments):
        if left.interval.upper != right.interval.lower:
            return f"段与段不相接：{left.interval} 与 {right.interval}"
    return next(filter(None, map(_points_fault, segments)), None)


def _grades_fault(curve: Curve) -> str | None:
    """Each of the three grades lies in exactly one segment."""
    for place in GRADE_PLACE.values():
        found = sum(place in segment.interval for segment in curve.segments)
        if found != 1:
            return f"等次 {place} 在 {found} 段里"
    return None


def _points_fault(segment: Segment) -> str | None:
    """Points outside 0..W at an end, in the middle, or far out; a band outside 0..W or upside down."""
    if segment.interval.is_empty:
        return f"空的一段：{segment.interval}"
    band = segment.band
    if band and not 0 <= band.low <= band.high <= WEIGHT:
        return f"{segment.interval} 的得分带不在 0~{WEIGHT}：{band.low}~{band.high}"
    formula = segment.formula
    if formula is None:
        return None if band else f"{segment.interval} 既没有公式也没有得分带"
    places = [*segment.interval.finite_ends, segment.interval.sample]
    places += [place for place in (-FAR, FAR) if place in segment.interval]
    for place in places:
        if formula.r + formula.s * place == 0:
            return f"{segment.interval} 在 {place} 处除以零：{formula.text}"
        if not 0 <= formula.at(place) <= WEIGHT:
            return f"{segment.interval} 在 {place} 处得 {formula.at(place)} 分：{formula.text}"
    return None
