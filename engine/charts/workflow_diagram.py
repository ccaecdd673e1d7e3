"""The picture of a workflow (流程图): phases from left to right, a box for every state, an arrow for every step."""

from __future__ import annotations

from collections.abc import Iterator

from engine.charts import picture as pen
from engine.charts.picture import Picture, Place, text_width
from engine.charts.workflow_layout import BOX_WIDTH, MARGIN, TITLE_SIZE, WHO_SIZE, Arrow, Box, Layout
from workflows.definition import State, Transition, Workflow
from workflows.mermaid import GATE_TITLES, parties, stays

HEAD = 6.0
"""Half the width of an arrow head is two thirds of this."""
BAND = "#f3f3f3"
LINE, NOTE_SIZE = 19.0, 12.0
COLUMNS = (0.0, 110.0, 290.0)
"""Where the columns of the table below begin."""
NARROWEST = 760.0
"""So that the table below has room."""

Row = tuple[str, str, str]


def workflow_svg(workflow: Workflow) -> str:
    """Draw a workflow; solid arrows lead on, dashed ones back."""
    layout = Layout(workflow)
    width = max(layout.width, NARROWEST)
    rows = list(_table(workflow, width - 2 * MARGIN - COLUMNS[2]))
    picture = Picture(round(width), round(layout.foot + 30.0 + LINE * len(rows)), workflow.title)
    picture.text((MARGIN, 28), workflow.title, font_size="17", font_weight="bold")
    _legend(picture, MARGIN + text_width(workflow.title, 17) + 32)
    _phases(picture, layout)
    for arrow in layout.arrows:
        _arrow(picture, layout, arrow, workflow)
    for box in layout.boxes.values():
        _box(picture, layout, box, is_first=box.state.id == workflow.initial)
    _notes(picture, layout.foot + 24.0, rows)
    return picture.svg()


def _legend(picture: Picture, x: float) -> None:
    for words, style in (("往前", {}), ("往回：退回、撤回、更正", {"stroke_dasharray": "5 3"})):
        picture.line((x, 24), (x + 28, 24), stroke_width="1.3", **style)
        picture.text((x + 34, 28), words, fill=pen.MUTED)
        x += 34 + text_width(words, 12) + 24
    picture.box((x, 17), (x + 22, 30), fill=pen.PAPER, stroke=pen.INK)
    picture.box((x + 2.5, 19.5), (x + 19.5, 27.5), fill="none", stroke=pen.INK)
    picture.text((x + 30, 28), "可以到此为止", fill=pen.MUTED)


def _phases(picture: Picture, layout: Layout) -> None:
    for phase, left in zip(layout.phases, layout.lefts, strict=True):
        picture.box((left - 8, 46), (left + BOX_WIDTH + 8, layout.bottom + 10), fill=BAND)
        picture.text((left + BOX_WIDTH / 2, 67), phase.value, "middle", font_size="14", font_weight="bold")


def _arrow(picture: Picture, layout: Layout, arrow: Arrow, workflow: Workflow) -> None:
    way = layout.way(arrow)
    before, after = workflow.states[arrow.source].title, workflow.states[arrow.target].title
    style = {"stroke_dasharray": "5 3"} if arrow.returns else {}
    picture.path(way, f"{arrow.step.trigger.title}：{before} → {after}", stroke_width="1.3", **style)
    (x, y), rightwards = way[-1], way[-2][0] < way[-1][0]
    back = x - HEAD if rightwards else x + HEAD
    picture.path([(back, y - HEAD * 2 / 3), (x, y), (back, y + HEAD * 2 / 3)], fill=pen.INK, stroke_width="1")
    _label(picture, way[0], arrow, rightwards=way[0][0] < way[1][0])


def _label(picture: Picture, start: Place, arrow: Arrow, *, rightwards: bool) -> None:
    """Above the line by which an arrow leaves: what, and who."""
    x, anchor = (start[0] + 10, "start") if rightwards else (start[0] - 10, "end")
    title, who = arrow.label
    picture.text((x, start[1] - 15.5), title, anchor, font_size=f"{TITLE_SIZE:g}", font_weight="bold")
    picture.text((x, start[1] - 4), who, anchor, font_size=f"{WHO_SIZE:g}", fill=pen.MUTED)


def _box(picture: Picture, layout: Layout, box: Box, *, is_first: bool) -> None:
    left, top, state = layout.lefts[box.column], box.top, box.state
    bottom, middle = top + box.height, top + box.height / 2
    weight = "2.4" if is_first else "1.2"
    picture.box(
        (left, top), (left + BOX_WIDTH, bottom), state.title, fill=pen.PAPER, stroke=pen.INK, stroke_width=weight
    )
    if state.final:
        corners = (left + 3, top + 3), (left + BOX_WIDTH - 3, bottom - 3)
        picture.box(*corners, fill="none", stroke=pen.INK, stroke_width="0.8")
    lines = [(state.status, {"font_size": "14", "font_weight": "bold"}), *_waits(state, is_first)]
    y = middle + 5 - 9 * (len(lines) - 1)
    for words, style in lines:
        picture.text((left + BOX_WIDTH / 2, y), words, "middle", **style)
        y += 18


def _waits(state: State, is_first: bool) -> Iterator[tuple[str, dict[str, str]]]:
    if is_first:
        yield "申报后从这里开始", {"font_size": "11", "fill": pen.MUTED}
    if state.waits_for:
        yield f"等{state.waits_for.title}", {"font_size": "11", "fill": pen.MUTED}


# ---------------------------------------------------------------- the table below


def _notes(picture: Picture, y: float, rows: list[Row]) -> None:
    for row in rows:
        for offset, words in zip(COLUMNS, row, strict=True):
            if words:
                style = {"font_weight": "bold"} if not offset else {}
                picture.text((MARGIN + offset, y), words, font_size=f"{NOTE_SIZE:g}", **style)
        y += LINE


def _table(workflow: Workflow, room: float) -> Iterator[Row]:
    """What can be done without leaving a state, and what a step asks for."""
    yield "不换状态的办理", "谁办", "在什么状态"
    for step in workflow.transition:
        sources = [source for source, one in stays(workflow) if one is step]
        if sources:
            yield from _wrapped(step, _where(workflow, sources), room)
    yield "", "", ""
    yield "办理的关口", "谁办", "从什么状态：要怎样"
    for step in workflow.transition:
        if step.gates:
            asked = "、".join(GATE_TITLES[gate] for gate in step.gates)
            yield from _wrapped(step, f"{_where(workflow, step.source)}：{asked}", room)


def _where(workflow: Workflow, sources: tuple[str, ...] | list[str]) -> str:
    """States by name; nearly all of them by what is left out."""
    others = [state for state in workflow.state if state.id not in sources]
    if len(others) < len(sources) and len(sources) > 3:
        return f"除{'、'.join(state.title for state in others)}外，随时" if others else "随时"
    return "、".join(workflow.states[source].title for source in sources)


def _wrapped(step: Transition, words: str, room: float) -> Iterator[Row]:
    title, who = step.trigger.title, parties(step.by)
    while words:
        end = len(words)
        while text_width(words[:end], NOTE_SIZE) > room:
            end -= 1
        yield title, who, words[:end]
        title, who, words = "", "", words[end:]
