"""``jixiao project``: declare, list, show, hand over, withdraw; the picture of a workflow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.desk import desk, find_project, print_proof, reading, receipt_json, take_step, turn_away
from engine.cli.options import DEFAULT_DATABASE, AsJson, Database, ProjectName, StepOptions, step
from engine.cli.output import note, print_json, refuse, say, table

if TYPE_CHECKING:
    from engine.intake.declaration import LoadedDeclaration
    from engine.intake.report import Located
    from engine.service.receipt import Receipt
    from engine.service.service import Service
    from engine.store.rows import ProjectRow

app = typer.Typer(help="项目：申报、查看、移交、撤销 (projects).", no_args_is_help=True, rich_markup_mode=None)


@app.command("import")
@step
def import_files(
    files: Annotated[list[Path], typer.Argument(help="项目的 .toml 文件或文件夹；里面的实际完成值留到自评时再填")],
    owner: Annotated[str | None, typer.Option(help="负责人的账号；缺省是办理的人")] = None,
    workflow: Annotated[str, typer.Option(help="流程：standard、with-target-review、two-level-review")] = "standard",
    rulebook: Annotated[str | None, typer.Option("--rulebook", "-r", help="评分办法；缺省用文件里写的")] = None,
    *,
    options: StepOptions,
) -> None:
    """申报：从文件导入项目和目标，全部导入或一个都不导入 (declare projects)."""
    from engine.service.declaring import Declaration
    from workflows.refusal import Refused

    _known_workflow(workflow, options.as_json)
    loaded = _declarations(files, options.as_json)
    rulebooks = _rulebooks(loaded, rulebook, options.as_json)
    with desk(options.db, options.user, options.as_json) as service:
        declared = [
            Declaration(one.content, workflow, data, owner or service.actor.id)
            for one, data in zip(loaded, rulebooks, strict=True)
        ]
        twins = [] if options.as_json else _twins(service, loaded)
        receipts = service.declare(declared, options.key, dry_run=options.dry_run)
        if isinstance(receipts, Refused):
            turn_away(receipts, options.as_json)
        if options.as_json:
            print_json([receipt_json(service, one) for one in receipts])
            return
        _say_declared(service, receipts)
        if not receipts[0].repeated:
            for name, other in twins:
                note(f"注意：已经有同名的项目 {other} {name}；重复申报的，用 jixiao project withdraw 撤销。")
    left = [one.source.name for one in loaded if one.had_results]
    if left:
        note(f"{len(left)} 个文件里的实际完成值没有导入，到自评时用 jixiao assess fill 填报。")


def _twins(service: Service, loaded: list[LoadedDeclaration]) -> list[tuple[str, str]]:
    """Projects of the same name and year that are not withdrawn."""
    heads = [one.content["project"] for one in loaded]
    return [
        (head["name"], row.id)
        for head in heads
        for row in service.store.projects_named(head["name"])
        if (row.name, row.fiscal_year) == (head["name"], head["fiscal_year"]) and row.waiting_role
    ]


def _say_declared(service: Service, receipts: list[Receipt]) -> None:
    rows = [(r.project.id, r.project.name, service.setting(r.project).name_of(r.project.owner)) for r in receipts]
    table("", [(heading, "left") for heading in ("编号", "项目", "负责人")], rows)
    done = "可以申报" if receipts[0].entry is None else "已经申报过" if receipts[0].repeated else "已申报"
    number = receipts[0].project.id if len(receipts) == 1 and receipts[0].entry else "编号"
    say(f"{done} {len(receipts)} 个项目。接着：jixiao submit {number}")
    print_proof(service, receipts[-1])


def _known_workflow(workflow: str, as_json: bool) -> None:
    from engine.definitions import workflow_ids
    from workflows.refusal import Kind, Refused

    if workflow not in workflow_ids():
        message = f"没有流程「{workflow}」，有的是：{'、'.join(workflow_ids())}"
        turn_away(Refused(Kind.NOT_FOUND, "workflow-missing", message, next="jixiao project diagram"), as_json)


def _declarations(files: list[Path], as_json: bool) -> list[LoadedDeclaration]:
    """Every file read, or every mistake in all of them said."""
    from engine.intake.declaration import load_declaration
    from engine.scoring import files_of

    read = [load_declaration(path) for path in files_of(files)]
    problems: list[Located] = [problem for one in read if isinstance(one, list) for problem in one]
    if problems:
        refuse(problems, as_json)
    return [one for one in read if not isinstance(one, list)]


def _rulebooks(loaded: list[LoadedDeclaration], named: str | None, as_json: bool) -> list[dict[str, Any]]:
    """The rulebook of each file, each loaded once."""
    from engine.rulebooks import rulebook_data_for

    known: dict[tuple[Path, str], dict[str, Any]] = {}
    found = []
    for one in loaded:
        written = one.content["project"].get("rulebook", "")
        place = (Path(one.source.name).parent, written)
        if place not in known:
            data = rulebook_data_for(one.source, written, named)
            if isinstance(data, list):
                refuse(data, as_json)
            known[place] = data
        found.append(known[place])
    return found


@app.command("list")
def list_projects(
    year: Annotated[int | None, typer.Option(min=2000, max=2199, help="只列这个预算年度")] = None,
    owner: Annotated[str | None, typer.Option(help="只列这个账号负责的")] = None,
    state: Annotated[str | None, typer.Option(help="只列这个状态的，如 reviewing")] = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """列出项目和各自办到哪里 (list projects)."""
    with reading(db) as store:
        rows = store.projects(fiscal_year=year, owner=owner, state=state)
    if as_json:
        print_json([project_json(row) for row in rows])
        return
    headings = ("编号", "项目", "负责人", "办到哪里", "版本", "总分")
    shown = [
        (r.id, r.name, r.owner, f"{r.phase}（{r.status}）", str(r.version), "" if r.total is None else str(r.total))
        for r in rows
    ]
    table("", [(h, "right" if h in ("版本", "总分") else "left") for h in headings], shown)
    say(f"共 {len(rows)} 个项目。")


def project_json(row: ProjectRow) -> dict[str, Any]:
    """A project of a list as data."""
    return {
        "id": row.id,
        "name": row.name,
        "fiscal_year": row.fiscal_year,
        "department": row.department,
        "unit": row.unit,
        "owner": row.owner,
        "workflow": row.workflow,
        "state": row.state,
        "phase": row.phase,
        "status": row.status,
        "version": row.version,
        "waits_for": row.waiting_role or None,
        "since": row.waiting_since,
        "total": None if row.total is None else str(row.total),
        "findings": row.findings,
    }


@app.command()
def show(project: ProjectName, db: Database = DEFAULT_DATABASE, as_json: AsJson = False) -> None:
    """一个项目的现状：谁负责、办到哪里、谁可以做什么 (how a project stands)."""
    with reading(db) as store:
        row = find_project(store, project, as_json)
        if as_json:
            print_json(project_json(row))
            return
        from engine.cli.project_text import say_project

        say_project(store, row)


@app.command()
@step
def withdraw(
    project: ProjectName,
    reason: Annotated[str, typer.Option(help="原因")],
    options: StepOptions,
) -> None:
    """撤销还没有被接受的申报 (withdraw a declaration)."""
    from workflows.commands import Withdraw

    take_step(lambda: Withdraw(reason=reason), project, options)


@app.command()
@step
def transfer(
    project: ProjectName,
    to: Annotated[str, typer.Option(help="新负责人的账号")],
    reason: Annotated[str, typer.Option(help="原因")] = "",
    *,
    options: StepOptions,
) -> None:
    """移交给另一位填报人负责 (hand a project over)."""
    from workflows.commands import Transfer

    take_step(lambda: Transfer(owner=to, reason=reason), project, options)


@app.command()
@step
def delegate(
    project: ProjectName,
    to: Annotated[str, typer.Option(help="受托人的账号")],
    options: StepOptions,
) -> None:
    """委托另一位填报人代为填报 (let somebody fill in)."""
    from workflows.commands import Delegate

    take_step(lambda: Delegate(account=to), project, options)


@app.command()
@step
def undelegate(
    project: ProjectName,
    account: Annotated[str, typer.Option("--from", help="受托人的账号")],
    options: StepOptions,
) -> None:
    """解除委托 (end a delegation)."""
    from workflows.commands import Undelegate

    take_step(lambda: Undelegate(account=account), project, options)


@app.command()
def diagram(
    workflow: Annotated[str, typer.Argument(help="流程：standard、with-target-review、two-level-review")] = "standard",
    out: Annotated[Path | None, typer.Option(help="写成 SVG 图；缺省打印 Mermaid 文字")] = None,
    as_json: AsJson = False,
) -> None:
    """画出流程：状态、步骤、谁办 (the picture of a workflow)."""
    from engine.definitions import load_workflow
    from workflows.mermaid import mermaid

    _known_workflow(workflow, as_json)
    definition = load_workflow(workflow)
    if out is not None:
        from engine.appendix import write_files
        from engine.charts.workflow_diagram import workflow_svg

        write_files(out.parent, {out.name: workflow_svg(definition).encode("utf-8")})
    if as_json:
        print_json({"workflow": definition.id, "mermaid": mermaid(definition), "svg": str(out) if out else None})
    elif out is None:
        say(mermaid(definition))
    else:
        note(f"已写 {out}")
