"""A refusal (不能办): why, who may, and what to do next. Data, not an exception."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import NoReturn

from indicators.problems import Problem


class Kind(Enum):
    """What sort of refusal; the shell gives each its exit code."""

    DATA = "数据有误"
    NOT_ALLOWED = "无权办理"
    CONFLICT = "现在不能办"
    NOT_FOUND = "找不到"
    UNCHANGED = "没有变化"
    """Nothing to do: what is asked for is so already."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a command was not carried out."""

    kind: Kind
    code: str
    message: str
    who: str = ""
    """Who may do it."""
    next: str = ""
    """What to do next, the command included."""
    problems: tuple[Problem, ...] = ()


class Refusal(Exception):
    """Carries a ``Refused`` out of the depth of a decision; never leaves ``workflows``."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.message)
        self.refused = refused


class Untrue(Exception):
    """Stored content or scores are not what our own program would have stored."""


def refuse(kind: Kind, code: str, message: str, who: str = "", next_step: str = "") -> NoReturn:
    """End a decision with a no."""
    raise Refusal(Refused(kind, code, message, who, next_step))


def by_whom(name: str, at: str, what: str) -> str:
    """``李四（li）于 2026-11-25 15:49:44 审核通过``."""
    return f"{name}{'' if name.endswith('）') else ' '}于 {beijing(at)} {what}"


def beijing(at: str) -> str:
    """A UTC time of the history as people in China read it: 北京时间, one for the whole country.

    >>> beijing("2026-11-25T07:49:44.123456Z")
    '2026-11-25 15:49:44'
    """
    try:
        utc = datetime.fromisoformat(at)
    except ValueError:
        return at
    return (utc + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M:%S")
