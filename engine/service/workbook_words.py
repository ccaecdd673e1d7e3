"""Problems in the words of the sheet (表上的话): people who fill in a workbook never see the file's own keys."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.forms.workbook.kinds import name_of
from indicators.problems import Path, Problem

_LINE = re.compile(r"\w+ = \"?([^\"]*)\"?")
_EXAMPLES = {"indicator": "在指标表里至少填一行", "weights-not-100": ""}
"""By code or field."""
_EXPECTED = {
    "field-missing": "",
    "type-wrong": "与例子相同的写法",
    "rulebook-unnamed": "在 {cell} 选评分办法",
    "explanation-missing": "{expected}；在「偏差原因分析及改进措施」一栏填写",
    "weights-not-100": "{expected}；改「分值」一栏",
}
"""What the sheet asks for, where a file is told which line to write."""


def _name(where: Path) -> str:
    """What the sheet calls the field: the name of a project or of a row."""
    table = "row" if where[0] == "indicator" else "monitoring" if len(where) == 1 else str(where[0])
    return name_of((table, str(where[-1])))


def in_sheet_words(problem: Problem, cell: str = "") -> Problem:
    """The same problem without the keys and quotes of a TOML file.

    >>> missing = Problem("field-missing", "缺少必填项 weight", example="weight = 5", where=("indicator", 0, "weight"))
    >>> print(in_sheet_words(missing))
    field-missing: 没有填分值；正确写法如：5
    >>> unnamed = Problem("rulebook-unnamed", "没有指明评分办法", example='rulebook = "urumqi-2024"')
    >>> print(in_sheet_words(unnamed, "C5"))
    rulebook-unnamed: 没有指明评分办法；应为在 C5 选评分办法；正确写法如：urumqi-2024
    """
    field = str(problem.where[-1]) if problem.where else ""
    line = _LINE.fullmatch(problem.example)
    example = _EXAMPLES.get(problem.code, _EXAMPLES.get(field, line[1] if line else problem.example))
    expected = _EXPECTED.get(problem.code, "{expected}").format(expected=problem.expected, cell=cell)
    message = f"没有填{_name(problem.where)}" if problem.code == "field-missing" else problem.message
    return replace(problem, message=message, expected=expected, example=example)
