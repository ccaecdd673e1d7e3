"""A line of a text as fields (字段): what readers of text hand on before it is a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_FIELDS = 64
"""Of one line; more are no row of a table."""


@dataclass(frozen=True, slots=True)
class TextField:
    """A field (字段) and where it stands: line and number from 1; 0 where the line has no fields."""

    text: str
    line: int
    number: int
    candidates: tuple[str, ...] = ()
    """The ways to read it, where there are several."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A line of the file; ``is_separated`` when it is a row of a table."""

    line: int
    fields: tuple[TextField, ...]
    is_separated: bool

    @classmethod
    def of(cls, line: int, texts: Sequence[str], *, separated: bool) -> TextRow:
        kept = list(texts)
        while kept and not kept[-1].strip():
            kept.pop()
        if len(kept) > MOST_FIELDS:
            return cls(line, (TextField(" ".join(kept), line, 1),), False)
        padded = texts[:MOST_FIELDS] if separated else kept
        return cls(line, tuple(TextField(text, line, number) for number, text in enumerate(padded, 1)), separated)

    @property
    def is_empty(self) -> bool:
        return not any(field.text.strip() for field in self.fields)

    @property
    def is_single(self) -> bool:
        return sum(1 for field in self.fields if field.text.strip()) == 1

    @property
    def text(self) -> str:
        return " ".join(filter(None, (field.text.strip() for field in self.fields)))
