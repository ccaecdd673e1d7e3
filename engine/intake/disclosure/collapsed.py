"""A table whose tabs became spaces (分栏只剩空格的表), line by line: rows put back under their headings.

Read are forms of the national order: levels, name, target, what was achieved, weight, score, reason. A line with two
readings keeps the others as candidates; a form with any line that fits nothing is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.intake.disclosure.collapsed_head import Head, HeadRow
from engine.intake.disclosure.collapsed_indicators import Reading, read_row
from engine.intake.disclosure.collapsed_words import has_sign, is_value, labels_in, words_of
from engine.intake.disclosure.figures import figure
from engine.intake.disclosure.labels import INDICATOR_COLUMNS, columns_named, sections_named
from engine.intake.disclosure.text_fields import TextField, TextRow
from engine.intake.disclosure.titles import is_title, year_line

_FARTHEST = 60
"""Lines from a title to the headings of its indicators."""
_GAP = re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")
_PAGE_NUMBER = re.compile(r"[-—– ]*[0-9]{1,4}[-—– ]*")
_HEADING = re.compile("第[一二三四五六七八九十]{1,3}部分|[(（]?[一二三四五六七八九十]{1,3}[)）、]|注[:：]|附[件表]")
_ORDER = (
    "dimension",
    "category",
    "name",
    "target",
    "target_basis",
    "achieved",
    "weight",
    "score",
    "deviation_analysis",
)
_REQUIRED = frozenset({"name", "target", "achieved", "weight", "score"})
_COLUMNS = frozenset(INDICATOR_COLUMNS)


@dataclass(slots=True)
class _Table:
    """The rows of one table, each a list of texts from the first column on."""

    headings: tuple[str, ...]
    rows: list[HeadRow]
    weight: Decimal
    """The points for execution."""

    def add(self, line: int, texts: Sequence[str], candidates: tuple[str, ...] = ()) -> None:
        self.rows.append((line, list(texts), candidates))


def collapsed_rows(lines: Sequence[str]) -> dict[int, tuple[int, list[TextRow]]]:
    """Tables found: by the number of their first line from 0, the line behind the last and the rows."""
    found: dict[int, tuple[int, list[TextRow]]] = {}
    tried: set[int] = set()
    reached = 0
    for number, line in enumerate(lines):
        if number < reached or "三级" not in line or not (headings := _headings(line)):
            continue
        start = _first_line(lines, number, reached)
        if start is None or start in tried:
            continue
        tried.add(start)
        if read := _read(lines, start, number, headings):
            reached, rows = read
            found[start] = reached, rows
    return found


def _headings(line: str) -> tuple[str, ...]:
    """The columns of a heading line in the national order, told apart by single spaces; none for anything else."""
    if "\t" in line or "|" in line:
        return ()
    words = words_of(line)
    if sum(1 for one in _GAP.split(line.strip()) if columns_named(one) & _COLUMNS) >= len(_REQUIRED):
        return ()
    skipped = 1 if words and "indicators" in sections_named(words[0]) and not columns_named(words[0]) else 0
    labels = labels_in(words, skipped, lambda text: min(columns_named(text) & _COLUMNS, default=""))
    meanings = tuple(one.meaning for one in labels)
    if not labels or labels[-1].end != len(words) or not set(meanings) >= _REQUIRED:
        return ()
    ordered = [one for one in _ORDER if one in meanings]
    return tuple(one.text for one in labels) if list(meanings) == ordered else ()


def _first_line(lines: Sequence[str], heading: int, reached: int) -> int | None:
    """The line after the title above a heading line."""
    for number in range(heading - 1, max(heading - _FARTHEST, reached - 1, -1), -1):
        if "\t" in lines[number]:
            return None
        if is_title(lines[number].strip()):
            return number + 1
    return None


def _read(
    lines: Sequence[str], start: int, heading: int, headings: tuple[str, ...]
) -> tuple[int, list[TextRow]] | None:
    head = Head()
    for number in range(start, heading):
        head.take(number, lines[number].strip())
    if not head.is_named:
        return None
    table = _Table(headings, head.rows(), head.weight)
    table.add(heading, ["", *headings])
    stop = _below(table, lines, heading + 1)
    if stop is None:
        return None
    # The empty row keeps a paragraph squeezed below the table out of its last cell.
    years = [TextRow.of(number + 1, [lines[number]], separated=False) for number in _years(lines, start, heading)]
    return stop, [*years, *_text_rows(table), TextRow.of(stop, [], separated=False)]


def _years(lines: Sequence[str], start: int, stop: int) -> list[int]:
    return [number for number in range(start, stop) if year_line(lines[number].strip()) is not None]


def _below(table: _Table, lines: Sequence[str], start: int) -> int | None:
    """The rows under the headings up to 总分; the line behind them, or None where one fits nothing."""
    meanings = tuple(one for one in _ORDER if one in _meanings(table.headings))
    stop = _last_line(lines, start, meanings)
    last: Reading | None = None
    for number in range(start, stop):
        line = lines[number].strip()
        if not line or _PAGE_NUMBER.fullmatch(line) or _headings(line) == table.headings:
            continue
        words = words_of(line)
        if "total" in sections_named(words[0]) and all(map(is_value, words[1:])):
            table.add(number, _total(meanings, words), _total_doubt(table, meanings, words))
            return number + 1
        row = read_row(words, meanings)
        if row is not None:
            row = row.below(last) if last else row
            table.add(number, ["", *(row.cells.get(one, "") for one in meanings)], row.candidates)
            last = row
        elif last is not None and last.cells["deviation_analysis"]:
            _goes_on(table, line)
            last = replace(last, are_levels_certain=last.are_levels_certain and len(words) == 1)
        else:
            return None
    return stop if last else None


def _meanings(headings: Sequence[str]) -> set[str]:
    return {min(columns_named(one) & _COLUMNS) for one in headings}


def _last_line(lines: Sequence[str], start: int, meanings: Sequence[str]) -> int:
    """Behind the row 总分, else behind the last line that has points or a sign, before the next title or chapter."""
    last = start
    for number in range(start, len(lines)):
        line = lines[number].strip()
        if "\t" in line or is_title(line) or _HEADING.match(line):
            break
        words = words_of(line)
        if words and "total" in sections_named(words[0]) and all(map(is_value, words[1:])):
            return number + 1
        if any(map(has_sign, words)) or read_row(words, meanings) is not None:
            last = number + 1
    return last


def _goes_on(table: _Table, line: str) -> None:
    """A line without points between two rows: the rest of the reason above it, most likely."""
    number, texts, candidates = table.rows[-1]
    texts = [*texts[:-1], f"{texts[-1]}\n{line}"]
    ways = (f"接在上一行的偏差原因后面：{line[:60]}", f"另是一行或一段文字：{line[:60]}")
    table.rows[-1] = number, texts, (*candidates, *ways)


def _total(meanings: Sequence[str], words: Sequence[str]) -> list[str]:
    texts = [words[0], *("" for _ in meanings)]
    figures = [one for one in words[1:] if figure(one) is not None]
    at = meanings.index("weight") + 1
    texts[at : at + len(figures)] = figures
    return texts[: max(len(meanings) + 1, at + len(figures))]


def _total_doubt(table: _Table, meanings: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """Whether the rows make the printed total, with or without the points for execution."""
    at = meanings.index("weight") + 1
    start = next(place for place, (_, texts, _) in enumerate(table.rows) if texts[1:] == list(table.headings))
    weights = [figure(texts[at]) for _, texts, _ in table.rows[start + 1 :]]
    whole = sum(filter(None, weights))
    printed = figure(words[1]) if len(words) == 3 else None
    if printed is not None and printed - whole in (0, table.weight):
        return ()
    return (f"各行分值合计 {whole}，总分一行是 {' '.join(words[1:])}",)


def _text_rows(table: _Table) -> Iterator[TextRow]:
    width = max(len(texts) for _, texts, _ in table.rows)
    for number, texts, candidates in table.rows:
        marked = next((place for place, text in enumerate(texts) if text), 0)
        fields = tuple(
            TextField(text, number + 1, 0, candidates if place == marked else ())
            for place, text in enumerate([*texts, *("" for _ in range(width - len(texts)))])
        )
        yield TextRow(number + 1, fields, True)
