"""Pinned rulebooks (锁定的评分办法): the whole content stands in the history, so that a score never loses its ground.

A project is declared under one; changing the file afterwards, or upgrading the program, does not reach it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from indicators.scoring.rulebook import Rulebook, plain_rulebook, rulebook_of
from workflows.history import canonical, digest
from workflows.refusal import Untrue

KIND = "rulebook_pinned"


def pin_payload(data: Mapping[str, Any]) -> str:
    """The canonical JSON of a rulebook's resolved data."""
    return canonical(plain_rulebook(data))


def pin_of(payload: str) -> str:
    """The full hash by which projects name it."""
    return digest(payload)


def stream_of(pin: str) -> str:
    """The stream it stands in, one entry long: pinning twice is pinning once."""
    return f"rulebook:{pin}"


def pinned_rulebook(payload: str, pin: str) -> Rulebook:
    """The rulebook of a stored payload; raises Untrue where it is not the one that was pinned."""
    rulebook = rulebook_of(json.loads(payload), stored=True)
    if pin_of(payload) != pin or isinstance(rulebook, list):
        raise Untrue(f"锁定的评分办法 {pin[:12]} 与它的哈希不符")
    return rulebook
