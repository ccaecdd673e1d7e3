"""The published document itself: everything that arithmetic and prose say about it, and nothing more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.audit.check import Check
from engine.audit.checks import across, arithmetic
from engine.audit.document import AuditDocument
from engine.audit.judging import judged_document
from engine.audit.own_tables import own_document
from engine.examples import example_folder
from engine.intake.disclosure.read import read_disclosure
from engine.intake.disclosure.tables import Disclosure
from engine.scoring import score_files
from tests.audit.tables_of import rulebook_of

SHARED = Path(os.environ.get("JIXIAO_SHARED", Path(__file__).parents[3].parent / "shared"))
DISCLOSURE = SHARED / "seed" / "disclosure-2024.txt"
CHECKS: tuple[Check, ...] = (*arithmetic.CHECKS, *across.CHECKS)

# 24.40 + 21.29 + 0.38 + 48.29 + 78.00 = 172.36 against 172.37; the department's rows are 10 + 3 × 30 = 100.
# All six rates, 42 rows and five totals follow; 175.67 and 655.95 agree with the paragraph; 483.58 + 172.37 = 655.95.
EXPECTED = [
    ("total-row-missing", "没有总分行，各项得分加起来是 100 分"),
    (
        "projects-against-expenditure",
        (
            "5 张项目表全年执行数合计 172.36 万元，说明写项目支出 172.37 万元（一般行政管理事务(项)同为此数），"
            "差 0.01 万元；6 个数各自四舍五入，最多可差 0.03 万元，请按元核对"
        ),
    ),
    (
        "name-printed-two-ways",
        (
            "同一名称有两种写法：表里写「中共乌鲁木齐市委金融委员会办公室」，"
            "说明里写「中共乌鲁木齐市委委员会金融委员会办公室」"
        ),
    ),
    ("evaluation-report-absent", "说明写附有部门评价报告，文件里没有"),
]


def everything(document: AuditDocument) -> list[tuple[str, str]]:
    return [(check.code, seen.message) for check in CHECKS for seen in check.find(document)]


def test_the_published_document_contradicts_itself_so_and_no_further() -> None:
    if not DISCLOSURE.exists():
        pytest.skip("已公布的原文不在这台机器上，无法核查全文")
    disclosure = read_disclosure(DISCLOSURE)
    assert isinstance(disclosure, Disclosure)
    assert everything(judged_document(disclosure, rulebook_of("urumqi-2024"))) == EXPECTED


def test_a_departments_own_tables_say_nothing_before_they_are_published() -> None:
    scores = score_files([example_folder()]).scores
    assert len(scores) == 6
    assert everything(own_document(scores)) == []
