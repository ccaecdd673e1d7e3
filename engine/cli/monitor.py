"""``jixiao monitor``: record how money and targets are going; show it with its lights."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.desk import carry_out, desk, find_project, project_of, reading, typed
from engine.cli.options import DEFAULT_DATABASE, AsJson, Database, ProjectName, StepOptions, step
from engine.cli.output import print_json, refuse, say
from engine.intake.report import Located

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.service.receipt import Receipt
    from indicators.scoring.monitoring_view import MonitoringView
    from workflows.project import Project
    from workflows.refusal import Refused

app = typer.Typer(help="执行监控：记录、查看 (monitoring).", no_args_is_help=True, rich_markup_mode=None)


@app.command()
@step
def record(
    project: ProjectName,
    file: Annotated[Path | None, typer.Argument(help="监控记录的 .toml 文件；不用文件就用下面的选项")] = None,
    month: Annotated[int | None, typer.Option(help="1 月到几月")] = None,
    outturn: Annotated[str | None, typer.Option(help="到月底的执行数（万元）")] = None,
    actual: Annotated[list[str] | None, typer.Option(help="指标=到月底的完成值，可以写几次")] = None,
    expected: Annotated[list[str] | None, typer.Option(help="指标=全年预计完成值，可以写几次")] = None,
    comment: Annotated[str, typer.Option("--comment", help="说明")] = "",
    *,
    options: StepOptions,
) -> None:
    """记录一次监控：资金和指标到某月底的进度 (record a monitoring)."""
    from workflows.commands import Monitor

    with desk(options.db, options.user, options.as_json) as service:
        found = project_of(service, project, options.as_json)
        typed_in = {"month": month, "outturn": outturn, "note": comment or None}
        data, locate = _record(file, typed_in, _pairs(found, actual, expected, options.as_json), found, options.as_json)
        command = typed(lambda: Monitor(record=data), options.as_json)

        def judged(receipt: Receipt) -> MonitoringView:
            from engine.service.views import monitoring_view

            return monitoring_view(service.rulebook(receipt.project.rulebook), receipt.project, -1)

        def warnings(receipt: Receipt) -> list[Located]:
            return [Located(problem, found.id) for problem in judged(receipt).problems]

        receipt = carry_out(service, found.id, command, options, locate=locate, notes=warnings)
        if not options.as_json:
            from engine.cli.monitor_text import say_monitoring

            say()
            say_monitoring(judged(receipt))


@app.command()
def show(project: ProjectName, db: Database = DEFAULT_DATABASE, as_json: AsJson = False) -> None:
    """查看历次监控和亮灯 (show monitoring)."""
    from engine.service.rulebooks import rulebook_in
    from engine.service.views import monitoring_json, monitoring_view
    from workflows.project import folded

    with reading(db) as store:
        row = find_project(store, project, as_json)
        found = folded(store.stream(row.id))
        rulebook = rulebook_in(store, found.rulebook)
        views = [monitoring_view(rulebook, found, place) for place in range(len(found.records))]
    if as_json:
        print_json([monitoring_json(view) for view in views])
        return
    from engine.cli.monitor_text import say_monitoring

    say(f"{found.id} {found.name}：{len(views)} 次监控")
    for view in views:
        say()
        say_monitoring(view)


def _record(
    file: Path | None, options: dict[str, Any], rows: list[dict[str, str]], project: Project, as_json: bool
) -> tuple[dict[str, Any], Callable[[Refused], list[Located]] | None]:
    """The record of a file, or of the options."""
    from engine.intake.monitoring import load_record, record_of
    from indicators.numbers import read_number
    from indicators.problems import Problem

    year = project.content["project"]["fiscal_year"]
    if file is not None:
        loaded = load_record(file, year)
        if isinstance(loaded, list):
            refuse(loaded, as_json)
        return loaded.record, lambda refused: loaded.locate(refused.problems)
    given = {name: value for name, value in options.items() if value is not None}
    if isinstance(given.get("outturn"), str):
        number = read_number(given["outturn"].strip())
        if isinstance(number, Problem):
            refuse([Located(number, "--outturn")], as_json)
        given["outturn"] = number
    data = record_of({**given, "indicator": rows}, year)
    if isinstance(data, list):
        refuse([Located(problem, "（命令行）") for problem in data], as_json)
    return data, None


def _pairs(
    project: Project, actual: list[str] | None, expected: list[str] | None, as_json: bool
) -> list[dict[str, str]]:
    """Rows of 指标=值 options, each row once."""
    from engine.cli.desk import find_row
    from indicators.content import place_name

    rows: dict[str, dict[str, str]] = {}
    for field, texts in (("actual", actual), ("expected", expected)):
        for text in texts or ():
            name, _, value = text.partition("=")
            key = find_row(project.content, name, as_json)
            rows.setdefault(key, {"name": place_name(key)})[field] = value
    return list(rows.values())
