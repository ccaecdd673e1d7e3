"""The published document itself: every contradiction inside its tables, and nothing more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.audit.checks.consistency import CHECKS
from engine.audit.judging import judged_document
from engine.intake.disclosure.read import disclosure_in, read_disclosure
from engine.intake.disclosure.tables import Disclosure
from tests.audit.departments import department
from tests.audit.tables_of import rulebook_of

SHARED = Path(os.environ.get("JIXIAO_SHARED", Path(__file__).parents[3].parent / "shared"))
DISCLOSURE = SHARED / "seed" / "disclosure-2024.txt"

# code, row: the contradictions of the document by hand. The department's 1,612.98 to 655.95 is explained in its prose.
EXPECTED = [
    ("reason-contradicts-numbers", "出具专项检查报告"),  # 28 / 20 is +40 %, the reason says 25 %
    ("boundary-differs", "开展活动截止时间"),  # 12 月前 and <= 12 月
    ("unit-swapped-with-goal", "企业上市调研指导活动"),  # 4 次 and 4 场 against 4 场 and 4 次
    ("cost-rows-against-money", ""),  # targets 21.30 against 21.29
    ("cost-rows-against-money", ""),  # actuals 21.30 against 21.29
    ("covered-without-work", "现场检查覆盖率"),  # 0 done, 100 % covered
    ("saving-costs-twice", ""),  # 0.64 and 5.86
    ("budget-rewritten", ""),  # 97.83 to 0.38
    ("carry-over-row-missing", ""),  # called 上年结转资金, listed under 其他资金
]


@pytest.mark.skipif(not DISCLOSURE.exists(), reason=f"没有公开件 {DISCLOSURE}")
def test_the_published_document() -> None:
    disclosure = read_disclosure(DISCLOSURE)
    assert isinstance(disclosure, Disclosure)
    document = judged_document(disclosure, rulebook_of("urumqi-2024"))
    assert [(check.code, seen.row) for check in CHECKS for seen in check.find(document)] == EXPECTED


def test_correct_departments_say_nothing() -> None:
    for seed in range(20):
        disclosure = disclosure_in(department(seed).text().encode("utf-8"), "公开说明.txt")
        assert isinstance(disclosure, Disclosure)
        document = judged_document(disclosure, rulebook_of("urumqi-2024"))
        assert [(seed, seen.message) for check in CHECKS for seen in check.find(document)] == []


def test_no_document_says_nothing() -> None:
    document = judged_document(Disclosure("空.txt", (), ()), rulebook_of("urumqi-2024"))
    assert [seen for check in CHECKS for seen in check.find(document)] == []
