"""How the 132 rows of real published tables read: the table of docs/language.md.

python tests/language/count_samples.py [published-indicators.jsonl]
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from indicators.language.achievements import Stated, parse_achievement  # noqa: E402
from indicators.language.clauses import parse_clause  # noqa: E402
from indicators.language.targets import QualitativeTarget, parse_target  # noqa: E402
from indicators.problems import Problem  # noqa: E402

SHARED = Path(os.environ.get("JIXIAO_SHARED", ROOT.parent / "shared"))
SAMPLES = SHARED / "samples" / "published-indicators.jsonl"
TYPED, WORDS = "数值、日期、等次", "文字"
COLUMNS = (
    ("target_text", "年度指标值"),
    ("actual_text", "实际完成值"),
    ("standard_text", "其中评分标准，按计分规则读"),
)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The sample rows; the standard in a target cell is read once more as a clause."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    for row in rows:
        standard = row["kind"] == "scored_by_standard"
        row["standard_text"] = row["target_text"] if standard else None
    return rows


def outcome(column: str, text: str, year: int | None) -> str:
    """Typed, words, or the code of the problem."""
    if column == "standard_text":
        value: object = parse_clause(text)
    elif column == "target_text":
        value = parse_target(text, year)
    else:
        value = parse_achievement(text, year)
    if isinstance(value, Problem):
        return value.code
    return WORDS if isinstance(value, QualitativeTarget | Stated) else TYPED


def counts(rows: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """For each column, how many texts read as what."""
    return {
        column: Counter(
            outcome(column, row[column], int(row["year"]) if row["year"] else None)
            for row in rows
            if row[column] is not None
        )
        for column, _ in COLUMNS
    }


def problem_texts(rows: list[dict[str, Any]], column: str) -> dict[str, list[str]]:
    """For each problem code, the texts that have it."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row[column] is not None:
            code = outcome(column, row[column], int(row["year"]) if row["year"] else None)
            if code not in (TYPED, WORDS):
                found.setdefault(code, []).append(row[column])
    return found


def markdown(rows: list[dict[str, Any]]) -> str:
    """The table of docs/language.md."""
    lines = [f"| 列 | 共 | {TYPED} | {WORDS} | 问题 |", "|---|--:|--:|--:|---|"]
    for column, title in COLUMNS:
        found = counts(rows)[column]
        problems = "，".join(f"`{code}` {number}" for code, number in found.most_common() if code not in (TYPED, WORDS))
        lines.append(f"| {title} | {found.total()} | {found[TYPED]} | {found[WORDS]} | {problems or '0'} |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    path = Path(arguments[0]) if arguments else SAMPLES
    if not path.is_file():
        print(f"没有样本文件 {path}；给出它的位置：python {Path(__file__).name} 文件", file=sys.stderr)
        return 6
    rows = read_rows(path)
    print(markdown(rows))
    for column, title in COLUMNS:
        for code, texts in problem_texts(rows, column).items():
            print(f"\n{title} `{code}`：")
            print("\n".join(f"- {text}" for text in texts))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
