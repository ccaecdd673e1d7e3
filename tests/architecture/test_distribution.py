"""engine、indicators、workflows 是 jixiao 的，而且只是它的（the three packages are ours alone）。

别的发行包也用 `workflows` 这样的名字，装在同一个环境里就会互相覆盖。这里按用户拿到的样子检查：
真的构建一个 wheel，再问 importlib.metadata 这三个名字归谁。
"""

import importlib
import importlib.metadata
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("engine", "indicators", "workflows")
EXAMPLE = "examples/urumqi-2024"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """用锁定的 hatchling 离线构建的 wheel（a wheel built offline）。"""
    directory = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(directory)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (path,) = directory.glob("jixiao-*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


def source_files(directory: str) -> set[str]:
    """仓库里该随包发出的文件（the files of a directory that must be shipped）。"""
    return {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / directory).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_the_three_packages_belong_to_jixiao_only(
    wheel: zipfile.ZipFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    wheel.extractall(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    owners = importlib.metadata.packages_distributions()
    assert {package: set(owners.get(package, [])) for package in PACKAGES} == {
        package: {"jixiao"} for package in PACKAGES
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_imported_is_ours(package: str):
    installed = Path(str(importlib.metadata.distribution("jixiao").locate_file(""))).resolve()
    module = importlib.import_module(package)
    assert module.__file__ is not None, f"{package} 没有 __init__.py"
    assert Path(module.__file__).resolve().parents[1] in {ROOT, installed}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_of_a_package_is_shipped(package: str, wheel: zipfile.ZipFile):
    missing = source_files(package) - set(wheel.namelist())
    assert not missing
    assert f"{package}/py.typed" in wheel.namelist()


def test_the_example_is_shipped_inside_engine(wheel: zipfile.ZipFile):
    example = source_files(EXAMPLE)
    assert example
    assert {f"engine/{file}" for file in example} <= set(wheel.namelist())


def test_the_command_is_jixiao(wheel: zipfile.ZipFile):
    (name,) = (n for n in wheel.namelist() if n.endswith(".dist-info/entry_points.txt"))
    assert "jixiao = engine.cli.main:main" in wheel.read(name).decode()
