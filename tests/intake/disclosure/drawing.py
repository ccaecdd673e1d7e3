"""Forms drawn as text: one line a row, cells between ``|``; ``<`` is merged with the cell on its left, ``^`` with that above."""

from __future__ import annotations

from engine.intake.disclosure.blocks import Block, Grid, GridCell, Line, Pages
from engine.intake.disclosure.meaning import disclosure_of
from engine.intake.disclosure.place import Place
from engine.intake.disclosure.tables import DisclosedTable, Disclosure

FILE = "附表.docx"
_MONEY = ("name", "original_budget", "revised_budget", "outturn", "weight", "execution_rate", "score")
_ROW = ("dimension", "category", "name", "target", "achieved", "weight", "score")


def drawn(drawing: str, part: str = "第 1 个表格") -> Grid:
    """A grid with every cell's spans."""
    rows = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().split("\n")]
    cells = [
        GridCell(
            *(number, column, _down(rows, number, column), _right(row, column), text.replace("\\n", "\n")),
            Place(FILE, part, number + 1, column + 1),
        )
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text not in ("<", "^")
    ]
    return Grid(tuple(cells), Place(FILE, part))


def _right(row: list[str], column: int) -> int:
    end = column + 1
    while end < len(row) and row[end] == "<":
        end += 1
    return end - column


def _down(rows: list[list[str]], number: int, column: int) -> int:
    end = number + 1
    while end < len(rows) and rows[end][column] == "^":
        end += 1
    return end - number


def pages(*blocks: str | Grid) -> Pages:
    """A file: a text with ``|`` is a grid, any other a paragraph."""
    placed: list[Block] = []
    for number, block in enumerate(blocks, 1):
        if isinstance(block, Grid):
            placed.append(block)
        elif "|" in block:
            placed.append(drawn(block, f"第 {number} 个表格"))
        else:
            placed.append(Line(block, Place(FILE, "", number)))
    return Pages(FILE, tuple(placed))


def read(*blocks: str | Grid) -> Disclosure:
    return disclosure_of(pages(*blocks))


def only(*blocks: str) -> DisclosedTable:
    """The one table of a file that is beyond doubt."""
    disclosure = read(*blocks)
    assert not disclosure.doubts
    (table,) = disclosure.tables
    return table


def rows(table: DisclosedTable, *names: str) -> list[str]:
    """Rows as ``一级/二级/三级/…``; ``∅`` for a column the form has not."""
    return [
        "/".join("∅" if cell is None else cell.text for cell in (getattr(row, name) for name in names or _ROW))
        for row in table.indicators
    ]


def money(table: DisclosedTable) -> list[str]:
    """Rows of the money block in the same way."""
    return [
        "/".join("∅" if cell is None else cell.text for cell in (getattr(row, name) for name in _MONEY))
        for row in table.money
    ]


def doubts(table: DisclosedTable) -> list[str]:
    """Codes of the doubts about a table."""
    return [doubt.code for doubt in table.doubts]


THIRTEEN = """
项目支出绩效自评表 | < | < | < | < | < | < | < | < | < | < | < | <
(2023年度) | < | < | < | < | < | < | < | < | < | < | < | <
项目名称 | < | < | 农村公路养护 | < | < | < | < | < | < | < | < | <
主管部门 | < | < | 县交通运输局 | < | < | < | 实施单位 | < | 县公路所 | < | < | <
项目资金\\n（万元） | < | < | | < | 年初预算数 | < | 全年预算数 | < | 全年执行数 | 分值 | 执行率 | 得分
^ | ^ | ^ | 年度资金总额 | < | 120 | < | 110 | < | 99 | 10 | 90% | 9
^ | ^ | ^ | 其中：当年财政拨款 | < | 120 | < | 110 | < | 99 | — | — | —
^ | ^ | ^ | 上年结转资金 | < | 0 | < | 0 | < | 0 | — | — | —
年度总体目标 | 预期目标 | < | < | < | < | < | 实际完成情况 | < | < | < | < | <
^ | 1.养护公路 50 公里。\\n2.群众满意。 | < | < | < | < | < | 养护公路\\n45 公里。 | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | < | 年度指标值 | < | 实际完成值 | < | 分值 | 得分 | 偏差原因分析及改进措施 | <
^ | 产出指标 | 数量指标 | 养护里程 | < | ≥50公里 | < | 45公里 | < | 30 | 27 | 雨季停工 | <
^ | ^ | 质量指标 | 验收合格率 | < | ≥95% | < | 96% | < | 20 | 20 | | <
^ | 效益指标 | 社会效益指标 | 方便出行 | < | 有效 | < | 达成 | < | 30 | 30 | | <
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | < | ≥90% | < | 92% | < | 10 | 10 | | <
总分 | < | < | < | < | < | < | < | < | 100 | 96 | | <
"""


SMALL = """
项目名称 | {name} | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | {name}次数 | ≥2次 | 2次 | 100 | 100
总分 | < | < | < | < | 100 | 100
"""
