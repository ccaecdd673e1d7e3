"""What these tests need and a machine may lack (缺少的工具): they skip, and fail under CI so as not to be lost."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def unavailable(message: str) -> NoReturn:
    """Skip with one line; under ``CI=true`` fail with it."""
    if os.environ.get("CI") == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)
