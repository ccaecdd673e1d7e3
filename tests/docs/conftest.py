"""The documentation's tests share ``tests.docs``; a bare ``pytest`` does not see the root."""

import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


@pytest.fixture(scope="session", autouse=True)
def commands_built_once() -> Iterator[None]:
    """The pages show some hundreds of commands, all run in this process."""
    from tests.conftest import built_commands

    with patch("engine.cli.main.app", built_commands()):
        yield
