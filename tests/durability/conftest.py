"""Warm processes and databases at every stage of a life (预热的进程与各阶段的数据库), made once."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.durability.life import PostgresStages, SqliteStages, Stages, warm_nursery
from tests.durability.missing import unavailable
from tests.durability.running import Nursery
from tests.postgres import Server, postgres_server

__all__ = ["postgres_server"]


@pytest.fixture(scope="session", autouse=True)
def linux() -> None:
    if sys.platform != "linux":
        unavailable("杀死进程的测试只能在 Linux 上跑")


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with warm_nursery() as started:
        yield started


@pytest.fixture(scope="session")
def sqlite_stages(tmp_path_factory: pytest.TempPathFactory, nursery: Nursery) -> SqliteStages:
    return SqliteStages(tmp_path_factory.mktemp("stages"), nursery)


@pytest.fixture(scope="session")
def postgres_stages(postgres_server: Server, nursery: Nursery) -> PostgresStages:
    return PostgresStages(postgres_server, nursery)


@pytest.fixture(params=["sqlite_stages", "postgres_stages"])
def stages(request: pytest.FixtureRequest) -> Stages:
    """On SQLite and on PostgreSQL."""
    found: Stages = request.getfixturevalue(request.param)
    return found
