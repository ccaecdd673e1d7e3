"""``jixiao assess fill``: what was achieved, why it deviates, what proves it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.desk import carry_out, desk, find_row, project_of, turn_away, typed
from engine.cli.options import ProjectName, StepOptions, step
from engine.cli.output import refuse, report, say

if TYPE_CHECKING:
    from engine.intake.declaration import LoadedResults
    from workflows.project import Project

app = typer.Typer(help="自评：填报 (self-assessment).", no_args_is_help=True, rich_markup_mode=None)


@app.command()
@step
def fill(
    project: ProjectName,
    file: Annotated[
        Path | None, typer.Argument(help="自评结果的 .toml 文件，可以只写几行；不用文件就用下面的选项")
    ] = None,
    outturn: Annotated[str | None, typer.Option(help="全年执行数（万元）")] = None,
    row: Annotated[str | None, typer.Option("--row", help="填哪个指标")] = None,
    achieved: Annotated[str | None, typer.Option(help="实际完成值")] = None,
    reason: Annotated[str | None, typer.Option(help="偏差原因分析及改进措施")] = None,
    evidence: Annotated[list[str] | None, typer.Option(help="佐证材料，可以写几次")] = None,
    points: Annotated[str | None, typer.Option(help="人工评分（规则留给人评的行）")] = None,
    points_reason: Annotated[str | None, typer.Option(help="评分理由")] = None,
    not_applicable: Annotated[str | None, typer.Option(help="不适用的原因")] = None,
    *,
    options: StepOptions,
) -> None:
    """填报自评；写了什么改什么，没写的不动 (fill in results)."""
    from workflows.commands import Assess

    fields = {
        "achieved": achieved,
        "deviation_analysis": reason,
        "evidence": evidence,
        "score": points,
        "score_reason": points_reason,
        "not_applicable": not_applicable,
    }
    with desk(options.db, options.user, options.as_json) as service:
        found = project_of(service, project, options.as_json)
        results, loaded = _results(file, outturn, row, fields, found, options.as_json)
        command = typed(lambda: Assess(results=results), options.as_json)
        receipt = carry_out(
            service,
            found.id,
            command,
            options,
            locate=None if loaded is None else lambda refused: loaded.locate(refused.problems, found.content),
            notes=None if loaded is None else lambda _: loaded.notes,
        )
        if not options.as_json:
            from engine.cli.scoring import score_table
            from workflows.snapshot import project_score

            say()
            score_table(project_score(receipt.project, service.rulebook(receipt.project.rulebook)))


def _results(
    file: Path | None, outturn: str | None, row: str | None, fields: dict[str, Any], project: Project, as_json: bool
) -> tuple[dict[str, Any], LoadedResults | None]:
    """The results of a file, or of the options; never of both."""
    from workflows.refusal import Kind, Refused

    given = {name: value for name, value in fields.items() if value is not None}
    if (file is not None) == (bool(given) or outturn is not None or row is not None):
        message = "写一个文件，或用 --outturn、--row 等选项，两者取一"
        turn_away(
            Refused(Kind.DATA, "results-missing", message, next="--row 租用车辆 --achieved '=8.29 万元'"), as_json
        )
    if file is not None:
        return _from_file(file, project, as_json)
    if given and row is None:
        message = "没有写是哪个指标"
        turn_away(Refused(Kind.DATA, "results-missing", message, next="加上 --row 指标"), as_json)
    money = {} if outturn is None else {"outturn": outturn}
    if row is None:
        return {"funding": money}, None
    place = find_row(project.content, row, as_json)
    if place == "funding":
        return {"funding": {**money, **given}}, None
    return {"funding": money, "indicator": {place: given}}, None


def _from_file(file: Path, project: Project, as_json: bool) -> tuple[dict[str, Any], LoadedResults]:
    from engine.intake.declaration import load_results

    loaded = load_results(file, project.content)
    if isinstance(loaded, list):
        refuse(loaded, as_json)
    if not as_json:
        report(loaded.notes)
    return loaded.results, loaded
