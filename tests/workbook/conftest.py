"""A house with two declared projects."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import House, file_house


@pytest.fixture(scope="session")
def _furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its people and two declared projects, made once."""
    from engine.examples import example_folder

    folder = tmp_path_factory.mktemp("house")
    house = file_house(folder)
    examples = sorted(example_folder().glob("0[14]*.toml"))
    house.done("zhang", "project", "import", *map(str, examples))
    return folder


@pytest.fixture
def house(_furnished: Path, tmp_path: Path) -> House:
    """Its own copy for every test: 2024-0001 培训 and 2024-0002 金融监管工作经费, both just declared by zhang."""
    shutil.copy(_furnished / "jixiao.db", tmp_path / "jixiao.db")
    return House(tmp_path, lambda _: "jixiao.db", is_server=False)
