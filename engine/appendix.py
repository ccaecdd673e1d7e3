"""The files of a department's appendix (附表): forms, explanations, charts. Written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from engine.charts.waterfall import waterfall_svg
from engine.forms.certificate import Certificate, certified_grid, certified_sheet
from engine.forms.explanations import explanation_sheet
from engine.forms.html import appendix_html, explanations_html
from engine.forms.markdown import appendix_markdown, explanations_markdown
from engine.forms.narrative import performance_narrative
from engine.forms.self_assessment_form import self_assessment_form
from indicators.scoring.project import ProjectScore


def appendix_files(
    scores: Sequence[ProjectScore], certificates: Sequence[Certificate | None] | None = None
) -> dict[str, str]:
    """Name → content of every file of the appendix; pure, so that nothing is written before all is made."""
    origins = certificates or [None] * len(scores)
    pairs = list(zip(scores, origins, strict=True))
    grids = [certified_grid(self_assessment_form(score), origin) for score, origin in pairs]
    sheets = [certified_sheet(explanation_sheet(score), origin) for score, origin in pairs]
    narrative = performance_narrative([score.assessment for score in scores])
    charts = {
        f"扣分-{number:02d}-{_file_name(score.assessment.project.name)}.svg": waterfall_svg(score)
        for number, score in enumerate(scores)
        if score.total is not None and score.total < 100
    }
    return {
        "附表.html": appendix_html(grids, narrative),
        "附表.md": appendix_markdown(grids, narrative),
        "得分说明.html": explanations_html(sheets),
        "得分说明.md": explanations_markdown(sheets),
        **charts,
    }


def _file_name(name: str) -> str:
    return "".join(character for character in name if character.isalnum())[:30]


def write_files(folder: Path, files: dict[str, str]) -> list[Path]:
    """Write the files; each appears complete under its name or not at all. Only plain files are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in files.items():
        path = Path(os.path.realpath(folder / name))
        if path.exists() and not path.is_file():
            raise FileExistsError(errno.EEXIST, "not a plain file", str(folder / name))
        half_written = path.with_name(f".{path.name}.tmp")
        half_written.write_text(content, encoding="utf-8", newline="\n")
        os.replace(half_written, path)
        written.append(folder / name)
    return written
