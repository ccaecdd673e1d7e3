"""Which line of a TOML file a path stands on.

``tomllib`` forgets positions, so when there is something to report the file is read once more by the
tree-sitter grammar, which keeps them. Files without problems never pay for it.
"""

from __future__ import annotations

from collections import Counter

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from indicators.problems import Path


class LineIndex:
    """Lines (from 1) of the keys and tables of one TOML text."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {(): 1}
        parser = Parser(Language(tree_sitter_toml.language()))
        self._source = text.encode()
        self._document(parser.parse(self._source).root_node)

    def line_of(self, where: Path) -> int:
        """The line of a path, or of the nearest thing around it that is written."""
        for end in range(len(where), -1, -1):
            if where[:end] in self._lines:
                return self._lines[where[:end]]
        return 1

    def _document(self, root: Node) -> None:
        counts: Counter[Path] = Counter()
        for node in root.named_children:
            if node.type == "pair":
                self._pair(node, ())
            elif node.type in ("table", "table_array_element"):
                self._table(node, counts)

    def _table(self, node: Node, counts: Counter[Path]) -> None:
        head, *pairs = node.named_children
        where: Path = self._resolved(self._key(head), counts)
        if node.type == "table_array_element":
            self._note(where, node)
            counts[where] += 1
            where = (*where, counts[where] - 1)
        self._note(where, node)
        for pair in pairs:
            if pair.type == "pair":
                self._pair(pair, where)

    def _resolved(self, key: Path, counts: Counter[Path]) -> Path:
        """``[indicator.x]`` after ``[[indicator]]`` belongs to its last element."""
        where: Path = ()
        for part in key[:-1]:
            where = (*where, part)
            if counts[where]:
                where = (*where, counts[where] - 1)
        return (*where, *key[-1:])

    def _pair(self, pair: Node, where: Path) -> None:
        if len(pair.named_children) < 2:
            return
        key, value = pair.named_children[:2]
        place = (*where, *self._key(key))
        self._note(place, pair)
        self._value(value, place)

    def _value(self, value: Node, place: Path) -> None:
        if value.type == "inline_table":
            for pair in value.named_children:
                if pair.type == "pair":
                    self._pair(pair, place)
        elif value.type == "array":
            items = [item for item in value.named_children if item.type != "comment"]
            for index, item in enumerate(items):
                self._note((*place, index), item)
                self._value(item, (*place, index))

    def _key(self, node: Node) -> Path:
        if node.type == "dotted_key":
            return tuple(part for child in node.named_children for part in self._key(child))
        text = self._source[node.start_byte : node.end_byte].decode()
        return (text.strip("\"'"),)

    def _note(self, where: Path, node: Node) -> None:
        self._lines.setdefault(where, node.start_point[0] + 1)
