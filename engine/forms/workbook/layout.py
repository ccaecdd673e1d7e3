"""Where everything stands on a sheet (版面): cells with their words, looks and addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from engine.forms.workbook.hints import Hint, row_hint
from engine.forms.workbook.kinds import (
    HEAD,
    HINT,
    MONEY_FIELDS,
    MONEY_ROWS,
    NUMBERS,
    ONLY_TOTAL,
    PAIRS,
    POINTS,
    REVIEW,
    ROW_FIELDS,
    ROW_ID,
    SCORE,
    SIGN,
    UNIT,
    VALUE,
    Field,
    Key,
    Kind,
)
from engine.forms.workbook.placed import Layout, Look, Placed
from engine.forms.workbook.project_sheet import ProjectSheet
from engine.forms.workbook.stamp import Stamp, is_open
from engine.forms.workbook.target_columns import split_target
from engine.intake.cells import address
from indicators.content import PARTS
from indicators.numbers import read_number
from indicators.problems import Problem

SPARE_ROWS = 15
"""Blank rows of a declaration, for indicators there are not yet."""

ID_HEADING, HINT_HEADING, REVIEW_HEADING, POINTS_HEADING = "行标识", "提示", "审核意见", "分值数"
SHORT_TO = 4
"""Last column of a short value beside its label."""
MONEY_HEADING = "项目资金（万元）"


def title_of(stamp: Stamp) -> str:
    """The heading of a sheet (表头)."""
    return f"{stamp.kind.title}填报表"


def instruction_of(stamp: Stamp) -> str:
    """The line below the heading: whose sheet it is, and where to write."""
    what = f"编号 {stamp.project}，第 {stamp.version} 版。" if stamp.project else "新项目，导入后得到编号。"
    return f"{what}只填浅黄色的格子；填法见「填报说明」。"


def layout_of(sheet: ProjectSheet) -> Layout:
    """Lay a sheet out."""
    page = _Page(sheet)
    page.top()
    page.money()
    page.pairs()
    page.table()
    return page.done()


def _columns(sheet: ProjectSheet) -> tuple[Field, ...]:
    """The columns of the indicator table, ours included."""
    review = (Field(REVIEW, REVIEW_HEADING, 24),) if sheet.comments else ()
    ours = (Field(HINT, HINT_HEADING, 20), Field(POINTS, POINTS_HEADING, 8))
    return (Field(ROW_ID, ID_HEADING, 4), *ROW_FIELDS[sheet.stamp.kind], *review, *ours)


@dataclass
class _Page:
    """A sheet being laid out from the top."""

    sheet: ProjectSheet
    cells: list[Placed] = field(default_factory=list)
    addresses: dict[Key, tuple[int, int]] = field(default_factory=dict)
    noted: set[str] = field(default_factory=set)
    row: int = 0
    first_row: int = 0

    @property
    def kind(self) -> Kind:
        return self.sheet.stamp.kind

    def __post_init__(self) -> None:
        self.columns = _columns(self.sheet)
        self._places = {one.name: place for place, one in enumerate(self.columns)}

    def column_of(self, name: str) -> int:
        return self._places[name]

    @property
    def last(self) -> int:
        """The last column that is seen."""
        return self.column_of(HINT)

    # ------------------------------------------------------------ the blocks

    def top(self) -> None:
        stamp = self.sheet.stamp
        self.put(0, str(stamp), Look.HIDDEN)
        self.put(1, title_of(stamp), Look.TITLE, to=self.last)
        self.next()
        self.put(1, instruction_of(stamp), Look.NOTE, to=self.last)
        self.next()
        for place in range(0, len(HEAD), 2):
            for column, one in zip((1, 5), HEAD[place : place + 2], strict=True):
                self.put(column, one.heading, Look.LABEL)
                self.value(("project", one.name), column + 1, one, to=column + 3)
            self.next()

    def money(self) -> None:
        fields = self._money_columns()
        self.put(1, MONEY_HEADING, Look.LABEL)
        for column, one in fields:
            self.put(column, one.heading, Look.LABEL)
        self.next()
        for place, heading in MONEY_ROWS.items():
            if place in PARTS and not self._has(place):
                continue
            self.put(1, heading if place == "funding" else f"其中：{heading}", Look.LABEL)
            for column, one in fields:
                if place not in PARTS or one.name not in ONLY_TOTAL:
                    self.value((place, one.name), column, one)
            self._review(place)
            self.next()

    def _money_columns(self) -> list[tuple[int, Field]]:
        """Under the columns of the same name below; the others from the third column on."""
        below = {one.heading: place for place, one in enumerate(self.columns)}
        free = iter(range(2, len(self.columns)))
        return [(below.get(one.heading) or next(free), one) for one in MONEY_FIELDS[self.kind]]

    def _has(self, part: str) -> bool:
        """A declaration may fill in any part; later there are those that were declared."""
        return self.kind is Kind.TARGETS or any(place == part for place, _ in self.sheet.cells)

    def pairs(self) -> None:
        for place, one in PAIRS[self.kind]:
            self.put(1, one.heading, Look.LABEL)
            is_short = one.name in NUMBERS
            last = SHORT_TO if is_short else self.last - 1
            self.value((place, one.name), 2, one, to=last, prose=not is_short)
            self.next()

    def table(self) -> None:
        for column, one in enumerate(self.columns):
            self.put(column, one.heading, Look.LABEL if one.name not in (ROW_ID, POINTS) else Look.HIDDEN)
        self.next()
        self.first_row = self.row
        spare = SPARE_ROWS if self.kind is Kind.TARGETS else 0
        for place in (*self.sheet.rows, *[""] * spare):
            self._table_row(place)
            self.next()

    def _table_row(self, place: str) -> None:
        texts = self._texts(place)
        self.put(0, place, Look.HIDDEN_OPEN if self.kind is Kind.TARGETS else Look.HIDDEN)
        for column, one in enumerate(ROW_FIELDS[self.kind], 1):
            look = self._look((place, one.name))
            noted = self._comment(place) if look is Look.FLAGGED and self._is_first_input(one) else ""
            prose = one.width >= 20
            self.put(column, texts.get(one.name, ""), look, choices=one.choices, prose=prose, comment=noted)
            if place:
                self.addresses[place, one.name] = (self.row, column)
        if place and self.kind is Kind.TARGETS:
            self.addresses[place, "target"] = self.addresses[place, VALUE]
        self._review(place)
        hint = row_hint(self.kind, texts, lambda name: address(self.row, self.column_of(name)))
        self.put(self.column_of(HINT), str(hint.value), Look.HINT, prose=True, hint=hint)
        points = Hint(f"=IFERROR(VALUE({address(self.row, self.column_of('weight'))}),0)", _number(texts))
        self.put(self.column_of(POINTS), str(points.value), Look.HIDDEN, hint=points)

    def _texts(self, place: str) -> dict[str, str]:
        texts = {name: text for (at, name), text in self.sheet.cells.items() if at == place} if place else {}
        if self.kind is Kind.TARGETS:
            texts |= dict(zip((SIGN, VALUE, UNIT), split_target(texts.get("target", "")), strict=True))
        return texts | {SCORE: self.sheet.scores.get(place, "")}

    def _is_first_input(self, one: Field) -> bool:
        inputs = [each.name for each in ROW_FIELDS[self.kind] if is_open(self.sheet.stamp, ("row", each.name))]
        return inputs[0] == one.name

    # ------------------------------------------------------------ single cells

    def value(self, key: Key, column: int, one: Field, *, to: int = -1, prose: bool = False) -> None:
        """The cell of a field; the first one filled in of a commented table carries the comment."""
        look = self._look(key)
        noted = ""
        if look is Look.FLAGGED and key[0] not in self.noted:
            noted = self._comment(key[0])
            self.noted.add(key[0])
        text = self.sheet.cells.get(key, "")
        self.put(column, text, look, to=to, choices=one.choices, prose=prose, comment=noted)
        self.addresses[key] = (self.row, column)

    def _look(self, key: Key) -> Look:
        if not is_open(self.sheet.stamp, key):
            return Look.LOCKED
        return Look.FLAGGED if key[0] and self.sheet.comments.get(key[0]) else Look.INPUT

    def _comment(self, place: str) -> str:
        return "\n".join(self.sheet.comments.get(place, ())) if place else ""

    def _review(self, place: str) -> None:
        said = self._comment(place)
        if said or (self.sheet.comments and place in self.sheet.rows):
            self.put(self.column_of(REVIEW), said, Look.REVIEW if said else Look.HINT, prose=True)

    def put(
        self,
        column: int,
        text: str,
        look: Look,
        *,
        to: int = -1,
        choices: str = "",
        prose: bool = False,
        hint: Hint | None = None,
        comment: str = "",
    ) -> None:
        self.cells.append(Placed(self.row, column, text, look, to, choices, prose, hint, comment))

    def next(self) -> None:
        self.row += 1

    def done(self) -> Layout:
        return Layout(
            cells=tuple(self.cells),
            widths=tuple(one.width for one in self.columns),
            hidden=(self.column_of(ROW_ID), self.column_of(POINTS)),
            addresses=self.addresses,
            first_row=self.first_row,
            last_row=self.row - 1,
            hint_column=self.column_of(HINT),
            points_column=self.column_of(POINTS),
        )


def _number(texts: dict[str, str]) -> Decimal:
    number = read_number(texts.get("weight", ""))
    return Decimal(0) if isinstance(number, Problem) else number
