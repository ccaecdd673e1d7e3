"""每种文件都读出同样的六张表：我们印的、LibreOffice 另存的，一格不差。

Expected: names, figures and totals from ``truth.toml``, which a person copied from the published document; goals and
reasons from the TOML examples, which say them in shorter words.
"""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree
from xlsxwriter import Workbook

from engine.examples import example_folder
from engine.forms.formats import written
from engine.forms.self_assessment_form import self_assessment_form
from engine.intake.disclosure.read import disclosure_in
from engine.intake.disclosure.tables import DisclosedTable, Disclosure, TableKind
from engine.intake.toml import Loaded, load_assessment
from indicators.indicator import SelfAssessment
from tests.forms.conftest import Published, publication
from tests.intake.disclosure.truth import text, truth
from tests.office import converted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MONEY = ("name", "original_budget", "revised_budget", "outturn", "weight", "execution_rate", "score")
_ROW = ("dimension", "category", "name", "target", "achieved", "weight", "score")


@pytest.fixture(scope="module")
def files(published: Published) -> dict[str, bytes]:
    """The six forms as we print them, by ending."""
    printed = publication(*(self_assessment_form(score) for _, score in sorted(published.items())))
    return {kind: written(printed, kind) for kind in ("docx", "xlsx", "html")}


def examples() -> list[SelfAssessment]:
    loaded = [load_assessment(path) for path in sorted(example_folder().glob("0*.toml"))]
    return [one.assessment for one in loaded if isinstance(one, Loaded)]


def tight(words: str) -> str:
    return "".join(words.split())


def expected() -> list[dict[str, Any]]:
    return [_of_truth(table, example) for table, example in zip(truth()["table"], examples(), strict=True)]


def _of_truth(table: dict[str, Any], example: SelfAssessment) -> dict[str, Any]:
    is_department = table["kind"] == TableKind.DEPARTMENT.value
    return {
        "title": table["title"],
        "year": table["year"],
        "name": tight(table["name"]),
        "offices": [tight(table.get("supervising", "")), tight(table.get("implementing", ""))],
        "planned": tight(example.objective.planned),
        "achieved": tight(example.objective.achieved),
        "money": [[tight(cell) for cell in row] for row in table["money"]],
        "rows": [[tight(cell) for cell in row[:7]] for row in table["rows"]],
        "last": [tight(row.target_basis if is_department else row.deviation_analysis) for row in example.indicator],
        "total": [tight(cell) for cell in table.get("total", ["", ""])],
    }


def found(table: DisclosedTable) -> dict[str, Any]:
    is_department = table.kind is TableKind.DEPARTMENT
    return {
        "title": table.title.text,
        "year": table.fiscal_year,
        "name": tight(text(table.name)),
        "offices": [tight(text(table.supervising_department)), tight(text(table.implementing_unit))],
        "planned": tight(text(table.objective_planned)),
        "achieved": tight(text(table.objective_achieved)),
        "money": [[tight(text(getattr(row, name))) for name in _MONEY] for row in table.money],
        "rows": [[tight(text(getattr(row, name))) for name in _ROW] for row in table.indicators],
        "last": [
            tight(text(row.target_basis if is_department else row.deviation_analysis)) for row in table.indicators
        ],
        "total": [tight(text(table.total_weight)), tight(text(table.total_score))],
    }


def assert_all_six(data: bytes, name: str) -> None:
    disclosure = disclosure_in(data, name)
    assert isinstance(disclosure, Disclosure), disclosure
    assert [found(table) for table in disclosure.tables] == expected()
    assert sum(len(table.indicators) for table in disclosure.tables) == 42
    assert not [doubt for table in disclosure.tables for doubt in table.doubts]


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_what_we_print(files: dict[str, bytes], kind: str):
    assert_all_six(files[kind], f"附表.{kind}")


def test_what_libreoffice_saves(files: dict[str, bytes], tmp_path: Path):
    """Word to OpenDocument and back and to a page, Excel to the old format and to OpenDocument."""
    jobs = [("xlsx", "xls"), ("xlsx", "ods"), ("docx", "html"), ("docx", "odt")]
    saved = {}
    for source, kind in jobs:
        (tmp_path / kind).mkdir()
        saved[kind] = converted(tmp_path / kind, kind, {f"表.{source}": files[source]})[f"表.{kind}"]
    (tmp_path / "docx").mkdir()
    saved["docx"] = converted(tmp_path / "docx", "docx", {"表.odt": saved.pop("odt")})["表.docx"]
    for kind, data in saved.items():
        assert_all_six(data, f"表.{kind}")


def test_six_forms_on_one_sheet(published: Published):
    """Below each other, a blank row between, figures as texts: what a clerk pastes together."""
    assert_all_six(_one_sheet(published), "附表.xlsx")


def _one_sheet(published: Published, blank: int = 1) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, top = book.add_worksheet("附表1"), 0
        for _, score in sorted(published.items()):
            grid = self_assessment_form(score)
            last = max(cell.column + cell.column_span for cell in grid.cells) - 1
            sheet.merge_range(top, 0, top, last, grid.title)
            sheet.merge_range(top + 1, 0, top + 1, last, grid.subtitle)
            for cell in grid.cells:
                row, bottom = top + 2 + cell.row, top + 1 + cell.row + cell.row_span
                if (cell.row_span, cell.column_span) == (1, 1):
                    sheet.write_string(row, cell.column, cell.text)
                else:
                    sheet.merge_range(row, cell.column, bottom, cell.column + cell.column_span - 1, cell.text)
            top += 2 + max(cell.row + cell.row_span for cell in grid.cells) + blank
    return buffer.getvalue()


def test_six_forms_on_one_sheet_without_a_blank_row(published: Published):
    assert_all_six(_one_sheet(published, blank=0), "附表.xlsx")


def test_tables_split_by_word_with_their_headers_repeated(files: dict[str, bytes]):
    """Every indicator table is cut below its third row, and the part below begins with the same header row."""
    document = Document(BytesIO(files["docx"]))
    for table in [one._tbl for one in document.tables if _is_indicators(one)]:
        _split(table)
    buffer = BytesIO()
    document.save(buffer)
    assert_all_six(buffer.getvalue(), "附表.docx")


def _is_indicators(table: Any) -> bool:
    return any(cell.text == "三级指标" for cell in table.rows[0].cells)


def _split(table: Any) -> None:
    rows = table.findall(f"{W}tr")
    lower = deepcopy(table)
    for row in rows[3:]:
        table.remove(row)
    for row in lower.findall(f"{W}tr")[1:3]:
        lower.remove(row)
    _open_merges(lower)
    spacer = etree.SubElement(table.getparent(), f"{W}p")
    table.addnext(spacer)
    spacer.addnext(lower)


def _open_merges(table: Any) -> None:
    """What went on from above now begins: Word writes the merge anew in the lower table."""
    for merge in table.findall(f"{W}tr")[1].iter(f"{W}vMerge"):
        merge.set(f"{W}val", "restart")
