"""What the printed scores cannot decide (数据不能区分的), each with the printed row that would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.indicator import Indicator
from indicators.language.targets import DateTarget, PeriodTarget
from indicators.numbers import Rounding, plain, rounded
from indicators.scoring.explanation import RoundingStep
from indicators.scoring.goal import GRADE_PLACE, goal_of
from indicators.scoring.inference.candidates import MET_ONLY, clause_of
from indicators.scoring.inference.classes import OF_ROWS, RowClass
from indicators.scoring.inference.fitting import Fitted
from indicators.scoring.inference.items import Item
from indicators.scoring.inference.rounding import RoundingFit, all_named, telling_number
from indicators.scoring.inference.search import OWN_RULES, ROUNDINGS, Candidate
from indicators.scoring.inference.sides import DIVIDED, Side, example_on, side_of, unseen_sides
from indicators.vocabulary.grades import SHORT_NAMES


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something that fits in more than one way, or was never seen."""

    about: str
    says: str
    decides: str
    """What would have to be printed somewhere."""


def undecided_in(
    best: Candidate,
    ranking: Sequence[Candidate],
    items: Sequence[Item],
    bare: Sequence[Indicator],
    rates: RoundingFit,
    totals: RoundingFit,
) -> tuple[Undecided, ...]:
    """Everything undecided, the rounding of scores first."""
    return (
        *_score_rounding(best, ranking, items),
        *_readings(best, ranking, bare),
        *(one for fit in best.fitted for one in _of_class(fit)),
        *_other_rounding("执行率的修约", rates),
        *_other_rounding("总分的修约", totals),
        *_never_seen(best),
    )


def tied_roundings(best: Candidate, ranking: Sequence[Candidate]) -> tuple[RoundingStep, ...]:
    """Roundings under which the same printed scores are explained, in the order they are tried."""
    tied = {
        one.rounding
        for one in ranking
        if one.name == OWN_RULES and one.reading == best.reading and one.explained == best.explained
    }
    return tuple(step for step in ROUNDINGS if step in tied)


def _score_rounding(best: Candidate, ranking: Sequence[Candidate], items: Sequence[Item]) -> Iterator[Undecided]:
    tied = tied_roundings(best, ranking)
    if len(tied) < 2 or not best.explained:
        return
    shown = [
        text for mode in Rounding if (text := _excluded(RoundingStep(mode, best.rounding.places), tied, best, items))
    ]
    says = f"{all_named(tied)}，都解释同样多的得分{''.join(f'；{text}' for text in shown)}"
    yield Undecided("得分的修约", says, f"一行算出来是 {telling_number(tied)}的得分")


def _excluded(step: RoundingStep, tied: Sequence[RoundingStep], best: Candidate, items: Sequence[Item]) -> str:
    """A printed score that a rounding would miss, where there is one."""
    if step in tied:
        return ""
    clauses = {item.number: fit.clause for fit in best.fitted for item in fit.part.items}
    for number in sorted(best.explained & clauses.keys()):
        item, exact = items[number], items[number].points(clauses[number])
        if exact is not None and step.apply(exact) != item.printed:
            made = f"{step.mode.value}会把 {decimal(exact)} 印成 {step.apply(exact)}"
            return f"{made}（{item.origin}，印的是 {item.printed:f}）"
    return ""


def _readings(best: Candidate, ranking: Sequence[Candidate], bare: Sequence[Indicator]) -> Iterator[Undecided]:
    """Bare targets that can be read in more than one way."""
    if best.reading is None:
        return
    others = [
        one.reading
        for one in ranking
        if one.name == OWN_RULES
        and one.rounding == best.rounding
        and one.explained == best.explained
        and one.reading is not None
        and one.reading != best.reading
    ]
    if others:
        said = "；或".join(one.said_of(bare) for one in (best.reading, *others))
        says = f"有 {len(bare)} 个目标没有写计算符号：{said}，解释同样多的得分，按次序取了第一种"
        yield Undecided("没有写符号的目标", says, "写明 ≥、≤ 或 = 的目标，或一行没有写符号而没有完成的")


def _of_class(fit: Fitted) -> Iterator[Undecided]:
    if not fit.explained:
        says = f"{len(fit.part.items)} 行里没有一行的得分可以解释，全部交给人工"
        yield Undecided(str(fit.part), says, "这类行的计分规定，或按规则给分的行")
    elif fit.part.row_class in DIVIDED:
        yield from (_unseen(fit, side) for side in unseen_sides(fit))
        yield from _same_where_seen(fit)
    elif fit.part.row_class is RowClass.QUALITATIVE:
        yield from _grades(fit)
    elif fit.clause == clause_of(MET_ONLY[0]):
        word = "逾期" if _is_dated(fit) else "没有达标"
        yield Undecided(str(fit.part), f"没有出现过{word}而得分可以解释的行", f"一行{word}而印有得分的")


