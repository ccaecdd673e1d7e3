"""A published table as a self-assessment one can edit (转成自评表 TOML): what is printed, doubts at their lines.

A printed score is what an audit checks, so it is written as a comment and never as input.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from engine.audit.judging import NO_CATEGORY, amount_of, indicator_of
from engine.intake.disclosure.figures import figure
from engine.intake.disclosure.tables import Cell, DisclosedTable, IndicatorRow, MoneyRow, TableKind
from indicators.problems import Problem
from indicators.vocabulary.forms import Form

PARTS = (
    ("当年财政拨款", "current_year_appropriation"),
    ("财政拨款", "current_year_appropriation"),
    ("结转", "carry_over"),
    ("上级", "higher_tier_funds"),
    ("本级", "own_tier_funds"),
    ("其他", "other_funds"),
)
"""Words of the money block by the key of their part; the first that stands in a name counts."""
_YUAN = "，由表上的元折算"
AMOUNTS = (("original_budget", "年初预算数"), ("revised_budget", "全年预算数"), ("outturn", "全年执行数"))


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a file, and what a person has to look at (line, problem)."""

    text: str
    problems: tuple[tuple[int, Problem], ...]


@dataclass(slots=True)
class _Page:
    """Lines being written; a problem is a comment at the end of its line and stands in the list."""

    lines: list[str]
    problems: list[tuple[int, Problem]]

    def add(self, line: str = "", *problems: Problem) -> None:
        self.problems += [(len(self.lines) + 1, problem) for problem in problems]
        notes = "；".join(problem.message for problem in problems)
        self.lines.append(f"{line}  # 请核对：{_comment(notes)}" if notes else line)

    def text(self, key: str, cell: Cell | None, *problems: Problem) -> None:
        """A text that is printed; what is empty is left out."""
        if (cell and cell.text) or problems:
            self.add(f"{key} = {quoted(cell.text if cell else '')}", *problems)

    def remark(self, text: str) -> None:
        """Something that is no input."""
        self.lines.append(f"# {_comment(text)}")


def table_toml(table: DisclosedTable, rulebook: str) -> Written:
    """One table as TOML; ``rulebook`` is the one to score it with."""
    page = _Page([], [])
    _head(page, table)
    _project(page, table, rulebook)
    _funding(page, table)
    _objective(page, table)
    for row in table.indicators:
        _indicator(page, row, table.fiscal_year)
    if table.total_score and table.total_score.text:
        page.add()
        page.remark(f"印出总分 {table.total_score.text}")
    return Written("\n".join(page.lines) + "\n", tuple(page.problems))


def quoted(text: str) -> str:
    """A TOML string. JSON escapes the same characters, but for DEL, which TOML wants escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _comment(text: str) -> str:
    """One line; control characters are not allowed in a comment."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _head(page: _Page, table: DisclosedTable) -> None:
    page.remark(f"{table.kind.value}：{table.label}")
    page.remark(f"读自 {table.title.place}；得分不是填写的内容，印出的得分写在注释里")
    for doubt in table.doubts:
        options = f"（{'；或 '.join(doubt.candidates)}）" if doubt.candidates else ""
        problem = Problem("reading-ambiguous", f"{doubt.place.spot} {doubt.message}{options}".strip())
        page.problems.append((len(page.lines) + 1, problem))
        page.remark(f"请核对：{problem.message}")
    page.add()


def _project(page: _Page, table: DisclosedTable, rulebook: str) -> None:
    page.add("[project]")
    unnamed = () if table.name and table.name.text else (_unreadable("没有读到名称", table.title, "项目名称"),)
    page.text("name", table.name, *unnamed)
    if table.fiscal_year is None:
        page.add("# fiscal_year = 2024", _unreadable("文件里没有写年度，请补上并去掉行首的 #", table.title, "年度"))
    else:
        page.add(f"fiscal_year = {table.fiscal_year}")
    page.text("supervising_department", table.supervising_department)
    page.text("implementing_unit", table.implementing_unit)
    page.add(f"rulebook = {quoted(rulebook)}")
    if table.kind is TableKind.DEPARTMENT:
        page.add(f"form = {quoted(Form.DEPARTMENT.value)}")


def _objective(page: _Page, table: DisclosedTable) -> None:
    cells = (("planned", table.objective_planned), ("achieved", table.objective_achieved))
    if any(cell and cell.text for _, cell in cells):
        page.add()
        page.add("[objective]")
        for key, cell in cells:
            page.text(key, cell)


