"""Tables of the documentation that are made from the code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any

from engine.rulebook_json import STATUS
from engine.rulebooks import load_rulebook, shipped_texts
from indicators.language import achievements, conditions, targets
from indicators.language import clauses as clause_language
from indicators.scoring.rulebook import Rulebook
from indicators.vocabulary import clauses, forms, grades, signs, units

_MARKED = re.compile(r"(<!-- 表 (\S+) -->\n).*?(<!-- 完 -->)", re.DOTALL)


def with_current_tables(text: str) -> str:
    """The text with every marked table as the code has it now."""
    return _MARKED.sub(lambda mark: f"{mark[1]}\n{TABLES[mark[2]]()}\n{mark[3]}", text)


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [list(headings), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _spellings(tables: Mapping[str, Mapping[str, Any]], heading: str) -> str:
    """One row for each meaning, with the spellings it has in each table."""
    meanings = list(dict.fromkeys(value for words in tables.values() for value in words.values()))
    rows = []
    for meaning in meanings:
        cells = [
            " ".join(_code(word) for word, value in words.items() if value is meaning) for words in tables.values()
        ]
        rows.append([f"`{meaning.value}`", *cells])
    return table([heading, *tables], rows)


def _code(text: str) -> str:
    return f"`{text}`"


def _codes(texts: Iterable[str]) -> str:
    return " ".join(map(_code, texts))


def comparators() -> str:
    return _spellings(
        {"写在数前": signs.PREFIXES, "写在数后": signs.SUFFIXES, "写在日期后": signs.DATE_SUFFIXES}, "含义"
    )


def scales() -> str:
    rows = [[_code(word), f"10{_superscript(len(str(factor)) - 1)}"] for word, factor in units.SCALES.items()]
    return table(["数量级", "倍数"], rows)


def _superscript(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def conversions() -> str:
    bases: dict[str, list[str]] = {}
    for unit, (base, numerator, denominator) in units.CONVERSIONS.items():
        factor = f"{numerator}" if denominator == 1 else f"{numerator}/{denominator}"
        shown = _code(unit) if factor == "1" else f"{_code(unit)}（{factor} {base}）"
        bases.setdefault(base, []).append(shown)
    return table(
        ["比较时用的单位", "同一种单位的写法"], [[_code(base), "、".join(them)] for base, them in bases.items()]
    )


def grade_wordings() -> str:
    rows = [
        [_code(grade.value), _codes(word for word, meant in grades.WORDINGS.items() if meant is grade)]
        for grade in grades.Grade
    ]
    rows += [[_code("完成"), _codes(grades.DONE)], [_code("未完成"), _codes(grades.NOT_DONE)]]
    return table(["规范写法", "认得的写法"], rows)


def clause_words() -> str:
    rows = (
        clauses.MET_FULL,
        clauses.PROPORTIONAL,
        clauses.INVERSE,
        clauses.DEVIATION_RATE,
        clauses.ACTUAL_PERCENT,
        clauses.OVERRUN,
        clauses.BY_GRADE,
        clauses.MANUAL,
        clauses.FULL,
        clauses.NOTHING,
        clauses.FLOOR,
        clauses.GIVE_REASON,
    )
    return table(["规范写法", "同义写法"], [[_code(row[0]), _codes(row[1:])] for row in rows])


def step_verbs() -> str:
    return _spellings({"写法": clauses.STEP_VERBS}, "往哪边数")


def subjects() -> str:
    meaning = {
        clauses.Subject.COMPLETION_RATE: "实际 ÷ 目标",
        clauses.Subject.DEVIATION_RATE: "（实际 − 目标）的绝对值 ÷ 目标的绝对值",
        clauses.Subject.OVERSHOOT_RATE: "（实际 − 目标）÷ 目标的绝对值",
        clauses.Subject.ACHIEVED: "实际完成值本身，带单位",
        clauses.Subject.EXECUTION_RATE: "全年执行数 ÷ 全年预算数；只用于评分办法",
        clauses.Subject.SCORE_RATE: "得分 ÷ 分值；只用于评分办法",
        clauses.Subject.DEVIATION: "（实际 − 目标）的绝对值，用目标的单位；百分数目标就是百分点",
    }
    return table(["写法", "是什么"], [[_code(subject.value), meaning[subject]] for subject in clauses.Subject])


def dimensions() -> str:
    return _spellings({"认得的写法": forms.DIMENSION_NAMES}, "一级指标")


def categories() -> str:
    return _spellings({"认得的写法": forms.CATEGORY_NAMES}, "二级指标")


def rulebooks() -> str:
    rows = []
    for name in shipped_texts():
        book = load_rulebook(name)
        assert isinstance(book, Rulebook)
        seen = "；".join(source.title for source in book.source if source.verified and source.key != "undetermined")
        unseen = "；".join(source.title for source in book.source if not source.verified)
        years = "、".join(map(str, book.years)) or "不限"
        origin = f"{STATUS[book.status.value]}（`{book.status.value}`）"
        rows.append([_code(name), book.region, years, origin, _codes(book.based_on), seen, unseen])
    return table(["编号", "地区", "年度", "来源类别", "依据的办法", "已核实的来源", "未核实、不作引用"], rows)


def grammar(module: ModuleType) -> str:
    """The grammar of a reader, out of its docstring: the indented lines."""
    lines = [line[4:] for line in (module.__doc__ or "").splitlines() if line.startswith("    ")]
    assert lines, f"{module.__name__} 的文档里没有语法"
    return "".join(f"{line}\n" for line in ["```ebnf", *lines, "```"])


TABLES: dict[str, Callable[[], str]] = {
    "语法：指标值": lambda: grammar(targets),
    "语法：实际完成值": lambda: grammar(achievements),
    "语法：条件": lambda: grammar(conditions),
    "语法：计分规则": lambda: grammar(clause_language),
    "计算符号": comparators,
    "数量级": scales,
    "单位换算": conversions,
    "完成等次": grade_wordings,
    "规则用语": clause_words,
    "逐步扣分": step_verbs,
    "条件": subjects,
    "一级指标": dimensions,
    "二级指标": categories,
    "评分办法": rulebooks,
}
