"""An inferred rulebook as a file (写成评分办法): what printed rows decide as rules, everything else to a person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.language.clause_types import Clause
from indicators.language.targets import DateTarget
from indicators.numbers import plain
from indicators.scoring.explanation import RoundingStep
from indicators.scoring.inference.candidates import OF_ZERO_BUDGET, PERSON, clause_of
from indicators.scoring.inference.classes import NUMERIC, OF_ROWS, SIGNS, Reading, RowClass
from indicators.scoring.inference.evidence import Evidence
from indicators.scoring.inference.fitting import Fitted
from indicators.scoring.inference.outcome import Inference
from indicators.scoring.inference.sides import written_clause
from indicators.scoring.rulebook import Inapplicable, Rulebook, Unmeasured, build_rulebook
from indicators.vocabulary.clauses import StepReading
from indicators.vocabulary.forms import Dimension

UNSEEN = "undetermined"
"""The source of what no printed row decides."""
SHOWN = 2
"""How many clauses that would do as well are named at a rule."""
_IDS = {RowClass.RANGE: "range", RowClass.ZERO: "zero", RowClass.NEGATIVE: "negative", RowClass.DATE: "date"}
_IDS |= {RowClass.QUALITATIVE: "qualitative"}
_WHEN = {
    RowClass.RANGE: 'kind = ["数值"], comparator = ["~"]',
    RowClass.ZERO: 'kind = ["数值"], sign = ["零"]',
    RowClass.NEGATIVE: 'kind = ["数值"], sign = ["负"]',
    RowClass.DATE: 'kind = ["日期"]',
    RowClass.QUALITATIVE: 'kind = ["定性"]',
}


def inferred_rulebook(inference: Inference, rulebook_id: str) -> Rulebook:
    """The rulebook that ``inferred_toml`` writes, built through the same door as everybody's."""
    book = build_rulebook(rulebook_id, {rulebook_id: inferred_toml(inference, rulebook_id)})
    assert isinstance(book, Rulebook), book
    return book


def inferred_toml(inference: Inference, rulebook_id: str) -> str:
    """The text of the file."""
    return "\n".join(line for part in _parts(inference, rulebook_id) for line in (*part, "")).rstrip("\n") + "\n"


def _parts(inference: Inference, rulebook_id: str) -> Iterator[list[str]]:
    evidence = inference.evidence
    yield _head(inference, rulebook_id)
    yield from _sources(evidence)
    best = inference.best
    steps = (("score", best.rounding), ("rate", inference.rates.step), ("total", inference.totals.step))
    yield ["[rounding]", *(_places(name, step) for name, step in steps)]
    weight = _weight(inference)
    yield ["[weights]", f"execution = {plain(weight)}", f"indicators = {plain(Fraction(100) - Fraction(weight))}"]
    if weight:
        yield _execution(best.fitted, evidence)
    if best.reading is not None:
        yield _bare(best.reading, evidence)
    for rule in _rules(best.fitted):
        yield rule.lines(evidence)
    if not _covers_all(best.fitted):
        yield _catch_all()


def _weight(inference: Inference) -> Decimal:
    """The weight of execution; none where full marks could not be printed with the places that were found."""
    weight = inference.evidence.execution_weight
    return weight if inference.best.rounding.apply(Fraction(weight)) == weight else Decimal(0)


def _head(inference: Inference, rulebook_id: str) -> list[str]:
    evidence, best = inference.evidence, inference.best
    undecided = "；".join(dict.fromkeys(one.about for one in inference.undecided))
    note = (
        f"由 {len(evidence.files)} 份公开文件印出的得分反推，不是正式文件："
        f"{evidence.scores} 个得分解释了 {len(best.explained)} 个。数据不能区分的：{undecided or '无'}。"
    )
    years = "".join(("years = [", ", ".join(map(str, evidence.years)), "]"))
    return [
        "# 由 jixiao rulebook infer 反推。没有印过的情形一律交给人工；查到了正式规定，请改写这里并写明出处。",
        *(_comment(f"{one.about}：{one.says}") for one in inference.undecided),
        f"id = {quoted(rulebook_id)}",
        f"title = {quoted(f'由公开表反推（{evidence.files[0]}' + (' 等' if len(evidence.files) > 1 else '') + '）')}",
        'region = "（公开表所在地，请填写）"',
        *([years] if evidence.years else []),
        'status = "inferred"',
        f"note = {quoted(note)}",
        f"steps = {quoted(StepReading.COMPLETE.value)}                # 没有逐步扣分的行",
        f"inapplicable = {quoted(Inapplicable.KEPT_AT_ZERO.value)}          # 没有不适用的行",
        f"missing_achievement = {quoted(Unmeasured.MANUAL.value)}",
        f"done_for_number = {quoted(Unmeasured.MANUAL.value)}",
    ]


def _sources(evidence: Evidence) -> Iterator[list[str]]:
    for number, file in enumerate(evidence.files, 1):
        rows = sum(row.origin.file == file for row in evidence.rows)
        executions = sum(one.origin.file == file for one in evidence.executions)
        yield [
            "[[source]]",
            f'key = "file-{number}"',
            f"title = {quoted(file)}",
            f"location = {quoted(f'{rows} 行指标和 {executions} 个执行率的印出得分')}",
            "verified = true",
        ]
    yield [
        "[[source]]",
        f"key = {quoted(UNSEEN)}",
        'title = "公开表没有出现这种情形，规则不作推测"',
        "verified = true",
    ]


def _places(name: str, step: RoundingStep) -> str:
    return f"{name} = {{ mode = {quoted(step.mode.value)}, places = {step.places} }}"


