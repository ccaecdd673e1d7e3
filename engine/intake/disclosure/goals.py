"""The goals (年度总体目标): what was planned and what came of it, paragraphs kept."""

from __future__ import annotations

from engine.intake.disclosure.draft import Draft
from engine.intake.disclosure.labels import columns_named, sections_named
from engine.intake.disclosure.rows import Field, Row
from engine.intake.disclosure.tables import Cell
from engine.intake.disclosure.texts import LARGEST_TEXT, key_of

_SIDES = ("planned", "done")


def goal_heading(row: Row) -> dict[str, Field] | None:
    """The headings 预期目标 and 实际完成情况, if the row has them: at least one beside the label of the block."""
    written = row.written
    if not written or len(written) > 6:
        return None
    found: dict[str, Field] = {}
    for index, field in enumerate(written):
        sides = columns_named(field.text) & {"planned", "done"}
        label = index == 0 and len(written) > 1 and "goals" in sections_named(field.text)
        if sides and not label:
            found.setdefault(min(sides), field)
    if len(found) == 2 or (found and "goals" in sections_named(written[0].text) and len(written) <= 3):
        return found
    return None


def begin_goals(draft: Draft, row: Row, headings: dict[str, Field]) -> None:
    """Remember the headings; a form may print the texts beside them, not below."""
    draft.goal_fields = headings
    wanted = ""
    for field in row.written:
        side = next((side for side, heading in headings.items() if heading is field), "")
        if side:
            wanted = side
        elif wanted and "goals" not in sections_named(field.text):
            _add(draft, wanted, field)
            wanted = ""


def single_goal(row: Row) -> Field | None:
    """``年度总体目标`` and one text beside it: a form that only plans."""
    written = row.written
    if len(written) != 2 or "goals" not in sections_named(written[0].text):
        return None
    return written[1] if not columns_named(written[1].text) else None


def read_goals(draft: Draft, row: Row) -> None:
    """Take a row below the headings."""
    headings = draft.goal_fields
    texts = [field for field in row.written if not _is_label(field, headings)]
    by_column = {
        side: field
        for side, heading in headings.items()
        for field in texts
        if heading.column <= field.column < _end(side, headings)
    }
    if not texts:
        return
    if not row.has_spans and len(texts) < len(headings) and not draft.goals:
        _lost(draft, texts)
    elif len(by_column) == len(texts) or (row.has_spans and by_column):
        for side, field in by_column.items():
            _add(draft, side, field)
    elif len(texts) == len(headings):
        for side, field in zip(_in_order(headings), texts, strict=True):
            _add(draft, side, field)
    else:
        _lost(draft, texts)


def _in_order(headings: dict[str, Field]) -> list[str]:
    return sorted(headings, key=lambda side: headings[side].column)


def _end(side: str, headings: dict[str, Field]) -> int:
    later = [field.column for field in headings.values() if field.column > headings[side].column]
    return min(later, default=1 << 30)


def _is_label(field: Field, headings: dict[str, Field]) -> bool:
    """The label of the block, or a piece of it that a page cut off."""
    first = min(heading.column for heading in headings.values())
    return "goals" in sections_named(field.text) or (field.column < first and len(key_of(field.text)) <= 12)


def _add(draft: Draft, side: str, field: Field) -> None:
    if draft.is_replaying:
        return
    known, more = draft.goals.get(side), field.goal
    if known is None or not known.text:
        draft.goals[side] = more
    elif more.text and len(known.text) < LARGEST_TEXT:
        seam = "\n" if known.text.endswith(("。", "；", ";", "！", ".")) else ""
        draft.goals[side] = Cell(known.text + seam + more.text, known.place)


def _lost(draft: Draft, texts: list[Field]) -> None:
    """More or fewer texts than headings: a person has to say where one ends."""
    draft.doubt(
        "goal-boundary-lost",
        "预期目标与实际完成情况的分界看不出来",
        texts[0].place,
        *(field.goal.text[:200] for field in texts[:4]),
    )
    whole = "\n".join(field.goal.text for field in texts)
    if "planned" in draft.goal_fields and not draft.is_replaying:
        draft.goals.setdefault("planned", Cell(whole, texts[0].place))