def _is_dated(fit: Fitted) -> bool:
    return all(isinstance(item.target, DateTarget | PeriodTarget) for item in fit.part.items)


def _unseen(fit: Fitted, side: Side) -> Undecided:
    there = sum(side_of(item) is side for item in fit.part.items)
    what = f"{_achieved(fit)}{_beyond(fit, side)}的行"
    says = f"{what}有 {there} 行，没有一行的得分可以解释" if there else f"没有{what}"
    if fit.rivals:
        says += f"；{'、'.join(map(quoted, fit.clauses))}在印出的行上得分相同"
    return Undecided(str(fit.part), says, _example(fit, side))


def _beyond(fit: Fitted, side: Side) -> str:
    return side.value.replace("目标", "预算") if fit.part.row_class is RowClass.EXECUTION else side.value


def _achieved(fit: Fitted) -> str:
    return "执行数" if fit.part.row_class is RowClass.EXECUTION else "实际值"


def _same_where_seen(fit: Fitted) -> Iterator[Undecided]:
    """Clauses that agree on the printed rows of a side and differ between them: too few rows."""
    for side in Side:
        if side in unseen_sides(fit) or not fit.rivals:
            continue
        points = [example_on(side, item, fit.clauses)[1] for item in fit.part.items if item.number in fit.explained]
        if any(len(set(one)) > 1 for one in points):
            names = "、".join(map(quoted, fit.clauses))
            says = f"{side.value}的行太少，{names}在印出的行上得分相同，按次序取了前者"
            yield Undecided(str(fit.part), says, _example(fit, side))


def _example(fit: Fitted, side: Side) -> str:
    """A made-up row on one of the printed targets, where the clauses that fit give different points."""
    item = next((one for one in fit.part.items if one.number in fit.explained), fit.part.items[0])
    value, points = example_on(side, item, fit.clauses)
    known = [(clause, given) for clause, given in zip(fit.clauses, points, strict=True) if given is not None]
    figures = f"目标 {item.shown[0]}、实际 {decimal(value)}{_unit(item)}"
    if fit.part.row_class is RowClass.EXECUTION:
        figures = f"全年预算数 {item.shown[0]}、执行数 {decimal(value)}{_unit(item)}"
    row = f"一行{_beyond(fit, side)}的，如{figures}、分值 {item.weight:f}"
    if len({given for _, given in known}) < 2:
        return row
    return f"{row}：{'，'.join(f'{quoted(clause)}得 {decimal(given)}' for clause, given in known)}"


def _unit(item: Item) -> str:
    assert item.target is not None, "asked before"
    measure = goal_of(item.target).axis.measure
    if measure is None or measure.is_bare:
        return ""
    return f"{'' if measure.unit in ('%', '‰') else ' '}{measure.scale}{measure.unit}"


def _grades(fit: Fitted) -> Iterator[Undecided]:
    explained = [item for item in fit.part.items if item.number in fit.explained]
    seen = {item.place for item in explained}
    missing = [name for name, grade in SHORT_NAMES.items() if GRADE_PLACE[grade] not in seen]
    if missing:
        names = "、".join(missing)
        yield Undecided(str(fit.part), f"没有出现过{names}而得分可以解释的行", f"一行{names}而印有得分的")


def _other_rounding(about: str, fit: RoundingFit) -> Iterator[Undecided]:
    if fit.of and len(fit.steps) > 1:
        says = f"{all_named(fit.steps)}，都符合印出的 {fit.explained} 个数"
        yield Undecided(about, says, f"一个算出来是 {telling_number(fit.steps)}的数")


def _never_seen(best: Candidate) -> Iterator[Undecided]:
    there = {fit.part.row_class for fit in best.fitted}
    missing = [one.value for one in OF_ROWS if one not in there]
    if missing:
        yield Undecided("没有出现过的", "、".join(missing), "有这类目标而印有得分的行")
    if RowClass.EXECUTION in there and RowClass.ZERO_BUDGET not in there:
        yield Undecided("没有出现过的", "全年预算数为 0 的表", "预算为 0 而印有执行率得分的表")


def decimal(value: Fraction) -> str:
    """A number for people: exact where it is short, else to four places and so marked."""
    text = plain(value)
    return text if "/" not in text and len(text) < 12 else f"{rounded(value, 4, Rounding.TRUNCATE)}…"


def quoted(clause: object) -> str:
    """A clause in a running sentence; it has commas of its own."""
    return f"「{clause}」"
