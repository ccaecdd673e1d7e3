"""``jixiao chart scores | status | years``: pictures with their tables, written into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.desk import now, reading
from engine.cli.options import DEFAULT_DATABASE, AsJson, Database
from engine.cli.output import print_json, refuse, say
from engine.cli.scoring import Files, RulebookName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.forms.publication import Figure
    from indicators.scoring.project import ProjectScore

app = typer.Typer(help="画图：图和图下的表 (pictures with tables).", no_args_is_help=True, rich_markup_mode=None)

Out = Annotated[Path, typer.Option("--out", help="写到哪个文件夹")]
FOLDER = Path("图")
PAGE = "图.html"


@app.command()
def scores(files: Files, rulebook: RulebookName = None, out: Out = FOLDER, as_json: AsJson = False) -> None:
    """画得分：扣分、目标与实际、执行与得分、失分分布 (pictures of scores)."""
    from engine.charts.score_figures import score_figures

    _write(score_figures(_scored(files, rulebook, as_json)), out, as_json)


@app.command()
def status(
    year: Annotated[int | None, typer.Option(min=2000, max=2199, help="只画这个预算年度")] = None,
    out: Out = FOLDER,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """画办理进度：各阶段多少项目、等了多久 (how far projects have come)."""
    from engine.charts.funnel import funnel_figure
    from engine.service.status_rows import status_rows

    with reading(db) as store:
        rows = status_rows(store.projects(fiscal_year=year), now())
    _write([funnel_figure(rows)], out, as_json)


@app.command()
def years(
    before: Annotated[Path, typer.Argument(help="一年的自评表 .toml 文件或文件夹")],
    after: Annotated[Path, typer.Argument(help="另一年的自评表 .toml 文件或文件夹")],
    rulebook: RulebookName = None,
    out: Out = FOLDER,
    as_json: AsJson = False,
) -> None:
    """画两年对比：同名项目的得分和执行率 (two years compared)."""
    from engine.charts.slope import slope_figure
    from engine.charts.slope_lines import SlopeMeasure

    both = [_scored([folder], rulebook, as_json) for folder in (before, after)]
    first, second = sorted(both, key=lambda scores: scores[0].assessment.project.fiscal_year)
    _write([slope_figure(first, second, measure) for measure in SlopeMeasure], out, as_json)


def _scored(files: list[Path], rulebook: str | None, as_json: bool) -> tuple[ProjectScore, ...]:
    """Scores without errors, or nothing at all."""
    from engine.scoring import score_files

    scoring = score_files(files, rulebook)
    if scoring.has_errors:
        refuse([one for one in scoring.problems if one.is_error], as_json)
    return scoring.scores


def _write(figures: Sequence[Figure], out: Path, as_json: bool) -> None:
    """Every picture as a file, and one page of all with their tables."""
    from engine.appendix import write_files
    from engine.forms.html import figures_html

    texts = {f"{figure.name}.svg": figure.svg for figure in figures} | {PAGE: figures_html(figures)}
    written = write_files(out, {name: text.encode("utf-8") for name, text in texts.items()})
    if as_json:
        listed = [{"name": figure.name, "title": figure.title} for figure in figures]
        print_json({"figures": listed, "files": [str(path) for path in written]})
        return
    for figure, path in zip(figures, written, strict=False):
        say(f"{path}  {figure.title}")
    say(f"{written[-1]}  全部图和图下的表，用浏览器打开")
