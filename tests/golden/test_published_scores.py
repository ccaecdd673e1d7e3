"""Every score printed in the published document, reproduced to the cent. Derivations stand in expected.toml."""

from __future__ import annotations

import os
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.examples import example_folder
from engine.forms.narrative import performance_narrative
from engine.scoring import score_files
from indicators.scoring.project import ProjectScore

HERE = Path(__file__).parent
TABLES: list[dict[str, Any]] = tomllib.loads((HERE / "expected.toml").read_text("utf-8"))["table"]
ROWS = [(table["file"], index, row) for table in TABLES for index, row in enumerate(table["row"])]
SHARED = Path(os.environ.get("JIXIAO_SHARED", Path(__file__).parents[2].parent / "shared"))
DISCLOSURE = SHARED / "seed" / "disclosure-2024.txt"


@pytest.fixture(scope="module")
def scores() -> dict[str, ProjectScore]:
    scoring = score_files([example_folder()])
    assert not scoring.has_errors
    return {Path(one.loaded.source.name).name: one.score for one in scoring.scored}


@pytest.mark.parametrize("table", TABLES, ids=[table["file"] for table in TABLES])
def test_execution_rate_its_score_and_the_total_are_as_printed(
    table: dict[str, Any], scores: dict[str, ProjectScore]
) -> None:
    score = scores[table["file"]]
    assert score.assessment.project.name == table["name"]
    assert score.execution is not None
    assert f"{score.execution.printed_rate}%" == table["execution_rate"]
    assert str(score.execution.score) == table["execution_score"]
    assert str(score.total) == table["total"]


@pytest.mark.parametrize(("file", "index", "row"), ROWS, ids=[f"{file}:{row['name']}" for file, _, row in ROWS])
def test_every_row_scores_as_printed(
    file: str, index: int, row: dict[str, str], scores: dict[str, ProjectScore]
) -> None:
    scored = scores[file].indicators[index]
    assert scored.indicator.name == row["name"]
    assert str(scored.score) == row["score"]


def test_all_rows_of_the_document_are_expected(scores: dict[str, ProjectScore]) -> None:
    # 3 + 7 + 10 + 7 + 8 + 7 = 42 行
    assert len(ROWS) == 42
    assert sum(len(score.indicators) for score in scores.values()) == 42


def test_the_famous_deductions(scores: dict[str, ProjectScore]) -> None:
    supervision = {row.indicator.name: row for row in scores["04-supervision.toml"].indicators}
    assert supervision["租用车辆"].score == Decimal("4.14")  # 5 × 8.29 ÷ 10 = 4.145, half to even
    assert supervision["租用车辆"].explanation.calculation == "5 × 8.29 ÷ 10 = 4.145"
    assert supervision["开展现场检查"].score == 0  # 5 × 0 ÷ 1.6
    assert scores["04-supervision.toml"].total == Decimal("93.50")  # 9.36+15+15+10+5+5+4.14+0+30


def test_the_paragraph_about_performance_has_the_printed_figures() -> None:
    scoring = score_files([example_folder()])
    text = performance_narrative([one.loaded.assessment for one in scoring.scored]).text
    # 十一：整体支出绩效自评表 1 个，655.95 / 655.95；项目 5 个，175.67 / 172.36
    for figure in ("1 个", "655.95 万元", "5 个", "175.67 万元", "172.36 万元"):
        assert figure in text


def test_the_example_keeps_the_published_names_and_values() -> None:
    """The example is the document's: every name, target and actual value stands in the published text."""
    if not DISCLOSURE.exists():
        pytest.skip("已公布的原文不在这台机器上，无法逐字核对示例")
    published = "".join(DISCLOSURE.read_text("utf-8").split())
    for one in score_files([example_folder()]).scored:
        for row in one.loaded.assessment.indicator:
            written = [row.name, row.target.text, row.achieved.text if row.achieved else ""]
            missing = [text for text in written if "".join(text.split()) not in published]
            assert not missing
