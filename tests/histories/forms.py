"""What people write on the form: declarations, other targets, results; mostly right, now and then wrong."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from hypothesis import strategies as st

from engine.examples import example_folder
from engine.intake.toml import read_toml
from indicators.content import content_of, declared_part
from indicators.indicator import SelfAssessment
from indicators.validation import validate
from tests.histories.model.sheet import GRADES, PARTS, WORD, key_of, target_of
from tests.histories.people import PUBLISHED, RULEBOOKS

Draw = Any
"""``draw`` of a data strategy."""

_KINDS = (
    ("产出指标", "数量指标", "检查报告", "≥{} 份"),
    ("产出指标", "数量指标", "培训", ">={} 次"),
    ("成本指标", "经济成本指标", "租用车辆", "≤{} 万元"),
    ("效益指标", "社会效益指标", "服务质量", WORD),
)


@cache
def _example() -> dict[str, Any]:
    """The declaration of the published form."""
    found = read_toml(example_folder() / "04-supervision.toml")
    assert not isinstance(found, list)
    document = validate(SelfAssessment, declared_part(found[1]), {"fiscal_year": 2024})
    assert not isinstance(document, list)
    return content_of(document)


def example() -> dict[str, Any]:
    return deepcopy(_example())


def seldom(draw: Draw, times: int) -> bool:
    """Once in so many times; shrinks to never."""
    return bool(draw(st.integers(0, times - 1)) == times - 1)


@st.composite
def declarations(draw: Draw, rulebook: str, *, careful: bool = False) -> dict[str, Any]:
    """A small declaration, or the published one; seldom one that cannot be read, or whose weights are not 100."""
    if seldom(draw, 8) and rulebook == PUBLISHED:
        return example()
    kinds = draw(st.lists(st.sampled_from(_KINDS), min_size=1, max_size=3, unique=True))
    whole = RULEBOOKS[rulebook][1][1] - (not careful and seldom(draw, 8))
    rows = [
        {"dimension": dimension, "category": category, "name": name, "target": target.format(draw(_numbers()))}
        for dimension, category, name, target in kinds
    ]
    for row in rows:
        row["weight"] = "10"
    rows[-1]["weight"] = str(whole - 10 * (len(rows) - 1))
    if not careful:
        _mistake(draw, rows)
    budget = draw(st.sampled_from(("10", "51.60", "3")))
    sheet: dict[str, Any] = {
        "project": {"name": draw(st.sampled_from(("普查", "监管"))), "fiscal_year": 2024},
        "funding": {"original_budget": budget, "revised_budget": budget, "outturn": "0"},
        "indicator": rows,
    }
    if draw(st.booleans()):
        sheet["objective"] = {"planned": "完成全年工作"}
    return sheet


def _numbers() -> st.SearchStrategy[int]:
    return st.sampled_from((20, 1, 3, 7))


def _mistake(draw: Draw, rows: list[dict[str, str]]) -> None:
    if seldom(draw, 12):
        rows[0]["target"] = "≥≥20 份"
    elif seldom(draw, 12):
        rows.append(dict(rows[0]))
    elif seldom(draw, 12):
        rows[0]["achieved"] = "=20 份"


def changed(draw: Draw, sheet: Mapping[str, Any], rulebook: str) -> dict[str, Any]:
    """Another declaration in place of one: another target or budget, the same again, or anything."""
    if seldom(draw, 4):
        return draw(declarations(rulebook))  # type: ignore[no-any-return]
    after = deepcopy(dict(sheet))
    what = draw(st.sampled_from(("target", "budget", "weight", "nothing")))
    row = draw(st.sampled_from(after["indicator"]))
    if what == "target" and row["target"] != WORD:
        found = target_of(row)
        row["target"] = f"≥{draw(_numbers())} {found[2] if found else '份'}"
    elif what == "budget":
        after["funding"]["revised_budget"] = draw(st.sampled_from(("12", "40.5")))
    elif what == "weight":
        row["weight"] = draw(st.sampled_from(("10", "20", "90", "80")))
    return after


def results(draw: Draw, sheet: Mapping[str, Any], *, careful: bool) -> dict[str, Any]:
    """What is filled in: everything with reasons by a careful person; else some of it, not always right."""
    rows = {key_of(row): _result(draw, row, careful) for row in sheet["indicator"] if careful or draw(st.booleans())}
    found: dict[str, Any] = {"indicator": rows}
    if careful or draw(st.booleans()):
        found["funding"] = _money(draw, sheet)
    if seldom(draw, 4):
        found["objective"] = {"achieved": draw(st.sampled_from(("全部完成", "")))}
    if not careful and seldom(draw, 3):
        _strange(draw, found, sheet)
    return found


def _money(draw: Draw, sheet: Mapping[str, Any]) -> dict[str, Any]:
    outturn = draw(st.sampled_from(("8.29", "10", "0", "2.345")))
    parts = [part for part in PARTS if part in sheet["funding"]]
    return {"outturn": outturn, **({parts[0]: {"outturn": outturn}} if parts else {})}


def _result(draw: Draw, row: Mapping[str, Any], careful: bool) -> dict[str, Any]:
    found = target_of(row)
    if found is None:
        achieved = draw(st.sampled_from(tuple(GRADES)))
    else:
        number = draw(st.sampled_from((found[1], "1", "0", "28", "3.3")))
        unit = "吨" if not careful and seldom(draw, 6) else found[2]
        achieved = f"={number} {unit}".strip()
    filled: dict[str, Any] = {"achieved": achieved}
    if careful or draw(st.booleans()):
        filled["deviation_analysis"] = draw(st.sampled_from(("测算不准，下年改进", "有所节约")))
    if seldom(draw, 10):
        filled["not_applicable"] = draw(st.sampled_from(("当年没有开展", "")))
    if found is not None and found[0] == "≤" and seldom(draw, 3):
        filled |= {"score": draw(st.sampled_from(("3", "95"))), "score_reason": draw(st.sampled_from(("合同为准", "")))}
    return filled


def _strange(draw: Draw, found: dict[str, Any], sheet: Mapping[str, Any]) -> None:
    key = key_of(sheet["indicator"][0])
    found["indicator"].update(
        draw(
            st.sampled_from(
                (
                    {"产出指标/数量指标/没有的": {"achieved": "=1 份"}},
                    {key: {"target": "≥1 份"}},
                    {key: {"achieved": "≥≥28 份"}},
                    {key: {"achieved": ""}},
                    {key: {"evidence": ["验收单"]}},
                )
            )
        )
    )
