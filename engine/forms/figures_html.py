"""Pictures with their tables as one HTML document (图和图下的表): nothing fetched, text that can be selected."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from engine.forms.html import _template
from engine.forms.publication import Figure

FIGURES_TITLE = "绩效自评图表"


def figures_html(figures: Sequence[Figure], title: str = FIGURES_TITLE) -> str:
    """Each picture inline with its table below it. Our pictures are escaped when drawn and carry no ids."""
    shown = [(figure, Markup(figure.svg)) for figure in figures]
    return _template("figures.html.j2").render(title=title, figures=shown)
