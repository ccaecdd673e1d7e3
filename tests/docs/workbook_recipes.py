"""Workbooks as clerks hand them in (交回的填报表): one for every code, each with one thing done to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import chdir
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from tests.workbook.editing import Formula, Rows, cell, edited, find, sheets_of

FILE = "填报.xlsx"
ROW = "检查报告"
House = Callable[[Path], None]
Change = Callable[[bytes, str], bytes]
"""What is done to a workbook; the second is the name of its project's sheet."""


def _made(house: House, kind: str, change: Change, folder: Path, *, project: str = "填写中", before: str = "") -> None:
    """A database, a workbook built from it, and what somebody does to it."""
    from tests.docs.live import run

    house(folder)
    with chdir(folder):
        for line in filter(None, (before, f"template build {project} --kind {kind} --out {FILE} --as zhang".strip())):
            ran = run(f"jixiao {line}")
            assert ran.code == 0, (line, ran.output)
    data = (folder / FILE).read_bytes()
    name = next(one for one in sheets_of(data) if one.startswith("2024-"))
    (folder / FILE).write_bytes(change(data, name))


def _types(heading: str, value: Any) -> Change:
    """Something typed in the column of the one indicator."""
    return lambda data, name: edited(data, {name: {cell(data, name, ROW, heading): value}})


def _beside(label: str, value: Any) -> Change:
    return lambda data, name: edited(data, {name: {find(data, name, label, 1): value}})


def _at(address: str, value: Any) -> Change:
    return lambda data, name: edited(data, {name: {address: value}})


def _rows(change: Callable[[Rows], Rows]) -> Change:
    return lambda data, name: edited(data, {}, lambda one, rows: (one, change(rows) if one == name else rows))


def _without(text: str) -> Change:
    return _rows(lambda rows: [[None if value == text else value for value in row] for row in rows])


def _again(row_id: str | None) -> Callable[[Rows], Rows]:
    """The row of the indicator once more, under another id."""

    def change(rows: Rows) -> Rows:
        row = next(row for row in rows if row[3] == ROW)
        return [*rows, [row[0] if row_id == "" else row_id, *row[1:]]]

    return change


def _stamp(**parts: str) -> Change:
    """The stamp of the sheet with some of its parts replaced."""

    def change(data: bytes, name: str) -> bytes:
        names = ("mark", "schema", "kind", "project", "version", "hash", "filled")
        now = dict(zip(names, str(sheets_of(data)[name].rows[0][0]).split(";"), strict=True))
        return edited(data, {name: {"A1": ";".join((now | parts).values())}})

    return change


def _sheet_twice(data: bytes, name: str) -> bytes:
    stamp = sheets_of(data)[name].rows[0][0]
    return edited(
        data, {"填报说明": {"A1": stamp}}, lambda one, rows: ("副本", rows) if one == "填报说明" else (one, rows)
    )


def _renamed(data: bytes, name: str) -> bytes:
    return edited(data, {name: {"A1": None}}, lambda one, rows: ("我的表" if one == name else one, rows))


def _strange_sheet(data: bytes, name: str) -> bytes:
    assert name, "the sheet that stays as it is"
    return edited(data, {}, lambda one, rows: ("统计", [["合计"]]) if one == "填报说明" else (one, rows))


def _only_strange(data: bytes, name: str) -> bytes:
    assert name, "the sheet that is dropped with all others"
    return edited(data, {}, lambda one, rows: ("花名册", [rows[0], ["张三"]]) if one == "填报说明" else None)


def _lost_sheet(data: bytes, name: str) -> bytes:
    return edited(data, {}, lambda one, rows: None if one == name else (one, rows))


def _deleted(data: bytes, name: str) -> bytes:
    return _rows(lambda rows: [row for row in rows if row[3] != ROW])(data, name)