def _execution(fitted: Sequence[Fitted], evidence: Evidence) -> list[str]:
    by_class = {one.part.row_class: one for one in fitted}
    found, empty = by_class.get(RowClass.EXECUTION), by_class.get(RowClass.ZERO_BUDGET)
    zero = Unmeasured.MANUAL
    if empty and empty.explained:
        zero = Unmeasured.FULL if empty.clause == clause_of(OF_ZERO_BUDGET[0]) else Unmeasured.NOTHING
    clause = written_clause(found) if found else clause_of(PERSON)
    cited = found or empty
    return [
        "[execution]",
        *(_rivals(found) if found else ()),
        f"clause = {quoted(str(clause))}",
        f"source = {quoted(_source(cited, evidence) if cited else UNSEEN)}",
        f"zero_budget = {quoted(zero.value)}",
    ]


def _bare(reading: Reading, evidence: Evidence) -> list[str]:
    """Only the readings that some printed row needed."""
    dates = [one for one in evidence.bare if isinstance(one.target.value, DateTarget)]
    numbers = [one for one in evidence.bare if not isinstance(one.target.value, DateTarget)]
    lines = ["[bare]  # 没有写计算符号的目标"]
    if any(one.dimension is Dimension.COST for one in numbers):
        lines.append(f'dimensions = {{ "{Dimension.COST.value}" = "{reading.cost.value}" }}')
    if any(one.dimension is not Dimension.COST for one in numbers):
        lines.append(f'default = "{reading.default.value}"')
    return [*lines, f'date = "{reading.date.value}"'] if dates else lines


@dataclass(frozen=True, slots=True)
class _Rule:
    """Parts that one sentence is written for."""

    clause: Clause
    fitted: tuple[Fitted, ...]

    @property
    def dimension(self) -> Dimension | None:
        return self.fitted[0].part.dimension

    @property
    def classes(self) -> tuple[RowClass, ...]:
        return tuple(one.part.row_class for one in self.fitted)

    @property
    def id(self) -> str:
        own = "-".join(_IDS.get(one, one.name.lower()) for one in self.classes)
        return f"{self.dimension.name.lower()}-{own}" if self.dimension else own

    @property
    def when(self) -> str:
        if self.classes[0] not in NUMERIC:
            return _WHEN[self.classes[0]]
        signs = ", ".join(f'"{sign.value}"' for one in self.classes for sign in SIGNS[one])
        apart = f', dimension = ["{self.dimension.value}"]' if self.dimension else ""
        return f'comparator = [{signs}], kind = ["数值"], sign = ["正"]{apart}'

    def lines(self, evidence: Evidence) -> list[str]:
        rows = sum(len(one.part.items) for one in self.fitted)
        explained = sum(len(one.explained) for one in self.fitted)
        names = "、".join(str(one.part).removesuffix(" 的行") for one in self.fitted)
        title = (
            f"{names}{' 的行' if self.classes[0] in NUMERIC else ''}（由公开表反推，{rows} 行解释了 {explained} 行）"
        )
        return [
            "[[rule]]",
            *dict.fromkeys(line for one in self.fitted for line in _rivals(one)),
            f"id = {quoted(self.id)}",
            f"title = {quoted(title)}",
            f"when = {{ {self.when} }}",
            f"clause = {quoted(str(self.clause))}",
            f"source = {quoted(_source(self.fitted[0], evidence))}",
        ]


def _rules(fitted: Sequence[Fitted]) -> list[_Rule]:
    """Rows set apart by dimension first, for the first rule that fits counts; one rule for one sentence."""
    groups: dict[tuple[Dimension | None, Clause, object], list[Fitted]] = {}
    for one in fitted:
        if one.part.row_class in OF_ROWS:
            clause = written_clause(one)
            kind = "数值" if one.part.row_class in NUMERIC else one.part.row_class
            groups.setdefault((one.part.dimension, clause, kind), []).append(one)
    rules = [_Rule(clause, tuple(found)) for (_, clause, _), found in groups.items()]
    return sorted(rules, key=lambda rule: rule.dimension is None)


def _rivals(fit: Fitted) -> list[str]:
    if not fit.rivals or not fit.explained:
        return []
    more = f" 等 {len(fit.rivals)} 种" if len(fit.rivals) > SHOWN else ""
    names = "".join(f"「{clause}」" for clause in fit.rivals[:SHOWN])
    return [f"# {fit.part}：{names}{more}在印出的行上得分相同，数据不能区分"]


def _comment(text: str) -> str:
    return f"# {_visible(text)}"


def _source(fit: Fitted, evidence: Evidence) -> str:
    """The file with most of the rows."""
    files = Counter(item.origin.file for item in fit.part.items)
    return f"file-{evidence.files.index(max(files, key=lambda file: files[file])) + 1}"


def _covers_all(fitted: Sequence[Fitted]) -> bool:
    return {one.part.row_class for one in fitted if one.part.dimension is None} >= set(OF_ROWS)


def _catch_all() -> list[str]:
    return [
        "[[rule]]",
        'id = "unseen"',
        'title = "公开表上没有出现过的情形：交给人工"',
        f"clause = {quoted(PERSON)}",
        f"source = {quoted(UNSEEN)}",
    ]


def quoted(text: str) -> str:
    """A TOML string; what is visible is written as in JSON."""
    return json.dumps(_visible(text), ensure_ascii=False)


def _visible(text: str) -> str:
    """One line without hidden characters, whatever the names of rows and files hold: a rulebook refuses them."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
