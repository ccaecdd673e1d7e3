"""``jixiao appendix build`` and ``jixiao verify``: the appendix out of approved snapshots, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.desk import find_project, reading, turn_away
from engine.cli.options import DEFAULT_DATABASE, AsJson, Database
from engine.cli.output import ExitCode, note, print_json, refuse, say

if TYPE_CHECKING:
    from engine.forms.comparison import Difference
    from engine.service.editions import Proven
    from engine.store.store import Store

app = typer.Typer(help="附表：由定稿生成 (the appendix).", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def build(
    projects: Annotated[list[str] | None, typer.Argument(help="项目编号或名称；不写就是 --year 的全部")] = None,
    year: Annotated[int | None, typer.Option(min=2000, max=2199, help="这个预算年度全部已定稿的项目")] = None,
    number: Annotated[int | None, typer.Option("--edition", help="第几稿；缺省是最后一稿")] = None,
    out: Annotated[Path, typer.Option(help="写到哪个文件夹")] = Path("附表"),
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """由定稿生成附表、得分说明和图，带核验码；只用定稿，不用草稿 (build the appendix)."""
    from engine.appendix import appendix_files, write_files

    with reading(db) as store:
        editions = _editions(store, projects or [], year, number, as_json)
    files = appendix_files([one.score for one in editions], [one.certificate for one in editions])
    written = write_files(out, files)
    if as_json:
        codes = [{"project": one.project.id, "code": one.edition.code} for one in editions]
        print_json({"editions": codes, "files": [str(path) for path in written]})
        return
    for one in editions:
        say(f"{one.project.id} {one.project.name}  第 {one.edition.number} 稿  核验码 {one.edition.code}")
    for path in written:
        say(f"  {path}")


def _editions(store: Store, names: list[str], year: int | None, number: int | None, as_json: bool) -> list[Proven]:
    """The editions asked for; one that has none yet is said, and nothing is written."""
    from engine.service.editions import proven
    from workflows.refusal import Kind, Refused

    rows = [find_project(store, name, as_json) for name in names]
    if not names and year is not None:
        rows = [row for row in store.projects(fiscal_year=year) if store.snapshots(row.id)]
    if not rows:
        message = "没有写是哪些项目" if year is None else f"{year} 年度还没有定稿的项目"
        turn_away(Refused(Kind.NOT_FOUND, "edition-missing", message, next="jixiao project list"), as_json)
    found = []
    for row in rows:
        one = proven(store, store.stream(row.id), number)
        if isinstance(one, Refused):
            turn_away(one, as_json)
        found.append(one)
    return found


def verify(
    file: Annotated[Path, typer.Argument(help="公开的附表或得分说明（.html 或 .md）")],
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """核验公开的附表：是哪一稿，谁何时审核通过，有没有一格不同 (verify a published file)."""
    from engine.intake.report import Located
    from engine.intake.text import read_text
    from engine.service.verification import Unknown, verified
    from indicators.problems import Problem

    text = read_text(file)
    if isinstance(text, Problem):
        refuse([Located(text, str(file))], as_json)
    with reading(db) as store:
        found = verified(store, file.name, text)
        if isinstance(found, Unknown):
            turn_away(found.refused, as_json)
        if as_json:
            print_json(
                {
                    "editions": [
                        {
                            "code": one.edition.code,
                            "project": one.project.id,
                            "number": one.edition.number,
                            "superseded_by": one.superseded_by or None,
                            "described": words,
                        }
                        for one, words in zip(found.editions, found.described, strict=True)
                    ],
                    "differences": [
                        {"place": d.place, "approved": d.expected, "found": d.found} for d in found.differences
                    ],
                },
                ok=not found.differences,
            )
        else:
            for words in found.described:
                say(words)
            for one in found.editions:
                if one.superseded_by:
                    note(f"注意：{one.project.name} 第 {one.edition.number} 稿已被更正，不是现行的一稿。")
            _say_differences(found.differences)
    raise typer.Exit(ExitCode.INTEGRITY_FAILURE if found.differences else ExitCode.DONE)


SHOWN = 20


def _say_differences(found: list[Difference]) -> None:
    if not found:
        say("逐格核对：与定稿完全一致。")
        return
    for one in found[:SHOWN]:
        note(f"{one.place}：定稿是「{one.expected or '（没有）'}」，文件里是「{one.found or '（没有）'}」")
    note(f"逐格核对：共 {len(found)} 处与定稿不同，不能当作定稿。")
