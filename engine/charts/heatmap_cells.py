"""Where points were lost (失分分布): departments or projects by dimension, adding up to the whole deduction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from engine.forms.printed import full_weight
from indicators.scoring.project import ProjectScore
from indicators.scoring.rulebook import Inapplicable
from indicators.scoring.score import IndicatorScore, ScoreStatus
from indicators.vocabulary.forms import Dimension, Form

EXECUTION = "预算执行"
REST = "封顶折算"
"""What a cap, a rescaling or the rounding of the total changed after the rows were added."""
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Points lost of a weight (失分); open rows count in neither, but are marked."""

    lost: Fraction = NOTHING
    weight: Fraction = NOTHING
    is_open: bool = False

    @property
    def share(self) -> Fraction | None:
        """Lost in % of the weight; None where there was nothing to lose."""
        return self.lost / self.weight * 100 if self.weight else None

    @property
    def is_empty(self) -> bool:
        return not (self.lost or self.weight or self.is_open)

    def __add__(self, other: HeatCell) -> HeatCell:
        return HeatCell(self.lost + other.lost, self.weight + other.weight, self.is_open or other.is_open)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A department or a project, with one cell for each column of the picture."""

    name: str
    cells: tuple[HeatCell, ...]

    @property
    def total(self) -> HeatCell:
        return sum(self.cells, HeatCell())


@dataclass(frozen=True, slots=True)
class Heat:
    """The whole picture's numbers. Law: rows and columns both add up to the deduction of all projects."""

    by: str
    """What the rows are: 部门 or 项目."""
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]

    @property
    def column_totals(self) -> tuple[HeatCell, ...]:
        return tuple(sum(column, HeatCell()) for column in zip(*(row.cells for row in self.rows), strict=True))

    @property
    def total(self) -> HeatCell:
        return sum((row.total for row in self.rows), HeatCell())


def heatmap_data(scores: Sequence[ProjectScore]) -> Heat:
    """Lost points by department, or by project where all belong to one."""
    departments = dict.fromkeys(_department(score) for score in scores)
    found = [(_department(score) or "（没有写部门）", _cells(score)) for score in scores]
    if len(departments) <= 1:
        found = [(score.assessment.project.name, cells) for score, (_, cells) in zip(scores, found, strict=True)]
    columns = tuple(one for one in _ALL if any(not cells.get(one, _NONE).is_empty for _, cells in found))
    rows = [HeatRow(name, tuple(cells.get(one, _NONE) for one in columns)) for name, cells in found]
    by_department = len(departments) > 1
    heat = Heat("部门" if by_department else "项目", columns, tuple(_merged(rows) if by_department else rows))
    _assert_whole(heat, scores)
    return heat


_ALL = (EXECUTION, *(dimension.value for dimension in Dimension), REST)
_NONE = HeatCell()


def _department(score: ProjectScore) -> str:
    """The department form (部门整体支出) carries the department's name as its own."""
    project = score.assessment.project
    own = project.name if project.form is Form.DEPARTMENT else ""
    return project.supervising_department or own or project.implementing_unit


def _merged(rows: Sequence[HeatRow]) -> list[HeatRow]:
    merged: dict[str, tuple[HeatCell, ...]] = {}
    for row in rows:
        before = merged.get(row.name, (_NONE,) * len(row.cells))
        merged[row.name] = tuple(one + other for one, other in zip(before, row.cells, strict=True))
    return [HeatRow(name, cells) for name, cells in merged.items()]


def _cells(score: ProjectScore) -> dict[str, HeatCell]:
    cells: dict[str, HeatCell] = {}
    if score.execution:
        cells[EXECUTION] = _cell(Fraction(score.execution.weight), score.execution.score)
    for row in score.indicators:
        if not _left_out(row, score):
            name = row.indicator.dimension.value
            cells[name] = cells.get(name, _NONE) + _cell(Fraction(row.indicator.weight), row.score)
    if score.total is not None:
        lost = sum((cell.lost for cell in cells.values()), NOTHING)
        cells[REST] = HeatCell(full_weight(score) - Fraction(score.total) - lost)
    return cells


def _cell(weight: Fraction, earned: object) -> HeatCell:
    if earned is None:
        return HeatCell(is_open=True)
    return HeatCell(weight - Fraction(str(earned)), weight)


def _left_out(row: IndicatorScore, score: ProjectScore) -> bool:
    rescaled = score.rulebook.inapplicable is Inapplicable.RESCALED
    return rescaled and row.status is ScoreStatus.NOT_APPLICABLE


def total_deduction(scores: Sequence[ProjectScore]) -> Fraction:
    """All points lost (扣分合计): full marks less the total; of an open total, what is lost so far."""
    return sum((_deduction(score) for score in scores), NOTHING)


def _deduction(score: ProjectScore) -> Fraction:
    if score.total is not None:
        return full_weight(score) - Fraction(score.total)
    rows = [row.deduction for row in score.indicators if not _left_out(row, score)]
    known = [*rows, score.execution.deduction if score.execution else None]
    return sum((Fraction(one) for one in known if one is not None), NOTHING)


def _assert_whole(heat: Heat, scores: Sequence[ProjectScore]) -> None:
    whole = total_deduction(scores)
    by_column = sum((cell.lost for cell in heat.column_totals), NOTHING)
    assert heat.total.lost == by_column == whole, f"{heat.total.lost} / {by_column} / {whole}"
