"""What the blocks of a file mean (读义): one grammar for every reader, from rows and paragraphs to 绩效自评表.

Nothing is corrected. What two ways of reading fit is a ``Doubt`` at its place; nothing raises on what people publish.
"""

from __future__ import annotations

from engine.intake.disclosure.blocks import Pages
from engine.intake.disclosure.draft import Draft, DraftRow
from engine.intake.disclosure.figures import figure
from engine.intake.disclosure.headings import Columns
from engine.intake.disclosure.hidden import hidden_doubts, parted
from engine.intake.disclosure.labels import is_figure
from engine.intake.disclosure.money import total_first
from engine.intake.disclosure.signs import signed_target
from engine.intake.disclosure.stitching import stitched
from engine.intake.disclosure.tables import Cell, DisclosedTable, Disclosure, Doubt, IndicatorRow, TableKind
from engine.intake.disclosure.titles import kind_of

_PRINTED = ("achieved", "weight", "score", "target_basis", "deviation_analysis", "previous_achieved")
_MORE = ("scoring_rule", "review_score")


def disclosure_of(pages: Pages) -> Disclosure:
    """The tables and the prose of a file, as far as it shows them."""
    seen, hidden = parted(pages)
    stream = stitched(seen)
    kept = [draft for draft in stream.drafts if draft.rows]
    empty = [draft for draft in stream.drafts if not draft.rows and _looks_like_one(draft)]
    tables = tuple(_table(number, draft) for number, draft in enumerate(kept, 1))
    doubts = (*stream.doubts, *map(_without_rows, empty), *hidden_doubts(pages.file, hidden))
    return Disclosure(pages.file, tables, tuple(stream.prose), doubts)


def _looks_like_one(draft: Draft) -> bool:
    """A list under a title of the contents, ``部门：…`` on its first line, is none."""
    return bool(draft.columns or (draft.title.text and ("name" in draft.facts or draft.goals)))


def _without_rows(draft: Draft) -> Doubt:
    name = draft.facts.get("name") or draft.facts.get("department") or draft.title
    message = f"这里像是一张自评表{f'（{name.text[:60]}）' if name.text else ''}，但读不出指标行"
    return Doubt("table-unread", message, draft.title.place)


def _table(number: int, draft: Draft) -> DisclosedTable:
    columns = draft.columns or Columns((), -1, 0)
    _check(draft, columns)
    facts = draft.facts
    return DisclosedTable(
        number=number,
        kind=_kind(draft, columns),
        title=draft.title,
        fiscal_year=draft.year,
        name=facts.get("name") or facts.get("department"),
        supervising_department=facts.get("supervising"),
        implementing_unit=facts.get("implementing"),
        money=total_first(draft.money),
        objective_planned=_goal(draft, "planned"),
        objective_achieved=_goal(draft, "done"),
        indicators=tuple(_indicator(row, columns) for row in draft.rows),
        total_weight=draft.total_weight,
        total_score=draft.total_score,
        doubts=tuple(draft.doubts),
        is_in_yuan=draft.is_in_yuan,
    )


def _goal(draft: Draft, side: str) -> Cell | None:
    heading = draft.goal_fields.get(side)
    return draft.goals.get(side) or (Cell("", heading.place) if heading else None)


def _kind(draft: Draft, columns: Columns) -> TableKind:
    """By the title; by what the form asks where the title does not say."""
    kind = kind_of(draft.title.text)
    if kind is not TableKind.PROJECT:
        return kind
    if "name" not in draft.facts and "department" in draft.facts:
        return TableKind.DEPARTMENT
    planned_only = not (columns.has("achieved") or columns.has("score") or "done" in draft.goals)
    return TableKind.DECLARATION if planned_only else kind


def _indicator(row: DraftRow, columns: Columns) -> IndicatorRow:
    def of(meaning: str) -> Cell | None:
        if not columns.has(meaning):
            return None
        return row.cells.get(meaning) or Cell("", row.cells["name"].place)

    cells = {meaning: of(meaning) for meaning in (*_PRINTED, *_MORE)}
    target, more = signed_target(row, columns)
    others = tuple((heading, cell) for heading, cell in (*row.others, *more) if cell.text)
    return IndicatorRow(
        dimension=of("dimension"),
        category=of("category"),
        name=row.cells["name"],
        target=target,
        others=others,
        **cells,
    )


def _check(draft: Draft, columns: Columns) -> None:
    """What only the whole table shows."""
    if columns.has("weight") and columns.has("achieved") and not columns.has("score"):
        unknown = [
            heading.text for heading in columns.headings if not heading.meaning and _all_figures(draft, heading.text)
        ]
        message = "这张表有分值，但看不出哪一栏是得分"
        draft.doubt("score-column-missing", message, draft.title.place, *unknown[:6])
    if not draft.facts.get("name") and not draft.facts.get("department"):
        draft.doubt("name-missing", "这张表没有读到项目名称或部门名称", draft.title.place)
    if draft.unread and not draft.goals:
        draft.doubt("goal-unread", "这一段可能是年度目标，但没有读到「预期目标」这样的栏名", draft.unread)
    for place, shown in draft.shifted if draft.keeps_empty else ():
        draft.doubt("row-shifted", "这一行比表头多了或少了格子，现按内容对到各栏，请对照原文", place, shown)
    if draft.mended and not _adds_up(draft):
        for place in draft.mended[:20]:
            message = "这一行是拼接或移过栏的，而各行分值加起来与总分的分值不符，请对照原文"
            draft.doubt("mended-row-doubtful", message, place)


def _all_figures(draft: Draft, heading: str) -> bool:
    texts = [cell.text for row in draft.rows for text, cell in row.others if text == heading]
    return bool(texts) and all(is_figure(text) for text in texts)


def _adds_up(draft: Draft) -> bool:
    """Whether the weights make the printed total, with or without the points for execution."""
    if draft.total_weight is None:
        return True
    rows = [figure(row.cells["weight"].text) for row in draft.rows if "weight" in row.cells]
    money = [figure(row.weight.text) for row in draft.money if row.weight]
    whole = sum(filter(None, rows))
    return figure(draft.total_weight.text) in (whole, whole + sum(filter(None, money)))
