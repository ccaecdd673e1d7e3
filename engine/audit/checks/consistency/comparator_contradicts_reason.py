"""The reason says more, less or not done, the numbers say the opposite (原因的说法与数相反)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.audit.check import Check, Group, Observation, Severity, at_row
from engine.audit.checks.consistency.stated import numbers_of, text_of
from engine.audit.document import AuditDocument, AuditRow

_CLAUSE = re.compile("[,，。;；!！\n]")
_ELSEWHERE = re.compile("下年|明年|今后|下一步|上年|去年|往年|同比|部分|个别|其他|其中|避免|防止|如果|若|因此?前期")
_MORE = re.compile(
    "(?:实际|有所|最终|完成|略有|大幅)(?:完成|支出)?(?:较多)?(?:超出|超额|超过)(?!预算审批)|超额完成|超出(?:较多|目标|预期|计划)"
)
_LESS = re.compile("有所节约|有所节省|节约了?资金|支出节约|(?<!不)低于(?:目标|预期|计划)|少于(?:目标|预期|计划)")
_UNDONE = re.compile(
    "^(?:该|本)?(?:项|项目|指标|工作|任务|目标)*(?:实际)?(?:未能?(?:全部|按期|如期|按时)?完成|没有完成|未达到?(?:目标|预期|年初目标)|未达标)"
)


def _find(document: AuditDocument) -> Iterator[Observation]:
    for table in document.tables:
        for row in table.rows:
            if row.reason and (said := _contradicted(row)):
                target, achieved = text_of(row.printed.target), text_of(row.printed.achieved)
                words, fact = said
                message = f"原因写「{words}」，目标 {target}、实际 {achieved}，{fact}"
                yield at_row(table, row, message, row.printed.deviation_analysis, printed=words, follows=fact)


def _contradicted(row: AuditRow) -> tuple[str, str] | None:
    """Words of the reason and what the numbers say instead."""
    numbers = numbers_of(row)
    if numbers is None:
        return None
    _, target, achieved = numbers
    fact = "实际高于目标" if achieved > target else "实际低于目标" if achieved < target else "正好等于目标"
    met = row.judged is not None and row.judged.goal is not None and not row.judged.is_missed
    for clause in _CLAUSE.split(row.reason):
        if _ELSEWHERE.search(clause):
            continue
        for words, wrong in ((_MORE, achieved <= target), (_LESS, achieved >= target), (_UNDONE, met)):
            if wrong and (found := words.search(clause)):
                return found.group(), "目标已经完成" if words is _UNDONE else fact
    return None


CHECK = Check(
    code="comparator-contradicts-reason",
    title="偏差原因的说法与数字相反",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    why="原因说超了、省了或没完成，数字却不是这样，两处必有一处要改。",
    find=_find,
)
