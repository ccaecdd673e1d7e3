"""Rulebooks (评分办法): which clause scores which row, and everything around it, as cited data."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator

from indicators.document import STORED, Amount, Document, Text
from indicators.language.clause_types import Clause
from indicators.language.clauses import parse_clause
from indicators.language.conditions import Condition, parse_condition
from indicators.numbers import Rounding, plain
from indicators.problems import Problem, Severity
from indicators.scoring.explanation import Citation, RoundingStep, RulebookName
from indicators.scoring.monitoring_rules import MonitoringRules
from indicators.scoring.regions import COMPARISONS
from indicators.validation import one_of, refuse, text_of, validate
from indicators.vocabulary.clauses import StepReading, Subject
from indicators.vocabulary.forms import CATEGORY_NAMES, DIMENSION_NAMES, Category, Dimension, Direction
from indicators.vocabulary.signs import Comparator


class TargetKind(Enum):
    """What sort of target a rule is for."""

    NUMERIC = "数值"
    DATE = "日期"
    QUALITATIVE = "定性"


class TargetSign(Enum):
    """The sign of a numeric target; dates and words count as positive."""

    POSITIVE = "正"
    ZERO = "零"
    NEGATIVE = "负"


class Status(Enum):
    """Where a rulebook comes from."""

    OFFICIAL = "official"
    VENDOR = "vendor"
    INFERRED = "inferred"
    CUSTOM = "custom"


class Inapplicable(Enum):
    """What happens to rows that do not apply this year (不适用指标)."""

    KEPT_AT_ZERO = "保留，计 0 分"
    RESCALED = "剔除，其余折算为 100 分"


class Unmeasured(Enum):
    """What a rulebook gives where nothing was measured (0/0, no achievement, only «完成»)."""

    FULL = "满分"
    NOTHING = "不得分"
    MANUAL = "须人工评分"


def _named(members: type[Enum], label: str) -> BeforeValidator:
    return BeforeValidator(one_of({str(m.value): m for m in members}, "rulebook-word-unknown", label))


def _clause(raw: object) -> Clause:
    clause = parse_clause(text_of(raw))
    if isinstance(clause, Problem):
        refuse(clause)
    return clause


def _condition(raw: object) -> Condition:
    condition = parse_condition(text_of(raw))
    if isinstance(condition, Problem):
        refuse(condition)
    return condition


def _execution_condition(raw: object) -> Condition:
    condition = _condition(raw)
    if condition.subject is not Subject.EXECUTION_RATE:
        refuse(
            Problem(
                "condition-unsuitable",
                f"总分封顶只看执行率，不能看{condition.subject.value}",
                text=str(condition),
                expected="执行率和一个百分数",
                example="执行率<80%",
            )
        )
    return condition


ClauseText = Annotated[Clause, PlainValidator(_clause)]
ConditionText = Annotated[Condition, PlainValidator(_condition)]
_ExecutionCondition = Annotated[Condition, PlainValidator(_execution_condition)]


def _signs(comparators: Iterable[Comparator]) -> BeforeValidator:
    return BeforeValidator(one_of({c.value: c for c in comparators}, "rulebook-word-unknown", "计算符号"))


_Comparator = Annotated[Comparator, _signs(c for c in Comparator if c is not Comparator.UNSTATED)]
_Sign = Annotated[Comparator, _signs(COMPARISONS)]
"""What may stand before one number: ~ needs two."""
_Dimension = Annotated[Dimension, BeforeValidator(one_of(DIMENSION_NAMES, "dimension-unknown", "一级指标"))]
_DimensionName = Annotated[
    str, PlainValidator(lambda raw: one_of(DIMENSION_NAMES, "dimension-unknown", "一级指标")(raw).value)
]
_Category = Annotated[Category, BeforeValidator(one_of(CATEGORY_NAMES, "category-unknown", "二级指标"))]
_Rounding = Annotated[Rounding, _named(Rounding, "修约方式")]
_Unmeasured = Annotated[Unmeasured, _named(Unmeasured, "处理办法")]


class Source(Document):
    """A source a rule cites; ``verified`` only when its own text was seen."""

    key: Text
    title: Text
    location: Text = ""
    verified: bool
    note: Text = ""

    @property
    def citation(self) -> Citation:
        return Citation(self.title, self.location, self.verified)


class When(Document):
    """Which rows a rule is for; a key left out matches everything."""

    comparator: tuple[_Comparator, ...] | None = None
    kind: tuple[Annotated[TargetKind, _named(TargetKind, "目标类型")], ...] | None = None
    dimension: tuple[_Dimension, ...] | None = None
    category: tuple[_Category, ...] | None = None
    direction: tuple[Annotated[Direction, _named(Direction, "指标方向")], ...] | None = None
    sign: tuple[Annotated[TargetSign, _named(TargetSign, "目标正负")], ...] | None = None
    name: tuple[Text, ...] | None = None


class Rule(Document):
    """One rule (评分规则): for these rows, this clause, on this source."""

    id: Text
    title: Text
    when: When = When()
    clause: ClauseText
    source: Text
    weight: Amount | None = None
    """The fixed weight of the row in the framework the rule comes from."""
    direction: Annotated[Direction | None, _named(Direction, "指标方向")] = None
    """Which way is better for the standard this rule names: reads a target written without a comparator."""


class Execution(Document):
    """How the budget execution rate is scored."""

    clause: ClauseText
    source: Text
    zero_budget: _Unmeasured
    """A budget of 0 with nothing spent."""


class Places(Document):
    """One rounding step of a rulebook."""

    mode: _Rounding
    places: Annotated[int, Field(ge=0, le=6, strict=True)]

    @cached_property
    def step(self) -> RoundingStep:
        return RoundingStep(self.mode, self.places)


class RoundingSteps(Document):
    """Rounding (修约) of each step: a row's score, a printed rate in %, a total."""

    score: Places
    rate: Places
    total: Places


