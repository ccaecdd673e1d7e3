"""Facts about the whole table (表头事项): 项目名称, 主管部门, 实施单位, printed as label and value side by side."""

from __future__ import annotations

from engine.intake.disclosure.draft import Draft, Part
from engine.intake.disclosure.labels import columns_named, label_of
from engine.intake.disclosure.rows import Row
from engine.intake.disclosure.tables import Cell
from engine.intake.disclosure.texts import settled


def facts_in(row: Row) -> dict[str, Cell]:
    """The facts of a row that begins with a known label; a label without a value has an empty one.

    A heading row of another list (项目名称, 主管部门, 金额 …) has labels without values and says nothing.
    """
    written = row.written
    if not written or not _label(written[0].text)[0]:
        return {}
    found: dict[str, Cell] = {}
    wanted = ""
    for field in written:
        label, value = _label(field.text)
        if label:
            wanted = "" if value else label
            found.setdefault(label, Cell(settled(value), field.place))
        elif wanted and not columns_named(field.text):
            found[wanted] = field.cell
            wanted = ""
    return found


def opens_table(facts: dict[str, Cell]) -> bool:
    """Whether a row names a project: without a title, only that begins a table."""
    return "name" in facts and bool(facts["name"].text)


def takes_facts(draft: Draft, row: Row) -> bool:
    """Take a row of facts; False when it is none."""
    if draft.part not in (Part.HEAD, Part.MONEY):
        return False
    found = facts_in(row)
    if draft.part is Part.MONEY and not found:
        return False
    for field in row.written:
        if not _label(field.text)[0] and _begins_with_label(field.text):
            message = "这里的栏名和内容连在一起了，读不出哪部分是内容"
            draft.doubt("label-and-value-joined", message, field.place, field.cell.text[:200])
    for label, cell in found.items():
        draft.facts.setdefault(label, cell)
    return bool(found)


def _label(text: str) -> tuple[str, str]:
    """The label a cell is or begins with, and what follows its colon."""
    if len(text) <= 40 and (label := label_of(text)):
        return label, ""
    head, colon, value = text[:300].replace("：", ":").partition(":")
    label = label_of(head) if colon else ""
    return (label, value.strip()) if label and value.strip() else ("", "")


def _begins_with_label(text: str) -> bool:
    """A lost tab glues a label to its value; short labels begin too many names."""
    return any(label_of(text[:size]) in ("name", "department", "supervising", "implementing") for size in (4, 5, 6))
