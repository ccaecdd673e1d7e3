"""How a file is, or was, printed (印制的选项): what it cannot say of itself, for building and for verifying."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.output import refuse

if TYPE_CHECKING:
    from engine.appendix import Order
    from engine.forms.specification import FormSpec

Forms = Annotated[
    list[str] | None, typer.Option("--form", help="表式编号（见 appendix forms）或自己的 .toml；可写几个")
]
Letterhead = Annotated[Path | None, typer.Option("--letterhead", help="Word 文件套用的版头（.docx）")]
Fonts = Annotated[Path | None, typer.Option("--fonts", help="PDF 用这个文件夹里的字体")]
OfficeText = Annotated[
    Path | None, typer.Option("--text", help="「十一」里单位自己的话（成效、问题、措施）：文本文件，一行一段")
]


def how_printed(
    form: list[str] | None, letterhead: Path | None, fonts: Path | None, text: Path | None, as_json: bool
) -> Order:
    """How a file is, or was, printed: what it cannot say of itself."""
    from engine.appendix import Order

    _check_fonts(fonts, as_json)
    return Order(
        named=tuple(named_form(name, as_json) for name in form or []),
        letterhead=_letterhead(letterhead, as_json),
        fonts=fonts,
        office_text=_office_text(text, as_json),
    )


def _office_text(path: Path | None, as_json: bool) -> tuple[str, ...]:
    """The paragraphs of a text file, empty lines left out."""
    from engine.intake.published import plain_text
    from engine.intake.report import Located
    from indicators.problems import Problem

    text = plain_text(path) if path else ""
    if isinstance(text, Problem):
        refuse([Located(text, str(path))], as_json)
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _letterhead(path: Path | None, as_json: bool) -> bytes | None:
    from engine.intake.published import read_published
    from engine.intake.report import Located
    from indicators.problems import Problem

    data = read_published(path) if path else None
    if isinstance(data, Problem):
        refuse([Located(data, str(path))], as_json)
    return data


def _check_fonts(folder: Path | None, as_json: bool) -> None:
    """A folder without a font would print ours, and nobody would notice."""
    from engine.intake.report import Located
    from indicators.problems import Problem

    endings = (".otf", ".ttf", ".ttc")
    if folder is None or any(path.suffix.lower() in endings for path in folder.glob("*")):
        return
    expected = f"装着字体（{'、'.join(endings)}）的文件夹"
    refuse(
        [
            Located(
                Problem("fonts-missing", "没有这个文件夹，或里面没有字体", str(folder), expected=expected), "（命令行）"
            )
        ],
        as_json,
    )


def named_form(name: str, as_json: bool) -> FormSpec:
    """A form by id or file."""
    from engine.forms.library import load_form

    form = load_form(name)
    if isinstance(form, list):
        refuse(form, as_json)
    return form
