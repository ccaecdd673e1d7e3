"""``jixiao intake``: published tables as self-assessments one can edit, or as data."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.options import AsJson
from engine.cli.output import ExitCode, note, print_json, refuse, report, say
from engine.intake.report import Located
from indicators.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.intake.disclosure.tables import Disclosure

DEFAULT_FOLDER = Path("自评表")


class Target(Enum):
    """What published tables are turned into (转成什么)."""

    TOML = "toml"
    JSON = "json"


Files = Annotated[
    list[Path], typer.Argument(help="公开的自评表：.docx .xlsx .xls .ods .pdf .html .txt …；文件夹；.zip")
]
To = Annotated[Target, typer.Option("--to", help="toml：可以改、可以计分的自评表；json：每格的文字和位置")]
Out = Annotated[Path | None, typer.Option("--out", help="写到哪个文件夹；toml 缺省写到「自评表」，json 缺省直接输出")]
RulebookName = Annotated[
    str | None, typer.Option("--rulebook", "-r", help="自评表里写哪个评分办法；缺省由每份文件推断")
]


def intake(
    files: Files, to: To = Target.TOML, out: Out = None, rulebook: RulebookName = None, as_json: AsJson = False
) -> None:
    """把公开的自评表读成可以计分的 TOML 或 JSON (published tables as editable files).

    退出码：0 读成；10 读成了但有要核对的地方；3 有文件读不了；6 文件都找不到。
    """
    from engine.audit.sources import sources_of

    read: list[Disclosure] = []
    refused: list[Located] = []
    with sources_of(files) as listed:
        for source in listed.sources:
            found = _read(source.data(), source.name)
            if isinstance(found, Problem):
                refused.append(Located(found, source.name))
            else:
                read.append(found)
    if not read:
        refuse(refused, as_json)
    if to is Target.JSON:
        _as_data(read, refused, out)
    else:
        _as_toml(read, refused, out or DEFAULT_FOLDER, rulebook, as_json)


def _read(data: bytes | Problem, name: str) -> Disclosure | Problem:
    from engine.audit.one_file import no_table
    from engine.intake.disclosure.read import disclosure_in

    found = data if isinstance(data, Problem) else disclosure_in(data, name)
    return found if isinstance(found, Problem) or found.tables else no_table(found)


def _as_data(read: Sequence[Disclosure], refused: Sequence[Located], out: Path | None) -> None:
    import json

    from engine.appendix import write_files
    from engine.intake.disclosure.to_json import disclosure_json

    data = [disclosure_json(one) for one in read]
    if out is None:
        print_json(data, refused)
    else:
        texts = {f"{stem}.json": json.dumps(one, ensure_ascii=False, indent=2) for stem, one in _stems(read, data)}
        _refuse_existing(out, list(texts), as_json=False)
        for path in write_files(out, {name: text.encode("utf-8") for name, text in texts.items()}):
            say(str(path))
        report(refused)
    raise typer.Exit(ExitCode.REFUSED if refused else ExitCode.DONE)


def _stems(read: Sequence[Disclosure], data: Sequence[object]) -> list[tuple[str, object]]:
    return [(f"{number:02d}-{_stem(one)}", each) for number, (one, each) in enumerate(zip(read, data, strict=True), 1)]


def _as_toml(
    read: Sequence[Disclosure], refused: list[Located], out: Path, rulebook: str | None, as_json: bool
) -> None:
    from engine.appendix import file_name, write_files
    from engine.audit.choosing import chosen
    from engine.intake.disclosure.to_toml import table_toml

    texts: dict[str, str] = {}
    doubts: list[Located] = []
    for number, one in enumerate(read, 1):
        folder = f"{number:02d}-{_stem(one)}/" if len(read) > 1 else ""
        named = rulebook or chosen(one.tables)[0].id
        for table in one.tables:
            written = table_toml(table, named)
            name = f"{folder}{table.number:02d}-{file_name(table.label)}.toml"
            texts[name] = written.text
            doubts += [_placed(problem, out / name, line) for line, problem in written.problems]
    _refuse_existing(out, list(texts), as_json)
    paths = write_files(out, {name: text.encode("utf-8") for name, text in texts.items()})
    if as_json:
        print_json({"files": list(map(str, paths))}, [*refused, *doubts])
    else:
        for path in paths:
            say(str(path))
        report([*refused, *doubts])
        say(f"读成 {len(paths)} 张表，写到 {out}。评分办法写在每个文件里；接着：jixiao score {out}")
        if doubts:
            note(f"有 {len(doubts)} 处要核对，文件里标着「请核对」。")
    raise typer.Exit(ExitCode.REFUSED if refused else ExitCode.FOUND_PROBLEMS if doubts else ExitCode.DONE)


def _placed(problem: Problem, path: Path, line: int) -> Located:
    from dataclasses import replace

    return Located(replace(problem, severity=Severity.OPEN), str(path), line)


def _stem(one: Disclosure) -> str:
    from engine.appendix import file_name

    return file_name(Path(one.file).stem)


def _refuse_existing(out: Path, names: Sequence[str], as_json: bool) -> None:
    """What somebody may have edited is never written over."""
    existing = [out / name for name in names if (out / name).exists()]
    if existing:
        problems = [Located(_exists(path), str(path)) for path in existing]
        refuse(problems, as_json)


def _exists(path: Path) -> Problem:
    return Problem(
        "output-exists", "已有这个文件，没有覆盖", str(path), expected="空的文件夹", example="--out 自评表-2024"
    )
