"""A fresh database of either kind (两种数据库各来一个)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.postgres import empty_postgres, postgres, postgres_database, postgres_server
from tests.store.samples import created

__all__ = ["empty_postgres", "postgres", "postgres_database", "postgres_server"]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, to be copied."""
    return Path(created(tmp_path_factory.mktemp("template") / "空.db"))


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite database."""
    return str(shutil.copy(sqlite_template, tmp_path / "绩效 100%.db"))


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database, on SQLite and on PostgreSQL."""
    found: str = request.getfixturevalue(request.param)
    return found
