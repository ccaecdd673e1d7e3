"""Findings over the published tables, each derived from the document; and silence once the cause is gone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from engine.audit import find_all
from engine.audit.document import Accounts
from engine.examples import example_folder
from engine.scoring import score_files
from indicators.scoring.project import ProjectScore

DEPARTMENT = "00-department.toml"
TRAINING, OFFICE = "01-training.toml", "02-caijingban.toml"
CADRES, SUPERVISION, PLATFORM = "03-cadres.toml", "04-supervision.toml", "05-platform.toml"

# file, code, words that must stand in the message. Derivations:
#   172.37 - (24.40 + 21.29 + 0.38 + 48.29 + 78.00 = 172.36) = 0.01
#   6 + 7.42 + 1.38 + 4.5 + 2 = 21.30 against 21.29
#   28 / 20 = 140 %, the reason says 25 %
#   -0.64 on execution; 5 - 4.14 + 5 - 0 = 5.86 on the cost rows; 5 × 8.29 / 10 = 4.145 is a tie
#   2 / 1 = 200 %, 37 / 26 = 142.3 %, 10 / 6 = 166.7 %, 82 / 50 = 164 %, 28 / 20 = 140 %: all scored full
#   the goal says 4 次 and 4 场, the rows 4 场 and 4 次; 上年结转资金 has no row of its own
FINDINGS = [
    (DEPARTMENT, "budget-rewritten", "1612.98 万元，全年预算 655.95 万元"),
    (DEPARTMENT, "unit-swapped-with-goal", "≥4 场、≥4 次，总体目标写 4 次、4 场"),
    (DEPARTMENT, "department-only-quantity", "占 90 分"),
    (TRAINING, "dimensions-missing", "成本指标、满意度指标"),
    (OFFICE, "cost-rows-against-money", "目标值合计 21.30 万元，全年预算数 21.29 万元，差 0.01 万元"),
    (OFFICE, "cost-rows-against-money", "实际值合计 21.30 万元，全年执行数 21.29 万元，差 0.01 万元"),
    (OFFICE, "exact-target-missed", "=600 人次，实际 =610 人次"),
    (OFFICE, "cause-without-measure", "3 行"),
    (OFFICE, "notation-mixed", "4.50 万元 与 4.5 万元"),
    (CADRES, "budget-rewritten", "97.83 万元，全年预算 0.38 万元"),
    (CADRES, "boundary-differs", "12 月前"),
    (CADRES, "carry-over-row-missing", "钱列在「其他资金」（年初预算 97.83 万元）"),
    (CADRES, "dimensions-missing", "成本指标、满意度指标"),
    (CADRES, "reasons-repeated", "「开展活动人员出勤率」与「活动开展成功率」"),
    (CADRES, "cause-without-measure", "4 行"),
    (SUPERVISION, "reason-contradicts-numbers", "「超出 25%」，按目标 >=20 份、实际 =28 份，应为 +40%"),
    (SUPERVISION, "covered-without-work", "「开展现场检查」实际为 0，「现场检查覆盖率」却报 =100%"),
    (SUPERVISION, "saving-costs-twice", "预算执行率扣 0.64，成本指标（租用车辆、开展现场检查）又扣 5.86"),
    (SUPERVISION, "dimensions-missing", "没有设满意度指标"),
    (SUPERVISION, "cause-without-measure", "3 行"),
    (SUPERVISION, "rounding-edge", "4.145"),
    (SUPERVISION, "notation-mixed", "<="),
    (PLATFORM, "heavy-qualitative-row", "占 40 分"),
    (PLATFORM, "dimensions-missing", "成本指标、满意度指标"),
    (PLATFORM, "cause-without-measure", "2 行"),
    (PLATFORM, "notation-mixed", "≥（「平台纳入监测企业数」）与 >=（「覆盖区域」）"),
]


def scored(path: Path) -> ProjectScore:
    return score_files([path]).scores[0]


@pytest.mark.parametrize("file", sorted({file for file, _, _ in FINDINGS}))
def test_findings_of_a_published_table(file: str) -> None:
    found = find_all([scored(example_folder() / file)])
    expected = [(code, words) for name, code, words in FINDINGS if name == file]
    assert sorted(finding.code for finding in found) == sorted(code for code, _ in expected)
    for code, words in expected:
        assert any(finding.code == code and words in finding.message for finding in found), words


def test_the_tables_against_the_final_accounts() -> None:
    scores = score_files([example_folder()]).scores
    first = find_all(scores, Accounts(Decimal("172.37")))[0]
    assert (first.code, first.message.endswith("差 0.01 万元")) == ("tables-against-accounts", True)
    codes = {finding.code for finding in find_all(scores, Accounts(Decimal("172.36")))}
    assert "tables-against-accounts" not in codes


# file, what is mended (old text, new text), the finding that must go
MENDED = [
    (SUPERVISION, "超出 25%", "超出 40%", "reason-contradicts-numbers"),
    (SUPERVISION, '"=0 万元"', '"=1.60 万元"', "covered-without-work"),
    (SUPERVISION, "outturn = 48.29", "outturn = 51.60", "saving-costs-twice"),
    (OFFICE, "21.29", "21.30", "cost-rows-against-money"),
    (OFFICE, "=600 人次", "≥600 人次", "exact-target-missed"),
    (CADRES, "12 月前", "12 月底前", "boundary-differs"),
    (CADRES, "97.83", "0.50", "budget-rewritten"),
    (PLATFORM, '"有效保障"', '"≥98%"', "heavy-qualitative-row"),
]


@pytest.mark.parametrize(("file", "old", "new", "code"), MENDED, ids=[code for *_, code in MENDED])
def test_a_finding_goes_when_its_cause_is_mended(file: str, old: str, new: str, code: str, tmp_path: Path) -> None:
    text = (example_folder() / file).read_text("utf-8")
    assert old in text
    mended = tmp_path / file
    mended.write_text(
        text.replace(old, new).replace('achieved = "达成预期指标"', 'achieved = "=98%"'), encoding="utf-8"
    )
    assert code not in {finding.code for finding in find_all([scored(mended)])}