ASSESSMENT: dict[str, Change] = {
    "workbook-column-missing": _without("佐证材料"),
    "workbook-column-twice": _rows(lambda rows: [[*row, "实际完成值" if "三级指标" in row else None] for row in rows]),
    "workbook-column-unknown": _rows(lambda rows: [[*row, "备注" if "三级指标" in row else None] for row in rows]),
    "workbook-date": _types("实际完成值", datetime(2024, 10, 1)),  # noqa: DTZ001
    "workbook-foreign": _only_strange,
    "workbook-formula": _types("实际完成值", Formula("=20+8", "28")),
    "workbook-kind": _stamp(kind="monitoring"),
    "workbook-locked-changed": _types("年度指标值", "≥10 份"),
    "workbook-number": _types("佐证材料", Decimal(28)),
    "workbook-number-inexact": _types("实际完成值", Decimal("0.1234567891")),
    "workbook-other-database": _stamp(hash="0123456789abcdef"),
    "workbook-part-missing": _without("主管部门"),
    "workbook-row-extra": _rows(_again(None)),
    "workbook-row-missing": _deleted,
    "workbook-rows-many": _rows(lambda rows: [*rows, *[[None, *rows[-1][1:]]] * 500]),
    "workbook-row-twice": _rows(_again("")),
    "workbook-row-unknown": _rows(_again("2024-0099:01")),
    "workbook-schema": _stamp(schema="2"),
    "workbook-score-differs": _types("得分", "95"),
    "workbook-sheet-stranger": _strange_sheet,
    "workbook-sheet-twice": _sheet_twice,
    "workbook-sheet-unknown": _renamed,
    "workbook-table-missing": _rows(lambda rows: [row for row in rows if "三级指标" not in row]),
    "workbook-text-outside": _rows(
        lambda rows: [[*row, "请领导看" if at == 2 else None] for at, row in enumerate(rows)]
    ),
    "workbook-truth": _types("实际完成值", True),
}


def workbook_recipes(house: House) -> dict[str, Callable[[Path], None]]:
    """A recipe for every code of a workbook, by the code."""
    made = {code: partial(_made, house, "self-assessment", change) for code, change in ASSESSMENT.items()}
    two = "填写中 监控中"
    return (
        made
        | CLERK
        | {
            "workbook-sheet-gone": partial(_made, house, "self-assessment", _lost_sheet, project=two),
            "workbook-number-percent": partial(_made, house, "self-assessment", _percent, project="同名项目"),
            "workbook-month-only": partial(
                _made, house, "monitoring", _beside("监控到几月", "8"), project="监控中", before=_MONITORED
            ),
            "workbook-row-gone": _renamed_meanwhile(house),
            "workbook-conflict": _changed_meanwhile(house),
            "名称几乎一样的新项目": _nearly_there(house),
        }
    )


_MONITORED = "monitor record 监控中 --month 7 --outturn 5 --actual 检查报告=12份 --as zhang"


def _percent(data: bytes, name: str) -> bytes:
    rows = sheets_of(data)[name].rows
    row = next(at for at, line in enumerate(rows) if line[4] == "≥95%") + 1
    column = cell(data, name, ROW, "实际完成值").rstrip("0123456789")
    return edited(data, {name: {f"{column}{row}": Decimal("0.97")}})


def _renamed_meanwhile(house: House) -> Callable[[Path], None]:
    """A draft whose indicator gets another name after the workbook was made."""

    def make(folder: Path) -> None:
        from tests.docs.live import run

        house(folder)
        with chdir(folder):
            text = Path("监控中.toml")
            head = '[project]\nname = "普查"\nfiscal_year = 2024\nrulebook = "urumqi-2024"\n'
            money = "[funding]\noriginal_budget = 10\nrevised_budget = 10\noutturn = 10\n"
            row = '[[indicator]]\ndimension = "产出指标"\ncategory = "数量指标"\nname = "{}"\ntarget = "≥20 份"\nweight = 90\n'
            text.write_text(head + money + row.format(ROW), encoding="utf-8")
            assert run("jixiao project import 监控中.toml --as zhang").code == 0
            assert run(f"jixiao template build 普查 --kind targets --out {FILE} --as zhang").code == 0
            text.write_text(head + money + row.format("出具报告"), encoding="utf-8")
            assert run("jixiao target import 普查 监控中.toml --as zhang").code == 0
        path = folder / FILE
        data = path.read_bytes()
        name = next(one for one in sheets_of(data) if one.startswith("2024-"))
        path.write_bytes(_types("指标值", "25")(data, name))

    return make


