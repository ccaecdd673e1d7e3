"""Write the real outputs, tables and pictures into the documentation: ``python -m tests.docs.refresh``.

Outputs with lines left out (``…``) are written by hand; the ones that no longer hold are listed. Lines that differ
only in what differs from run to run stay as they are.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from tests.docs.live import LEFT_OUT, ROOT, Shown, masked, pages, play
from tests.docs.tables import with_current_tables


def refreshed(text: str, shown: list[Shown]) -> str:
    """The page with the output of every command that shows all of it."""
    lines = text.splitlines()
    for one in sorted(shown, key=lambda one: one.line, reverse=True):
        if one.is_whole:
            lines[one.line : one.line + len(one.output)] = renewed(one.output, one.ran.output)
    return "".join(f"{line}\n" for line in lines)


def renewed(shown: Sequence[str], printed: Sequence[str]) -> Iterator[str]:
    """What was printed; where it says the same as the page, the page's own lines."""
    steps = SequenceMatcher(None, masked(shown), masked(printed), autojunk=False).get_opcodes()
    for tag, start, end, new_start, new_end in steps:
        yield from shown[start:end] if tag == "equal" else printed[new_start:new_end]


def refresh(page: Path, folder: Path) -> list[Shown]:
    """Bring one page up to date; the commands that only a person can correct."""
    text = with_current_tables(page.read_text(encoding="utf-8"))
    page.write_text(text, encoding="utf-8")
    shown = list(play(page, folder))
    page.write_text(refreshed(text, shown), encoding="utf-8")
    for picture in folder.glob("*/docs/img/*.svg"):
        shutil.copy(picture, ROOT / "docs" / "img" / picture.name)
    return [one for one in shown if not one.is_whole and not one.holds]


def main() -> None:
    for page in pages():
        with tempfile.TemporaryDirectory() as folder:
            for one in refresh(page, Path(folder)):
                print(
                    f"{one.page}:{one.line}: 带 {LEFT_OUT} 的输出已经变了，请照实改：{one.ran.command}", file=sys.stderr
                )


if __name__ == "__main__":
    main()
