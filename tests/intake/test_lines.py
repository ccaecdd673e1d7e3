"""A path in a document is found on the line where it is written."""

from __future__ import annotations

import pytest

from engine.intake.lines import LineIndex
from indicators.problems import Path

TEXT = """# 注释
top = 1
[project]
name = "甲"
"quoted key" = 2
[funding.other_funds]
outturn = 1.00
[[rule]]
id = "a"
when = { kind = ["数值"], sign = ["正"] }
[[rule]]
id = "b"
years = [
  2023,
  2024,
]
[rule.more]
x = 1
[[rule.part]]
y = 1
[[rule.part]]
y = 2
a.b = 3
"""

PLACES: list[tuple[Path, int]] = [
    (("top",), 2),
    (("project",), 3),
    (("project", "name"), 4),
    (("project", "quoted key"), 5),
    (("funding", "other_funds", "outturn"), 7),
    (("rule",), 8),
    (("rule", 0), 8),
    (("rule", 0, "id"), 9),
    (("rule", 0, "when", "sign"), 10),
    (("rule", 0, "when", "sign", 0), 10),
    (("rule", 1, "id"), 12),
    (("rule", 1, "years", 1), 15),
    (("rule", 1, "more", "x"), 18),
    (("rule", 1, "part", 0, "y"), 20),
    (("rule", 1, "part", 1, "y"), 22),
    (("rule", 1, "part", 1, "a", "b"), 23),
    # what is not written stands at the nearest thing around it
    (("rule", 1, "title"), 11),
    (("rule", 0, "when", "name"), 10),
    (("project", "fiscal_year"), 3),
    (("nowhere",), 1),
]


@pytest.mark.parametrize(("where", "line"), PLACES, ids=[".".join(map(str, where)) for where, _ in PLACES])
def test_a_path_is_on_its_line(where: Path, line: int) -> None:
    assert LineIndex(TEXT).line_of(where) == line


@pytest.mark.parametrize("text", ["", "[", "[[x", "= 1", "a = [1,", "a = '''", "\ufeff[x]\ny=1"])
def test_broken_toml_still_gives_some_line(text: str) -> None:
    assert LineIndex(text).line_of(("a", 0)) >= 1
