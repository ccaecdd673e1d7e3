"""TOML files → validated documents, with every mistake placed at its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.intake.report import Located
from engine.intake.text import read_text
from indicators.indicator import SelfAssessment
from indicators.problems import Problem
from indicators.validation import validate


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its name as the user wrote it, and its text."""

    name: str
    text: str

    def locate(self, problems: Iterable[Problem]) -> list[Located]:
        """The problems with their lines, in the order of the file."""
        found = list(problems)
        if not found:
            return []
        from engine.intake.lines import LineIndex

        index = LineIndex(self.text)
        located = [Located(problem, self.name, index.line_of(problem.where)) for problem in found]
        return sorted(located, key=lambda one: one.line or 0)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A self-assessment and the file it came from."""

    source: Source
    assessment: SelfAssessment


def read_toml(path: Path) -> tuple[Source, dict[str, Any]] | list[Located]:
    """Read and parse a TOML file; numbers arrive as int or Decimal."""
    name = str(path)
    text = read_text(path)
    if isinstance(text, Problem):
        return [Located(text, name)]
    try:
        return Source(name, text), tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return [_broken(error, text, name)]
    except (RecursionError, ValueError):
        problem = Problem(
            "toml-broken",
            "不是正确的 TOML：嵌套过深或数字过长",
            expected="[project] 等表头下的各项",
            example="weight = 5",
        )
        return [Located(problem, name)]


def load_assessment(path: Path) -> Loaded | list[Located]:
    """Read one self-assessment (绩效自评) from a file."""
    read = read_toml(path)
    if isinstance(read, list):
        return read
    source, data = read
    assessment = validate(SelfAssessment, data, {"fiscal_year": fiscal_year_of(data)})
    if isinstance(assessment, list):
        return source.locate(assessment)
    return Loaded(source, assessment)


def fiscal_year_of(data: dict[str, Any]) -> int | None:
    """The year that dates without one belong to; None where the file does not say."""
    project = data.get("project")
    year = project.get("fiscal_year") if isinstance(project, dict) else None
    return year if isinstance(year, int) and 2000 <= year <= 2199 else None


_POSITION = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_REASONS = {
    "Expected '=' after a key": ("键后面缺少等号", 'name = "租用车辆"'),
    "Invalid value": ("等号后面的值不对（文字要加英文引号，数字不要加单位）", "weight = 5"),
    "Cannot overwrite a value": ("同一项写了两次", "每一项只写一次"),
    "Cannot declare": ("同一个表头写了两次", "[[indicator]]"),
    "Unterminated string": ("引号没有成对", 'name = "租用车辆"'),
    r"Illegal character '\n'": ("引号没有成对", 'name = "租用车辆"'),
    "Illegal character": ("文字里有不能直接写的字符（换行或控制符）", 'name = "租用车辆"'),
    "Invalid statement": ("这一行不是「键 = 值」，也不是表头", 'name = "租用车辆"'),
    "Expected newline": ("值后面还有多余的内容", 'target = "≤10 万元"'),
    "Expected ']": ("表头没有写完", "[[indicator]]"),
    "Unclosed array": ("方括号没有成对", "years = [2024]"),
    "Unescaped": ("反斜杠要写成两个", 'name = "A\\\\B"'),
}


def _broken(error: tomllib.TOMLDecodeError, text: str, name: str) -> Located:
    message = str(error)
    reason, example = next(
        (words for start, words in _REASONS.items() if message.startswith(start)),
        ("不是正确的 TOML", 'name = "租用车辆"'),
    )
    position = _POSITION.search(message)
    lines = text.splitlines()
    line = int(position[1]) if position and position[1] else len(lines)
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    span = (int(position[2]) - 1, len(shown)) if position and position[2] and len(shown) <= 120 else None
    return Located(Problem("toml-broken", reason, text=shown[:120], span=span, example=example), name, line)
