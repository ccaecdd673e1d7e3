"""Every scored row of really published tables has a verdict, and the documentation prints the right counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audit.count_samples import SAMPLES, Judged, Verdict, judge, scored_samples, table_lines

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "audit.md"
HEADING = "别处公开的行"


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    if not SAMPLES.exists():
        pytest.skip(f"没有 {SAMPLES}：没有核对真实行")
    return [judge(sample) for sample in scored_samples()]


def test_every_row_has_a_verdict_and_all_but_full_marks_a_why(judged: list[Judged]) -> None:
    assert len(judged) == 98  # rows with a score: grep -c '"score": "' in the file
    assert all(one.why for one in judged if one.verdict is not Verdict.MET)


KNOWN = {
    # ≥200 平方米, 204.46: met, full.
    "野生动物收容所": (Verdict.MET, ""),
    # 76 % of 10 points are 7.6.
    "执行率": (Verdict.RULE, "按比例得分，2 位四舍六入五成双"),
    # 2 × 4044 ÷ 5662 = 1.4284…: 1.4 to one place, by any rounding; the first tried is named.
    "老年人体检数": (Verdict.COARSER, "按比例得分，1 位四舍六入五成双"),
    # 2 × 203 ÷ 214 = 1.897…: 1.9 rounded, 1.8 only cut off.
    "孕产妇7天访视数": (Verdict.COARSER, "按比例得分，1 位截尾"),
    # 2 × 695 ÷ 863 = 1.6107…: not 1.8 in any way.
    "糖尿病规范管理数": (Verdict.NO_RULE, "扣的分没有规则算得出"),
    # 95 % of 95 % is met; 27 of 30 are printed. By 按实际百分比 it were 28.5.
    "指标1:是否解决建档立卡人员看病难贵问题": (Verdict.NO_RULE, "达到了目标，扣了分"),
    # No comparator. As a ceiling it is met, as a floor 2 × 72.74 % = 1.45 is missing.
    "政府采购执行率": (Verdict.PERSON, "没有写符号：当作 ≤ 就达标得满分，当作 ≥ 没有达标"),
    # 百分比 against a bare 100.
    "委托业务报告合格率": (Verdict.PERSON, "实际完成值没有写单位，或与目标不能比较"),
    "支付进度": (Verdict.PERSON, "没有实际完成值"),
    # 19.6 points, but of how many is not printed.
    "整編資料審核": (Verdict.UNREADABLE, "没有印出分值"),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_verdict_derived_by_hand(judged: list[Judged], name: str) -> None:
    (one,) = [one for one in judged if one.sample["level3"] == name and one.sample["score"]]
    assert (one.verdict, one.why) == KNOWN[name]


def test_the_documentation_prints_these_counts(judged: list[Judged]) -> None:
    printed = list(_section())
    if not printed:
        pytest.skip(f"{DOCUMENTATION.name} 还没有「{HEADING}」一节")
    assert printed == list(table_lines(judged))


def _section() -> Iterator[str]:
    """The lines of the first table below the heading."""
    if not DOCUMENTATION.exists():
        return
    text = DOCUMENTATION.read_text(encoding="utf-8")
    below = text.partition(f"{HEADING}\n")[2].splitlines()
    is_table = False
    for line in below:
        if line.startswith("|"):
            is_table = True
            yield line
        elif is_table or line.startswith("#"):
            return