def _nearly_there(house: House) -> Callable[[Path], None]:
    """A blank form filled in for a project that is there already, one letter more in its name."""

    def make(folder: Path) -> None:
        from tests.docs.live import run

        house(folder)
        with chdir(folder):
            assert run(f"jixiao template build --kind targets --out {FILE}").code == 0
        data = _new_project((folder / FILE).read_bytes(), "新项目")
        (folder / FILE).write_bytes(edited(data, {"新项目": {"C3": "四川省项目"}}))

    return make


def _changed_meanwhile(house: House) -> Callable[[Path], None]:
    """A value filled in in the workbook, and another one directly."""

    def make(folder: Path) -> None:
        from tests.docs.live import run

        _made(house, "self-assessment", _types("实际完成值", "=21 份"), folder)
        with chdir(folder):
            assert run(f"jixiao assess fill 填写中 --row {ROW} --achieved =22份 --as zhang").code == 0

    return make


# ---------------------------------------------------------------- the clerk of docs/workbook.md


def _fills(change: Change, beginning: str, folder: Path) -> None:
    """What the clerk types into the workbook that lies in the folder."""
    path = folder / FILE
    data = path.read_bytes()
    name = next(one for one in sheets_of(data) if one.startswith(beginning))
    path.write_bytes(change(data, name))


def _results(data: bytes, name: str) -> bytes:
    outturn = find(data, name, "年度资金总额", 3)
    columns = {"实际完成值": "=21 份", "偏差原因分析及改进措施": "多了一份专题报告", "佐证材料": "报告清单.pdf"}
    cells = {cell(data, name, ROW, heading): text for heading, text in columns.items()}
    return edited(data, {name: {outturn: "9.80", **cells}})


def _new_project(data: bytes, name: str) -> bytes:
    rows = sheets_of(data)[name].rows
    first = next(at for at, row in enumerate(rows) if "三级指标" in row) + 2
    heads = {"C3": "走访企业", "G3": "2024", "C5": "urumqi-2024", "C7": "12.5", "D7": "12.5"}
    new = ("产出指标", "数量指标", "走访企业", "≥", "50", "家", "90")
    return edited(data, {name: heads | {f"{letter}{first}": text for letter, text in zip("BCDEFGH", new, strict=True)}})


def _fewer(data: bytes, name: str) -> bytes:
    """The second row deleted, its points given to the first."""
    rows = sheets_of(data)[name].rows
    second = next(at for at, row in enumerate(rows) if row[3] == "上门走访") + 1
    return edited(
        data, {name: {f"{letter}{second}": None for letter in "BCDEFGH"} | {cell(data, name, "走访企业", "分值"): "90"}}
    )


def _second_row(data: bytes, name: str) -> bytes:
    rows = sheets_of(data)[name].rows
    spare = next(at for at, row in enumerate(rows) if row[3] == "走访企业") + 2
    new = ("产出指标", "数量指标", "上门走访", "≥", "20", "次", "40")
    cells = {f"{letter}{spare}": text for letter, text in zip("BCDEFGH", new, strict=True)}
    return edited(data, {name: {**cells, cell(data, name, "走访企业", "分值"): "50"}})


CLERK: dict[str, Callable[[Path], None]] = {
    "填好的自评": partial(_fills, _results, "2024-0005"),
    "填好的新项目": partial(_fills, _new_project, "新项目"),
    "加了一行的目标": partial(_fills, _second_row, "2024-0008"),
    "少了一行的目标": partial(_fills, _fewer, "2024-0008"),
    "改成二十五份": partial(_fills, _types("实际完成值", "=25 份"), "2024-0005"),
}
