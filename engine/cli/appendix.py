"""``jixiao appendix build``: the appendix out of approved snapshots. Its other command stands in ``forms.py``."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.desk import find_project, reading, turn_away
from engine.cli.forms import forms
from engine.cli.options import DEFAULT_DATABASE, AsJson, Database
from engine.cli.output import print_json, refuse, report, say
from engine.cli.printed import Fonts, Forms, Letterhead, OfficeText, how_printed
from engine.cli.progress import advancing
from engine.cli.written_files import NAMELESS, Folder, say_replaced

if TYPE_CHECKING:
    from engine.appendix import Order
    from engine.forms.certificate import Certificate
    from engine.forms.subject import Kind
    from engine.intake.report import Located
    from engine.publishing import Part
    from engine.store.rows import ProjectRow
    from engine.store.store import Store

app = typer.Typer(help="附表：由定稿生成 (the appendix).", no_args_is_help=True, rich_markup_mode=None)
app.command("forms")(forms)


@app.command()
def build(
    projects: Annotated[
        list[str] | None, typer.Argument(help="项目编号或名称，不写就是 --year 的全部；或自评表 .toml 文件、文件夹")
    ] = None,
    year: Annotated[int | None, typer.Option(min=2000, max=2199, help="这个预算年度全部已定稿的项目")] = None,
    number: Annotated[int | None, typer.Option("--edition", help="第几稿；缺省是最后一稿")] = None,
    formats: Annotated[
        str, typer.Option("--format", help="格式，用逗号隔开：html,docx,xlsx,pdf,md,json")
    ] = "html,docx,xlsx,pdf",
    form: Forms = None,
    each: Annotated[bool, typer.Option("--each", help="每个项目各写一份，不汇成一份")] = False,
    pictures: Annotated[bool, typer.Option("--pictures", help="后面附图（扣分去向、逐项对比）和图下的数")] = False,
    letterhead: Letterhead = None,
    fonts: Fonts = None,
    text: OfficeText = None,
    out: Annotated[Path, typer.Option(help="写到哪个文件夹")] = Path("附表"),
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """由定稿生成附表、得分说明和图，带核验码；只用定稿，不用草稿 (build the appendix)."""
    order = _ordered(how_printed(form, letterhead, fonts, text, as_json), formats, pictures, as_json)
    if bool(projects) == (year is not None):
        raise typer.BadParameter("要么写哪些项目，要么写 --year")
    if not all(name.strip() for name in projects or []):
        raise typer.BadParameter(NAMELESS)
    folder = Folder(out, tuple(path for path in (letterhead, text) if path))
    paths = [Path(name) for name in projects or [] if name.endswith(".toml") or Path(name).is_dir()]
    if paths:
        if len(paths) < len(projects or []):
            raise typer.BadParameter("自评表文件与项目编号不能混着写")
        parts = [(f"{place:03d}", part) for place, part in enumerate(_scored_parts(paths, as_json), 1)]
        _print(order, parts, len(parts), each, folder, as_json)
        return
    with reading(db) as store:
        rows = _projects(store, projects or [], year, order.kind, as_json)
        found = ((row.id, _part(store, row, order.kind, number, as_json)) for row in rows)
        _print(order, found, len(rows), each, folder, as_json)


def _ordered(how: Order, formats: str, pictures: bool, as_json: bool) -> Order:
    """What is to be printed; what cannot be is refused before anything is read."""
    from dataclasses import replace

    from engine.appendix import order_problems

    names = tuple(dict.fromkeys(name.strip().lower() for name in formats.split(",") if name.strip()))
    order = replace(how, formats=names, pictures=pictures)
    if problems := order_problems(order):
        refuse(problems, as_json)
    return order


def _scored_parts(paths: list[Path], as_json: bool) -> list[Part]:
    """Tables out of files: scored, but approved by nobody."""
    from engine.forms.subject import scored
    from engine.publishing import Part
    from engine.scoring import score_files

    scoring = score_files(paths)
    if scoring.has_errors:
        refuse(scoring.problems, as_json)
    return [Part(scored(score)) for score in scoring.scores]


def _projects(store: Store, names: list[str], year: int | None, kind: Kind, as_json: bool) -> list[ProjectRow]:
    """The projects asked for; a year's self-assessments are those that have an edition."""
    from engine.forms.subject import Kind
    from workflows.refusal import Kind as RefusalKind
    from workflows.refusal import Refused

    rows = list(dict.fromkeys(find_project(store, name, as_json) for name in names))
    if not names and year is not None:
        rows = store.projects(fiscal_year=year)
        if kind is Kind.SELF_ASSESSMENT:
            rows = [row for row in rows if store.snapshots(row.id)]
    if not rows:
        message = f"{year} 年度还没有定稿的项目"
        turn_away(Refused(RefusalKind.NOT_FOUND, "edition-missing", message, next="jixiao project list"), as_json)
    return rows


def _part(store: Store, row: ProjectRow, kind: Kind, number: int | None, as_json: bool) -> Part:
    from engine.service.printing import part_of
    from workflows.refusal import Refused

    part = part_of(store, row.id, kind, number)
    if isinstance(part, Refused):
        turn_away(part, as_json)
    return part


def _print(
    order: Order, parts: Iterable[tuple[str, Part]], count: int, each: bool, folder: Folder, as_json: bool
) -> None:
    """Write the files: of all parts together, or of each as soon as it is made, so that memory stays flat."""
    from engine.appendix import file_name

    watched = advancing(parts, count, "生成附表")
    notes: list[Located] = []
    codes = []
    together: list[Part] = []
    for name, part in watched:
        codes.append((name, part.subject.assessment.project.name, part.certificate))
        if each:
            words = (name, file_name(part.subject.assessment.project.name))
            stem = "".join(f"{word}-" for word in words if word)
            folder.write(_made(order, [part], stem, notes, as_json), as_json)
            gc.collect(0)  # our threshold is for short commands: cyclic garbage of each print would pile up
        else:
            together.append(part)
    if together:
        folder.write(_made(order, together, "", notes, as_json), as_json)
    _say_written(codes, folder, notes, as_json)


def _made(order: Order, parts: list[Part], stem: str, notes: list[Located], as_json: bool) -> dict[str, bytes]:
    """The files, and what is to be noted of them; nothing where a format cannot hold what is to be printed."""
    from engine.appendix import files_of, printing_problems, publication_for

    publication = publication_for(order, parts)
    problems = printing_problems(order, parts, publication)
    if any(one.is_error for one in problems):
        refuse(problems, as_json)
    if not as_json:
        report(problems)
    notes += problems
    return files_of(order, parts, publication, stem)


def _say_written(
    codes: list[tuple[str, str, Certificate | None]], folder: Folder, notes: list[Located], as_json: bool
) -> None:
    if as_json:
        editions = [{"project": name, "code": one.code if one else None} for name, _, one in codes]
        files, replaced = list(map(str, folder.written)), list(map(str, folder.replaced))
        print_json({"editions": editions, "files": files, "replaced": replaced}, notes)
        return
    say_replaced(folder.replaced)
    for name, title, one in codes:
        origin = f"第 {one.number} 稿  核验码 {one.code}" if one else "未经审核，没有核验码"
        say(f"{name} {title}  {origin}")
    for path in folder.written:
        say(f"  {path}")
