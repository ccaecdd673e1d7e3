"""The head of a table whose tabs became spaces (空格隔开的表头部分): facts, money and goals, line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from engine.intake.disclosure.collapsed_words import Labelled, is_value, labels_in, words_of
from engine.intake.disclosure.figures import figure
from engine.intake.disclosure.labels import MONEY_COLUMNS, columns_named, label_of, sections_named
from engine.intake.disclosure.money import is_money_name
from engine.intake.disclosure.titles import year_line

HeadRow = tuple[int, list[str], tuple[str, ...]]
"""Number of the line from 0, texts from the first column on, other readings."""
_WIDE = re.compile(r"(?<=\S) {2,}(?=\S)")
_SENTENCE = re.compile(r"(?<=[。；;！!.>])\s+(?=\S)")
_OWN = frozenset({"original_budget", "revised_budget", "outturn"})
_MOST = 6
_LONGEST_PIECE = 4


@dataclass(slots=True)
class Head:
    """What stands above the indicators (表头), as far as it was read."""

    _rows: list[HeadRow] = field(default_factory=list)
    _money: tuple[Labelled, ...] = ()
    _goals: tuple[int, list[str]] | None = None
    weight: Decimal = Decimal(0)
    """The points for execution."""
    is_named: bool = False

    def take(self, number: int, line: str) -> None:
        """Take a line."""
        if not line or year_line(line) is not None:
            return
        if self._goals is not None:
            self._goals[1].append(line)
            return
        words = words_of(line)
        if heads := _money_heading(words):
            self._money = tuple(heads)
            self._add(number, ["".join(words[: heads[0].start]), "", *(one.text for one in heads)])
        elif goals := _goal_heading(words):
            self._goals = number, []
            self._add(number, ["".join(words[: goals[0].start]), *(one.text for one in goals)])
        elif facts := _facts(words):
            self.is_named = self.is_named or (label_of(facts[0]) in ("name", "department") and bool(facts[1]))
            is_odd = len(facts) > 2 and label_of(facts[0]) in ("name", "department")
            self._add(number, facts, (line,) if is_odd else ())
        elif self._money:
            self._take_money(number, words)
        else:
            self._add(number, [line])

    def rows(self) -> list[HeadRow]:
        """Everything read, the goals last."""
        if self._goals is None or not self._goals[1]:
            return self._rows
        number, lines = self._goals
        texts, candidates = _parted_goals("\n".join(lines))
        return [*self._rows, (number + 1, ["", *texts], candidates)]

    def _add(self, number: int, texts: list[str], candidates: tuple[str, ...] = ()) -> None:
        self._rows.append((number, texts, candidates))

    def _take_money(self, number: int, words: Sequence[str]) -> None:
        count = next((place for place, word in enumerate(reversed(words)) if not is_value(word)), len(words))
        names, values = list(words[: len(words) - count]), list(words[len(words) - count :])
        if count != len(self._money) or not names:
            self._add(number, ["", " ".join(words)], (" ".join(words),) if count else ())
            return
        section = len(names) > 1 and "money" in sections_named(names[0]) and not is_money_name("".join(names))
        self._add(number, [names.pop(0) if section else "", " ".join(names), *values])
        points = (figure(value) for head, value in zip(self._money, values, strict=True) if head.meaning == "weight")
        self.weight = self.weight or next(points, None) or Decimal(0)


def _money_heading(words: Sequence[str]) -> list[Labelled]:
    """``项目资金（万元） 年初预算数 …``: from some word on nothing but headings of money."""
    for start in range(min(len(words), _LONGEST_PIECE)):
        found = labels_in(words, start, lambda text: min(columns_named(text) & set(MONEY_COLUMNS), default=""))
        if found and found[-1].end == len(words) and len({one.meaning for one in found} & _OWN) >= 2:
            return found
    return []


def _goal_heading(words: Sequence[str]) -> list[Labelled]:
    for start in range(min(len(words), _LONGEST_PIECE)):
        found = labels_in(words, start, lambda text: max(columns_named(text) & {"planned", "done"}, default=""))
        if [one.meaning for one in found] == ["planned", "done"] and found[-1].end == len(words):
            return found
    return []


def _facts(words: Sequence[str]) -> list[str]:
    """``主管部门 甲 实施单位 乙``: labels and what follows each, in turns; empty where no label begins the line."""
    words = [piece for word in words for piece in _at_colon(word)]
    found: list[str] = []
    at = 0
    while at < len(words):
        end = _label_end(words, at)
        if end:
            found += ["".join(words[at:end]), ""]
            at = end
        elif found:
            found[-1] = f"{found[-1]} {words[at]}".strip()
            at += 1
        else:
            return []
    return found


def _at_colon(word: str) -> list[str]:
    label, colon, value = word.replace("：", ":").partition(":")
    return [label, value] if colon and value and label_of(label) else [word]


def _label_end(words: Sequence[str], at: int) -> int:
    """Behind the label that begins at a word, in at most three short pieces; 0 for none.

    A piece that is a label by itself begins another: ``市水务局 实施单位`` is none in two pieces.
    """
    found = 0
    for end in range(at + 1, min(at + 3, len(words)) + 1):
        is_one = end == at + 1
        if not is_one and (any(len(word) > _LONGEST_PIECE for word in words[at:end]) or label_of(words[end - 1])):
            break
        if label_of("".join(words[at:end])):
            found = end
    return found


def _parted_goals(text: str) -> tuple[list[str], tuple[str, ...]]:
    """What was planned and what came of it, with every place where one can end and the other begin."""
    wide, sentences = list(_WIDE.finditer(text)), list(_SENTENCE.finditer(text))
    chosen = wide if len(wide) == 1 else sentences
    ways = tuple(f"预期目标到「{text[max(one.start() - 16, 0) : one.start()]}」为止" for one in chosen[:_MOST])
    if len(chosen) != 1:
        return [text], ways or (text[:60],)
    return [text[: chosen[0].start()], text[chosen[0].end() :]], ways
