"""Where everything of a workflow diagram stands (流程图的布局): columns, boxes, and a way for every arrow.

A phase is a column. An arrow leaves a box on the side it goes to, along a line of its own on which its label stands;
turns in the lane of its own in the gutter between the columns; and arrives on a line of its own. Labels stand beside
the boxes and lanes in the middle of the gutter, so that no arrow ever runs through a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.charts.picture import Place, text_width
from workflows.definition import Phase, State, Transition, Workflow
from workflows.mermaid import moves, parties
from workflows.triggers import Trigger

BOX_WIDTH = 112.0
TITLE_SIZE, WHO_SIZE = 12.0, 10.0
LABEL_SLOT, PLAIN_SLOT = 32.0, 12.0
"""Height that an arrow takes on the side of a box, with and without its label."""
LANE, MARGIN, GAP, TOP = 11.0, 16.0, 20.0, 84.0

RETURNS = frozenset({Trigger.RECALL, Trigger.SEND_BACK, Trigger.CORRECT})
"""What leads back to work already done."""


@dataclass(frozen=True)
class Arrow:
    """A step from one state to another."""

    number: int
    source: str
    target: str
    step: Transition

    @property
    def label(self) -> tuple[str, str]:
        return self.step.trigger.title, parties(self.step.by)

    @property
    def label_width(self) -> float:
        title, who = self.label
        return max(text_width(title, TITLE_SIZE), text_width(who, WHO_SIZE))

    @property
    def returns(self) -> bool:
        return self.step.trigger in RETURNS


@dataclass
class Box:
    """A state, its column, and the arrows on either side from top to bottom."""

    state: State
    column: int
    row: int
    left: list[tuple[Arrow, bool]] = field(default_factory=list)
    """Arrows on the left side, and whether each leaves there."""
    right: list[tuple[Arrow, bool]] = field(default_factory=list)
    top: float = 0.0

    @property
    def height(self) -> float:
        return max(52.0, *(8.0 + sum(slot(leaves) for _, leaves in side) for side in (self.left, self.right)))

    def lines(self, side: list[tuple[Arrow, bool]]) -> Iterator[tuple[Arrow, bool, float]]:
        """Each arrow of a side with the height its line runs at; the two sides never share one."""
        below = self.top + (4.0 if side is self.right else 6.0)
        for arrow, leaves in side:
            below += slot(leaves)
            yield arrow, leaves, below - 4.0


def slot(leaves: bool) -> float:
    return LABEL_SLOT if leaves else PLAIN_SLOT


@dataclass(frozen=True)
class Stretch:
    """The part of an arrow in one gutter: from one height to another."""

    arrow: Arrow
    begin: float
    end: float
    sides: str
    """On which sides of the gutter it has its ends: ``left``, ``right`` or ``both``."""

    @property
    def length(self) -> float:
        return abs(self.begin - self.end)

    def meets(self, other: Stretch) -> bool:
        low, high = sorted((self.begin, self.end))
        other_low, other_high = sorted((other.begin, other.end))
        return low - 8.0 < other_high and other_low < high + 8.0


class Layout:
    """The whole arrangement of a workflow."""

    def __init__(self, workflow: Workflow) -> None:
        self.phases = [phase for phase in Phase if any(state.phase is phase for state in workflow.state)]
        self.arrows = [
            Arrow(number, source, step.target(source), step) for number, (source, step) in enumerate(moves(workflow))
        ]
        self.boxes = {box.state.id: box for box in _boxes(workflow, self.phases)}
        self._attach()
        self._stack()
        self._channels = self._numbered_channels()
        self._lanes = [self._assigned(gutter) for gutter in range(len(self.phases) + 1)]
        self._place_columns()

    # ------------------------------------------------------------ arrows to sides

    def goes_right(self, arrow: Arrow) -> bool:
        """Back on the left, forward on the right; within a column by the sort of step."""
        here, there = self._column(arrow.source), self._column(arrow.target)
        return there > here or (there == here and not arrow.returns)

    def _column(self, state: str) -> int:
        return self.boxes[state].column

    def _is_long(self, arrow: Arrow) -> bool:
        """Whether it passes a whole column, below everything."""
        return abs(self._column(arrow.source) - self._column(arrow.target)) > 1

    def _attach(self) -> None:
        for arrow in self.arrows:
            source, target, right = self.boxes[arrow.source], self.boxes[arrow.target], self.goes_right(arrow)
            (source.right if right else source.left).append((arrow, True))
            same = source.column == target.column
            (target.right if right is same else target.left).append((arrow, False))
        for box in self.boxes.values():
            for side in (box.left, box.right):
                side.sort(key=lambda one: self._order(box, *one))

    def _order(self, box: Box, arrow: Arrow, leaves: bool) -> tuple[int, int, int]:
        """Towards boxes above first, below last, so that arrows of one side nest instead of crossing."""
        other = self.boxes[arrow.target if leaves else arrow.source]
        if self._is_long(arrow):
            return 3, 0, arrow.number
        if other.column != box.column:
            return 1, other.row, arrow.number
        return (0, -other.row, -arrow.number) if other.row < box.row else (2, -other.row, arrow.number)

    def _stack(self) -> None:
        bottoms = [TOP] * len(self.phases)
        for box in self.boxes.values():
            box.top = bottoms[box.column]
            bottoms[box.column] += box.height + GAP
        self.bottom = max(bottoms) - GAP

    # ------------------------------------------------------------ ways through the gutters

    def _numbered_channels(self) -> dict[int, float]:
        long = [arrow for arrow in self.arrows if self._is_long(arrow)]
        return {arrow.number: self.bottom + 24.0 + 10.0 * place for place, arrow in enumerate(long)}

    @property
    def foot(self) -> float:
        """Below all boxes and channels."""
        return max([self.bottom, *self._channels.values()]) + 16.0

    def _end(self, arrow: Arrow, leaves: bool) -> float:
        box = self.boxes[arrow.source if leaves else arrow.target]
        for side in (box.left, box.right):
            for one, is_leaving, y in box.lines(side):
                if one is arrow and is_leaving is leaves:
                    return y
        raise AssertionError("every arrow is attached at both ends")

    def gutters(self, arrow: Arrow) -> tuple[int, int]:
        """The gutters it leaves into and arrives from; gutter 0 is left of the first column."""
        here, there, right = self._column(arrow.source), self._column(arrow.target), self.goes_right(arrow)
        leaving = here + 1 if right else here
        if here == there:
            return leaving, leaving
        return leaving, there if right else there + 1

    def _stretches(self, gutter: int) -> Iterator[Stretch]:
        for arrow in self.arrows:
            leaving, arriving = self.gutters(arrow)
            begin, end, right = self._end(arrow, True), self._end(arrow, False), self.goes_right(arrow)
            if self._is_long(arrow):
                channel = self._channels[arrow.number]
                if leaving == gutter:
                    yield Stretch(arrow, begin, channel, "left" if right else "right")
                if arriving == gutter:
                    yield Stretch(arrow, channel, end, "right" if right else "left")
            elif leaving == gutter:
                same = self._column(arrow.source) == self._column(arrow.target)
                yield Stretch(arrow, begin, end, ("left" if right else "right") if same else "both")

    def _assigned(self, gutter: int) -> dict[int, int]:
        """The lane of every arrow in a gutter, counted from the left; shorter ones nearer to their boxes."""
        stretches = sorted(self._stretches(gutter), key=lambda one: (one.length, one.arrow.number))
        near_left = _packed(
            [*(s for s in stretches if s.sides == "left"), *(s for s in stretches if s.sides == "both")]
        )
        near_right = _packed(s for s in stretches if s.sides == "right")
        last = len(near_left) + len(near_right) - 1
        lanes = {stretch.arrow.number: lane for lane, held in enumerate(near_left) for stretch in held}
        return lanes | {stretch.arrow.number: last - lane for lane, held in enumerate(near_right) for stretch in held}

    # ------------------------------------------------------------ columns across

    def _place_columns(self) -> None:
        self.lefts: list[float] = []
        self._lane_starts: list[float] = []
        x = MARGIN
        for gutter, lanes in enumerate(self._lanes):
            x += self._label_zone(gutter - 1, right=True) if gutter else 0.0
            self._lane_starts.append(x)
            x += LANE * (max(lanes.values()) + 1) if lanes else 0.0
            if gutter < len(self.phases):
                x += self._label_zone(gutter, right=False)
                self.lefts.append(x)
                x += BOX_WIDTH
        self.width = x + MARGIN

    def _label_zone(self, column: int, *, right: bool) -> float:
        """How much room the labels on one side of a column need."""
        sides = [box.right if right else box.left for box in self.boxes.values() if box.column == column]
        labels = [arrow.label_width for side in sides for arrow, leaves in side if leaves]
        return max(labels) + 16.0 if labels else 20.0

    def way(self, arrow: Arrow) -> list[Place]:
        """The corners of an arrow from box to box."""
        leaving, arriving = self.gutters(arrow)
        begin, end = self._end(arrow, True), self._end(arrow, False)
        out, back = self._lane(leaving, arrow), self._lane(arriving, arrow)
        places = [(self._edge(arrow, leaves=True), begin), (out, begin)]
        if self._is_long(arrow):
            channel = self._channels[arrow.number]
            places += [(out, channel), (back, channel)]
        return [*places, (back, end), (self._edge(arrow, leaves=False), end)]

    def _lane(self, gutter: int, arrow: Arrow) -> float:
        return self._lane_starts[gutter] + LANE * (self._lanes[gutter][arrow.number] + 0.5)

    def _edge(self, arrow: Arrow, *, leaves: bool) -> float:
        box = self.boxes[arrow.source if leaves else arrow.target]
        on_right = any(one is arrow and is_leaving is leaves for one, is_leaving in box.right)
        return self.lefts[box.column] + (BOX_WIDTH if on_right else 0.0)


def _boxes(workflow: Workflow, phases: list[Phase]) -> Iterator[Box]:
    for column, phase in enumerate(phases):
        states = [state for state in workflow.state if state.phase is phase]
        yield from (Box(state, column, row) for row, state in enumerate(states))


def _packed(stretches: Iterable[Stretch]) -> list[list[Stretch]]:
    """Stretches in as few lanes as keep them apart, in the order given."""
    lanes: list[list[Stretch]] = []
    for stretch in stretches:
        free = next((lane for lane in lanes if not any(stretch.meets(one) for one in lane)), None)
        if free is None:
            lanes.append([stretch])
        else:
            free.append(stretch)
    return lanes
