"""The rows of a text (文本里的行): split into fields, and put together again where a line break cut a cell."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from engine.intake.disclosure.collapsed import collapsed_rows
from engine.intake.disclosure.labels import columns_named, label_of, level_words, sections_named
from engine.intake.disclosure.text_fields import TextField, TextRow
from engine.intake.disclosure.titles import is_title, year_line

_LONGEST_CUT = 4_000
"""Of the cells that line breaks cut; a longer one is no cell but a text gone astray."""
_GAP = re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")
_RULE = re.compile(r"[-|:+= ]*")
_BULLET = re.compile(r"\s*(?:[-*+] |#{1,6} |>+ )")
_PIPE = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}部分|[(（]?[一二三四五六七八九十]{1,3}[)）、]|注[:：]|附[件表])"
)


def read_rows(text: str) -> list[TextRow]:
    """Every line of a text as a row or a paragraph, with what a line break cut put together."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows: list[TextRow] = []
    gaps = "\t" not in text and not any(map(_is_piped, lines))
    wrapped = all(line.lstrip().startswith("|") for line in lines if _is_piped(line))
    collapsed = collapsed_rows(lines)
    number = 0
    while number < len(lines):
        if number in collapsed:
            number, read = collapsed[number]
            rows += read
            continue
        last = _closing_line(lines, number)
        rows.append(_row("\n".join(lines[number : last + 1]), number + 1, gaps, wrapped))
        number = last + 1
    return _with_tails(rows)


def _closing_line(lines: list[str], start: int) -> int:
    """Programs that copy a cell with line breaks put it in quotation marks; an open ``<p>`` goes on too."""
    line = lines[start]
    if "\t" not in line and "<p" not in line:
        return start
    quoted = any(field.startswith('"') and field.count('"') % 2 for field in line.split("\t"))
    tagged = line.count("<p>") > line.count("</p>")
    if not quoted and not tagged:
        return start
    for last in range(start + 1, min(start + 40, len(lines))):
        if (quoted and lines[last].count('"') % 2) or (tagged and "</p>" in lines[last]):
            return last
    return start


def _row(line: str, number: int, gaps: bool, wrapped: bool) -> TextRow:
    stripped = line.strip()
    if "\t" in line:
        return TextRow.of(number, [_unquoted(field) for field in line.split("\t")], separated=True)
    if _is_piped(line):
        return _piped(stripped, number, wrapped)
    if gaps and _GAP.search(stripped):
        return TextRow.of(number, _GAP.split(stripped), separated=True)
    return TextRow.of(number, [_BULLET.sub("", line, count=1)], separated=False)


def _is_piped(line: str) -> bool:
    return line.count("|") >= 2 and (line.lstrip().startswith("|") or " | " in line)


def _piped(line: str, number: int, wrapped: bool) -> TextRow:
    """``wrapped``: every row of the file begins with a pipe, which then is a border and no empty field."""
    if _RULE.fullmatch(line):
        return TextRow(number, (), False)
    inner = line.removeprefix("|") if wrapped else line
    inner = inner[:-1] if wrapped and inner.endswith("|") and not inner.endswith("\\|") else inner
    return TextRow.of(number, [field.replace("\\|", "|") for field in _PIPE.split(inner)], separated=True)


def _unquoted(field: str) -> str:
    if len(field) > 1 and field.startswith('"') and field.endswith('"'):
        return field[1:-1].replace('""', '"')
    return field


def _with_tails(rows: list[TextRow]) -> list[TextRow]:
    """A paragraph squeezed between two rows without an empty line is the rest of the cell above it."""
    kept: list[TextRow] = []
    for index, row in enumerate(rows):
        follows = index + 1 < len(rows) and (rows[index + 1].is_separated or _is_tail(rows[index + 1]))
        if follows and _begins_label(row, rows[index + 1]):
            rows[index + 1] = _begun(row, rows[index + 1])
        elif kept and _is_open(kept[-1]) and follows and _is_tail(row):
            kept[-1] = _joined(kept[-1], row)
        else:
            kept.append(row)
    return kept


def _is_open(row: TextRow) -> bool:
    return row.is_separated and not row.is_empty and all(len(field.text) < _LONGEST_CUT for field in row.fields)


def _begins_label(row: TextRow, after: TextRow) -> bool:
    """Whether a paragraph and the first field of the row below it are one label, cut in two."""
    if not _is_tail(row) or not after.is_separated or not after.fields or len(row.text) > 20:
        return False
    whole = row.text + after.fields[0].text
    return _is_label(whole) or bool(level_words(whole))


def _begun(row: TextRow, after: TextRow) -> TextRow:
    first = TextField(_seamed(row.fields[0].text, after.fields[0].text), row.line, 1)
    return TextRow(row.line, (first, *after.fields[1:]), True)


def _is_tail(row: TextRow) -> bool:
    if row.is_separated or row.is_empty or row.line == 0:
        return False
    return not (is_title(row.text) or year_line(row.text) is not None or _HEADING.match(row.text.strip()))


def _joined(row: TextRow, more: TextRow) -> TextRow:
    """The last field that is written goes on with the first of the next line."""
    last = max(number for number, field in enumerate(row.fields) if field.text.strip())
    first = row.fields[last]
    seam = TextField(_seamed(first.text, more.fields[0].text), first.line, first.number)
    rest = more.fields[1:] if len(more.fields) > 1 else row.fields[last + 1 :]
    return TextRow(row.line, (*row.fields[:last], seam, *rest), True)


def _seamed(first: str, second: str) -> str:
    """A space at the seam is the author's, a bare line break the typesetter's."""
    spaced = first != first.rstrip() or second != second.lstrip()
    return first.rstrip() + (" " if spaced else "\n") + second.strip()


def mended(rows: list[TextRow]) -> list[TextRow]:
    """Rows that a line break cut in two, told by the number of fields of the whole ones."""
    usual = _usual(rows)
    kept: list[TextRow] = []
    for row in rows:
        if kept and _fits(kept[-1], row, usual):
            kept[-1] = _joined(kept[-1], row)
        else:
            kept.append(row)
    return kept


def _is_label(text: str) -> bool:
    return bool(label_of(text) or sections_named(text) or columns_named(text) - {"planned", "done"})


def _usual(rows: list[TextRow]) -> int:
    """How many fields a whole row has: as many as the headings, else as most rows."""
    for row, after in pairwise(rows):
        named = sum(1 for field in row.fields if columns_named(field.text))
        if named >= 5 and named + 2 >= len(row.fields) - 1 and not _may_be_cut(row, after):
            return len(row.fields)
    sizes = Counter(len(row.fields) for row in rows)
    sizes.update(len(one.fields) + len(two.fields) - 1 for one, two in pairwise(rows) if _may_be_cut(one, two))
    return max(sizes, key=lambda size: (sizes[size], size))


def _fits(first: TextRow, second: TextRow, usual: int) -> bool:
    sizes = len(first.fields), len(second.fields)
    return max(sizes) < usual and sum(sizes) - 1 == usual and _may_be_cut(first, second)


def _may_be_cut(first: TextRow, second: TextRow) -> bool:
    """Whether a cell may begin at the end of one row and end at the start of the next."""
    if not first.fields or not second.fields:
        return False
    end, start = first.fields[-1].text, second.fields[0].text
    return bool(end.strip() and start.strip()) and (
        bool(columns_named(end + start)) or not (columns_named(end) or _is_label(start))
    )
