"""A file of any format held against the publication it claims to be (核对): everything that is read in it."""

from __future__ import annotations

from pathlib import Path

from engine.forms.comparison import Difference, differences
from engine.forms.comparison_tables import table_differences
from engine.forms.publication import Publication
from engine.intake.published import Published, format_of, read_document
from engine.intake.text import decode


def file_differences(
    publication: Publication, expected: bytes, given: Published, fonts: Path | None = None
) -> list[Difference]:
    """Where a file differs from what the publication gives; [] where it reads the same."""
    kind = format_of(given.name)
    if given.office is not None:
        printed = read_document(given.name, expected)
        assert isinstance(printed, Published), "we printed it ourselves"
        assert printed.office is not None, "it is of the same kind"
        return table_differences(publication, printed.office, given.office)
    if kind == "pdf":
        from engine.intake.pdf_compare import pdf_differences
        from engine.intake.pdf_look import look_differences

        return pdf_differences(publication, given.data, fonts) or look_differences(expected, given.data)
    text = decode(given.data, given.name)
    assert isinstance(text, str), "read before, for its codes"
    return differences(expected.decode("utf-8"), text, kind == "html")
