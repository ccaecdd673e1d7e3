"""How a file is, or was, printed (印制的选项): what it cannot say of itself, for building and for verifying."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.output import refuse

if TYPE_CHECKING:
    from engine.appendix import Order
    from engine.forms.specification import FormSpec
    from indicators.problems import Problem

Forms = Annotated[
    list[str] | None, typer.Option("--form", help="表式编号（见 appendix forms）或自己的 .toml；可写几个")
]
Letterhead = Annotated[Path | None, typer.Option("--letterhead", help="Word 文件套用的版头（.docx）")]
Fonts = Annotated[Path | None, typer.Option("--fonts", help="PDF 用这个文件夹里的字体")]
OfficeText = Annotated[
    Path | None, typer.Option("--text", help="「十一」里单位自己的话（成效、问题、措施）：文本文件，一行一段")
]


def how_printed(
    form: list[str] | None,
    letterhead: Path | None,
    fonts: Path | None,
    text: Path | None,
    as_json: bool,
    *,
    any_edition: bool = False,
) -> Order:
    """How a file is, or was, printed: what it cannot say of itself.

    Of an old file ``any_edition`` of a form counts; new ones are printed on forms that nobody takes for another.
    """
    from engine.appendix import Order

    _check_fonts(fonts, as_json)
    return Order(
        named=tuple(named_form(name, as_json, any_edition=any_edition) for name in form or []),
        letterhead=_letterhead(letterhead, as_json),
        fonts=fonts,
        office_text=_office_text(text, as_json),
    )


def _office_text(path: Path | None, as_json: bool) -> tuple[str, ...]:
    from engine.intake.own_text import own_text
    from engine.intake.report import Located
    from indicators.problems import Problem

    text = own_text(path) if path else ()
    if isinstance(text, Problem):
        refuse([Located(text, str(path))], as_json)
    return text


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
    if folder is None:
        return
    fonts = sorted(path for path in folder.glob("*") if path.suffix.lower() in endings)
    expected = f"装着字体（{'、'.join(endings)}）的文件夹"
    if not fonts:
        missing = Problem("fonts-missing", "没有这个文件夹，或里面没有字体", str(folder), expected=expected)
        refuse([Located(missing, "（命令行）")], as_json)
    from engine.forms.pdf_fonts import broken_fonts

    if broken := broken_fonts(folder, fonts):
        refuse([Located(_broken_font(path.name), str(path)) for path in broken], as_json)


def _broken_font(name: str) -> Problem:
    from indicators.problems import Problem

    return Problem(
        "font-broken",
        "这个字体文件读不出来，用它等于用自带的字体",
        text=name,
        expected="完好的字体文件；不用的，从文件夹里拿走",
        example="重新下载，或从能用它的机器上复制",
    )


def named_form(name: str, as_json: bool, *, any_edition: bool = False) -> FormSpec:
    """A form by id or file."""
    from engine.forms.library import load_form

    form = load_form(name, any_edition=any_edition)
    if isinstance(form, list):
        refuse(form, as_json)
    return form
