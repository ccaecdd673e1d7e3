"""Gates (关口): what must hold before a step is taken. Each gives the problems that stand in its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indicators.checks import check_document
from indicators.content import Content, cells, place_name
from indicators.problems import Problem, Severity
from indicators.scoring.project import ProjectScore
from indicators.scoring.rulebook import Rulebook
from workflows.definition import Gate
from workflows.project import Project, Return
from workflows.snapshot import reviews_of, score_of


@dataclass(frozen=True, slots=True)
class Handed:
    """What stands before a gate: the content to be judged, its scores, and answers given with it."""

    project: Project
    content: Content
    score: ProjectScore
    answers: frozenset[str] = frozenset()


def hand_in(project: Project, content: Content, rulebook: Rulebook, answers: frozenset[str] = frozenset()) -> Handed:
    """Score the content once for all gates."""
    return Handed(project, content, score_of(content, rulebook, reviews_of(project)), answers)


def problems_at(gate: Gate, handed: Handed) -> list[Problem]:
    """What stands in the way at a gate; nothing when it is open."""
    return [problem.weighing(Severity.ERROR) for problem in _GATES[gate](handed)]


def _sound(handed: Handed) -> Iterator[Problem]:
    score = handed.score
    for problem in (*check_document(score.assessment, score.rulebook), *score.problems):
        if problem.severity is Severity.ERROR:
            yield problem


def _filled(handed: Handed) -> Iterator[Problem]:
    if not handed.project.money_filled:
        yield Problem(
            "outturn-missing",
            "没有填写全年执行数",
            expected="全年执行数（万元）",
            example="jixiao assess fill … --outturn 48.29",
            where=("funding", "outturn"),
        )
    for index, row in enumerate(handed.score.assessment.indicator):
        if row.achieved is None and not row.not_applicable:
            yield Problem(
                "achieved-missing",
                "没有填写实际完成值",
                text=row.name,
                expected="实际完成的数、日期或等次",
                example='achieved = "=28 份"',
                where=("indicator", index, "achieved"),
            )


def _explained(handed: Handed) -> Iterator[Problem]:
    return (problem for problem in handed.score.problems if problem.code == "explanation-missing")


def _scored(handed: Handed) -> Iterator[Problem]:
    """Open rows; there always is one where the total is open."""
    return (problem for problem in handed.score.problems if problem.severity is Severity.OPEN)


def _answered(handed: Handed) -> Iterator[Problem]:
    for row, texts in unanswered(handed.project.asked, handed.content, handed.answers).items():
        yield Problem(
            "comment-unanswered",
            f"「{place_name(row)}」的退回意见还没有回应：{'；'.join(texts)}",
            expected="改动这一行，或在提交时回复",
            example=f'--answer "{place_name(row)}=已与原始记录核对无误"',
        )


def unanswered(back: Return | None, content: Content, answers: frozenset[str]) -> dict[str, list[str]]:
    """Pinned rows that are as they were when sent back and have no answer, with the comments on them."""
    if back is None:
        return {}
    before, now = _rows(back.content), _rows(content)
    waiting: dict[str, list[str]] = {}
    for pin in back.comments:
        if pin.row and pin.row not in answers and before.get(pin.row) == now.get(pin.row):
            waiting.setdefault(pin.row, []).append(pin.text)
    return waiting


def _rows(content: Content) -> dict[str, dict[str, str]]:
    """Every row by its fields, in whatever order they came to stand there."""
    rows: dict[str, dict[str, str]] = {}
    for cell, text in cells(content).items():
        rows.setdefault(cell.place, {})[cell.field] = text
    return rows


_GATES: dict[Gate, Callable[[Handed], Iterator[Problem]]] = {
    Gate.SOUND: _sound,
    Gate.FILLED: _filled,
    Gate.EXPLAINED: _explained,
    Gate.SCORED: _scored,
    Gate.ANSWERED: _answered,
}
