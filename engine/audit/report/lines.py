"""Every row of a table printed beside what follows (逐行对照), with the findings marked at their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.audit.document import AuditMoney, AuditRow, AuditTable
from engine.audit.report.values import Line, Marked
from engine.audit.verdict import Compared, execution_of, verdict_of
from engine.forms.figures import points
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.tables import Cell

MONEY = "项目资金"
TOTAL = "总分"
NOTHING = Marked("")


def _lists() -> defaultdict[object, list[int]]:
    return defaultdict(list)


@dataclass(frozen=True, slots=True)
class Marks:
    """Numbers of findings by place; by name of the row where the place is no single cell of the file."""

    at_place: defaultdict[object, list[int]] = field(default_factory=_lists)
    at_row: defaultdict[object, list[int]] = field(default_factory=_lists)

    def add(self, number: int, place: Place, row: str) -> None:
        """A finding about a cell, or about a row."""
        if place.column or place.address:
            self.at_place[place].append(number)
        else:
            self.at_row[row].append(number)

    def of(self, cell: Cell | None) -> Marked:
        """A cell with its marks."""
        return Marked(cell.text, tuple(self.at_place.get(cell.place, ()))) if cell else NOTHING

    def of_name(self, cell: Cell) -> Marked:
        """The name of a row, with the marks of the whole row."""
        return Marked(cell.text, (*self.at_place.get(cell.place, ()), *self.at_row.get(cell.text, ())))


def table_lines(table: AuditTable, marks: Marks) -> Iterator[Line]:
    """The money, the rows, the total."""
    for number, money in enumerate(table.money):
        yield _money_line(table if number == 0 else None, money, marks)
    for row in table.rows:
        yield _row_line(row, marks)
    yield _total_line(table, marks)


def _money_line(table: AuditTable | None, money: AuditMoney, marks: Marks) -> Line:
    """``table`` is given for the total, which alone carries points."""
    printed = money.printed
    scored = table if table and money.weight is not None else None
    follows, difference = _compared(execution_of(scored) if scored else Compared(None, None))
    return Line(
        level=MONEY,
        name=marks.of_name(printed.name),
        target=marks.of(printed.revised_budget),
        achieved=marks.of(printed.outturn),
        weight=marks.of(printed.weight),
        printed=marks.of(printed.score),
        follows=follows,
        difference=difference,
        how=_execution_words(scored) if scored else "",
        reason=_together(("年初预算", marks.of(printed.original_budget)), ("执行率", marks.of(printed.execution_rate))),
    )


def _together(*named: tuple[str, Marked]) -> Marked:
    """Cells that have no column of their own here."""
    told = [(name, one) for name, one in named if one.text]
    text = "；".join(f"{name} {one.text}" for name, one in told)
    return Marked(text, tuple(mark for _, one in told for mark in one.marks))


def _execution_words(table: AuditTable) -> str:
    if table.execution is None:
        return "没有可算执行率的数"
    rate = table.execution.printed_rate
    why = table.execution.explanation.calculation
    return why if rate is None else f"执行率 {rate}%，{why}"


def _row_line(row: AuditRow, marks: Marks) -> Line:
    printed = row.printed
    follows, difference = _compared(Compared(row.score, row.follows))
    levels = (cell.text for cell in (printed.dimension, printed.category) if cell and cell.text)
    return Line(
        level=" / ".join(levels),
        name=marks.of_name(printed.name),
        target=marks.of(printed.target),
        achieved=marks.of(printed.achieved),
        weight=marks.of(printed.weight),
        printed=marks.of(printed.score),
        follows=follows,
        difference=difference,
        how=_how(row),
        reason=marks.of(printed.deviation_analysis),
    )


def _how(row: AuditRow) -> str:
    """The calculation where there is one to see, else the reason in words."""
    if row.judged is None:
        return "；".join(problem.message for problem in row.problems)
    explanation = row.judged.explanation
    return explanation.calculation if " = " in explanation.calculation else explanation.says


def _total_line(table: AuditTable, marks: Marks) -> Line:
    verdict, printed = verdict_of(table), table.printed
    follows, difference = _compared(Compared(verdict.stated, verdict.follows))
    score = marks.of(printed.total_score)
    if not score.text and verdict.added is not None:
        score = Marked(points(verdict.added))
    return Line(
        level="",
        name=Marked(TOTAL if printed.total_score else "各行合计"),
        target=NOTHING,
        achieved=NOTHING,
        weight=marks.of(printed.total_weight),
        printed=score,
        follows=follows,
        difference=difference,
        how=f"其中 {verdict.by_person} 行规则定不了分，照印出的计" if verdict.by_person else "",
        reason=NOTHING,
    )


def _compared(one: Compared) -> tuple[str, str]:
    """What follows, and by how much the printed score is off; nothing where they agree."""
    follows = "" if one.follows is None else points(one.follows)
    return follows, signed(one)


def signed(one: Compared) -> str:
    """``+1.50`` where more is printed than follows."""
    if not one.difference:
        return ""
    return f"{'+' if one.difference > 0 else ''}{points(one.difference)}"
