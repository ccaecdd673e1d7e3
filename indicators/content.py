"""A self-assessment as plain data (内容): what is stored, hashed, compared and merged.

The same keys as in the TOML file; numbers are texts as written, defaults are left out. Declared fields (年初申报的)
and results (自评填的) are told apart here, once: targets are declared in one phase and achievements filled in another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.document import STORED
from indicators.indicator import SelfAssessment, key_of
from indicators.problems import Problem
from indicators.validation import validate

Content = Mapping[str, Any]

PARTS = ("current_year_appropriation", "carry_over", "higher_tier_funds", "own_tier_funds", "other_funds")
"""Parts of the money block, each with its own outturn."""

RESULTS: dict[str, tuple[str, ...]] = {
    "funding": ("outturn", "deviation_analysis", "score", "score_reason"),
    "objective": ("achieved",),
    "indicator": ("achieved", "deviation_analysis", "evidence", "not_applicable", "score", "score_reason"),
}
"""Fields that the self-assessment fills in; every other field is declared."""


def content_of(assessment: SelfAssessment) -> dict[str, Any]:
    """The plain data of a document."""
    return assessment.model_dump(mode="json", exclude_defaults=True)


def read_content(content: Content) -> SelfAssessment | list[Problem]:
    """The document of plain data that ``content_of`` made; of any other data, everything that is wrong with it."""
    project = content.get("project")
    year = project.get("fiscal_year") if isinstance(project, Mapping) else None
    fiscal_year = year if isinstance(year, int) else None
    return validate(SelfAssessment, content, {"fiscal_year": fiscal_year, STORED: True})


def row_key(row: Content) -> str:
    """``Indicator.key`` of a row of plain data."""
    return key_of(row["dimension"], row["category"], row["name"])


def find_rows(content: Content, text: str, *, exact: bool = False) -> list[str]:
    """Keys of the rows a person means: of exactly that key or name, else those whose name contains it."""
    rows = [(row_key(row), str(row["name"])) for row in content["indicator"]]
    named = [key for key, name in rows if text in (key, name)]
    return named if named or exact else [key for key, name in rows if text and text in name]


def find_places(content: Content, text: str) -> list[str]:
    """Places a person means: a table by what the form calls it, else rows."""
    tables = [place for place, name in PLACE_NAMES.items() if text == name]
    tables += ["funding"] if text in ("资金", "预算", "执行率") else []
    return tables or find_rows(content, text)


def declared_part(data: Mapping[str, Any]) -> dict[str, Any]:
    """The declaration (目标申报) in a file: results are left out, and nothing is spent yet.

    What is not shaped like a document goes through untouched, for validation to say so with its place.
    """
    declared = dict(data)
    for table in ("funding", "objective"):
        if isinstance(declared.get(table), dict):
            declared[table] = _without(declared[table], RESULTS[table])
    funding = declared.get("funding")
    if isinstance(funding, dict):
        for money in (funding, *(funding[part] for part in PARTS if isinstance(funding.get(part), dict))):
            money["outturn"] = Decimal(0)
    rows = declared.get("indicator")
    if isinstance(rows, list):
        declared["indicator"] = [_without(row, RESULTS["indicator"]) if isinstance(row, dict) else row for row in rows]
    return declared


def _without(table: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    kept = {name: value for name, value in table.items() if name not in fields}
    return {name: dict(value) if isinstance(value, dict) else value for name, value in kept.items()}


def results_of(content: Content) -> dict[str, Any]:
    """The results in a document's plain data, rows by key."""
    funding = _only(content["funding"], RESULTS["funding"])
    for part in PARTS:
        if part in content["funding"]:
            funding[part] = {"outturn": content["funding"][part]["outturn"]}
    return {
        "funding": funding,
        "objective": _only(content.get("objective", {}), RESULTS["objective"]),
        "indicator": {row_key(row): _only(row, RESULTS["indicator"]) for row in content["indicator"]},
    }


def _only(table: Content, fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: table[name] for name in fields if name in table}


def given_results(given: Content, content: Content) -> dict[str, Any]:
    """Of a document's results those that were given, as the document has them; None for those taken out."""
    whole = results_of(content)
    funding = _as_given({k: v for k, v in given.get("funding", {}).items() if k not in PARTS}, whole["funding"])
    parts = {part: _as_given(money, whole["funding"].get(part, {})) for part, money in _parts(given).items()}
    rows = {key: _as_given(row, whole["indicator"][key]) for key, row in given.get("indicator", {}).items()}
    found = {
        "funding": {**funding, **parts},
        "objective": _as_given(given.get("objective", {}), whole["objective"]),
        "indicator": {key: row for key, row in rows.items() if row},
    }
    return {name: table for name, table in found.items() if table}


