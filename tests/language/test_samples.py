"""All 132 rows of real published tables, when the sample file is beside the repository.

The numbers were counted by hand from the texts: a sign, a number or a date makes a typed value; Chinese
words without a number are words, unless they name a scale or a grade; the nine 评分标准 are no targets;
二100百分比 is a misread =100百分比.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.language.count_samples import (
    SAMPLES,
    TYPED,
    WORDS,
    counts,
    markdown,
    problem_texts,
    read_rows,
)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    if not SAMPLES.is_file():
        pytest.skip(f"样本文件不在这里：{SAMPLES}（它不随仓库发布）")
    return read_rows(SAMPLES)


def test_every_row_is_counted(rows: list[dict[str, Any]]):
    found = counts(rows)
    assert len(rows) == 132
    assert found["target_text"] == Counter({TYPED: 106, WORDS: 16, "target-is-standard": 9, "target-unreadable": 1})
    assert found["actual_text"] == Counter({TYPED: 96, WORDS: 6})
    assert found["standard_text"] == Counter({TYPED: 6, "clause-unreadable": 3})


def test_every_problem_is_named_with_its_text(rows: list[dict[str, Any]]):
    targets = problem_texts(rows, "target_text")
    assert targets["target-unreadable"] == ["二100百分比"]
    standards = [row["target_text"] for row in rows if row["kind"] == "scored_by_standard"]
    assert targets["target-is-standard"] == standards
    assert problem_texts(rows, "actual_text") == {}
    assert problem_texts(rows, "standard_text") == {
        "clause-unreadable": [
            "每出现一个专项未按进度完成资金下达扣0.5分,扣完为止。",
            "无结余,3分;有结余,但不超过上年结转,2分;结余超过上年结转,不得分。",
            "①…1分;②…1分;③…1分。",
        ]
    }


def test_the_table_of_the_documentation_has_a_line_for_each_column(rows: list[dict[str, Any]]):
    assert len(markdown(rows).splitlines()) == 5
