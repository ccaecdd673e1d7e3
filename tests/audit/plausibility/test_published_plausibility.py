"""The published document and the example: everything that plausibility says about them, and nothing more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.audit.checks.plausibility import CHECKS
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
OVER = "超出目标很多仍得满分，目标可能定得偏低"
DEPARTMENT, TRAINING, OFFICE = "中共乌鲁木齐市委金融委员会办公室", "2024 年计划重点举办培训班次", "财经办专项工作经费"
CADRES, SUPERVISION, PLATFORM = "财经办忠诚干净担当好班子（上年结转资金）", "金融监管工作经费", "非法集资平台运维费"
FILE = "公开说明.txt"

# code, table, words of the message. Derivations:
#   5 × 8.29 ÷ 10 = 4.145
#   28 / 20 = +40 %, 2 / 1 = +100 %, 37 / 26 = +42.3 %, 10 / 6 = +66.7 %, 82 / 50 = +64 %; 3.14 / 3 = +4.7 % is not far
#   rows with a reason 3 + 4 + 3 + 3 = 13, one of them (覆盖区域) says what should be done
#   words 2 × 20 + 20 + 2 × 20 + 30 + 40 = 170 of 5 × 100 points
#   no cost in three of five projects, no satisfaction in four of five
EXPECTED = [
    ("rounding-edge", SUPERVISION, "4.145"),
    ("exact-target-missed", OFFICE, "目标写 =600 人次，实际 =610 人次"),
    ("overshoot-full", OFFICE, f"{OVER}（+40%）"),
    ("overshoot-full", CADRES, "组织开展活动次数（+100%）、参与活动人数（+42.3%）"),
    ("overshoot-full", SUPERVISION, f"{OVER}（+40%）"),
    ("overshoot-full", PLATFORM, "覆盖区域（+66.7%）、筛查风险企业数（+64%）"),
    ("no-explanation-column", DEPARTMENT, "没有「偏差原因分析及改进措施」一栏"),
    ("cause-without-measure", OFFICE, "3 行"),
    ("cause-without-measure", CADRES, "4 行"),
    ("cause-without-measure", SUPERVISION, "3 行"),
    ("cause-without-measure", PLATFORM, "2 行"),
    ("cause-without-measure", FILE, "13 行写了偏差原因，只有 1 行写了改进措施"),
    ("reasons-repeated", CADRES, "「开展活动人员出勤率」与「活动开展成功率」的原因几乎相同"),
    ("heavy-qualitative-row", PLATFORM, "一项定性指标占 40 分"),
    ("qualitative-weight", FILE, "5 张项目表共 500 分，其中 170 分（34%）是定性指标，全部得满分"),
    ("department-only-quantity", DEPARTMENT, "3 行全是数量指标，占 90 分"),
    ("dimensions-missing", TRAINING, "没有设成本指标、满意度指标"),
    ("dimensions-missing", CADRES, "没有设成本指标、满意度指标"),
    ("dimensions-missing", SUPERVISION, "没有设满意度指标"),
    ("dimensions-missing", PLATFORM, "没有设成本指标、满意度指标"),
    (
        "notation-mixed",
        FILE,
        (
            "≥（「企业上市调研指导活动」）与 >=（「走访调研各类机构家数」）；"
            "≤（「差旅费」）与 <=（「开展活动截止时间」）；4.50 万元 与 4.5 万元（「委托业务费」）；"
            f"100%（「{DEPARTMENT}」执行率）与 100.00%（「{TRAINING}」执行率）；"
            f"10（「{DEPARTMENT}」执行率得分）与 10.00 分（「{TRAINING}」执行率得分）"
        ),
    ),
]


def seen(document: AuditDocument) -> list[tuple[str, str, str]]:
    return [(check.code, one.table, one.message) for check in CHECKS for one in check.find(document)]


def test_what_an_auditor_would_ask_about_the_published_document() -> None:
    if not DISCLOSURE.exists():
        pytest.skip("已公布的原文不在这台机器上，无法核查全文")
    disclosure = read_disclosure(DISCLOSURE, FILE)
    assert isinstance(disclosure, Disclosure)
    said = seen(judged_document(disclosure, rulebook_of("urumqi-2024")))
    assert [(code, table) for code, table, _ in said] == [(code, table) for code, table, _ in EXPECTED]
    for (_, _, message), (_, _, words) in zip(said, EXPECTED, strict=True):
        assert words in message


def test_the_departments_own_tables_say_the_same_but_for_what_the_form_will_print() -> None:
    """Our form prints scores and rates one way and has the column; the example words its reasons afresh."""
    codes = {code for code, _, _ in seen(own_document(score_files([example_folder()]).scores))}
    assert codes == {code for code, _, _ in EXPECTED} - {"no-explanation-column"}


def test_every_word_can_be_printed_on_a_chinese_console() -> None:
    for check in CHECKS:
        (check.title + check.why).encode("gbk")
    for _, _, message in seen(own_document(score_files([example_folder()]).scores)):
        message.encode("gbk")