class Weights(Document):
    """Points for execution and for the indicators, and ranges for level 1."""

    execution: Amount
    indicators: Amount
    dimensions: dict[_DimensionName, tuple[Amount, Amount]] = Field(default_factory=dict)


class Cap(Document):
    """A cap on the total (总分封顶) while a condition on the execution rate holds."""

    when: _ExecutionCondition
    at_most: Amount
    source: Text


class GradeBandOnTotal(Document):
    """A grade of the total (优良中差) and the points it begins at."""

    name: Text
    at_least: Amount


class Gate(Document):
    """When a 偏差原因分析 is required."""

    when: ConditionText | None = None
    missed: bool = False
    """Instead of a condition: whenever the target is not met, of whatever kind it is."""
    kind: tuple[Annotated[TargetKind, _named(TargetKind, "目标类型")], ...] | None = None
    sign: tuple[Annotated[TargetSign, _named(TargetSign, "目标正负")], ...] | None = None
    severity: Annotated[Severity, _named(Severity, "严重程度")] = Severity.WARNING
    source: Text

    @property
    def asked(self) -> str:
        """When it asks, in words."""
        return "未达到目标" if self.missed else str(self.when)


class Bare(Document):
    """How a target without a comparator is read: by declared direction, else so, with a finding."""

    dimensions: dict[_DimensionName, _Sign] = Field(default_factory=dict)
    date: _Sign | None = None
    default: _Sign | None = None


