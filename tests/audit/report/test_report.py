"""The report of a small table with one wrong score, and what each form of it says."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from engine.audit.check import Check, Group, Observation, Severity, at_document, at_row, at_table
from engine.audit.document import AuditDocument
from engine.audit.finding import Finding
from engine.audit.report.html import document_html
from engine.audit.report.reduce import report_of
from engine.audit.report.values import DocumentReport, RulebookUsed
from engine.audit.report.xlsx import write_workbook
from engine.audit.verdict import verdict_of
from tests.audit.tables_of import FILE, document_of

WRONG = """
项目支出绩效自评表 2024
项目名称 | 检查经费
资金 | 年度资金总额 | 51.60 | 51.60 | 48.29 | 10 | 93.59% | 9.36 分
产出指标 | 数量指标 | 检查报告 | >=20 份 | =10 份 | 40 | 25 | 人手不够
         |          | 合作律所 | >=1 家  | =1 家  | 50 | 50
总分 | 100 | 84.36 分
"""
# 10 × 48.29 ÷ 51.60 = 9.358… → 9.36, as printed; 40 × 10 ÷ 20 = 20, printed 25; 50 as printed.
# Total 9.36 + 20 + 50 = 79.36; printed 84.36, 5 more. Two of three rows follow.
RIGHT = WRONG.replace("检查经费", "平台经费").replace("| 25 |", "| 20 |").replace("84.36", "79.36")
USED = RulebookUsed("urumqi-2024", "乌鲁木齐", "是命令里指定的")


def check(severity: Severity, title: str = "查") -> Check:
    return Check(f"check-{severity.name.lower()}", title, Group.ARITHMETIC, severity, "为什么", lambda _: ())


BLOCKING, WARNING, HINT = map(check, Severity)


def found(severity: Check, seen: Observation) -> Finding:
    return Finding(severity, seen)


def report(document: AuditDocument, *findings: Finding) -> DocumentReport:
    return report_of(document, findings, USED)


def test_the_verdict_holds_the_printed_total_against_the_one_that_follows() -> None:
    verdict = verdict_of(document_of(WRONG).tables[0])
    assert (verdict.printed, verdict.added, verdict.follows) == (
        Decimal("84.36"),
        Decimal("84.36"),
        Decimal("79.36"),
    )
    assert (verdict.explained, verdict.rows, verdict.by_person, verdict.points) == (2, 3, 0, Decimal(5))


def test_a_row_that_only_a_person_can_score_counts_as_printed() -> None:
    table = WRONG.replace("=10 份", "基本完成").replace("| 25 |", "| 31 |").replace("84.36", "90.36")
    verdict = verdict_of(document_of(table).tables[0])
    assert verdict.by_person == 1
    assert verdict.follows == Decimal("90.36")  # 9.36 + 31 as printed + 50


def test_differences_of_both_signs_do_not_cancel() -> None:
    verdict = verdict_of(document_of(WRONG.replace("| 50 | 50", "| 50 | 45")).tables[0])
    assert verdict.points == 15  # +5 on one row, -5 on the other, and the total 84.36 is 5 above its rows


def test_the_table_with_the_heaviest_finding_comes_first_and_in_it_the_heaviest() -> None:
    document = document_of(RIGHT, WRONG)
    right, wrong = document.tables
    listed = report(
        document,
        found(WARNING, at_table(right, "甲")),
        found(HINT, at_table(wrong, "乙")),
        found(BLOCKING, at_row(wrong, wrong.rows[0], "丙")),
        found(WARNING, at_document(document, "丁")),
    ).findings
    assert [one.message for one in listed] == ["丙", "乙", "丁", "甲"]
    assert [one.number for one in listed] == [1, 2, 3, 4]


def test_a_finding_marks_the_cell_it_is_about_and_no_other() -> None:
    document = document_of(WRONG)
    (table,) = document.tables
    row = table.rows[0]
    told = report(document, found(BLOCKING, at_row(table, row, "得分不对", row.printed.score)))
    marked = [
        (line.name.text, name)
        for line in told.tables[0].lines
        for name in ("name", "target", "achieved", "weight", "printed", "reason")
        if getattr(line, name).marks
    ]
    assert marked == [("检查报告", "printed")]


def test_every_row_stands_beside_what_follows() -> None:
    lines = report(document_of(WRONG)).tables[0].lines
    told = [(line.name.text, line.printed.text, line.follows, line.difference) for line in lines]
    assert told == [
        ("年度资金总额", "9.36 分", "9.36", ""),
        ("检查报告", "25", "20", "+5"),
        ("合作律所", "50", "50", ""),
        ("总分", "84.36 分", "79.36", "+5"),
    ]


def hostile() -> DocumentReport:
    document = document_of(WRONG.replace("人手不够", "<script>alert(1)</script>").replace("检查经费", "=1+1"))
    (table,) = document.tables
    seen = at_row(table, table.rows[0], "{{ 7 * 7 }}<b>", printed="=25", follows="=20")
    return report(document, found(BLOCKING, seen))


def test_the_page_escapes_what_people_wrote_and_fetches_nothing() -> None:
    page = document_html(hostile())
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert "{{ 7 * 7 }}&lt;b&gt;" in page
    assert not re.search(r"(src|href)=[\"']?(https?:|//)", page)
    page.encode("gbk")


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_holds_no_formula_and_numbers_only_where_numbers_belong(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "核查.xlsx", [hostile()])
    read = sheets(path)
    assert list(read) == ["总览", "疑点", "逐行对照"]
    first = dict(zip(*read["疑点"][:2], strict=True))
    assert (first["印出"], first["对照"], first["序号"]) == ("=25", "=20", 1)
    assert read["总览"][1][2] == "=1+1"
    numbers = {"序号", "阻断", "警告", "提示", "印出总分", "重算总分", "相差", "得分相同的行", "有得分的行", "分值", "印出得分",
               "重算得分", "差"}  # fmt: skip
    for heads, *rows in read.values():
        for row in rows:
            assert all(isinstance(value, str) or head in numbers for head, value in zip(heads, row, strict=True))
    with ZipFile(path) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        texts = [parts.read(name).decode() for name in names]
    assert not any("<f>" in text for text in texts)
    assert all("<autoFilter" in text and 'state="frozen"' in text for text in texts)


@pytest.mark.parametrize("tables", [(RIGHT,), (RIGHT, WRONG)])
def test_a_document_without_findings_says_so(tables: tuple[str, ...]) -> None:
    assert "没有发现疑点" in document_html(report(document_of(*tables)))
    assert report(document_of(*tables)).file == FILE
