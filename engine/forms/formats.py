"""Every format a publication is written in (格式): its name, and the one function that makes its bytes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from engine.forms.publication import Publication

FORMATS: dict[str, tuple[str, str]] = {
    "html": ("engine.forms.html", "publication_html"),
    "docx": ("engine.forms.docx", "publication_docx"),
    "xlsx": ("engine.forms.xlsx", "publication_xlsx"),
    "pdf": ("engine.forms.pdf", "publication_pdf"),
    "md": ("engine.forms.markdown", "publication_markdown"),
    "json": ("engine.forms.plain_json", "publication_json"),
}
"""Module and function; imported when first asked for, since each brings a library."""


def written(publication: Publication, name: str, **options: object) -> bytes:
    """The publication as a file of one format; text formats in UTF-8."""
    module, function = FORMATS[name]
    write: Callable[..., str | bytes] = getattr(import_module(module), function)
    content = write(publication, **options)
    return content.encode("utf-8") if isinstance(content, str) else content