class Rulebook(Document):
    """A rulebook (评分办法): dated, cited, versioned data. First matching rule wins."""

    id: Text
    title: Text
    region: Text
    years: tuple[int, ...] = ()
    status: Annotated[Status, _named(Status, "来源类别")]
    note: Text = ""
    based_on: tuple[Text, ...] = ()
    source: tuple[Source, ...]
    rounding: RoundingSteps
    weights: Weights
    steps: Annotated[StepReading, _named(StepReading, "不足一步的算法")]
    execution: Execution | None = None
    rule: tuple[Rule, ...]
    cap: tuple[Cap, ...] = ()
    grade: tuple[GradeBandOnTotal, ...] = ()
    explanation: tuple[Gate, ...] = ()
    overshoot: ConditionText | None = None
    inapplicable: Annotated[Inapplicable, _named(Inapplicable, "不适用指标的处理")]
    missing_achievement: _Unmeasured
    done_for_number: _Unmeasured
    bare: Bare = Bare()
    monitoring: MonitoringRules | None = None
    hash: Text = ""

    @cached_property
    def named(self) -> RulebookName:
        """How scores refer to this rulebook."""
        return RulebookName(self.id, self.title, self.hash, self.status.value)

    def citation(self, key: str) -> Citation:
        """The source behind a key; ``build_rulebook`` has checked that it exists."""
        return self._citations[key]

    @cached_property
    def _citations(self) -> dict[str, Citation]:
        return {source.key: source.citation for source in self.source}

    def grade_of(self, total: Decimal) -> str:
        """优、良、中、差 for a total, or an empty text where the rulebook has no grades."""
        reached = [grade for grade in self.grade if total >= grade.at_least]
        return max(reached, key=lambda grade: grade.at_least).name if reached else ""

    def cap_for(self, execution_rate: Fraction | None) -> Cap | None:
        """The lowest cap whose condition holds."""
        holding = [cap for cap in self.cap if execution_rate is not None and _holds(cap.when, execution_rate)]
        return min(holding, key=lambda cap: cap.at_most, default=None)


def _holds(condition: Condition, rate: Fraction) -> bool:
    return rate * 100 in COMPARISONS[condition.comparator](Fraction(condition.quantity.number))


def build_rulebook(rulebook_id: str, texts: Mapping[str, str]) -> Rulebook | list[Problem]:
    """Build a rulebook from TOML texts by id, following ``based_on`` (extension without copying)."""
    data = resolve_rulebook(rulebook_id, texts)
    return [data] if isinstance(data, Problem) else rulebook_of(data)


def rulebook_of(data: Mapping[str, Any], *, stored: bool = False) -> Rulebook | list[Problem]:
    """The rulebook of resolved data, fresh from its files or as plain data that was stored."""
    rulebook = validate(Rulebook, {**data, "hash": _hash(data)}, {STORED: stored})
    if isinstance(rulebook, list):
        return rulebook
    return [*_repeated(rulebook), *_unknown_sources(rulebook), *_inconsistent(rulebook)] or rulebook


def plain_rulebook(data: Mapping[str, Any]) -> dict[str, Any]:
    """Resolved data with its numbers as texts, to be stored; it has the same hash."""
    plain_data: dict[str, Any] = json.loads(json.dumps(data, default=str))
    return plain_data


def resolve_rulebook(rulebook_id: str, texts: Mapping[str, str]) -> dict[str, Any] | Problem:
    """The whole data of a rulebook, that of its bases included."""
    return _resolved(rulebook_id, texts, ())


