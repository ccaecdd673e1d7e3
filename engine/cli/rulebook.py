"""``jixiao rulebook list | show | check | diff | plot | infer``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.output import ExitCode, note, print_json, refuse, report, say
from engine.cli.rulebook_infer import infer
from engine.cli.scoring import AsJson

if TYPE_CHECKING:
    from engine.intake.report import Located
    from indicators.problems import Problem
    from indicators.scoring.curve import Curve
    from indicators.scoring.rulebook import Rulebook

WEIGHTS = "weights-not-100"

app = typer.Typer(
    help="评分办法：列出、查看、自检、比较、画计分曲线、反推 (rulebooks).", no_args_is_help=True, rich_markup_mode=None
)
app.command("infer")(infer)

Name = Annotated[str, typer.Argument(help="评分办法编号（见 rulebook list），或自己的 .toml 文件")]


@app.command("list")
def list_rulebooks(as_json: AsJson = False) -> None:
    """列出随附的评分办法 (the rulebooks that ship)."""
    from engine.rulebooks import shipped_texts

    books = [_load(name, as_json) for name in shipped_texts()]
    if as_json:
        from engine.rulebook_json import summary_json

        print_json([summary_json(book) for book in books])
    else:
        from engine.cli.rulebook_text import say_rulebooks

        say_rulebooks(books)


@app.command()
def show(name: Name, as_json: AsJson = False) -> None:
    """查看一个评分办法的全部规则和来源 (rules and sources of one)."""
    book = _load(name, as_json)
    if as_json:
        from engine.rulebook_json import rulebook_json

        print_json(rulebook_json(book))
    else:
        from engine.cli.rulebook_text import say_rulebook

        say_rulebook(book)


@app.command()
def check(
    names: Annotated[list[str] | None, typer.Argument(help="评分办法；不写则自检全部随附的")] = None,
    as_json: AsJson = False,
) -> None:
    """自检：每种情形都有规则、没有用不到的规则、曲线无空隙不越界 (static proof)."""
    from engine.rulebooks import shipped_texts
    from indicators.scoring.coverage import check_rulebook

    reports = {name: check_rulebook(_load(name, as_json)) for name in names or list(shipped_texts())}
    clean = all(one.is_clean for one in reports.values())
    if as_json:
        from engine.rulebook_json import report_json

        print_json({name: report_json(one) for name, one in reports.items()}, ok=clean)
    else:
        from engine.cli.rulebook_text import say_report

        for name, one in reports.items():
            say_report(name, one)
    raise typer.Exit(ExitCode.DONE if clean else ExitCode.FOUND_PROBLEMS)


@app.command()
def diff(
    first: Name,
    second: Name,
    files: Annotated[list[Path], typer.Argument(help="自评表 .toml 文件或文件夹")],
    as_json: AsJson = False,
) -> None:
    """同一批表按两个评分办法各算一遍，逐项列出差别 (same files, two rulebooks)."""
    from engine.compare import compare
    from engine.scoring import score_files

    scorings = [score_files(files, name) for name in (first, second)]
    # Rulebooks may give execution other weights; comparing them is what this command is for.
    errors = [one for scoring in scorings for one in scoring.problems if one.is_error and one.problem.code != WEIGHTS]
    if errors:
        refuse(list(dict.fromkeys(errors)), as_json)
    if not as_json:
        report(one for scoring in scorings for one in scoring.problems if one.problem.code == WEIGHTS)
    comparisons = [compare(a, b) for a, b in zip(*(scoring.scores for scoring in scorings), strict=True)]
    if as_json:
        from engine.rulebook_json import comparison_json

        weights = [one for scoring in scorings for one in scoring.problems if one.problem.code == WEIGHTS]
        print_json([comparison_json(one) for one in comparisons], weights)
        return
    from engine.cli.rulebook_text import say_comparison

    for one in comparisons:
        say_comparison(one)
    changed = sum(len(one.changes) for one in comparisons)
    flips = sum(one.grade_flips for one in comparisons)
    say(f"{len(comparisons)} 张表：{changed} 行得分不同，{flips} 张表等级改变。")


@app.command()
def plot(
    name: Name,
    target: Annotated[str, typer.Argument(help="年度指标值，如 “≤10 万元”")],
    weight: Annotated[str, typer.Option(help="分值")] = "10",
    dimension: Annotated[str, typer.Option(help="一级指标")] = "产出指标",
    clause: Annotated[str, typer.Option(help="改用这句计分规则")] = "",
    indicator: Annotated[str, typer.Option("--name", help="指标名称（有的办法按名称定规则）")] = "示例指标",
    fiscal_year: Annotated[int, typer.Option(help="预算年度")] = 2024,
    out: Annotated[Path | None, typer.Option(help="写成 .svg 图，或 .html（图和图下的表）")] = None,
    as_json: AsJson = False,
) -> None:
    """画出一个目标的计分曲线，并证明它无空隙不越界 (draw and prove one score curve)."""
    book = _load(name, as_json)
    data: dict[str, Any] = {
        "dimension": dimension,
        "category": "数量指标",
        "name": indicator,
        "target": target,
        "weight": weight,
    }
    if clause:
        data["scoring_rule"] = clause
    rule, clause_text, curve = _curve(book, data, fiscal_year, as_json)
    if out is not None:
        from engine.appendix import write_file
        from engine.charts.curve_figure import curve_figure
        from engine.forms.html import figures_html

        figure = curve_figure(curve, f"{clause_text}（目标 {target}，分值 {weight}）")
        drawn = figures_html([figure], figure.title) if out.suffix.lower() in (".html", ".htm") else figure.svg
        write_file(out, drawn.encode("utf-8"))
    if as_json:
        from engine.rulebook_json import segments_json

        print_json({"rule": rule, "segments": segments_json(curve), "svg": str(out) if out else None})
        return
    from engine.cli.rulebook_text import say_curve

    say_curve(rule, curve)
    if out is not None:
        note(f"已写 {out}")


def _load(name: str, as_json: bool) -> Rulebook:
    from engine.rulebooks import load_rulebook

    book = load_rulebook(name)
    if isinstance(book, list):
        refuse(book, as_json)
    return book


def _curve(book: Rulebook, data: dict[str, Any], fiscal_year: int, as_json: bool) -> tuple[str, str, Curve]:
    """The curve of one made-up row, through the same door as real rows."""
    from indicators.indicator import Indicator
    from indicators.numbers import read_number
    from indicators.problems import Problem
    from indicators.scoring.score import prepare_row
    from indicators.validation import validate

    weight = read_number(data["weight"])
    if isinstance(weight, Problem):
        refuse(_said([weight]), as_json)
    row = validate(Indicator, {**data, "weight": weight}, {"fiscal_year": fiscal_year})
    if isinstance(row, list):
        refuse(_said(row), as_json)
    prepared = prepare_row(row, book)
    if prepared.curve is None or prepared.rule is None:
        assert prepared.refusal is not None
        refuse(_said([prepared.refusal]), as_json)
    chosen = prepared.rule
    return f"{book.id} / {chosen.title}：{chosen.clause}", str(chosen.clause), prepared.curve


def _said(problems: list[Problem]) -> list[Located]:
    from engine.intake.report import Located

    return [Located(problem, "（命令行）") for problem in problems]
