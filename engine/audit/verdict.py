"""The verdict on a table (每张表的结论): its printed total beside the one that follows from its own rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.audit.document import AuditTable
from indicators.numbers import plain


@dataclass(frozen=True, slots=True)
class Compared:
    """A score that is printed and the one that follows (一行的两个得分); None where there is none."""

    printed: Decimal | None
    follows: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Printed less follows."""
        if self.printed is None or self.follows is None:
            return None
        return _exact(Fraction(self.printed) - Fraction(self.follows))

    @property
    def is_explained(self) -> bool:
        return self.difference == 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a table when it is computed once more (结论)."""

    printed: Decimal | None
    """The total in the row 总分; None where the form has no such row."""
    added: Decimal | None
    """The printed scores of the rows added up; None where no row has one."""
    follows: Decimal | None
    """The total that follows. Rows that only a person can score count as printed."""
    explained: int
    """Rows whose printed score is the one that follows."""
    rows: int
    """Rows with a printed score, the execution rate among them."""
    by_person: int
    """Rows with a printed score that no rule gives."""
    points: Decimal
    """By how much printed rows differ from their computed scores, and the total from the rows it adds up; all together,
    whatever the direction."""

    @property
    def stated(self) -> Decimal | None:
        """The total the table stands for: printed, or added up where none is printed."""
        return self.added if self.printed is None else self.printed


def verdict_of(table: AuditTable) -> Verdict:
    """Compare a table with what follows from it."""
    compared = list(compared_rows(table))
    scored = [one for one in compared if one.printed is not None]
    wrong = [abs(one.difference) for one in scored if one.difference]
    added = _sum([one.printed for one in scored])
    if table.total_score is not None and added is not None and table.total_score != added:
        wrong.append(_exact(abs(Fraction(table.total_score) - Fraction(added))))
    return Verdict(
        printed=table.total_score,
        added=added,
        follows=_total(table, compared),
        explained=sum(one.is_explained for one in scored),
        rows=len(scored),
        by_person=sum(one.follows is None for one in scored),
        points=_sum(wrong) or Decimal(0),
    )


def compared_rows(table: AuditTable) -> Iterator[Compared]:
    """Execution first, where the form gives it points, then every row."""
    total = table.total
    if total is not None and total.weight is not None:
        yield execution_of(table)
    for row in table.rows:
        yield Compared(row.score, row.follows)


def execution_of(table: AuditTable) -> Compared:
    """The execution score, printed and computed."""
    printed = table.total.score if table.total else None
    return Compared(printed, table.execution.score if table.execution else None)


def _total(table: AuditTable, compared: list[Compared]) -> Decimal | None:
    """Rows added up, and cut where the rulebook caps a total for its execution rate."""
    taken = [one.printed if one.follows is None else one.follows for one in compared]
    added = None if None in taken else _sum(taken)
    cap = table.rulebook.cap_for(table.execution.rate if table.execution else None)
    if added is not None and cap is not None and added > cap.at_most:
        return cap.at_most
    return added


def _sum(scores: list[Decimal | None] | list[Decimal]) -> Decimal | None:
    """Fraction, not Decimal, whose context others can lower."""
    numbers = [Fraction(score) for score in scores if score is not None]
    return _exact(sum(numbers, Fraction(0))) if numbers else None


def _exact(value: Fraction) -> Decimal:
    """A sum of decimals as the decimal it is."""
    return Decimal(plain(value))
