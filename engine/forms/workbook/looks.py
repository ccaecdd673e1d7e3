"""How the cells of a workbook look (样式): colours say where to write, formats keep every input a text."""

from __future__ import annotations

from typing import Any

from engine.forms.workbook.placed import Look, Placed

INPUT_COLOUR, FLAGGED_COLOUR, LABEL_COLOUR, LOCKED_COLOUR = "#FFF9DB", "#FFD8A8", "#DDE7F0", "#F4F5F6"
_BASE = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
_LOOKS: dict[Look, dict[str, Any]] = {
    Look.TITLE: {"font_size": 16, "bold": True, "align": "center"},
    Look.NOTE: {"font_color": "#555555", "align": "left"},
    Look.LABEL: {"bold": True, "align": "center", "border": 1, "bg_color": LABEL_COLOUR},
    Look.LOCKED: {"border": 1, "bg_color": LOCKED_COLOUR, "num_format": "@"},
    Look.INPUT: {"border": 1, "bg_color": INPUT_COLOUR, "num_format": "@", "locked": False},
    Look.FLAGGED: {"border": 1, "bg_color": FLAGGED_COLOUR, "num_format": "@", "locked": False},
    Look.REVIEW: {"border": 1, "bg_color": FLAGGED_COLOUR, "font_color": "#A61E00"},
    Look.HINT: {"border": 1, "font_color": "#A61E00"},
    Look.HIDDEN: {"font_color": "#AAAAAA", "text_wrap": False},
    Look.HIDDEN_OPEN: {"font_color": "#AAAAAA", "text_wrap": False, "num_format": "@", "locked": False},
}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Look, bool], Any] = {}

    def of(self, cell: Placed) -> Any:
        """The format of a cell; sentences stand to the left, short entries in the middle."""
        key = (cell.look, cell.prose)
        if key not in self._made:
            boxed = cell.look in (Look.LOCKED, Look.INPUT, Look.FLAGGED)
            align = ({"align": "left", "indent": 1} if cell.prose else {"align": "center"}) if boxed else {}
            self._made[key] = self._book.add_format({**_BASE, **align, **_LOOKS[cell.look]})
        return self._made[key]

    def plain(self, look: Look, *, prose: bool = True) -> Any:
        """The format of a look, for sheets that are no form."""
        return self.of(Placed(0, 0, "", look, prose=prose))
