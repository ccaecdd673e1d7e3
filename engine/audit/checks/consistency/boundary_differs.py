"""N 月前 in the goal leaves the month out, ≤ N 月 in the indicator includes it (期限口径不一)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_row
from engine.audit.checks.consistency.stated import text_of
from engine.audit.document import AuditDocument
from indicators.dates import CalendarDate, Precision
from indicators.language.prose import mentions
from indicators.language.targets import DateTarget
from indicators.vocabulary.signs import Comparator


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        dated = [(row, row.target) for row in table.rows if isinstance(row.target, DateTarget)]
        if not dated or table.planned is None:
            continue
        said = mentions(table.planned.text, table.printed.fiscal_year)
        before = {
            mention.value
            for mention in said
            if isinstance(mention.value, CalendarDate) and mention.comparator is Comparator.LESS_THAN
        }
        for row, target in dated:
            month = target.date.precision is Precision.MONTH and target.date in before
            if month and target.comparator is Comparator.AT_MOST:
                stated, printed = f"{target.date.month} 月前", text_of(row.printed.target)
                message = f"总体目标写「{stated}」（不含当月），指标写 {printed}（含当月）"
                yield at_row(table, row, message, row.printed.target, printed=printed, follows=stated)


CHECK = Check(
    code="boundary-differs",
    title="完成期限口径不一",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    why="当月完成算不算按时，两处写法给出相反的答案。",
    find=_find,
)
