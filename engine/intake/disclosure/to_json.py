"""A published file as data (转成 JSON): every cell with its place, nothing judged."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum
from typing import Any

from engine.intake.disclosure.place import Place
from engine.intake.disclosure.tables import Disclosure


def disclosure_json(disclosure: Disclosure) -> dict[str, Any]:
    """The whole of a file; a cell is its text and its place, a column the form has not is null."""
    return {field.name: _plain(getattr(disclosure, field.name)) for field in fields(disclosure)}


def _plain(value: Any) -> Any:
    if isinstance(value, Place):
        return value.as_json()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
