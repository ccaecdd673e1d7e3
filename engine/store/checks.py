"""One result of the doctor (体检项目)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was examined (体检项目); ``remedy`` says what to do when it is not in order."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def passed(name: str, detail: str) -> Check:
    return Check(name, True, detail)


def failed(name: str, detail: str, remedy: str) -> Check:
    return Check(name, False, detail, remedy)


def compared(name: str, found: Iterable[str], expected: Iterable[str], detail: str, remedy: str) -> Check:
    """Whether two sets are equal; names what is missing and what is too much."""
    here, wanted = set(found), set(expected)
    missing, extra = sorted(wanted - here), sorted(here - wanted)
    parts = [f"缺少 {'、'.join(missing)}"] if missing else []
    parts += [f"多出 {'、'.join(extra)}"] if extra else []
    return failed(name, "；".join(parts), remedy) if parts else passed(name, detail)
