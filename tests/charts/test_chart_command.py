"""jixiao chart：图和表写进一个文件夹。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from engine.cli.chart import app
from engine.examples import example_folder
from engine.store.maintenance import upgrade
from tests.conftest import HEAD, row

EXAMPLE = str(example_folder())


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.stdout


def test_scores_writes_every_picture_and_one_page(tmp_path: Path):
    said = run("scores", EXAMPLE, "--out", str(tmp_path / "图"))
    written = {path.name for path in (tmp_path / "图").iterdir()}
    assert {"执行与得分.svg", "失分分布.svg", "04-扣分-金融监管工作经费.svg", "图.html"} <= written
    assert len(written) == 2 + 6 + 1 + 1  # two of all, six bullets, the one that lost points, the page
    assert all(name in said for name in written)


def test_the_envelope_lists_pictures_and_files(tmp_path: Path):
    envelope = json.loads(run("scores", f"{EXAMPLE}/04-supervision.toml", "--out", str(tmp_path), "--json"))
    assert envelope["ok"] is True
    assert [one["name"] for one in envelope["data"]["figures"]][-1] == "00-完成-金融监管工作经费"
    assert len(envelope["data"]["files"]) == 5


def test_an_error_writes_nothing(tmp_path: Path):
    (tmp_path / "表.toml").write_text(HEAD + row(weight="80"), encoding="utf-8")
    run("scores", str(tmp_path / "表.toml"), "--out", str(tmp_path / "图"), code=3)
    assert not (tmp_path / "图").exists()


def test_years_compares_two_folders(tmp_path: Path):
    for year, done in ((2023, 10), (2024, 20)):
        text = HEAD.replace("2024\n", f"{year}\n") + row(achieved=f"={done} 份")
        (tmp_path / f"{year}.toml").write_text(text, encoding="utf-8")
    run("years", str(tmp_path / "2023.toml"), str(tmp_path / "2024.toml"), "--out", str(tmp_path / "图"))
    page = (tmp_path / "图" / "图.html").read_text(encoding="utf-8")
    # 10 + 90 × 10 ÷ 20 = 55
    assert "55.00" in page
    assert "+45" in page
    assert (tmp_path / "图" / "两年对比-预算执行率.svg").exists()


@pytest.mark.parametrize("year", [(), ("--year", "2024")])
def test_status_draws_an_empty_database(tmp_path: Path, year: tuple[str, ...]):
    upgrade(str(tmp_path / "jixiao.db"))
    run("status", *year, "--db", str(tmp_path / "jixiao.db"), "--out", str(tmp_path / "图"))
    assert "共 0 个项目" in (tmp_path / "图" / "办理进度.svg").read_text(encoding="utf-8")
