"""Fields a form can show (表中字段): the name in a form file, what people call it, and how its text is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.forms.grid import Role
from engine.forms.subject import Kind, Row, Subject

ANY = frozenset(Kind)
SCORED = frozenset({Kind.SELF_ASSESSMENT})
MONITORED = frozenset({Kind.MONITORING})


@dataclass(frozen=True, slots=True)
class DocumentField:
    """A field that a form shows once."""

    title: str
    role: Role
    read: Callable[[Subject], str]
    kinds: frozenset[Kind] = ANY


@dataclass(frozen=True, slots=True)
class RowField:
    """A field that every indicator has."""

    title: str
    role: Role
    read: Callable[[Row, Subject], str]
    kinds: frozenset[Kind] = ANY
