"""A self-assessment as a document (绩效自评): project, money, objectives, indicators. Frozen and validated.

What a person wrote is kept beside what it means (``Written``), so that the form prints the office's own
words and the engine never re-reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Generic, TypeVar

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, ValidationInfo

from indicators.document import Amount, Document, Text
from indicators.language.achievements import Achievement, parse_achievement
from indicators.language.clause_types import Clause
from indicators.language.clauses import parse_clause
from indicators.language.targets import Target, parse_target
from indicators.problems import Problem
from indicators.validation import one_of, refuse, text_of
from indicators.vocabulary.forms import CATEGORY_NAMES, DIMENSION_NAMES, Category, Dimension, Direction, Form

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Written(Generic[Value]):
    """What a person wrote and what it means."""

    text: str
    value: Value


def _fiscal_year(info: ValidationInfo) -> int | None:
    return (info.context or {}).get("fiscal_year")


def _target(raw: object, info: ValidationInfo) -> Written[Target]:
    text = text_of(raw)
    value = parse_target(text, _fiscal_year(info))
    if isinstance(value, Problem):
        refuse(value)
    return Written(text, value)


def _achievement(raw: object, info: ValidationInfo) -> Written[Achievement]:
    text = text_of(raw)
    value = parse_achievement(text, _fiscal_year(info))
    if isinstance(value, Problem):
        refuse(value)
    return Written(text, value)


def _clause(raw: object) -> Written[Clause]:
    text = text_of(raw)
    value = parse_clause(text)
    if isinstance(value, Problem):
        refuse(value)
    return Written(text, value)


_AS_WRITTEN = PlainSerializer(lambda written: None if written is None else written.text)
"""What a person wrote is stored, never what we read in it: a better reader may come."""


class Money(Document):
    """One row of the money block, in 万元: 年初预算数, 全年预算数, 全年执行数."""

    original_budget: Amount
    revised_budget: Amount
    outturn: Amount

    @property
    def execution_rate(self) -> Fraction | None:
        """Budget execution rate (预算执行率): outturn ÷ revised budget; None for a budget of 0."""
        if not self.revised_budget:
            return None
        return Fraction(self.outturn) / Fraction(self.revised_budget)


class Funding(Money):
    """Total funding (年度资金总额) and the parts the form lists under it, in 万元."""

    current_year_appropriation: Money | None = None
    carry_over: Money | None = None
    higher_tier_funds: Money | None = None
    own_tier_funds: Money | None = None
    other_funds: Money | None = None
    deviation_analysis: Text = ""
    """Why the execution rate fell short, where a rulebook asks for it."""
    score: Amount | None = None
    """Points for execution chosen by a person, where the rulebook leaves them open (a budget of 0)."""
    score_reason: Text = ""

    @property
    def parts(self) -> tuple[tuple[str, Money], ...]:
        """The parts that were given, in the order of the form."""
        rows = (
            ("当年财政拨款", self.current_year_appropriation),
            ("上年结转资金", self.carry_over),
            ("上级资金", self.higher_tier_funds),
            ("本级资金", self.own_tier_funds),
            ("其他资金", self.other_funds),
        )
        return tuple((name, money) for name, money in rows if money is not None)


class Objective(Document):
    """The annual objective (年度总体目标): what was planned and what was achieved, in words."""

    planned: Text = ""
    achieved: Text = ""


def key_of(dimension: str, category: str, name: str) -> str:
    """The key of a row: ``产出指标/数量指标/检查报告``. Only the name may hold a slash."""
    return f"{dimension}/{category.replace('/', '／')}/{name}"


class Indicator(Document):
    """Performance indicator (绩效指标): one row of the form."""

    dimension: Annotated[Dimension, BeforeValidator(one_of(DIMENSION_NAMES, "dimension-unknown", "一级指标"))]
    category: Annotated[Text, Field(min_length=1)]
    name: Annotated[Text, Field(min_length=1)]
    target: Annotated[Written[Target], PlainValidator(_target), _AS_WRITTEN]
    weight: Amount
    target_basis: Text = ""
    previous_achieved: Text = ""
    """上年完成值, as written: shown beside the target where a form asks for it, never scored."""
    direction: Annotated[
        Direction | None, BeforeValidator(one_of({d.value: d for d in Direction}, "direction-unknown", "指标方向"))
    ] = None
    scoring_rule: Annotated[Written[Clause], PlainValidator(_clause), _AS_WRITTEN] | None = None
    achieved: Annotated[Written[Achievement], PlainValidator(_achievement), _AS_WRITTEN] | None = None
    score: Amount | None = None
    """Points chosen by a person where the rule leaves a band (人工评分)."""
    score_reason: Text = ""
    deviation_analysis: Text = ""
    evidence: tuple[Annotated[Text, Field(min_length=1)], ...] = ()
    """References to the evidence (佐证材料): file names, numbers of documents."""
    not_applicable: Text = ""
    """Why the row does not apply this year; empty for rows that do."""

    @property
    def key(self) -> str:
        """What tells a row from the others of its table, and stays when rows are added or moved."""
        return key_of(self.dimension.value, self.category, self.name)

    @property
    def known_category(self) -> Category | None:
        """The category when its wording is one of the official ones."""
        return CATEGORY_NAMES.get(self.category)


class ProjectInfo(Document):
    """The head of the form."""

    name: Annotated[Text, Field(min_length=1)]
    fiscal_year: Annotated[int, Field(ge=2000, le=2199, strict=True)]
    supervising_department: Text = ""
    implementing_unit: Text = ""
    rulebook: Text = ""
    """Rulebook id; a command may name another. There is no silent default."""
    form: Annotated[Form, BeforeValidator(one_of({f.value: f for f in Form}, "form-unknown", "表式"))] = Form.PROJECT


class SelfAssessment(Document):
    """A performance self-assessment (绩效自评表) as filled in, before any score."""

    project: ProjectInfo
    funding: Funding
    objective: Objective = Objective()
    indicator: Annotated[tuple[Indicator, ...], Field(min_length=1)]
