"""The fonts a PDF embeds (嵌入字体): ours, after those of a folder that the user names. Never those of the machine,
or the same forms would give other bytes elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

from engine.forms.coverage import font_coverage

OURS = Path(__file__).parent / "fonts"
_ORDER = ("Noto Serif CJK SC", "Noto Serif", "Noto Sans Math", "Noto Sans Symbols2")


@dataclass(frozen=True, slots=True)
class FontSet:
    """A compiler with its fonts, which it asks for a glyph in this order."""

    compiler: typst.Compiler
    families: tuple[str, ...]
    coverage: frozenset[int]


@cache
def font_set(folder: Path | None = None) -> FontSet:
    """The fonts of a folder, in the order of their file names, then ours. Made once a process."""
    ours = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[OURS])
    if folder is None:
        return FontSet(typst.Compiler(root=TEMPLATES, font_paths=ours), _ORDER, _coverage(ours))
    theirs = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    both = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder, OURS])
    named = [font.family for font in sorted(theirs.fonts(), key=lambda font: (str(font.path), font.index))]
    families = tuple(dict.fromkeys([*named, *_ORDER]))
    return FontSet(typst.Compiler(root=TEMPLATES, font_paths=both), families, _coverage(both))


def broken_fonts(folder: Path, files: Sequence[Path]) -> list[Path]:
    """Font files that no font can be read from: the compiler passes them by without a word."""
    read = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]).fonts()
    sound = {Path(font.path).resolve() for font in read if font.path and font_coverage(Path(font.path).read_bytes())}
    return [file for file in files if file.resolve() not in sound]


TEMPLATES = Path(__file__).parent / "templates"


def _coverage(fonts: typst.Fonts) -> frozenset[int]:
    paths = sorted({font.path for font in fonts.fonts() if font.path})
    return frozenset().union(*(font_coverage(Path(path).read_bytes()) for path in paths))
