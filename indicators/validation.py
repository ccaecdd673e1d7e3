"""pydantic at the border: our Problems travel through it, its own errors become Problems in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from indicators.problems import Problem

Model = TypeVar("Model", bound=BaseModel)
Member = TypeVar("Member")

_KEY = "problem"


def refuse(problem: Problem) -> NoReturn:
    """Raise a Problem so that pydantic collects it with its place."""
    raise PydanticCustomError("jixiao", "{message}", {"message": problem.message, _KEY: problem})


def text_of(raw: object) -> str:
    """A text, trimmed; anything else is a wrong type (TOML ``target = 20`` lacks its quotes)."""
    if not isinstance(raw, str):
        refuse(
            Problem(
                "type-wrong", "应当是文字", text=str(raw)[:40], expected="加引号的文字", example='target = "≥20 份"'
            )
        )
    return raw.strip()


def one_of(names: Mapping[str, Member], code: str, label: str) -> Callable[[object], Member]:
    """A validator that reads one of a table of names."""

    def read(raw: object) -> Member:
        if not isinstance(raw, str):
            return raw  # type: ignore[return-value]  # a default: already a member
        member = names.get(raw.strip())
        if member is None:
            refuse(
                Problem(code, f"不认识的{label}", text=raw[:40], expected="、".join(names), example=next(iter(names)))
            )
        return member

    return read


def validate(model: type[Model], data: object, context: dict[str, Any] | None = None) -> Model | list[Problem]:
    """Validate a document, collecting every mistake with its path."""
    try:
        return model.model_validate(data, context=context)
    except ValidationError as error:
        return [_problem(details) for details in _telling(error.errors(include_url=False))]


def _telling(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without the «too short» that pydantic adds when every item of a list was refused."""
    places = [details["loc"] for details in errors]
    return [
        details
        for details in errors
        if details["type"] != "too_short"
        or not any(
            len(place) > len(details["loc"]) and place[: len(details["loc"])] == details["loc"] for place in places
        )
    ]


_MESSAGES: dict[str, tuple[str, str, str]] = {
    # pydantic type: (code, message, expected)
    "missing": ("field-missing", "缺少必填项", "这一项"),
    "extra_forbidden": ("field-unknown", "不认识的项", "docs/language.md 所列的项"),
    "string_too_short": ("field-empty", "不能为空", "内容"),
    "too_short": ("field-empty", "至少要有一项", "至少一项"),
    "int_type": ("type-wrong", "应当是整数", "不加引号的整数，如 2024"),
    "int_from_float": ("type-wrong", "应当是整数", "不加引号的整数，如 2024"),
    "greater_than_equal": ("number-out-of-range", "数太小", "合理的数"),
    "less_than_equal": ("number-out-of-range", "数太大", "合理的数"),
    "model_type": ("type-wrong", "应当是一组项", "[表头] 下的各项"),
    "tuple_type": ("type-wrong", "应当是若干项", "[[indicator]] 这样的列表"),
    "bool_type": ("type-wrong", "应当是 true 或 false", "true 或 false"),
    "string_type": ("type-wrong", "应当是文字", "加引号的文字"),
    "dict_type": ("type-wrong", "应当是一组项", "[表头] 下的各项"),
}


def _problem(details: ErrorDetails) -> Problem:
    where = tuple(details["loc"])
    context = details.get("ctx") or {}
    carried = context.get(_KEY)
    if isinstance(carried, Problem):
        return carried.at(*where)
    code, message, expected = _MESSAGES.get(details["type"], ("value-wrong", "填写不对", "正确的内容"))
    key = str(where[-1]) if where else ""
    shown = key if code in ("field-missing", "field-unknown", "field-empty") else _short(details.get("input"))
    return Problem(code, message, text=shown, expected=expected, example=EXAMPLES.get(key, ""), where=where)


def _short(value: object) -> str:
    return "" if isinstance(value, Mapping | list | tuple) else str(value)[:40]


EXAMPLES: dict[str, str] = {
    "project": '[project] 下写 name = "…"、fiscal_year = 2024、rulebook = "urumqi-2024"',
    "funding": "[funding] 下写 original_budget = 51.60、revised_budget = 51.60、outturn = 48.29",
    "indicator": "[[indicator]]",
    "name": 'name = "租用车辆"',
    "fiscal_year": "fiscal_year = 2024",
    "rulebook": 'rulebook = "urumqi-2024"',
    "dimension": 'dimension = "产出指标"',
    "category": 'category = "数量指标"',
    "target": 'target = "≥20 份"',
    "weight": "weight = 5",
    "original_budget": "original_budget = 51.60",
    "revised_budget": "revised_budget = 51.60",
    "outturn": "outturn = 48.29",
}
"""A right line for the keys people forget."""
