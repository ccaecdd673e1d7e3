"""Forms and explanations as print-ready HTML (A4 纵向): one file, nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from engine.forms.characters import printable
from engine.forms.explanations import ExplanationSheet
from engine.forms.grid import Grid
from engine.forms.publication import Figure, Publication

EXPLANATIONS_TITLE = "得分说明"
FIGURES_TITLE = "绩效自评图表"


@cache
def _environment() -> Environment:
    """Everything is escaped, a missing name is an error, templates come only from this package."""
    return Environment(
        loader=PackageLoader("engine.forms"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> Template:
    return _environment().get_template(name)


def publication_html(publication: Publication) -> str:
    """The publication as one HTML document: list, paragraph, one form a page, pictures with their tables."""
    return printable(_template("publication.html.j2").render(publication=publication))


def figures_html(figures: Sequence[Figure], title: str = FIGURES_TITLE) -> str:
    """Pictures inline, each with its table below it. Ours are escaped when drawn and carry no ids."""
    return printable(_template("figures.html.j2").render(title=title, figures=figures))


def form_html(grid: Grid) -> Markup:
    """One form as a fragment for a page that has its own style."""
    form = _template("form.html.j2").module.form  # type: ignore[attr-defined]
    return Markup(form(grid))


def explanations_html(sheets: Sequence[ExplanationSheet], title: str = EXPLANATIONS_TITLE) -> str:
    """Explanation sheets (得分说明) as one HTML document, each on a new page."""
    return printable(_template("explanations.html.j2").render(title=title, sheets=sheets))


def stylesheet() -> str:
    """The style of forms and explanations, for pages that show them as fragments."""
    return _template("print.css").render()