def _resolved(rulebook_id: str, texts: Mapping[str, str], seen: tuple[str, ...]) -> dict[str, Any] | Problem:
    if rulebook_id not in texts:
        return Problem(
            "rulebook-unknown",
            "没有这个评分办法",
            text=rulebook_id[:60],
            expected="、".join(sorted(texts)),
            example='rulebook = "urumqi-2024"',
        )
    if rulebook_id in seen:
        return Problem(
            "rulebook-circular",
            "评分办法互相引用",
            text=" → ".join((*seen, rulebook_id)),
            expected="不绕回自己的 based_on",
            example='based_on = "mof-2020"',
        )
    try:
        data = tomllib.loads(texts[rulebook_id], parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        return Problem(
            "toml-broken", f"评分办法「{rulebook_id}」不是正确的 TOML", text=str(error)[:80], example='id = "my-rules"'
        )
    if "hash" in data:
        return Problem("field-unknown", "hash 由程序计算，不能填写", text="hash", where=("hash",))
    base_id = data.pop("based_on", None)
    if base_id is None:
        return data
    base = _resolved(str(base_id), texts, (*seen, rulebook_id))
    return base if isinstance(base, Problem) else _extended(base, data, str(base_id))


def _extended(base: dict[str, Any], own: dict[str, Any], base_id: str) -> dict[str, Any]:
    """Own keys win; own rules and sources come first, and replace those of the same id or key."""
    merged = {**base, **own, "based_on": [base_id, *base.get("based_on", ())]}
    for name, identity in (("rule", "id"), ("source", "key")):
        rows = own.get(name, []), base.get(name, [])
        # What is no list of tables goes on as it is: validation says so, with its place.
        broken = [value for value in rows if not isinstance(value, list)]
        merged[name] = broken[0] if broken else _replaced(*rows, identity)
    return merged


def _replaced(own: list[Any], base: list[Any], identity: str) -> list[Any]:
    taken = [item.get(identity) for item in own if isinstance(item, dict)]
    return [*own, *(item for item in base if not isinstance(item, dict) or item.get(identity) not in taken)]


def _hash(data: Mapping[str, Any]) -> str:
    """A hash of the resolved content, so that a change in a base shows in everything built on it."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def _repeated(rulebook: Rulebook) -> list[Problem]:
    """Two rules of one id: a score could not say which of them it followed."""
    rows: list[tuple[str, str, list[str]]] = [
        ("rule", "id", [rule.id for rule in rulebook.rule]),
        ("source", "key", [source.key for source in rulebook.source]),
    ]
    return [
        Problem(
            "rulebook-duplicate",
            "与前面的重复",
            text=name,
            expected="每条规则、每个来源各有自己的名字",
            example=f'{field} = "{name}-2"',
            where=(table, index, field),
        )
        for table, field, names in rows
        for index, name in enumerate(names)
        if name in names[:index]
    ]


def _inconsistent(rulebook: Rulebook) -> list[Problem]:
    """Settings that contradict each other would give totals of 110, or of 90 at most."""
    weights, step = rulebook.weights, rulebook.rounding.score.step
    whole = Fraction(weights.execution) + Fraction(weights.indicators)
    problems: list[tuple[str, str, tuple[str | int, ...]]] = []
    if whole != 100 or step.apply(Fraction(weights.execution)) != weights.execution:
        problems.append(("预算执行和指标的分值合计应为 100，小数位不多于得分", plain(whole), ("weights",)))
    if (rulebook.execution is None) != (weights.execution == 0):
        problems.append(
            ("有 [execution] 才有执行分值，没有就应为 0", f"{weights.execution:f}", ("weights", "execution"))
        )
    for index, gate in enumerate(rulebook.explanation):
        if (gate.when is None) != gate.missed:
            problems.append(("when 和 missed 要写一个，只写一个", "", ("explanation", index)))
    found = [
        Problem(
            "rulebook-inconsistent", message, text, expected="前后一致的设置", example="execution = 10", where=where
        )
        for message, text, where in problems
    ]
    return [*found, *(rulebook.monitoring.flaws if rulebook.monitoring else ())]


def _unknown_sources(rulebook: Rulebook) -> list[Problem]:
    known = {source.key for source in rulebook.source}
    cited: list[tuple[tuple[str | int, ...], str]] = [
        *((("rule", index, "source"), rule.source) for index, rule in enumerate(rulebook.rule)),
        *((("cap", index, "source"), cap.source) for index, cap in enumerate(rulebook.cap)),
        *((("explanation", index, "source"), gate.source) for index, gate in enumerate(rulebook.explanation)),
    ]
    if rulebook.execution:
        cited.append((("execution", "source"), rulebook.execution.source))
    if rulebook.monitoring:
        cited += rulebook.monitoring.cited
    return [
        Problem(
            "source-unknown",
            "没有登记这个来源",
            text=key,
            expected="、".join(sorted(known)),
            example=f'key = "{next(iter(sorted(known)))}"',
            where=where,
        )
        for where, key in cited
        if key not in known
    ]