def _funding(page: _Page, table: DisclosedTable) -> None:
    if not table.money:
        page.add()
        page.add(
            "[funding]",
            Problem("funding-unread", "没有读到项目资金，下面的数请补上，并去掉行首的 #", expected="数，万元"),
        )
        for key, _ in AMOUNTS:
            page.add(f"# {key} = ")
        return
    known: set[str] = set()
    for number, row in enumerate(table.money):
        key = _part(row.name.text) if number else ""
        if key in known or (number and not key):
            amounts = "，".join(f"{name} {text}" for name, text in _amounts(row))
            page.remark(f"表上另有一行「{row.name.text}」：{amounts}")
            continue
        known.add(key)
        page.add()
        total = f"[funding]  # 万元{_YUAN if table.is_in_yuan else ''}"
        _money(page, f"[funding.{key}]" if key else total, row, table.is_in_yuan)
        printed = (("执行率", row.execution_rate), ("得分", row.score)) if not number else ()
        told = [f"印出{name} {cell.text}" for name, cell in printed if cell and cell.text]
        if told:
            page.remark("，".join(told))


def _part(name: str) -> str:
    return next((key for word, key in PARTS if word in name), "")


def _amounts(row: MoneyRow) -> Iterator[tuple[str, str]]:
    for cell, (_, name) in zip((row.original_budget, row.revised_budget, row.outturn), AMOUNTS, strict=True):
        yield name, cell.text if cell else "没有这一栏"


def _money(page: _Page, head: str, row: MoneyRow, is_in_yuan: bool) -> None:
    page.add(head)
    cells = (row.original_budget, row.revised_budget, row.outturn)
    for cell, (key, name) in zip(cells, AMOUNTS, strict=True):
        number = amount_of(cell, is_in_yuan)
        if number is None:
            written = f"印的是「{cell.text}」" if cell else "表上没有这一栏"
            page.add(f"# {key} = ", _unreadable(f"{name}{written}，请补上并去掉行首的 #", cell or row.name, "数，万元"))
        else:
            page.add(f"{key} = {_decimal(number)}")


def _indicator(page: _Page, row: IndicatorRow, fiscal_year: int | None) -> None:
    weight = figure(row.weight.text) if row.weight else None
    read = indicator_of(row, weight, fiscal_year)
    wrong = {str(one.where[0]): one for one in read if one.where} if isinstance(read, list) else {}
    page.add()
    page.add("[[indicator]]")
    _dimension(page, row, "" if isinstance(read, list) else read.dimension.value, wrong.get("dimension"))
    category = row.category if row.category and row.category.text else Cell(NO_CATEGORY, row.name.place)
    page.text("category", category)
    page.text("name", row.name)
    page.text("target", row.target, *_of(wrong, "target"))
    page.text("target_basis", row.target_basis)
    _weight(page, row, weight)
    page.text("previous_achieved", row.previous_achieved)
    page.text("achieved", row.achieved, *(_of(wrong, "achieved") if row.achieved and row.achieved.text else ()))
    page.text("deviation_analysis", row.deviation_analysis)
    _remarks(page, row)


def _of(wrong: dict[str, Problem], key: str) -> tuple[Problem, ...]:
    return (wrong[key],) if key in wrong else ()


def _dimension(page: _Page, row: IndicatorRow, read_as: str, problem: Problem | None) -> None:
    """The word the form prints where it is one of ours; else the one it is read as, with the printed one beside it."""
    printed = row.dimension.text if row.dimension else ""
    value = read_as or printed
    note = f"  # 表上写「{_comment(printed)}」" if printed and value != printed and not problem else ""
    page.add(f"dimension = {quoted(value)}{note}", *([problem] if problem else []))


def _weight(page: _Page, row: IndicatorRow, weight: Decimal | None) -> None:
    if weight is not None:
        page.add(f"weight = {_decimal(weight)}")
        return
    written = f"分值印的是「{row.weight.text}」" if row.weight else "表上没有分值"
    page.add("weight = 0", _unreadable(f"{written}，请补上", row.weight or row.name, "数"))


def _remarks(page: _Page, row: IndicatorRow) -> None:
    named = [
        ("印出得分", row.score), ("复核分", row.review_score), ("评分标准", row.scoring_rule), *row.others,
    ]  # fmt: skip
    for name, cell in named:
        if cell and cell.text:
            page.remark(f"{name} {cell.text}")


def _decimal(number: Decimal) -> str:
    return format(number, "f")


def _unreadable(message: str, cell: Cell, expected: str) -> Problem:
    return Problem("cell-unread", f"{message}（见公开件 {cell.place.spot}）", expected=expected)
