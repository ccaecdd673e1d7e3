"""«A hint says the same whether the spreadsheet recalculates it or not»: formulas held against our own words."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from openpyxl import load_workbook

from engine.forms.workbook.build import build_workbook
from engine.forms.workbook.hints import INCOMPLETE, NO_ACTUAL, NO_CAUSE, NO_REASON, NO_RESULT, row_hint
from engine.forms.workbook.kinds import VALUE, Key, Kind
from engine.forms.workbook.project_sheet import ProjectSheet
from engine.forms.workbook.stamp import Stamp
from tests.office import recalculated
from tests.workbook.editing import sheets_of

# 填了哪几格 → 提示
WORDS: list[tuple[Kind, dict[str, str], str]] = [
    (Kind.TARGETS, {}, ""),
    (Kind.TARGETS, {"name": "报告"}, f"{INCOMPLETE}一级指标 二级指标 指标值 分值 "),
    (Kind.TARGETS, {"dimension": "产出指标", "category": "数量指标", "name": "报告", VALUE: "20", "weight": "5"}, ""),
    (Kind.SELF_ASSESSMENT, {}, NO_RESULT),
    (Kind.SELF_ASSESSMENT, {"not_applicable": "没有开展"}, ""),
    (Kind.SELF_ASSESSMENT, {"achieved": "=1 份", "score": "3"}, NO_REASON),
    (Kind.SELF_ASSESSMENT, {"achieved": "=1 份", "score": "3", "score_reason": "合同"}, ""),
    (Kind.MONITORING, {}, ""),
    (Kind.MONITORING, {"expected": "=20 份"}, NO_ACTUAL),
    (Kind.MONITORING, {"actual": "=2 份", "likelihood": "有可能"}, NO_CAUSE),
    (Kind.MONITORING, {"actual": "=2 份", "likelihood": "确定能"}, ""),
]


@pytest.mark.parametrize(("kind", "texts", "words"), WORDS)
def test_the_words_of_a_hint(kind: Kind, texts: dict[str, str], words: str):
    assert row_hint(kind, texts, lambda field: field).value == words


FIELDS = {
    Kind.TARGETS: ("dimension", "name", "target", "weight"),
    Kind.SELF_ASSESSMENT: ("achieved", "not_applicable", "score", "score_reason"),
    Kind.MONITORING: ("actual", "expected", "likelihood", "cause"),
}
TEXTS = {"dimension": "产出指标", "target": "≥20 份", "weight": "15.5", "likelihood": "有可能", "cause": "其他"}


def every_row(kind: Kind) -> ProjectSheet:
    """A sheet with a row for every combination of cells filled in and left blank."""
    cells: dict[Key, str] = {("project", "name"): "甲"}
    stamp, rows = Stamp(kind, "2024-0001", 1, "0" * 16), []
    for number, filled in enumerate(product((False, True), repeat=4)):
        place = f"2024-0001:{number + 1:02d}"
        rows.append(place)
        cells |= {
            (place, field): TEXTS.get(field, "1")
            for field, is_filled in zip(FIELDS[kind], filled, strict=True)
            if is_filled
        }
    return ProjectSheet(stamp, cells, tuple(rows), tuple(rows), weight="124")


def test_recalculated_hints_and_checks_are_our_own(tmp_path: Path):
    """One workbook of all three kinds, as no clerk gets it: the formulas do not know which one they stand in."""
    sheets = [every_row(kind) for kind in Kind]
    data = build_workbook(sheets, {})
    again = sheets_of(recalculated(tmp_path, data))
    for name, sheet in sheets_of(data).items():
        for row, (ours, theirs) in enumerate(zip(sheet.rows, again[name].rows, strict=False)):
            for column in hint_columns(sheet.rows):
                assert (theirs[column] or "") == (ours[column] or ""), f"{name} {row + 1} {column}"
    # 16 行里 8 行有分值 15.5：合计 124。
    assert again["检查结果"].rows[1][2] == "合计 124，对"


# 选的评分办法（各行应合计多少），一行的分值 → 检查结果
SUMS = [
    ("", "90", "选了评分办法才算得出"),
    ("甲", "90", "合计 90，对"),
    ("甲", "80", "合计 80，应为 90"),
    ("乙", "90", "合计 90，应为 100"),
]


def test_the_sum_of_a_new_project_goes_by_the_rulebook_chosen(tmp_path: Path):
    """Each on a sheet of its own, filled in by a clerk after the form was built."""
    books = {"甲": Decimal(90), "乙": Decimal(100)}
    sheets = [ProjectSheet(Stamp(Kind.TARGETS, is_empty=True), {}) for _ in SUMS]
    book = load_workbook(BytesIO(build_workbook(sheets, books)))
    for page, (chosen, weight, _) in zip([one for one in book if "新项目" in one.title], SUMS, strict=True):
        head = next(row for row in page.iter_rows() if row[3].value == "三级指标")[0].row
        page["C5"], page[f"H{head + 1}"] = chosen or None, weight
    saved = BytesIO()
    book.save(saved)
    rows = sheets_of(recalculated(tmp_path, saved.getvalue()))["检查结果"].rows
    assert [row[2] for row in rows if row[1] == "各行分值合计"] == [said for *_, said in SUMS]


def hint_columns(rows: tuple[tuple[object, ...], ...]) -> list[int]:
    return [at for row in rows for at, value in enumerate(row) if value in ("提示", "分值数", "结果")]
