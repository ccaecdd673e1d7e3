"""The sheet of checks (检查结果): sums and gaps that formulas know, what the reviewer said, what the program saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from engine.forms.workbook.hints import INCOMPLETE, NO_ACTUAL, NO_CAUSE, NO_REASON, NO_RESULT, Hint
from engine.forms.workbook.kinds import Kind
from engine.forms.workbook.lists import RULEBOOKS, TOTALS
from engine.forms.workbook.looks import Looks
from engine.forms.workbook.placed import Layout, Look
from engine.forms.workbook.project_sheet import ProjectSheet
from engine.forms.workbook.stamp import CHECKS
from engine.forms.workbook.writing import LINE, lines_of
from engine.intake.cells import address
from indicators.content import PLACE_NAMES
from indicators.numbers import plain, read_number
from indicators.problems import Problem

_WATCHED = {
    Kind.TARGETS: (("没有填全的行", INCOMPLETE),),
    Kind.MONITORING: (("没有填完成值的行", NO_ACTUAL), ("没有选偏差原因的行", NO_CAUSE)),
    Kind.SELF_ASSESSMENT: (("没有填实际完成值的行", NO_RESULT), ("人工评分没有理由的行", NO_REASON)),
}
GOOD, UNCHOSEN = "没有", "选了评分办法才算得出"
HEADINGS, WIDTHS = ("工作表", "检查什么", "结果"), (42, 36, 64)


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the checks: which sheet, what is checked, how it stands."""

    sheet: str
    what: str
    result: Hint | str


def checks_of(name: str, sheet: ProjectSheet, layout: Layout) -> Iterator[Checked]:
    """The lines about one project."""
    kind = sheet.stamp.kind
    if kind is not Kind.MONITORING:
        yield Checked(name, "各行分值合计", _sum(name, sheet, layout))
    for what, words in _WATCHED[kind]:
        yield Checked(name, what, _count(name, layout, words))
    for text in sheet.comments.get("", ()):
        yield Checked(name, "审核意见（整张表）", text)
    for place, texts in sheet.comments.items():
        for text in texts if place else ():
            yield Checked(name, f"审核意见（{_place(sheet, place)}）", text)
    for place, text in sheet.notes:
        yield Checked(name, f"程序看到的（{place}）", text)


def _place(sheet: ProjectSheet, place: str) -> str:
    return PLACE_NAMES.get(place) or sheet.cells.get((place, "name"), "已经没有的行")


def _sum(name: str, sheet: ProjectSheet, layout: Layout) -> Hint:
    total = f"SUM({_range(name, layout, layout.points_column)})"
    wanted = sheet.weight
    if not wanted:
        return _sum_of_chosen(total, f"{_quoted(name)}!{address(*layout.addresses['project', 'rulebook'])}")
    formula = f'=IF(ABS({total}-{wanted})<0.000001,"合计 {wanted}，对","合计 "&{total}&"，应为 {wanted}")'
    numbers = [read_number(cell.text) for cell in layout.cells if cell.column == layout.points_column and cell.hint]
    got = sum((Fraction(one) for one in numbers if not isinstance(one, Problem)), Fraction(0))
    right = got == Fraction(wanted)
    return Hint(formula, f"合计 {wanted}，对" if right else f"合计 {plain(got)}，应为 {wanted}")


def _sum_of_chosen(total: str, chosen: str) -> Hint:
    """Of a blank form: the rulebook chosen on the sheet says what is right; without one nothing is."""
    wanted = f"INDEX({TOTALS},MATCH({chosen},{RULEBOOKS},0))"
    judged = f'IF(ABS({total}-{wanted})<0.000001,"合计 "&{total}&"，对","合计 "&{total}&"，应为 "&{wanted})'
    return Hint(f'=IF(COUNTIF({RULEBOOKS},{chosen})=0,"{UNCHOSEN}",{judged})', UNCHOSEN)


def _count(name: str, layout: Layout, words: str) -> Hint:
    count = f'COUNTIF({_range(name, layout, layout.hint_column)},"{words}*")'
    found = sum(cell.text.startswith(words) for cell in layout.cells if cell.look is Look.HINT)
    return Hint(f'=IF({count}=0,"{GOOD}",{count}&" 行")', f"{found} 行" if found else GOOD)


def _range(name: str, layout: Layout, column: int) -> str:
    last = max(layout.last_row, layout.first_row)
    return f"{_quoted(name)}!{address(layout.first_row, column)}:{address(last, column)}"


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


_WRONG = {"type": "formula"}


def _wrong(row: int) -> str:
    return f'=AND($C${row + 1}<>"{GOOD}",$C${row + 1}<>"{UNCHOSEN}",RIGHT($C${row + 1},1)<>"对")'


def write_checks(book: Any, lines: Sequence[Checked], looks: Looks) -> None:
    """The sheet itself."""
    sheet = book.add_worksheet(CHECKS)
    red = book.add_format({"font_color": "#A61E00", "bold": True})
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, looks.plain(Look.LABEL))
    for row, line in enumerate(lines, 1):
        said = line.result if isinstance(line.result, str) else ""
        texts = zip((line.sheet, line.what, said), WIDTHS, strict=True)
        sheet.set_row(row, LINE * max(lines_of(text, width - 4) for text, width in texts) + 5)
        sheet.write_string(row, 0, line.sheet, looks.plain(Look.LOCKED))
        sheet.write_string(row, 1, line.what, looks.plain(Look.LOCKED))
        if isinstance(line.result, Hint):
            sheet.write_formula(row, 2, line.result.formula, looks.plain(Look.LOCKED), line.result.value)
            sheet.conditional_format(row, 2, row, 2, {**_WRONG, "criteria": _wrong(row), "format": red})
        else:
            look = Look.REVIEW if line.what.startswith("审核意见") else Look.LOCKED
            sheet.write_string(row, 2, line.result, looks.plain(look))
    sheet.freeze_panes(1, 0)
    sheet.protect("")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
