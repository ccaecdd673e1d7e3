"""Where the example department lives: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

import engine

NAME = "urumqi-2024"


def example_folder() -> Path:
    """Folder of the example department's six tables."""
    package = Path(engine.__file__).parent
    candidates = (package / "examples" / NAME, package.parent / "examples" / NAME)
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the example {NAME} is not shipped: looked in {', '.join(map(str, candidates))}")
