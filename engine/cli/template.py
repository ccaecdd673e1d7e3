"""``jixiao template``: workbooks that clerks fill in, built out of the projects and read back into them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.desk import desk, find_project, turn_away
from engine.cli.options import DEFAULT_DATABASE, AsJson, AsUser, Database, StepOptions, step
from engine.cli.output import print_json, refuse, report, say
from engine.cli.written_files import NAMELESS, say_replaced

if TYPE_CHECKING:
    from engine.intake.workbook.returned import ReturnedWorkbook
    from workflows.refusal import Refused

app = typer.Typer(
    help="填报模板：生成 Excel 模板、导入填好的 (workbooks).", no_args_is_help=True, rich_markup_mode=None
)


class TemplateKind(StrEnum):
    """What the workbook is for."""

    TARGETS = "targets"
    MONITORING = "monitoring"
    SELF_ASSESSMENT = "self-assessment"


class Take(StrEnum):
    """Whose text counts where both sides changed a cell."""

    MINE = "mine"
    THEIRS = "theirs"


@app.command()
def build(
    kind: Annotated[TemplateKind, typer.Option(help="填什么：targets 目标、monitoring 监控、self-assessment 自评")],
    out: Annotated[Path, typer.Option(help="写成哪个 .xlsx 文件")],
    projects: Annotated[list[str] | None, typer.Argument(help="项目编号或名称，可以几个；新项目的目标模板不写")] = None,
    empty: Annotated[bool, typer.Option("--empty", help="要填的格子留空，不带已经填过的（监控、自评）")] = False,
    db: Database = DEFAULT_DATABASE,
    user: AsUser = None,
    as_json: AsJson = False,
) -> None:
    """生成填报模板，一个项目一张表；退回的项目带着审核意见 (build a workbook)."""
    from engine.appendix import replaced_by, write_files
    from engine.forms.workbook.build import build_workbook
    from engine.forms.workbook.kinds import Kind
    from engine.service.workbook_rulebooks import shipped_totals
    from engine.service.workbook_sheets import blank_sheet
    from engine.service.workbook_timing import untimely
    from engine.service.workbooks import build_sheets

    wanted = Kind(kind.value)
    if out.suffix.lower() != ".xlsx":
        turn_away(_wrong_ending(out), as_json)
    if not all(name.strip() for name in projects or []):
        raise typer.BadParameter(NAMELESS)
    if not projects:
        if wanted is not Kind.TARGETS:
            turn_away(_no_projects(wanted.title), as_json)
        sheets = [blank_sheet()]
    else:
        if empty and wanted is Kind.TARGETS:
            turn_away(_not_empty(), as_json)
        with desk(db, user, as_json) as service:
            ids = [find_project(service.store, name, as_json).id for name in projects]
            too_late = untimely(service, wanted, ids)
            if too_late is not None:
                turn_away(too_late, as_json)
            sheets = build_sheets(service, wanted, list(dict.fromkeys(ids)), is_empty=empty)
    files = {out.name: build_workbook(sheets, shipped_totals())}
    replaced = replaced_by(out.parent, files)
    write_files(out.parent, files)
    if as_json:
        told = {"file": str(out), "kind": wanted.value, "projects": [one.stamp.project for one in sheets]}
        print_json({**told, "replaced": list(map(str, replaced))})
        return
    say_replaced(replaced)
    what = "新项目" if not projects else f"{len(sheets)} 个项目"
    say(f"已生成 {out}：{wanted.title}，{what}")
    returned = [one for one in sheets if one.comments]
    for one in returned:
        count = sum(map(len, one.comments.values()))
        say(f"  退回  {one.stamp.project} {one.name}，{count} 条审核意见标在表里")
    say(f"填好以后：jixiao template import {out}")


def _wrong_ending(out: Path) -> Refused:
    from workflows.refusal import Kind, Refused

    message = f"填报模板是 Excel 文件，不能叫 {out.name}"
    return Refused(Kind.DATA, "template-ending-wrong", message, next=f"--out {out.with_suffix('.xlsx')}")


def _no_projects(title: str) -> Refused:
    from workflows.refusal import Kind, Refused

    message = f"没有写是哪个项目的{title}"
    return Refused(Kind.DATA, "template-projects-missing", message, next="写上项目编号或名称")


def _not_empty() -> Refused:
    from workflows.refusal import Kind, Refused

    remedy = "去掉 --empty；新项目的模板不写项目"
    return Refused(Kind.DATA, "template-empty", "已有项目的目标模板不能留空", next=remedy)


@app.command("import")
@step
def import_file(
    file: Annotated[Path, typer.Argument(help="填好的工作簿（.xlsx 或 .ods）")],
    take: Annotated[
        Take | None, typer.Option(help="模板生成以后库里也改过的格子：mine 用表里的，theirs 用现在库里的")
    ] = None,
    delete_missing: Annotated[
        bool, typer.Option("--delete-missing", help="表里清空或删去的指标、资金来源，确实要从申报里删去")
    ] = False,
    new: Annotated[bool, typer.Option("--new", help="名称与已有的项目只差几个字的，确实是另一个新项目")] = False,
    owner: Annotated[str | None, typer.Option(help="新项目的负责人；缺省是办理的人")] = None,
    workflow: Annotated[str, typer.Option(help="新项目的流程")] = "standard",
    *,
    options: StepOptions,
) -> None:
    """导入填好的工作簿：先列出每一处变动，再全部办，或一个都不办 (import a workbook)."""
    from engine.cli.project import _known_workflow
    from engine.cli.template_text import imported_json, say_imported
    from engine.service.workbooks import Answers, import_workbook

    _known_workflow(workflow, options.as_json)
    workbook = _read(file, options.as_json)
    answers = Answers(take.value if take else "", delete_missing, new, owner or "", workflow)
    with desk(options.db, options.user, options.as_json) as service:
        done = import_workbook(service, workbook, answers, _rulebooks(file), options.key, dry_run=options.dry_run)
        if options.as_json and done.refused is None and not done.problems:
            print_json(imported_json(service, done), done.notes)
            return
        if not options.as_json:
            report(done.notes)
            say_imported(service, done, dry_run=options.dry_run)
        if done.refused is not None:
            turn_away(done.refused, options.as_json, done.problems)
        if done.problems:
            refuse(done.problems, options.as_json)


def _read(file: Path, as_json: bool) -> ReturnedWorkbook:
    """The workbook, or everything that keeps it from being read."""
    from engine.intake.report import Located
    from engine.intake.workbook.read import read_file, read_workbook
    from indicators.problems import Problem

    data = read_file(file)
    if isinstance(data, Problem):
        refuse([Located(data, str(file))], as_json)
    workbook = read_workbook(data, str(file))
    if isinstance(workbook, list):
        refuse(workbook, as_json)
    return workbook


def _rulebooks(file: Path) -> Any:
    """How rulebooks are found: those shipped by id, others by their path from the workbook."""
    from engine.intake.toml import Source
    from engine.rulebooks import rulebook_data_for

    return lambda written: rulebook_data_for(Source(str(file), ""), written, None)
