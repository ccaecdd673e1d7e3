"""``jixiao check | score | explain``: files in, problems, scores and reasons out."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from engine.cli.output import ExitCode, counts, note, print_json, refuse, report, say, table

if TYPE_CHECKING:
    from decimal import Decimal

    from engine.scoring import Scoring
    from indicators.scoring.explanation import Explanation
    from indicators.scoring.project import ProjectScore
    from indicators.scoring.score import IndicatorScore

Files = Annotated[list[Path], typer.Argument(help="自评表 .toml 文件，或装着它们的文件夹")]
RulebookName = Annotated[
    str | None, typer.Option("--rulebook", "-r", help="评分办法编号或 .toml 文件；缺省用文件里写的")
]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def check(files: Files, rulebook: RulebookName = None, as_json: AsJson = False) -> None:
    """检查填报：列出全部错误、待定和提示 (all problems, with file and line)."""
    scoring = _run(files, rulebook)
    if as_json:
        print_json({"files": len(scoring.scored)}, scoring.problems, ok=not scoring.has_errors)
    else:
        report(scoring.problems)
        say(f"读成 {len(scoring.scored)} 张表：{counts(scoring.problems) or '没有发现问题'}。")
    if scoring.has_errors:
        missing = all(one.problem.code == "file-missing" for one in scoring.problems if one.is_error)
        raise typer.Exit(ExitCode.NOT_FOUND if missing else ExitCode.REFUSED)
    raise typer.Exit(ExitCode.FOUND_PROBLEMS if scoring.problems else ExitCode.DONE)


def score(files: Files, rulebook: RulebookName = None, as_json: AsJson = False) -> None:
    """逐项计分并合计 (score every row and add up)."""
    scoring = _scored(files, rulebook, as_json)
    if as_json:
        from engine.envelope import project_json

        print_json([project_json(one) for one in scoring.scores], scoring.problems)
        return
    for one in scoring.scores:
        score_table(one)
    if scoring.problems:
        note(f"另有 {counts(scoring.problems)}，运行 jixiao check 逐条查看。")


def explain(
    files: Files,
    row: Annotated[str | None, typer.Option("--row", help="只说明名称含有这些字的指标")] = None,
    rulebook: RulebookName = None,
    as_json: AsJson = False,
) -> None:
    """说明每一分的来历：规则、依据、算式、修约 (why each score is what it is)."""
    scoring = _scored(files, rulebook, as_json)
    wanted = row or ""
    if as_json:
        from engine.envelope import explanations_json

        found = [one for each in scoring.scores for one in explanations_json(each) if wanted in one["name"]]
        if not found:
            _no_such_row(wanted, as_json)
        print_json(found, scoring.problems)
        return
    texts = [(one, text) for one in scoring.scores for text in _texts(one, wanted)]
    if not texts:
        _no_such_row(wanted, as_json)
    for project, group in groupby(texts, key=lambda pair: pair[0].assessment.project.name):
        say(f"【{project}】")
        say("\n\n".join(text for _, text in group) + "\n")


def _texts(one: ProjectScore, wanted: str) -> list[str]:
    from engine.forms.explanations import explanation_sheet
    from engine.forms.plain_text import entry_text

    return [entry_text(entry) for entry in explanation_sheet(one).entries if wanted in entry.name]


def _no_such_row(row: str, as_json: bool) -> NoReturn:
    from engine.intake.report import Located
    from indicators.problems import Problem

    problem = Problem(
        "row-missing", "没有名称含有这些字的指标", text=row, expected="指标名称或其中一部分", example="--row 租用车辆"
    )
    if as_json:
        print_json(None, [Located(problem, "--row")], ok=False)
    else:
        report([Located(problem, "--row")])
    raise typer.Exit(ExitCode.NOT_FOUND)


def _run(files: list[Path], rulebook: str | None) -> Scoring:
    from engine.scoring import score_files

    return score_files(files, rulebook)


def _scored(files: list[Path], rulebook: str | None, as_json: bool) -> Scoring:
    """Scores without errors, or nothing at all."""
    scoring = _run(files, rulebook)
    if scoring.has_errors:
        refuse([one for one in scoring.problems if one.is_error], as_json)
    return scoring


COLUMNS = (
    ("指标", "left"),
    ("年度指标值", "left"),
    ("实际完成值", "left"),
    ("偏差", "right"),
    ("分值", "right"),
    ("得分", "right"),
    ("说明", "left"),
)


def score_table(one: ProjectScore) -> None:
    """One project's execution, rows and total."""
    from indicators.scoring.project import describe_total

    execution = [execution_cells(one)] if one.execution else []
    table(one.assessment.project.name, COLUMNS, [*execution, *map(row_cells, one.indicators)])
    grade = f"（{one.grade}）" if one.grade else ""
    cap = f"，因{one.cap.when}封顶 {one.cap.at_most:f}" if one.cap else ""
    say(f"总分 {describe_total(one)}{grade}{cap}    评分办法 {one.rulebook.id}，校验 {one.rulebook.hash}")
    say()


def execution_cells(one: ProjectScore) -> tuple[str, ...]:
    """The money as a row of the score table."""
    from engine.forms.figures import money, points

    execution, funding = one.execution, one.assessment.funding
    assert execution is not None
    rate = "无法计算" if execution.printed_rate is None else f"{execution.printed_rate}%"
    why = f"执行率 {rate}：{_why(execution.explanation)}"
    budget, outturn = f"{money(funding.revised_budget)} 万元", f"{money(funding.outturn)} 万元"
    return ("预算执行率", budget, outturn, "", points(execution.weight), _points(execution.score), why)


def row_cells(row: IndicatorScore) -> tuple[str, ...]:
    """An indicator as a row of the score table."""
    from engine.forms.figures import points
    from indicators.scoring.gates import shown_deviation

    indicator = row.indicator
    achieved = indicator.achieved.text if indicator.achieved else ""
    deviation = shown_deviation(row) if row.deviation_rate else ""
    why = _why(row.explanation)
    weight = points(indicator.weight)
    return (indicator.name, indicator.target.text, achieved, deviation, weight, _points(row.score), why)


def _points(score: Decimal | None) -> str:
    return "待定" if score is None else str(score)


def _why(explanation: Explanation) -> str:
    """The calculation where there is one to see, else the reason in words."""
    return explanation.calculation if " = " in explanation.calculation else explanation.says
