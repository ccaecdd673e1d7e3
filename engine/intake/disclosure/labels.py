"""What printed labels mean (栏目叫法): aliases.toml looked up by label, white space and brackets aside."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from engine.intake.disclosure.figures import figure
from engine.intake.disclosure.texts import bare_key, key_of
from indicators.vocabulary.forms import CATEGORY_NAMES, DIMENSION_NAMES

MONEY_COLUMNS = ("original_budget", "revised_budget", "outturn", "weight", "execution_rate", "score")
NUMERIC_COLUMNS = ("weight", "score", "review_score")
INDICATOR_COLUMNS = (
    "dimension",
    "category",
    "name",
    "target",
    "achieved",
    *NUMERIC_COLUMNS,
    "deviation_analysis",
    "target_basis",
    "previous_achieved",
    "scoring_rule",
    "sign",
    "unit",
)
_LONGEST_LABEL = 40
_LONGEST_ENDED = 16
_ENDINGS = {
    "项目名称": "name",
    "部门名称": "department",
    "单位名称": "department",
    "主管部门": "supervising",
    "实施单位": "implementing",
}


@cache
def _aliases() -> dict[str, dict[str, list[str]]]:
    source = files("engine.intake.disclosure").joinpath("aliases.toml").read_text("utf-8")
    return tomllib.loads(source)


@cache
def _table(part: str) -> dict[str, frozenset[str]]:
    """Label to its meanings: a word can be a heading of the goals and of the indicators."""
    meanings: dict[str, set[str]] = {}
    for meaning, words in _aliases()[part].items():
        for word in words:
            meanings.setdefault(key_of(word), set()).add(meaning)
    return {word: frozenset(found) for word, found in meanings.items()}


_NOTHING: frozenset[str] = frozenset()


def _meanings(part: str, text: str) -> frozenset[str]:
    return _looked_up(part, text) if 0 < len(text) <= _LONGEST_LABEL else _NOTHING


@lru_cache(8192)
def _looked_up(part: str, text: str) -> frozenset[str]:
    table, key = _table(part), key_of(text)
    found = table.get(key)
    if found is None and "(" in key:
        found = table.get(bare_key(key))
    return found or _NOTHING


def is_figure(text: str) -> bool:
    """Whether a cell holds a number and nothing else."""
    return 0 < len(text) <= _LONGEST_LABEL and _is_figure(text)


@lru_cache(8192)
def _is_figure(text: str) -> bool:
    return figure(text) is not None


def columns_named(text: str) -> frozenset[str]:
    """Which columns a heading can name.

    >>> sorted(columns_named("实际完成情况"))
    ['achieved', 'done']
    """
    return _meanings("columns", text)


def label_of(text: str) -> str:
    """Which fact about the whole table a label names; empty for none.

    >>> label_of("主管部门："), label_of("差旅费")
    ('supervising', '')
    """
    known = next(iter(_meanings("labels", text)), "")
    return known or (_by_ending(text) if len(text) <= _LONGEST_ENDED else "")


@lru_cache(8192)
def _by_ending(text: str) -> str:
    """``省级预算部门名称`` is a name of a department too: whoever fills in the form stands in front."""
    key = bare_key(key_of(text))
    return next((meaning for ending, meaning in _ENDINGS.items() if key.endswith(ending)), "")


def sections_named(text: str) -> frozenset[str]:
    """Which parts of a table a label in its first column can name."""
    return _meanings("sections", text)


def level_words(text: str) -> frozenset[str]:
    """Whether a text is known as 一级指标 (dimension) or 二级指标 (category), or both.

    >>> level_words("产出指标（50分）"), level_words("差旅费")
    (frozenset({'dimension'}), frozenset())
    """
    key = bare_key(key_of(text))
    found = set(_table("levels").get(key, _NOTHING))
    if key in DIMENSION_NAMES:
        found.add("dimension")
    if key in CATEGORY_NAMES:
        found.add("category")
    return frozenset(found)
