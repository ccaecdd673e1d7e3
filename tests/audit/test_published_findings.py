"""The published document under audit: the complete list of findings, read line by line by a person before it was frozen.

What must be in it is numbered in what was found by hand beforehand: 1 to 10, the countable half of 11, 12, 14 to 16, and
the one score that stands on the rounding edge. Anything else would be a false finding. The golden file holds code, table,
row and message; the list is drawn from the document where it is at hand and from the shortened example always.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.audit import Finding, audit
from engine.audit.judging import judged_document
from engine.examples import example_folder
from engine.intake.disclosure.read import read_disclosure
from engine.intake.disclosure.tables import Disclosure
from tests.audit.tables_of import rulebook_of

GOLDEN = Path(__file__).parent / "golden" / "published.txt"
SHARED = Path(os.environ.get("JIXIAO_SHARED", Path(__file__).parents[2].parent / "shared"))
PUBLISHED = SHARED / "seed" / "disclosure-2024.txt"


def lines(path: Path) -> list[str]:
    """The findings of a file, one a line; the file itself is called 公开说明."""
    disclosure = read_disclosure(path)
    assert isinstance(disclosure, Disclosure), disclosure
    assert [table.doubts for table in disclosure.tables] == [()] * 6
    return [
        _line(one).replace(str(path), "公开说明")
        for one in audit(judged_document(disclosure, rulebook_of("urumqi-2024")))
    ]


def _line(one: Finding) -> str:
    return f"{one.severity.value} {one.code} | {one.place} | {one.message}"


def test_the_published_document() -> None:
    if not PUBLISHED.exists():
        pytest.skip(f"没有 {PUBLISHED}：只核对了缩写过的示例")
    assert lines(PUBLISHED) == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_the_example() -> None:
    assert lines(example_folder() / "disclosure.txt") == GOLDEN.read_text(encoding="utf-8").splitlines()


# number of the contradiction found by hand → code, and the figures that must be in the message
BY_HAND = [
    (1, "projects-against-expenditure", "172.36", "172.37"),
    (2, "cost-rows-against-money", "21.30 万元", "21.29 万元"),
    (3, "reason-contradicts-numbers", "25%", "+40%"),
    (4, "covered-without-work", "开展现场检查", "=100%"),
    (5, "saving-costs-twice", "0.64", "5.86"),  # 10 - 9.36; 5 - 4.14 + 5 - 0
    (6, "exact-target-missed", "=600 人次", "=610 人次"),
    (7, "cause-without-measure", "13 行写了偏差原因", "1 行写了改进措施"),
    (7, "reasons-repeated", "开展活动人员出勤率", "活动开展成功率"),
    (7, "overshoot-full", "+100%", "+42.3%"),
    (7, "overshoot-full", "+66.7%", "+64%"),
    (8, "carry-over-row-missing", "上年结转资金", "其他资金"),
    (8, "budget-rewritten", "97.83", "0.38"),
    (9, "boundary-differs", "12 月前", "<=2024 年 12 月"),
    (10, "department-only-quantity", "数量指标", "90 分"),
    (10, "total-row-missing", "没有总分行", ""),
    (10, "no-explanation-column", "偏差原因", ""),
    (10, "unit-swapped-with-goal", "4 场", "4 次"),
    (11, "dimensions-missing", "成本指标", "满意度指标"),
    (12, "heavy-qualitative-row", "40 分", ""),
    (12, "qualitative-weight", "170 分", "500 分"),
    (14, "name-printed-two-ways", "市委委员会金融委员会", "市委金融委员会"),
    (15, "notation-mixed", "4.50 万元 与 4.5 万元", ">="),
    (16, "evaluation-report-absent", "部门评价报告", ""),
    (0, "rounding-edge", "4.14", "4.15"),
]


@pytest.mark.parametrize(("number", "code", "first", "second"), BY_HAND)
def test_what_was_found_by_hand_is_found(number: int, code: str, first: str, second: str) -> None:
    told = [line for line in lines(example_folder() / "disclosure.txt") if f" {code} | " in line]
    assert any(first in line and second in line for line in told), (number, told)


def test_nothing_else_is_found() -> None:
    codes = {line.split(" ")[1] for line in GOLDEN.read_text(encoding="utf-8").splitlines()}
    assert codes == {code for _, code, _, _ in BY_HAND}
