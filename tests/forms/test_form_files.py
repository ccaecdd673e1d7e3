"""Forms as data (表式文件): what ships is sound; what a region writes is told its mistakes by their place."""

import tomllib
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.forms.document_fields import DOCUMENT_FIELDS
from engine.forms.form_checks import form_problems
from engine.forms.layout import lay_out
from engine.forms.library import OFFICIAL, form_of, load_form, shipped_forms
from engine.forms.preview import previewed
from engine.forms.row_fields import ROW_FIELDS
from engine.forms.self_assessment_form import self_assessment_form
from engine.forms.specification import FormSpec
from engine.forms.standard import REQUIRED
from engine.forms.subject import Kind, scored
from engine.intake.report import Located
from indicators.vocabulary.forms import Form
from tests.forms.conftest import Published, Score

SHIPPED = Path("engine/forms/shipped")
Data = dict[str, Any]


def data_of(name: str) -> Data:
    from importlib import resources

    text = (resources.files("engine.forms") / "shipped" / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def spec(**data: Any) -> FormSpec:
    found = form_of(data)
    assert isinstance(found, FormSpec), found
    return found


# ---------------------------------------------------------------- what ships


@pytest.mark.parametrize("name", shipped_forms())
def test_every_shipped_form_prints_the_example(name: str):
    form = shipped_forms()[name]
    (grid,) = previewed(form).grids
    # A4 is 210 × 297 mm; the page keeps 15 mm on either side.
    assert sum(form.widths) <= (297 - 30 if form.landscape else 210 - 30)
    assert grid.title == form.title
    assert len(grid.widths) == len(form.widths)


@pytest.mark.parametrize("place", OFFICIAL, ids=lambda place: f"{place[0].value}-{place[1].value}")
def test_every_step_of_every_document_has_an_official_form(place: tuple[Kind, Form]):
    form = shipped_forms()[OFFICIAL[place]]
    assert form.kind is place[0]
    assert place[1] in form.prints


def test_every_required_field_is_a_field():
    names = {name for names in REQUIRED.values() for one in names for name in one.split("|")}
    assert names <= {*DOCUMENT_FIELDS, *ROW_FIELDS}


def test_the_thirteen_columns_are_those_of_the_regional_form():
    (grid,) = previewed(shipped_forms()["project-13-columns"]).grids
    heads = [cell.text for cell in grid.cells if cell.row == max(grid.header_rows)]
    assert heads == [
        "一级指标", "二级指标", "三级指标", "指标值设置依据", "年度指标值", "上年完成值", "实际完成值",
        "完成率", "分值", "得分", "指标赋分规则", "佐证资料", "偏差原因分析及改进措施",
    ]  # fmt: skip


def test_the_completion_rate_is_achieved_over_target(score: Score):
    # 8.29 ÷ 10 = 82.9 %, printed with the two decimals of the rulebook; a date and a word have none.
    rows = (
        {"target": "≤10 万元", "achieved": "=8.29 万元", "name": "车辆"},
        {"target": "提升", "achieved": "完全达到预期目标", "name": "水平"},
    )
    grid = lay_out(shipped_forms()["project-13-columns"], scored(score(*rows)))
    column = [cell.text for cell in grid.cells if cell.column == 7 and cell.row > max(grid.header_rows)]
    assert column[:2] == ["82.90%", "—"]


def test_the_older_form_prints_cost_under_output(published: Published):
    grid = self_assessment_form(published["04"], [shipped_forms()["project-2020"]])
    labels = {(cell.text, cell.row_span) for cell in grid.cells if cell.column in (1, 2)}
    # 金融监管工作经费: 2 数量 + 1 质量 + 4 成本 are 7 rows under 产出指标, cost after quality.
    assert {("产出指标", 7), ("数量指标", 2), ("质量指标", 1), ("成本指标", 4)} <= labels
    order = [cell.text for cell in grid.cells if cell.column == 2 and cell.row > max(grid.header_rows)]
    assert order == ["数量指标", "质量指标", "成本指标", "社会效益指标"]
    assert ("上年结转资金", 1) in labels


def test_a_form_that_was_asked_for_prints_only_what_it_is_for(published: Published):
    named = [shipped_forms()["project-2020"]]
    assert "project-2020" in self_assessment_form(published["04"], named).note
    assert "department-2021" in self_assessment_form(published["00"], named).note


def test_the_hash_changes_with_a_word_and_not_with_the_order_of_keys():
    data = data_of("project-2021")
    changed = deepcopy(data)
    changed["block"][0]["row"][0]["cells"][0]["label"] = "项目名"
    assert spec(**data).hash == spec(**dict(reversed(data.items()))).hash
    assert spec(**data).hash != spec(**changed).hash


# ---------------------------------------------------------------- what a region may get wrong

# One line a case: what is done to project-2021, the code, a part of the message, the place.
MISTAKES: list[tuple[str, Callable[[Data], Any], str, str, tuple[str | int, ...]]] = [
    (
        "unknown field",
        lambda it: it["block"][0]["row"][0]["cells"].__setitem__(1, {"field": "project.nmae", "columns": 8}),
        "form-field-unknown", "project.nmae", ("block", 0, "row", 0, "cells", 1, "field"),
    ),
    (
        "overlapping merge",
        lambda it: it["block"][0]["row"][0]["cells"][0].update(rows=2),
        "form-span-overlap", "放不下", ("block", 0, "row", 1, "cells", 3),
    ),
    (
        "a column missing in a row",
        lambda it: it["block"][0]["row"][0]["cells"][1].update(columns=7),
        "form-row-short", "空着 1 列", ("block", 0, "row", 0),
    ),
    (
        "a cell beyond the edge",
        lambda it: it["block"][0]["row"][0]["cells"][1].update(columns=9),
        "form-span-overlap", "放不下", ("block", 0, "row", 0, "cells", 1),
    ),
    (
        "rows below the end",
        lambda it: it["block"][-1]["row"][0]["cells"][0].update(rows=2),
        "form-span-overlap", "最后一行之外", ("block", 5),
    ),
    (
        "a column of the standard forgotten",
        lambda it: it["block"][4]["row"][0]["cells"].__setitem__(7, {"label": ""}),
        "form-field-missing", "偏差原因分析及改进措施", ("block",),
    ),
    (
        "two things in a cell",
        lambda it: it["block"][0]["row"][0]["cells"][0].update(field="project.name"),
        "form-cell-wrong", "label、field", ("block", 0, "row", 0, "cells", 0),
    ),
    (
        "nothing in a cell",
        lambda it: it["block"][0]["row"][0]["cells"].__setitem__(0, {"columns": 1}),
        "form-cell-wrong", "空", ("block", 0, "row", 0, "cells", 0),
    ),
    (
        "a field of a row outside the rows",
        lambda it: it["block"][5]["row"][0]["cells"].__setitem__(3, {"field": "indicator.score"}),
        "form-field-misplaced", "每个指标各有一个", ("block", 5, "row", 0, "cells", 3, "field"),
    ),
    (
        "a field of another step",
        lambda it: it["block"][5]["row"][0]["cells"].__setitem__(3, {"field": "monitored.rate"}),
        "form-field-misplaced", "不在自评的表上", ("block", 5, "row", 0, "cells", 3, "field"),
    ),
    (
        "the full weight printed as the total",
        lambda it: it["block"][5]["row"][0]["cells"].__setitem__(2, {"field": "execution.weight"}),
        "form-label-wrong", "「总分」一栏印的却是执行率的分值", ("block", 5, "row", 0, "cells", 2, "field"),
    ),
    (
        "the weight printed under 得分",
        lambda it: it["block"][4]["row"][0]["cells"].__setitem__(6, {"field": "indicator.weight"}),
        "form-label-wrong", "「得分」一栏印的却是分值", ("block", 4, "row", 0, "cells", 6, "field"),
    ),
    (
        "the original budget printed as the outturn",
        lambda it: it["block"][1]["row"][1]["cells"].__setitem__(3, {"field": "funding.original_budget"}),
        "form-label-wrong", "「全年执行数」", ("block", 1, "row", 1, "cells", 3, "field"),
    ),
    (
        "merge outside the rows",
        lambda it: it["block"][0]["row"][0]["cells"][0].update(merge=True),
        "form-cell-wrong", "merge", ("block", 0, "row", 0, "cells", 0),
    ),
    (
        "rows in the rows",
        lambda it: it["block"][4]["row"][0]["cells"][2].update(rows=2),
        "form-cell-wrong", "rows", ("block", 4, "row", 0, "cells", 2),
    ),
    (
        "an unknown placeholder",
        lambda it: it["block"][0]["row"][0]["cells"][0].update(label="{年度}项目名称"),
        "form-placeholder-unknown", "{年度}", ("block", 0, "row", 0, "cells", 0),
    ),
    ("wider than the paper", lambda it: it["widths"].append(1), "form-too-wide", "181 毫米", ("widths",)),
    ("an id that is none", lambda it: it.update(id="某县2024"), "form-id-wrong", "某县2024", ("id",)),
    ("a key mistyped", lambda it: it.update(souces=["某处"]), "field-unknown", "sources", ("souces",)),
    (
        "too many columns",
        lambda it: it.update(widths=[15] * 9 + [10]),
        "form-row-short", "空着 1 列", ("block", 0, "row", 0),
    ),
    ("a word where a number belongs", lambda it: it.update(widths=["宽"] * 9), "type-wrong", "", ("widths", 0)),
    ("a key that does not exist", lambda it: it.update(colour="红"), "field-unknown", "", ("colour",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("done", "code", "words", "where"), [case[1:] for case in MISTAKES], ids=[c[0] for c in MISTAKES]
)
def test_a_mistake_in_a_form_is_told_with_its_place(
    done: Callable[[Data], Any], code: str, words: str, where: tuple[str | int, ...]
):
    data = data_of("project-2021")
    done(data)
    problems = form_of(data)
    assert isinstance(problems, list)
    told = [problem for problem in problems if problem.code == code and problem.where == where]
    assert told, problems
    assert words in str(told[0])


def test_a_row_that_is_printed_only_sometimes_must_fit_with_it_and_without_it():
    data = data_of("project-2021")
    data["block"][1]["row"][2]["cells"][0]["rows"] = (
        2  # reaches into the row of 上年结转资金, which is not always there
    )
    problems = form_of(data)
    assert isinstance(problems, list)
    assert {problem.code for problem in problems} == {"form-span-overlap"}


def test_a_form_file_is_told_by_line(tmp_path: Path):
    text = Path(str(SHIPPED / "project-2021.toml")).read_text(encoding="utf-8")
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "project.name" in each)
    broken = tmp_path / "本地.toml"
    broken.write_text(text.replace("project.name", "project.title"), encoding="utf-8")
    found = load_form(str(broken))
    assert isinstance(found, list)
    assert {one.problem.code for one in found} == {"form-field-unknown", "form-field-missing"}
    assert line in [one.line for one in found]


def test_a_region_adds_a_form_without_code(tmp_path: Path, score: Score):
    text = Path(str(SHIPPED / "project-2021.toml")).read_text(encoding="utf-8")
    mine = tmp_path / "本地.toml"
    mine.write_text(text.replace('id = "project-2021"', 'id = "mine"').replace('"总分"', '"合计"'), encoding="utf-8")
    form = load_form(str(mine))
    assert isinstance(form, FormSpec)
    texts = [cell.text for cell in self_assessment_form(score({}), [form]).cells]
    assert "合计" in texts
    assert "总分" not in texts


def test_a_changed_form_needs_an_id_of_its_own(tmp_path: Path):
    text = Path(str(SHIPPED / "project-2021.toml")).read_text(encoding="utf-8")
    mine = tmp_path / "本地.toml"
    mine.write_text(text, encoding="utf-8")
    assert isinstance(load_form(str(mine)), FormSpec)  # the very same form
    mine.write_text(text.replace('"总分"', '"合计"'), encoding="utf-8")
    found = load_form(str(mine))
    assert isinstance(found, list)
    assert [one.problem.code for one in found] == ["form-id-taken"]
    assert isinstance(load_form(str(mine), any_edition=True), FormSpec)  # an old file may have been printed on it


@pytest.mark.parametrize(("width", "codes"), [(1, ["form-column-narrow"]), (7, ["form-column-narrow"]), (8, [])])
def test_no_column_is_too_narrow_to_print_in(width: int, codes: list[str]):
    form = shipped_forms()["project-2021"]
    narrow = form.model_copy(update={"widths": (*form.widths[:-1], width)})
    assert [problem.code for problem in form_problems(narrow)] == codes


def test_an_unknown_form_lists_those_there_are():
    found = load_form("project-1999")
    assert isinstance(found, list)
    assert isinstance(found[0], Located)
    assert "project-2021" in str(found[0])


def test_a_sound_form_has_no_problems():
    assert [form_problems(form) for form in shipped_forms().values()] == [[]] * len(shipped_forms())


def test_amounts_are_printed_where_the_office_gave_them(score: Score):
    one = {name: Decimal("3.50") for name in ("original_budget", "revised_budget", "outturn")}
    texts = [cell.text for cell in self_assessment_form(score({}, funding={"carry_over": one})).cells]
    assert texts.count("3.50") == 3
    assert "上年结转资金" in texts
    assert "上级资金" not in texts
