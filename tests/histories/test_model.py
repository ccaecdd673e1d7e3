"""The reference model is independent: it imports nothing but itself and the standard library."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

MODEL = Path(__file__).parent / "model"


@pytest.mark.parametrize("path", sorted(MODEL.glob("*.py")), ids=lambda path: path.name)
def test_imports_nothing_of_ours(path: Path):
    tree = ast.parse(path.read_text("utf-8"))
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    foreign = [name for name in names if name.split(".")[0] not in sys.stdlib_module_names]
    assert [name for name in foreign if not name.startswith("tests.histories.model")] == []