def _parts(given: Content) -> dict[str, Content]:
    return {part: money for part, money in given.get("funding", {}).items() if part in PARTS}


def _as_given(given: Content, whole: Content) -> dict[str, Any]:
    return {name: whole.get(name) for name in given}


def with_results(content: Content, results: Content) -> dict[str, Any]:
    """The content with results filled in; a field given empty (None, "") is taken out again."""
    funding = _filled(content["funding"], {k: v for k, v in results.get("funding", {}).items() if k not in PARTS})
    for part, money in results.get("funding", {}).items():
        if part in PARTS and part in funding:
            funding[part] = _filled(funding[part], money)
    rows = results.get("indicator", {})
    merged = {
        **content,
        "funding": funding,
        "objective": _filled(content.get("objective", {}), results.get("objective", {})),
        "indicator": [_filled(row, rows.get(row_key(row), {})) for row in content["indicator"]],
    }
    return {name: value for name, value in merged.items() if value}


def _filled(table: Content, fields: Content) -> dict[str, Any]:
    return {name: value for name, value in {**table, **fields}.items() if value not in (None, "", [], {})}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell (单元格) of a document: the row's key or the table, and the field."""

    place: str
    field: str


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that differs between two versions; None where it was or is empty."""

    cell: Cell
    old: str | None
    new: str | None


def cells(content: Content) -> dict[Cell, str]:
    """Every filled cell with its text, in the order of the form."""
    return dict(_cells(content))


def _cells(content: Content) -> Iterator[tuple[Cell, str]]:
    for table in ("project", "objective"):
        yield from _table(table, content.get(table, {}))
    funding = content["funding"]
    yield from _table("funding", {name: value for name, value in funding.items() if name not in PARTS})
    for part in PARTS:
        yield from _table(part, funding.get(part, {}))
    for row in content["indicator"]:
        yield from _table(row_key(row), row)


def _table(place: str, table: Content) -> Iterator[tuple[Cell, str]]:
    for name, value in table.items():
        yield Cell(place, name), "；".join(value) if isinstance(value, list) else str(value)


def changes(old: Content, new: Content) -> tuple[Change, ...]:
    """What differs from one version to another, cell by cell, in the order of the new one; lost cells last."""
    before, after = cells(old), cells(new)
    found = [Change(cell, before.get(cell), text) for cell, text in after.items() if before.get(cell) != text]
    lost = [Change(cell, text, None) for cell, text in before.items() if cell not in after]
    return (*found, *lost)


FIELD_NAMES: dict[str, str] = {
    "name": "名称",
    "fiscal_year": "预算年度",
    "supervising_department": "主管部门",
    "implementing_unit": "实施单位",
    "rulebook": "评分办法",
    "form": "表式",
    "planned": "预期目标",
    "original_budget": "年初预算数",
    "revised_budget": "全年预算数",
    "outturn": "全年执行数",
    "dimension": "一级指标",
    "category": "二级指标",
    "target": "年度指标值",
    "weight": "分值",
    "target_basis": "指标值设定依据",
    "previous_achieved": "上年完成值",
    "direction": "指标方向",
    "scoring_rule": "计分规则",
    "achieved": "实际完成值",
    "deviation_analysis": "偏差原因分析及改进措施",
    "evidence": "佐证材料",
    "not_applicable": "不适用的原因",
    "score": "人工评分",
    "score_reason": "评分理由",
}
"""What the form calls each field."""

PLACE_NAMES: dict[str, str] = {
    "project": "表头",
    "objective": "年度总体目标",
    "funding": "预算执行率",
    "current_year_appropriation": "当年财政拨款",
    "carry_over": "上年结转资金",
    "higher_tier_funds": "上级资金",
    "own_tier_funds": "本级资金",
    "other_funds": "其他资金",
}
"""What the form calls each table; rows go by their own name."""


def place_name(place: str) -> str:
    """A place in a person's words: the row's name, or what the form calls the table."""
    return PLACE_NAMES.get(place) or place.split("/", 2)[-1]
