"""Monitoring (执行监控): every declared indicator and the money against a month, with lights and warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from indicators.monitoring import MonitoredRow, MonitoringRecord
from indicators.problems import Problem, Severity
from indicators.scoring.curve import AxisKind
from indicators.scoring.goal import Goal, goal_of, place_of
from indicators.scoring.lights import Judge, Judgement, Period, Progress, judge_progress, not_judged, printed, with_gap
from indicators.scoring.monitoring_checks import check_record, unit_assumed
from indicators.scoring.monitoring_rules import Gap, Light, MonitoringRules
from indicators.scoring.monitoring_view import MoneyView, MonitoringView, RowView, Standing
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.selection import Declared, resolve_comparator


def monitor(
    declared: Sequence[Declared],
    revised_budget: Decimal,
    record: MonitoringRecord,
    rulebook: Rulebook,
    fiscal_year: int,
) -> MonitoringView:
    """Judge a record against what was declared. What the rulebook does not decide is said, never guessed."""
    period = Period(fiscal_year, record.month)
    money = _Money(revised_budget, record, rulebook)
    rows = _Rows(declared, record, rulebook, period, money)
    judged = [rows.judge(each) for each in declared]
    return MonitoringView(
        year=fiscal_year,
        month=record.month,
        rulebook=rulebook.named,
        money=money.view(),
        rows=tuple(view for view, _ in judged),
        problems=(
            *check_record(declared, record),
            *money.warnings(),
            *(problem for _, problems in judged for problem in problems),
        ),
    )


def _standing(judgement: Judgement, rulebook: Rulebook, rate: Fraction | None) -> Standing:
    progress = judgement.progress
    return Standing(
        light=judgement.light,
        says=judgement.says,
        reason=judgement.reason,
        citation=rulebook.citation(judgement.source) if judgement.source else None,
        standard=progress.standard if progress else None,
        progress=progress.value if progress else None,
        printed=judgement.printed,
        rate=rate,
    )


def _silent(rulebook: Rulebook) -> str:
    return f"评分办法 {rulebook.id} 没有执行监控的规则"


@dataclass(frozen=True, slots=True)
class _Money:
    """The outturn against the revised budget."""

    budget: Decimal
    record: MonitoringRecord
    rulebook: Rulebook

    @property
    def rules(self) -> MonitoringRules:
        return self.rulebook.monitoring or MonitoringRules()

    @property
    def rate(self) -> Fraction | None:
        """Execution rate in %; None for a budget of 0."""
        return 100 * Fraction(self.record.outturn) / Fraction(self.budget) if self.budget else None

    @property
    def printed_rate(self) -> Decimal | None:
        marks = [each.at_least for each in self.rules.milestone]
        return None if self.rate is None else printed(self.rate, self.rulebook.rounding.rate.step, marks)

    def view(self) -> MoneyView:
        standing = _standing(self._judgement(), self.rulebook, self.rate)
        return MoneyView(self.budget, self.record.outturn, self.printed_rate, standing)

    def _judgement(self) -> Judgement:
        spent = f"已执行 {self.record.outturn:f} 万元"
        if not self.budget:
            return not_judged("全年预算数为 0", spent)
        figures = f"全年预算数 {self.budget:f} 万元，{spent}，执行率 {self.printed_rate}%"
        if self.rulebook.monitoring is None:
            return not_judged(_silent(self.rulebook), figures)
        rule = self.rules.progress
        if rule is None or not rule.money:
            return not_judged("评分办法没有规定资金亮什么灯", figures)
        progress = Progress(Fraction(self.budget), Fraction(self.record.outturn), self.record.month)
        return judge_progress(progress, "已执行", " 万元", rule, self.rulebook.rounding.rate.step)

    def warnings(self) -> Iterator[Problem]:
        """The execution rate below the last milestone."""
        milestone = self.rules.milestone_for(self.record.month)
        if milestone is None or self.rate is None or self.rate >= Fraction(milestone.at_least):
            return
        yield Problem(
            "monitoring-execution-low",
            f"1~{self.record.month} 月执行率 {self.printed_rate}%，"
            f"低于 1~{milestone.month} 月应达到的 {milestone.at_least:f}%"
            f"；依据 {self.rulebook.id}：{self.rulebook.citation(milestone.source)}",
            text=f"{self.record.outturn:f} ÷ {self.budget:f}",
            expected=f"不低于 {milestone.at_least:f}%，或在 note 里说明原因",
            where=("outturn",),
            severity=Severity.WARNING,
        )


@dataclass(frozen=True, slots=True)
class _Rows:
    """The declared rows against what the record says of them."""

    declared: Sequence[Declared]
    record: MonitoringRecord
    rulebook: Rulebook
    period: Period
    money: _Money

    def judge(self, declared: Declared) -> tuple[RowView, tuple[Problem, ...]]:
        """One row's view, and the problems with their place in the record."""
        places = [index for index, each in enumerate(self.record.indicator) if each.name == declared.name]
        if reason := self._not_one(declared, len(places)):
            return self._view(declared, None, not_judged(reason)), ()
        (place,) = places
        monitored = self.record.indicator[place]
        judgement, problems = self._judged(declared, monitored)
        placed = tuple(problem.at("indicator", place) for problem in problems)
        return self._view(declared, monitored, judgement), placed

    def _not_one(self, declared: Declared, written: int) -> str:
        """Why it is not known what the record says of a row."""
        if [each.name for each in self.declared].count(declared.name) > 1:
            return "申报的指标里有同名的，不知道说的是哪一项"
        return {0: "这一期没有填写", 1: ""}.get(written, "这一期写了不止一次")

    def _view(self, declared: Declared, monitored: MonitoredRow | None, judgement: Judgement) -> RowView:
        rate = judgement.progress.rate if judgement.progress else None
        return RowView(declared.name, declared.target, monitored, _standing(judgement, self.rulebook, rate))

    def _judged(self, declared: Declared, monitored: MonitoredRow) -> tuple[Judgement, list[Problem]]:
        if self.rulebook.monitoring is None:
            return not_judged(_silent(self.rulebook)), []
        resolved = resolve_comparator(declared, self.rulebook)
        if isinstance(resolved, Problem):
            return not_judged(resolved.message), []
        goal = goal_of(resolved.target)
        judge = Judge(self.rulebook.monitoring, self.period, self.rulebook.rounding.rate.step)
        judgement = judge.row(goal, monitored.actual.value)
        problems = [judgement.problem.at("actual")] if judgement.problem else [*unit_assumed(monitored, goal)]
        for gap, words in self._gaps(judgement):
            judgement = with_gap(judgement, gap, words)
            problems.append(self._gap_problem(gap, words, monitored))
        problems += self._expected(judgement.light, goal, monitored)
        if resolved.finding:
            judgement = replace(judgement, says=f"{resolved.finding.message}；{judgement.says}")
        return judgement, problems

    def _gaps(self, judgement: Judgement) -> Iterator[tuple[Gap, str]]:
        """Where the completion rate and the execution rate have come apart, with the figures."""
        if judgement.progress is None or self.money.rate is None:
            return
        goal, money = judgement.progress.rate, self.money.rate
        step = self.rulebook.rounding.rate.step
        for gap in self.money.rules.gap:
            distance = gap.side.distance(goal, money)
            if distance > Fraction(gap.over):
                way = "高于" if goal > money else "低于"
                rates = f"完成率 {step.apply(goal):f}% {way}执行率 {step.apply(money):f}%"
                apart = printed(distance, step, [gap.over])
                yield gap, f"{rates}，相差 {apart:f} 个百分点，超过 {gap.over:f} 个百分点"

    def _gap_problem(self, gap: Gap, words: str, monitored: MonitoredRow) -> Problem:
        return Problem(
            "monitoring-gap-wide",
            f"「{monitored.name}」{words}；依据 {self.rulebook.id}：{self.rulebook.citation(gap.source)}",
            text=monitored.actual.text,
            expected="目标进度与资金进度相当，或在 cause_note 里说明原因",
            where=("actual",),
            severity=Severity.WARNING,
        )

    def _expected(self, light: Light, goal: Goal, monitored: MonitoredRow) -> Iterator[Problem]:
        """The year's expectation must suit the light: nobody is on schedule for a target they do not expect to meet."""
        if monitored.expected is None:
            return
        place = place_of(monitored.expected.value, goal)
        if isinstance(place, Problem):
            if goal.axis.kind is AxisKind.QUANTITY or place.severity is not Severity.OPEN:
                yield place.at("expected")  # 「完成」 is a good enough expectation of a date or of words
        elif light in (Light.GREEN, Light.BLUE) and place not in goal.met:
            yield Problem(
                "monitoring-expected-short",
                f"「{monitored.name}」亮{light.value}灯，全年预计却达不到目标「{goal.target}」",
                text=monitored.expected.text,
                expected="核实截至期末完成值和全年预计完成值",
                example=f'expected = "{getattr(goal.target, "quantity", monitored.actual.text)}"',
                where=("expected",),
                severity=Severity.WARNING,
            )
