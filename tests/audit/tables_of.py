"""Tables for tests, in a notation one can read: one line a row, cells between bars.

    from tests.audit.tables_of import document_of, found, table_of

    REPORTS = '''
    项目支出绩效自评表 2024                        title and year; 部门整体支出绩效自评表, … likewise
    项目名称 | 检查经费                            or 部门名称
    主管部门 | 市金融办
    实施单位 | 市金融办
    资金 | 年度资金总额 | 51.60 | 51.60 | 48.29 | 10 | 93.59% | 9.36 分
    资金 | 其他资金 | 0.00 | 0.00 | 0.00 | — | — | —
    预期目标 | 出具报告 20 份
    完成情况 | 出具报告 28 份
    产出指标 | 数量指标 | 检查报告 | >=20 份 | =28 份 | 15 | 15 | 因工作需要增加
             |          | 合作律所 | >=1 家  | =1 家  | 15 | 15
    总分 | 100 | 93.50 分
    '''
    document_of(REPORTS, prose="一、…", rulebook="urumqi-2024")    an AuditDocument of one or many tables
    table_of(REPORTS)                                             a DisclosedTable
    found(check, document)                                        [message, …] of one Check

Money: name, 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分. Rows: 一级, 二级, 三级, 年度指标值, 实际完成值, 分值,
得分, 偏差原因. A cell ``~`` or left out at the end: the form has no such column (None). Empty 一级, 二级: filled down.
More columns of a row: ``设定依据: …``, ``上年完成: …``, ``评分标准: …``, ``复核分: …`` at its end, in any order; any
other ``heading: text`` at the end goes to ``others``. The place of a cell is its line and cell in the notation.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from engine.audit.check import Check
from engine.audit.document import Accounts, AuditDocument
from engine.audit.judging import judged_document, judged_table
from engine.intake.disclosure.blocks import Line
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.tables import Cell, DisclosedTable, Disclosure, IndicatorRow, MoneyRow, TableKind
from engine.rulebooks import load_rulebook
from indicators.scoring.rulebook import Rulebook

FILE = "公开说明.txt"
_MORE = {
    "设定依据": "target_basis",
    "上年完成": "previous_achieved",
    "评分标准": "scoring_rule",
    "复核分": "review_score",
}
_HEADS = ("项目名称", "部门名称", "主管部门", "实施单位", "预期目标", "完成情况", "总分")


def document_of(
    *tables: str,
    prose: str = "",
    rulebook: str = "urumqi-2024",
    accounts: Accounts | None = None,
    previous: tuple[str, ...] = (),
) -> AuditDocument:
    """A document of these tables, judged; every line of ``prose`` is a paragraph."""
    rules = rulebook_of(rulebook)
    printed = tuple(table_of(text, number) for number, text in enumerate(tables, 1))
    last_year = tuple(judged_table(table_of(text), rules) for text in previous)
    judged = judged_document(Disclosure(FILE, printed, lines_of(prose)), rules)
    return replace(judged, accounts=accounts, previous=last_year)


def found(check: Check, document: AuditDocument) -> list[str]:
    """What one check says about a document."""
    return [seen.message for seen in check.find(document)]


@cache
def rulebook_of(name: str) -> Rulebook:
    loaded = load_rulebook(name)
    assert isinstance(loaded, Rulebook), loaded
    return loaded


def lines_of(prose: str) -> tuple[Line, ...]:
    """The paragraphs of a text."""
    lines = enumerate(map(str.strip, prose.strip().splitlines()), 1)
    return tuple(Line(text, Place(FILE, "", number)) for number, text in lines if text)


def table_of(text: str, number: int = 1) -> DisclosedTable:
    """A table of the notation above."""
    lines = [
        [
            Cell(part.strip(), Place(FILE, f"第 {number} 张表", line, column))
            for column, part in enumerate(row.split("|"), 1)
        ]
        for line, row in enumerate(text.strip().splitlines(), 1)
    ]
    (title, *_), *rows = lines
    name, _, year = title.text.partition(" ")
    heads = {row[0].text: row for row in rows if row[0].text in _HEADS}
    weight, score = (_at(heads.get("总分", []), 1), _at(heads.get("总分", []), 2))
    return DisclosedTable(
        number=number,
        kind=next((kind for kind in TableKind if kind.value == name), TableKind.PROJECT),
        title=Cell(name, title.place),
        fiscal_year=int(year) if year else None,
        name=_at(heads.get("项目名称") or heads.get("部门名称") or [], 1),
        supervising_department=_at(heads.get("主管部门", []), 1),
        implementing_unit=_at(heads.get("实施单位", []), 1),
        money=tuple(_money(row) for row in rows if row[0].text == "资金"),
        objective_planned=_at(heads.get("预期目标", []), 1),
        objective_achieved=_at(heads.get("完成情况", []), 1),
        indicators=_indicators([row for row in rows if row[0].text not in (*_HEADS, "资金")]),
        total_weight=weight,
        total_score=score,
    )


def _at(row: list[Cell], index: int) -> Cell | None:
    return row[index] if index < len(row) and row[index].text != "~" else None


def _money(row: list[Cell]) -> MoneyRow:
    return MoneyRow(row[1], *(_at(row, index) for index in range(2, 8)))


def _indicators(rows: list[list[Cell]]) -> tuple[IndicatorRow, ...]:
    read: list[IndicatorRow] = []
    for row in rows:
        plain = [cell for index, cell in enumerate(row) if index < 3 or ": " not in cell.text]
        more = [(cell.text.split(": ", 1), cell.place) for cell in row if cell not in plain]
        known = {_MORE[head]: Cell(text, place) for (head, text), place in more if head in _MORE}
        others = tuple((head, Cell(text, place)) for (head, text), place in more if head not in _MORE)
        above = read[-1] if read else None
        dimension = _at(row, 0) if row[0].text or not above else above.dimension
        category = _at(row, 1) if row[1].text or row[0].text or not above else above.category
        cells = [_at(plain, index) for index in range(3, 8)]
        target, achieved, weight, score, reason = cells
        read.append(
            IndicatorRow(
                dimension, category, row[2], target, achieved, weight, score,
                deviation_analysis=reason, others=others, **known,
            )
        )  # fmt: skip
    return tuple(read)
