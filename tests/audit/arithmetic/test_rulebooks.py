"""Totals and weights where the rulebook has a say: caps, rescaling, ranges."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from engine.audit.checks.arithmetic import CHECKS, total_score, weights_outside_range
from engine.audit.judging import judged_document
from engine.audit.own_tables import own_document
from engine.intake.disclosure.tables import Disclosure
from engine.scoring import score_files
from indicators.language.conditions import Condition, parse_condition
from indicators.scoring.rulebook import Cap
from tests.audit.arithmetic.test_totals import TABLE, changed, everything
from tests.audit.tables_of import document_of, found, rulebook_of, table_of
from tests.conftest import HEAD, row


def test_a_cap_of_the_rulebook_lowers_the_total() -> None:
    condition = parse_condition("执行率<95%")
    assert isinstance(condition, Condition)
    cap = Cap.model_construct(when=condition, at_most=Decimal(79), source="form")
    capped = rulebook_of("urumqi-2024").model_copy(update={"cap": (cap,)})
    # 93.59 % is below 95 %: of 80.98 points 79 are left
    for printed, messages in (
        ("79 分", []),
        ("80.98 分", ["总分印 80.98 分，各项得分加起来是 80.98 分，按评分办法封顶 79 分，差 1.98 分"]),
    ):
        table = table_of(changed(("80.98 分", printed)))
        assert found(total_score.CHECK, judged_document(Disclosure("表.txt", (table,), ()), capped)) == messages


# 10 + 60 of 70 points that apply: stretched to 100 by the one rulebook, so that 70 is no sum; left at 70 by the other
RESCALED = [
    ("jiangxi-2017", 'not_applicable = "当年取消"', "100.00", 0),
    ("urumqi-2024", 'not_applicable = "当年取消"', "70.00", 1),
    ("jiangxi-2017", "", "100.00", 1),  # 10 + 60 + 30
]


@pytest.mark.parametrize(("rulebook", "more", "total", "findings"), RESCALED)
def test_only_a_total_that_was_rescaled_is_no_sum(
    rulebook: str, more: str, total: str, findings: int, tmp_path: Path
) -> None:
    path = tmp_path / "表.toml"
    rows = row(weight="60") + row(weight="30", name="接待", more=more)
    path.write_text(HEAD.replace("urumqi-2024", rulebook) + rows, encoding="utf-8")
    document = own_document(score_files([path]).scores)
    (table,) = document.tables
    assert str(table.total_score) == total
    assert [seen.message for check in CHECKS for seen in check.find(document)] == []
    wrong = replace(document, tables=(replace(table, total_score=Decimal(99)),))
    assert len(found(total_score.CHECK, wrong)) == findings


def test_weights_outside_the_ranges_of_the_rulebook() -> None:
    # mof-2020: 产出 40~50, 效益 20~30, 满意度 10; here 20 + 20 = 40, 30, 10. hubei: execution 20
    assert [code for code, _ in everything(TABLE, rulebook="mof-2020") if code == "weights-outside-range"] == []
    moved = changed(("| =28 份 | 20 | 20", "| =28 份 | 15 | 15"), ("| 10 | 10\n", "| 15 | 15\n"))
    said = [message for code, message in everything(moved, rulebook="mof-2020") if code == "weights-outside-range"]
    # 15 + 20 = 35 of at least 40; 15 where only 10 is allowed
    differences = [
        seen.difference for seen in weights_outside_range.CHECK.find(document_of(moved, rulebook="mof-2020"))
    ]
    assert differences == ["5", "5"]  # 40 - 35, 15 - 10
    assert said == ["产出指标分值合计 35 分，评分办法建议 40~50 分", "满意度指标分值合计 15 分，评分办法建议 10 分"]
    # a department's form has other dimensions; a row that cannot be placed leaves its dimension open
    department = moved.replace("项目支出绩效自评表", "部门整体支出绩效自评表")
    unplaced = moved.replace("产出指标 |", "其他 |")
    for table in (department, unplaced, moved.replace("| 15 | 15\n", "| 见注 | 15\n", 1)):
        assert [code for code, _ in everything(table, rulebook="mof-2020") if code == "weights-outside-range"] == []
    said = [message for code, message in everything(TABLE, rulebook="hubei") if code == "weights-outside-range"]
    assert said == ["预算执行率分值 10 分，评分办法定为 20 分"]
    without_money = "\n".join(line for line in TABLE.splitlines() if not line.startswith("资金"))
    assert "weights-outside-range" not in dict(everything(without_money, rulebook="hubei"))
