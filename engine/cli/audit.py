"""``jixiao audit``: published documents held against their own numbers and rules."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.options import AsJson
from engine.cli.output import print_json, refuse
from engine.intake.report import Located
from indicators.problems import Problem

if TYPE_CHECKING:
    from engine.audit.one_file import Order

COMMAND = "（命令行）"
Files = Annotated[
    list[Path] | None, typer.Argument(help="公开的自评表：.docx .xlsx .xls .ods .pdf .html .txt …；文件夹；.zip")
]
RulebookName = Annotated[
    str | None, typer.Option("--rulebook", "-r", help="评分办法编号或 .toml 文件；缺省由每份文件推断")
]
Previous = Annotated[Path | None, typer.Option("--previous", help="上一年度的公开件，用来查两年之间的矛盾")]
Only = Annotated[str | None, typer.Option("--only", help="只查这几项：代码，用逗号隔开（见 --list）")]
Least = Annotated[str | None, typer.Option("--severity", help="只报这一级及更重的：阻断、警告、提示")]
Html = Annotated[Path | None, typer.Option("--html", help="核查报告写成网页（可打印）")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", help="核查报告写成 Excel 工作簿")]


def audit(
    files: Files = None,
    rulebook: RulebookName = None,
    previous: Previous = None,
    only: Only = None,
    severity: Least = None,
    html: Html = None,
    xlsx: Xlsx = None,
    list_checks: Annotated[bool, typer.Option("--list", help="列出全部核查项")] = False,
    as_json: AsJson = False,
) -> None:
    """核查公开的自评表：重算得分，找前后矛盾 (audit published self-assessments).

    退出码：0 没有疑点；10 有疑点；3 没有疑点但有文件读不了，或命令写错；6 文件都找不到。
    """
    if list_checks:
        _list_checks(as_json)
        return
    if not files:
        refuse([Located(_unnamed(), COMMAND)], as_json)
    order = _order(rulebook, previous, only, severity, as_json)
    _check_outputs(
        [(html, (".html", ".htm")), (xlsx, (".xlsx",))], [*files, *([previous] if previous else [])], as_json
    )
    from engine.cli.audit_run import audit_all

    audit_all(files, order, html, xlsx, as_json)


def _list_checks(as_json: bool) -> None:
    from engine.audit.checks import ALL
    from engine.cli.audit_text import say_checks

    if not as_json:
        say_checks(ALL)
        return
    keys = ("code", "title", "group", "severity", "why")
    rows = [(one.code, one.title, one.group.value, one.severity.value, one.why) for one in ALL]
    print_json([dict(zip(keys, row, strict=True)) for row in rows])


def _order(rulebook: str | None, previous: Path | None, only: str | None, severity: str | None, as_json: bool) -> Order:
    """What is asked for, or everything that is wrong with it at once."""
    from engine.audit.one_file import Order
    from engine.intake.disclosure.read import read_disclosure
    from engine.rulebooks import load_rulebook

    rules = load_rulebook(rulebook) if rulebook else None
    last_year = read_disclosure(previous) if previous else None
    codes, problems = _codes(only, severity)
    if isinstance(rules, list):
        problems += rules
    if isinstance(last_year, Problem):
        problems.append(Located(last_year, str(previous)))
    if problems:
        refuse(problems, as_json)
    assert not isinstance(rules, list), "refused"
    assert not isinstance(last_year, Problem), "refused"
    return Order(rules, codes, last_year.tables if last_year else ())


def _codes(only: str | None, severity: str | None) -> tuple[frozenset[str], list[Located]]:
    """The checks to run, and what is no check or no severity."""
    from engine.audit.check import Severity
    from engine.audit.checks import ALL

    levels = [one.value for one in Severity]
    wanted = [code.strip() for code in only.replace("，", ",").split(",")] if only else [one.code for one in ALL]
    known = {one.code for one in ALL}
    problems = [Located(_check_unknown(code, ALL[0].code), COMMAND) for code in wanted if code not in known]
    if severity and severity not in levels:
        problems.append(Located(_severity_unknown(severity, levels), COMMAND))
        return frozenset(), problems
    heavy = levels[: levels.index(severity) + 1] if severity else levels
    return frozenset(one.code for one in ALL if one.code in wanted and one.severity.value in heavy), problems


def _check_outputs(outputs: list[tuple[Path | None, tuple[str, ...]]], inputs: list[Path], as_json: bool) -> None:
    """Said before an hour of work, not after; a published file is never written over."""
    taken = {os.path.realpath(path) for path in inputs}
    problems = [
        Located(_unwritable(path, endings), COMMAND)
        for path, endings in outputs
        if path and (path.suffix.lower() not in endings or os.path.realpath(path) in taken or not _is_writable(path))
    ]
    if problems:
        refuse(problems, as_json)


def _is_writable(path: Path) -> bool:
    """Whether a file of this name can be written; one folder may be made for it, not a whole mistyped path."""
    if os.path.exists(path):
        return os.path.isfile(path) and os.access(path, os.W_OK)
    there = next((folder for folder in list(path.absolute().parents)[:2] if os.path.exists(folder)), path)
    return os.path.isdir(there) and os.access(there, os.W_OK)


def _unwritable(path: Path, endings: tuple[str, ...]) -> Problem:
    return Problem(
        "output-unwritable",
        "报告写不到这里",
        str(path),
        expected=f"以 {endings[0]} 结尾的文件名；不能是要核查的文件，所在的文件夹要已经有、写得进去",
        example=f"核查报告{endings[0]}",
    )


def _unnamed() -> Problem:
    return Problem(
        "file-unnamed",
        "没有写要核查的文件",
        expected="文件、文件夹或 .zip",
        example="jixiao audit 公开说明.docx",
    )


def _check_unknown(code: str, example: str) -> Problem:
    expected = "jixiao audit --list 列出的代码"
    return Problem("check-unknown", "没有这项核查", code, expected=expected, example=f"--only {example}")


def _severity_unknown(written: str, levels: list[str]) -> Problem:
    return Problem(
        "severity-unknown", "没有这一级轻重", written, expected="、".join(levels), example=f"--severity {levels[0]}"
    )
