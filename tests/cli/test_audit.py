"""``jixiao audit`` as people meet it: what is on top, exit codes, refusals, reports."""

from __future__ import annotations

import json
from pathlib import Path

from engine.examples import example_folder
from tests.cli.conftest import House

DISCLOSURE = example_folder() / "disclosure.txt"


def test_the_heaviest_finding_is_on_top_and_the_last_line_names_the_rulebook(house: House) -> None:
    told = house.refused("zhang", 10, "audit", str(DISCLOSURE))
    # The document contradicts itself in the numbers once: 25 % said, 28 against 20 is +40 %.
    first = told.index("先看阻断的 1 处")
    assert told.index("金融监管工作经费 · 出具专项检查报告", first) < told.index("【")
    assert told.rstrip().splitlines()[-1].startswith("评分办法  urumqi-2024")
    assert "没有指定评分办法，由文件推断" in told
    told.encode("gbk")


def test_a_named_rulebook_is_said_to_be_named(house: House) -> None:
    told = house.refused("zhang", 10, "audit", str(DISCLOSURE), "--rulebook", "hubei")
    assert "评分办法  hubei" in told
    assert "是命令里指定的" in told


def test_as_json_every_finding_has_its_place_and_every_table_its_totals(house: House) -> None:
    result = house.run("zhang", "audit", str(DISCLOSURE), "--json")
    (document,) = json.loads(result.out)["data"]["documents"]
    totals = [(table["printed"], table["follows"]) for table in document["tables"]]
    # As printed in the published document: 100 four times, 93.50 once; 整体表 has no row 总分, its rows add up to 100.
    assert totals == [(None, "100"), *[("100.00", "100")] * 3, ("93.50", "93.5"), ("100.00", "100")]
    assert all(finding["code"] and finding["message"] for finding in document["findings"])


def test_only_and_severity_narrow_what_is_asked(house: House) -> None:
    result = house.run("zhang", "audit", str(DISCLOSURE), "--severity", "阻断", "--json")
    (document,) = json.loads(result.out)["data"]["documents"]
    assert {finding["severity"] for finding in document["findings"]} == {"阻断"}
    assert house.run("zhang", "audit", str(DISCLOSURE), "--only", "total-score-wrong,weights-not-100").code == 3
    assert house.run("zhang", "audit", str(DISCLOSURE), "--only", "saving-costs-twice").code == 10
    assert house.run("zhang", "audit", str(DISCLOSURE), "--only", "zero-budget").code == 0


def test_users_mistakes_are_told_with_what_would_have_been_right(house: House) -> None:
    (house.folder / "空").mkdir()
    cases: list[tuple[int, str, tuple[str, ...]]] = [
        (6, "file-missing", ("没有.txt",)),
        (3, "no-document-found", ("空",)),
        (3, "format-unknown", ("jixiao.db",)),
        (
            3,
            "check-unknown",
            (
                str(DISCLOSURE),
                "--only",
                "nothing",
            ),
        ),
        (
            3,
            "severity-unknown",
            (
                str(DISCLOSURE),
                "--severity",
                "严重",
            ),
        ),
        (
            3,
            "rulebook-unknown",
            (
                str(DISCLOSURE),
                "--rulebook",
                "nowhere",
            ),
        ),
        (
            3,
            "output-unwritable",
            (
                str(DISCLOSURE),
                "--html",
                "空",
            ),
        ),
        (
            6,
            "file-missing",
            (
                str(DISCLOSURE),
                "--previous",
                "去年.txt",
            ),
        ),
        (3, "file-unnamed", ()),
    ]
    for code, problem, arguments in cases:
        assert problem in house.refused("zhang", code, "audit", *arguments), problem


def test_all_checks_are_listed_with_their_reason(house: House) -> None:
    from engine.audit.checks import ALL

    listed = house.data("zhang", "audit", "--list")
    assert [one["code"] for one in listed] == [check.code for check in ALL]
    assert all(one["why"] for one in listed)


def test_of_many_files_the_refused_are_told_and_the_others_go_on(house: House) -> None:
    folder = house.folder / "各部门"
    (folder / "甲").mkdir(parents=True)
    (folder / "甲" / "公开.txt").write_bytes(DISCLOSURE.read_bytes())
    (folder / "乙.txt").write_text("没有表", encoding="utf-8")
    told = house.refused("zhang", 10, "audit", str(folder), "--html", "核查.html", "--xlsx", "核查.xlsx")
    assert "先看这几份" in told
    assert "no-table-found" in told
    assert (house.folder / "核查.xlsx").exists()
    overview = (house.folder / "核查.html").read_text(encoding="utf-8")
    (page,) = (house.folder / "核查-逐份").iterdir()
    assert page.name == "001-公开.html"
    assert "001-%E5%85%AC%E5%BC%80.html" in overview
    assert "../核查.html" in page.read_text(encoding="utf-8")


def test_nothing_found_but_something_refused_is_not_success(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "批"
    folder.mkdir()
    (folder / "a.txt").write_bytes(DISCLOSURE.read_bytes())
    (folder / "b.txt").write_text("没有表", encoding="utf-8")
    assert house.run("zhang", "audit", str(folder), "--only", "zero-budget").code == 3
