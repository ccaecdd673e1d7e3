"""Where forms come from (表式库): those shipped with the package, and TOML files people name."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

from engine.forms.form_checks import form_problems
from engine.forms.specification import FormSpec
from engine.forms.subject import Kind
from engine.intake.report import Located
from engine.intake.toml import read_toml
from indicators.problems import Problem
from indicators.validation import validate
from indicators.vocabulary.forms import Form

OFFICIAL: dict[tuple[Kind, Form], str] = {
    (Kind.SELF_ASSESSMENT, Form.PROJECT): "project-2021",
    (Kind.SELF_ASSESSMENT, Form.DEPARTMENT): "department-2021",
    (Kind.DECLARATION, Form.PROJECT): "declaration",
    (Kind.DECLARATION, Form.DEPARTMENT): "declaration",
    (Kind.MONITORING, Form.PROJECT): "monitoring",
    (Kind.MONITORING, Form.DEPARTMENT): "monitoring",
}
"""The form a document is printed on where the command names no other."""


@cache
def _shipped_texts() -> dict[str, str]:
    folder = resources.files("engine.forms") / "shipped"
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return {entry.name.removesuffix(".toml"): entry.read_text("utf-8") for entry in entries}


def shipped_text(form_id: str) -> str:
    """The file of a shipped form, to begin one's own with; empty for other forms."""
    return _shipped_texts().get(form_id, "")


@cache
def shipped_forms() -> dict[str, FormSpec]:
    """Every form of the package by id; one that is not sound is our own mistake."""
    return {form_id: _sound(text) for form_id, text in _shipped_texts().items()}


def _sound(text: str) -> FormSpec:
    spec = form_of(tomllib.loads(text))
    if isinstance(spec, list):
        raise AssertionError("; ".join(map(str, spec)))
    return spec


def form_of(data: object) -> FormSpec | list[Problem]:
    """A form out of parsed TOML; of one that cannot be printed, everything that is wrong with it."""
    spec = validate(FormSpec, data)
    if isinstance(spec, list):
        return spec
    return form_problems(spec) or spec


def load_form(name: str, *, any_edition: bool = False) -> FormSpec | list[Located]:
    """A form by id, or from a file when the name ends in .toml.

    A file under the id of a shipped form must say the same as it: printed, it would be taken for it. Only where an old
    file is verified ``any_edition`` counts, for its hash says which one it was printed on.
    """
    if not name.endswith(".toml"):
        return shipped_forms().get(name) or [Located(_unknown(name), name)]
    read = read_toml(Path(name))
    if isinstance(read, list):
        return read
    source, data = read
    spec = form_of(data)
    if isinstance(spec, list):
        return source.locate(spec)
    taken = None if any_edition else shipped_forms().get(spec.id)
    return source.locate([_taken(spec.id)]) if taken and taken.hash != spec.hash else spec


def _taken(form_id: str) -> Problem:
    return Problem(
        "form-id-taken",
        "内容改了，编号却还是随附的那个，公开以后核验会认错",
        form_id,
        expected="自己的编号",
        example='id = "local-2024"',
        where=("id",),
    )


def _unknown(name: str) -> Problem:
    known = "、".join(shipped_forms())
    return Problem(
        "form-id-unknown", "没有这个表式", name, expected=f"{known}，或自己的 .toml 文件", example="project-2021"
    )


def official_form(kind: Kind, form: Form) -> FormSpec:
    """The form for a step and a document."""
    return shipped_forms()[OFFICIAL[kind, form]]
