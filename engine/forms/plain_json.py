"""A publication as JSON (版式数据): the same cells in the same places, for programs."""

from __future__ import annotations

import json
from typing import Any

from engine.forms.grid import Cell, Grid
from engine.forms.publication import Publication

SCHEMA = 1


def publication_json(publication: Publication) -> str:
    """The publication with every cell, its spans and its role; numbers as printed, so as texts."""
    narrative = publication.narrative
    data = {
        "schema": SCHEMA,
        "title": publication.title,
        "author": publication.author,
        "dated": publication.dated.isoformat(),
        "narrative": {"heading": narrative.heading, "paragraphs": narrative.paragraphs} if narrative else None,
        "cover": _grid(publication.cover) if publication.cover else None,
        "forms": [_grid(grid) for grid in publication.grids],
        "figures": [{"title": figure.title, "table": _grid(figure.table)} for figure in publication.figures],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "title": grid.title,
        "subtitle": grid.subtitle,
        "landscape": grid.landscape,
        "widths": grid.widths,
        "rows": grid.row_count,
        "header_rows": grid.header_rows,
        "cells": [_cell(cell) for cell in grid.cells],
        "note": grid.note,
        "mark": grid.mark,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    """Spans of one are left out."""
    spans = {"row_span": cell.row_span, "column_span": cell.column_span}
    merged = {name: span for name, span in spans.items() if span > 1}
    return {"row": cell.row, "column": cell.column, **merged, "role": cell.role.value, "text": cell.text}
