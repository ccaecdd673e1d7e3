"""What a clause is compiled for, and the refusal when it does not suit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from indicators.language.clause_types import Clause
from indicators.language.points import Points
from indicators.language.targets import Target
from indicators.numbers import plain
from indicators.problems import Problem, Severity
from indicators.scoring.curve import AxisKind
from indicators.scoring.goal import Goal
from indicators.scoring.intervals import Interval
from indicators.vocabulary.clauses import StepReading


class Unsuitable(Exception):
    """Carries message, expected and example out of a constructor."""

    def __init__(self, message: str, expected: str, example: str) -> None:
        super().__init__(message)
        self.message, self.expected, self.example = message, expected, example

    def problem(self, clause: Clause, target: Target) -> Problem:
        """The Problem a person reads; the row stays open for a person to score."""
        return Problem(
            "clause-unsuitable",
            f"目标「{target}」不能用这条规则：{self.message}",
            text=str(clause),
            expected=self.expected,
            example=self.example,
            severity=Severity.OPEN,
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """What a clause is compiled for: the target, the weight, and how incomplete steps count."""

    goal: Goal
    weight: Fraction
    reading: StepReading

    @property
    def whole(self) -> Interval:
        return self.goal.axis.domain

    @property
    def positive_target(self) -> Fraction:
        """T, for clauses that divide by it."""
        target = self.goal.anchor
        if self.goal.axis.kind is not AxisKind.QUANTITY or target is None:
            raise Unsuitable("只用于单个数值目标", "给区间、日期或定性目标另选规则", "达标得满分，否则不得分")
        if target <= 0:
            raise Unsuitable("目标值为零或负数时不能相除", "给零目标或负目标另选规则", "达标得满分，否则不得分")
        return target

    def points(self, points: Points) -> Fraction:
        """Points a clause awards, as a number never above the weight."""
        value = self.deduction(points)
        if value > self.weight:
            raise Unsuitable(
                f"规则给的 {plain(value)} 分超过分值 {plain(self.weight)}", "不超过分值的得分", "得满分的 80%"
            )
        return value

    def deduction(self, points: Points) -> Fraction:
        """Points a clause takes off, as a number; what goes below zero is floored afterwards."""
        if points.of_weight:
            return self.weight if points.number == 100 else self.weight * Fraction(points.number) / 100
        return Fraction(points.number)
