"""pydantic at the border: our Problems travel through it, its own errors become Problems in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from indicators.language.text import hidden_character
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
    if hidden := hidden_character(raw):
        refuse(hidden)
    return raw.strip()


def one_of(names: Mapping[str, Member], code: str, label: str) -> Callable[[object], Member]:
    """A validator that reads one of a table of names."""

    def read(raw: object) -> Member:
        if not isinstance(raw, str):
            return raw  # type: ignore[return-value]  # a default: already a member
        member = names.get(raw.strip())
        if member is None:
            refuse(
                Problem(code, f"不认识的{label}", text=raw[:40], expected=_canonical(names), example=next(iter(names)))
            )
        return member

    return read


def _canonical(names: Mapping[str, object]) -> str:
    """The first spelling of each member: a person needs to know one."""
    first: dict[int, str] = {}
    for name, member in names.items():
        first.setdefault(id(member), name)
    return "、".join(first.values())


def validate(model: type[Model], data: object, context: dict[str, Any] | None = None) -> Model | list[Problem]:
    """Validate a document, collecting every mistake with its path."""
    try:
        return model.model_validate(data, context=context)
    except ValidationError as error:
        return problems_of(error, model)


def problems_of(error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Every mistake pydantic found in data of a model, as Problems."""
    return [_problem(details, model) for details in _telling(error.errors(include_url=False))]


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
    # pydantic type: (code, message, expected); {…} is filled from the key and pydantic's own context
    "missing": ("field-missing", "缺少必填项 {key}", "写上 {key}"),
    "extra_forbidden": ("field-unknown", "不认识的项", "{known}"),
    "string_too_short": ("field-empty", "不能为空", "有内容的文字"),
    "too_short": ("field-empty", "{empty}", "{filled}"),
    "int_type": ("type-wrong", "应当是整数", "不加引号的整数"),
    "int_from_float": ("type-wrong", "应当是整数", "不加引号的整数"),
    "greater_than_equal": ("number-out-of-range", "数太小", "不小于 {ge}"),
    "less_than_equal": ("number-out-of-range", "数太大", "不大于 {le}"),
    "model_type": ("type-wrong", "应当是一组项", "[表头] 下的各项"),
    "tuple_type": ("type-wrong", "应当是若干项", "[[indicator]] 这样的列表"),
    "bool_type": ("type-wrong", "应当是 true 或 false", "true 或 false"),
    "string_type": ("type-wrong", "应当是文字", "加引号的文字"),
    "dict_type": ("type-wrong", "应当是一组项", "[表头] 下的各项"),
}


def _problem(details: ErrorDetails, model: type[BaseModel]) -> Problem:
    where = tuple(details["loc"])
    key = str(where[-1]) if where else ""
    carried = (details.get("ctx") or {}).get(_KEY)
    if isinstance(carried, Problem):
        return _with_example(carried, key).at(*where)
    code, message, expected = _MESSAGES.get(details["type"], ("value-wrong", "填写不对", "与例子相同的写法"))
    words = _words(details, key, model)
    shown = "" if code == "field-missing" else key if code == "field-unknown" else _short(details.get("input"))
    return Problem(
        code,
        message.format(**words),
        text=shown,
        expected=expected.format(**words),
        example=EXAMPLES.get(key, ""),
        where=where,
    )


def _words(details: ErrorDetails, key: str, model: type[BaseModel]) -> dict[str, str]:
    """What the messages may say beyond the fixed words."""
    context = details.get("ctx") or {}
    is_text = isinstance(details.get("input"), str)
    return {
        "key": key,
        "known": _nearest(key, model),
        "empty": "不能为空" if is_text else "至少要有一项",
        "filled": "有内容的文字" if is_text else "至少一项",
        "ge": str(context.get("ge", "")),
        "le": str(context.get("le", "")),
    }


def _nearest(key: str, model: type[BaseModel]) -> str:
    """The keys of the same package's documents that look like a mistyped one, else how to find them."""
    package = model.__module__.partition(".")[0]
    known = {name for one in _models(BaseModel) if one.__module__.startswith(package) for name in one.model_fields}
    return "、".join(get_close_matches(key, sorted(known), n=3)) or "去掉这一项，或对照示例文件里的项"


def _models(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


_KEY_SAYS_MORE = ("type-wrong", "number-negative", "dimension-unknown", "direction-unknown")


def _with_example(problem: Problem, key: str) -> Problem:
    """The right line for the very key, where the problem only knows about numbers or names."""
    if problem.code in _KEY_SAYS_MORE and key in EXAMPLES:
        return replace(problem, example=EXAMPLES[key])
    return problem


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
    "achieved": 'achieved = "=28 份"',
    "direction": 'direction = "正向"',
    "score": "score = 4",
}
"""A right line for the keys people forget."""
