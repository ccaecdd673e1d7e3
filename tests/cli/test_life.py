"""A project's life from the command line, every command a process of its own, on a file and on a server."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from engine.rulebooks import rulebook_data
from tests.cli.conftest import PEOPLE, ROW, SUPERVISION, House
from workflows.history import Entry
from workflows.pinned import pin_of, pin_payload, stream_of

CAR = "租用车辆"


def hand_in(house: House, workflow: str = "standard") -> str:
    """Declare and fill in the supervision project; its id, ready to be submitted for review."""
    (receipt,) = house.data("zhang", "project", "import", SUPERVISION, "--workflow", workflow)
    project = str(receipt["project"])
    house.done("zhang", "submit", project)
    if workflow != "standard":
        house.done("li", "review", "show", project)
        house.done("li", "approve", project)
    house.done("zhang", "assess", "fill", project, SUPERVISION)
    return project


def test_two_people_live_a_year_and_the_appendix_verifies(each_house: House):
    house = each_house
    project = hand_in(house, "two-level-review")
    house.done("zhang", "submit", project)

    # the reviewer sees what waits, looks, pins the row whose reason says 25 % and sends it back
    assert "等 li 办理的有 1 个" in house.done("li", "review", "inbox")
    shown = house.done("li", "review", "show", project)
    assert "5 × 8.29 ÷ 10" in shown
    assert "应为 +40%" in shown
    house.done("li", "send-back", project, "--row", ROW, "--comment", "28 比 20 多 40%")

    # the owner cannot hand it in as it was
    assert "28 比 20 多 40%" in house.refused("zhang", 3, "submit", project)
    house.done("zhang", "assess", "fill", project, "--row", ROW, "--reason", "实际超出 40%，下年调整目标。")
    house.done("zhang", "submit", project)
    assert "看过，后有变化" in house.done("li", "review", "inbox")

    # a decision is about what was seen, and the two levels are two people
    assert "又有变化" in house.refused("li", 5, "approve", project)
    again = house.done("li", "review", "show", project)
    assert "退回以后的改动" in again
    house.done("li", "approve", project, "--comment", "同意")
    house.done("cai", "review", "show", project)
    approved = house.done("cai", "approve", project)
    code = re.search(r"核验码 (\S+)", approved)
    assert code
    house.done("zhou", "publish", project)

    built = house.done("zhou", "appendix", "build", project, "--out", "附表")
    assert code[1] in built
    for name in ("附表.html", "附表.docx", "附表.xlsx", "附表.pdf", "得分说明.html"):
        assert "逐字节相同" in house.done("shen", "verify", f"附表/{name}")
    anchor = re.search(r"[0-9]+-[0-9a-f]{32}", approved)
    assert anchor
    assert "历史完整" in house.done("shen", "log", "verify", "--anchor", anchor[0], "--anchor", "附表/附表.html")
    if house.is_server:  # the tests' own server is started without fsync, and the doctor says so
        assert "有 1 项不正常" in house.refused("guan", 8, "doctor")
    else:
        assert "全部正常" in house.done("shen", "doctor")


def test_an_owner_cannot_approve_their_own_and_nobody_can_in_anothers_name(each_house: House):
    house = each_house
    project = hand_in(house)
    house.done("zhang", "submit", project)
    house.done("zhang", "review", "show", project)
    assert "不能审核通过" in house.refused("zhang", 4, "approve", project)
    for stranger in ("wang", "cai", "zhou", "shen", "guan"):
        house.refused(stranger, 4, "approve", project)
    if house.is_server:
        assert "不能以 li 的名义" in house.refused("zhang", 4, "approve", project, "--as", "li")
    # an administrator makes the owner a reviewer: still not of their own work
    house.done("guan", "user", "role", "zhang", "owner", "reviewer")
    assert "自己经手的不能自己审核通过" in house.refused("zhang", 4, "approve", project)


def test_two_people_review_each_other_and_neither_themselves(quick_house: House):
    house = quick_house
    for person in ("wang", "li"):
        house.done("guan", "user", "role", person, "owner", "reviewer")
    for owner, reviewer in (("wang", "li"), ("li", "wang")):
        (receipt,) = house.data(owner, "project", "import", SUPERVISION, "--key", f"import-{owner}")
        project = receipt["project"]
        house.done(owner, "submit", project)
        house.done(owner, "monitor", "record", project, "--month", "7", "--outturn", "30.10")
        house.done(owner, "assess", "fill", project, SUPERVISION)
        house.done(owner, "submit", project)
        house.done(owner, "review", "show", project)
        house.refused(owner, 4, "approve", project)
        house.done(reviewer, "review", "show", project)
        house.done(reviewer, "approve", project)
        house.done("zhou", "publish", project)
    house.done("zhou", "appendix", "build", "--year", "2024", "--out", "附表")
    assert "逐字节相同" in house.done("shen", "verify", "附表/附表.html")
    assert "历史完整" in house.done("shen", "log", "verify")


def test_the_loser_is_told_who_decided_and_when(quick_house: House):
    house = quick_house
    house.done("guan", "user", "role", "wang", "reviewer")
    project = hand_in(house)
    house.done("zhang", "submit", project)
    for reviewer in ("li", "wang"):
        house.done(reviewer, "review", "show", project)
    house.done("li", "approve", project)
    said = house.refused("wang", 5, "approve", project)
    assert re.search(r"li 于 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d 审核通过", said)


def test_the_same_key_is_the_same_step(quick_house: House):
    house = quick_house
    (first,) = house.data("zhang", "project", "import", SUPERVISION, "--key", "a")
    (again,) = house.data("zhang", "project", "import", SUPERVISION, "--key", "a")
    assert again == {**first, "repeated": True}
    submitted = house.data("zhang", "submit", first["project"], "--key", "b")
    repeated = house.data("zhang", "submit", first["project"], "--key", "b")
    assert repeated == {**submitted, "repeated": True}
    assert "已经用于另一条命令" in house.refused("zhang", 5, "recall", first["project"], "--key", "b")
    assert len(house.data("zhang", "project", "list")) == 1


def test_a_key_that_looks_like_a_pinned_rulebook_keeps_nobody_from_declaring(house: House):
    found = rulebook_data("urumqi-2024")
    assert not isinstance(found, list)
    pin = pin_of(pin_payload(found[1]))
    house.done("guan", "user", "add", "xin", "--role", "owner", "--key", stream_of(pin))
    project = hand_in(house)
    house.done("zhang", "submit", project)
    assert "历史完整" in house.done("shen", "log", "verify")


def test_a_rulebook_that_borrows_the_name_of_a_shipped_one_is_told_to_the_reviewer(house: House):
    shipped = rulebook_data("urumqi-2024")
    assert not isinstance(shipped, list)
    other = shipped[0].text.replace("四舍六入五成双", "四舍五入")
    assert other != shipped[0].text
    (house.folder / "urumqi-2024.toml").write_text(other, encoding="utf-8")
    house.done("zhang", "project", "import", SUPERVISION, "-r", "urumqi-2024.toml")
    assert "内容与程序随附的不同" in house.done("li", "review", "show", "2024-0001")


def test_a_forged_snapshot_is_found_although_every_hash_fits(house: House):
    project = hand_in(house)
    for who, *step in (("zhang", "submit"), ("li", "review", "show"), ("li", "approve")):
        house.done(who, *step, project)
    house.done("zhou", "appendix", "build", project, "--out", "附表")
    forge_snapshot(house.folder / "jixiao.db")
    assert "定稿不是那时的内容和得分" in house.refused("shen", 8, "log", "verify")
    house.done("shen", "log", "verify", "--quick")
    house.refused("zhou", 8, "appendix", "build", project, "--out", "假的")


def forge_snapshot(database: Path) -> None:
    """Another achievement in the approved snapshot, its code and scores made again, and the whole chain after it."""
    from engine.rulebooks import load_rulebook
    from indicators.scoring.rulebook import Rulebook
    from workflows.history import canonical, hash_of
    from workflows.snapshot import code_of, score_of, scores_data

    book = load_rulebook("urumqi-2024")
    assert isinstance(book, Rulebook)
    with closing(sqlite3.connect(database)) as connection, connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        previous = ""
        for row in connection.execute("SELECT * FROM event ORDER BY seq").fetchall():
            entry = Entry(*row)
            if entry.kind == "approved":
                data = json.loads(entry.payload)
                snapshot = data["snapshot"]
                snapshot["content"]["indicator"][5]["achieved"] = "=10 万元"
                snapshot["scores"] = scores_data(score_of(snapshot["content"], book, {}))
                connection.execute("UPDATE snapshot SET code = ?", (code_of(snapshot),))
                entry = replace(entry, payload=canonical({**data, "code": code_of(snapshot)}))
            entry = replace(entry, previous=previous or entry.previous)
            previous = hash_of(entry)
            connection.execute(
                "UPDATE event SET payload = ?, previous = ?, hash = ? WHERE seq = ?",
                (entry.payload, entry.previous, previous, entry.seq),
            )
        connection.execute("UPDATE ledger SET hash = ?", (previous,))


def test_a_rehearsal_writes_nothing(house: House):
    (receipt,) = house.data("zhang", "project", "import", SUPERVISION, "--dry-run")
    assert receipt["written"] is False
    assert house.data("zhang", "project", "list") == []
    project = hand_in(house)
    before = (house.folder / "jixiao.db").read_bytes()
    assert "演练" in house.done("zhang", "submit", project, "--dry-run")
    assert (house.folder / "jixiao.db").read_bytes() == before


def test_points_given_in_review_need_a_reason_and_both_are_kept(house: House):
    project = hand_in(house)
    house.done("zhang", "submit", project)
    assert "没有说明理由" in house.refused("li", 3, "review", "score", project, "--row", CAR, "--points", "4")
    assert "0~5" in house.refused("li", 3, "review", "score", project, "--row", CAR, "--points", "6", "--reason", "多")
    house.done("li", "review", "score", project, "--row", CAR, "--points", "4", "--reason", "合同金额 8.00")
    shown = house.done("li", "review", "show", project)
    # 93.50 - 4.14 + 4.00
    assert "总分 93.36" in shown
    assert "按规则 4.14，li 评 4.00：合同金额 8.00" in shown
    house.done("li", "approve", project)
    house.done("li", "appendix", "build", project, "--out", "附表")
    sheet = (house.folder / "附表" / "得分说明.html").read_text(encoding="utf-8")
    assert "li 复核评定 4.00（按规则 4.14）：合同金额 8.00" in sheet


def test_a_target_adjusted_in_mid_year_keeps_the_original_and_needs_approval(house: House, tmp_path: Path):
    (receipt,) = house.data("zhang", "project", "import", SUPERVISION)
    project = receipt["project"]
    house.done("zhang", "submit", project)
    other = Path(SUPERVISION).read_text(encoding="utf-8").replace(">=20 份", ">=26 份")
    (tmp_path / "新.toml").write_text(other, encoding="utf-8")
    asked = house.done("zhang", "target", "adjust", project, "新.toml", "--reason", "上级增加任务")
    assert ">=20 份" in asked
    assert ">=26 份" in asked
    assert "还没有看过" in house.refused("li", 5, "approve", project)
    assert "待批" in house.done("li", "review", "show", project)
    house.done("li", "approve", project)
    shown = house.done("li", "review", "show", project)
    assert ">=20 份" in shown
    assert "批准" in shown


def test_a_correction_supersedes_and_both_editions_verify(house: House):
    project = hand_in(house)
    for who, *step in (
        ("zhang", "submit"),
        ("li", "review", "show"),
        ("li", "approve"),
        ("zhou", "publish"),
    ):
        house.done(who, *step, project)
    house.done("zhou", "appendix", "build", project, "--out", "一")
    house.done("zhou", "correct", project, "--reason", "原因写错")
    house.done("zhang", "assess", "fill", project, "--row", ROW, "--reason", "实际超出 40%，下年调整目标。")
    for who, *step in (
        ("zhang", "submit"),
        ("li", "review", "show"),
        ("li", "approve"),
        ("zhou", "publish"),
    ):
        house.done(who, *step, project)
    house.done("zhou", "appendix", "build", project, "--out", "二")
    assert "各表与历史一致" in house.done("guan", "db", "mend", "--dry-run")
    first, second = house.done("shen", "verify", "一/附表.html"), house.done("shen", "verify", "二/附表.html")
    assert "第 1 稿" in first
    assert "已被更正稿取代" in first
    assert "第 2 稿" in second
    assert "取代" not in second


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (">4.14<", ">5.00<", "第 1 张表第 15 行第 5 格"),
        ("93.50", "94.36", "第 1 张表"),
        ("</body>", "<p>另有加分</p></body>", "段落"),
        ("实际超出 25%", "实际超出 40%", "第 1 张表"),
        ("<td class", '<td style="display:none" class', "第 1 张表第 1 行第 1 格"),
        ("全年", "当年", "第"),
    ],
)
def test_a_published_file_that_was_changed_is_found_out(house: House, old: str, new: str, place: str):
    project = hand_in(house)
    for who, *step in (("zhang", "submit"), ("li", "review", "show"), ("li", "approve")):
        house.done(who, *step, project)
    house.done("zhou", "appendix", "build", project, "--out", "附表")
    file = house.folder / "附表" / "附表.html"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    said = house.refused("shen", 8, "verify", "附表/附表.html")
    assert place in said
    assert "不能当作定稿" in said


def test_what_is_no_edition_of_ours_is_said(house: House):
    (house.folder / "别的.html").write_text("<p>没有码</p>", encoding="utf-8")
    assert "没有核验码" in house.refused("shen", 3, "verify", "别的.html")
    (house.folder / "假的.html").write_text(
        f"<p>\n核验码 0000-0000-0000-0000-0000（第 1 稿）　锚 1-{'0' * 32}</p>", encoding="utf-8"
    )
    assert "没有核验码 0000" in house.refused("shen", 6, "verify", "假的.html")
    assert house.run("shen", "verify", "没有.html").code == 6


def test_commands_end_with_the_promised_codes(house: House):
    project = hand_in(house)
    assert "没有项目" in house.refused("zhang", 6, "submit", "2024-9999")
    assert "没有账号" in house.refused("nobody", 4, "submit", project)
    assert "没有指标" in house.refused("zhang", 6, "assess", "fill", project, "--row", "没有的", "--achieved", "1")
    assert "看不懂" in house.refused("zhang", 3, "assess", "fill", project, "--row", ROW, "--achieved", "≥≥28 份")
    assert "没有变化" in house.done("zhang", "assess", "fill", project, SUPERVISION)
    assert house.run("zhang", "submit").code == 2
    assert "jixiao db upgrade" in house.refused("zhang", 6, "project", "list", "--db", "没有.db")
    (house.folder / "别的.db").write_text("不是数据库" * 100, encoding="utf-8")
    assert house.run("zhang", "project", "list", "--db", "别的.db").code in (7, 8)


def test_a_cut_tail_and_an_old_database_are_found_by_an_anchor(house: House):
    database = house.folder / "jixiao.db"
    project = hand_in(house)
    old = database.read_bytes()
    anchor = house.data("zhang", "submit", project)["anchor"]
    house.done("shen", "log", "verify", "--anchor", anchor)
    database.write_bytes(old)  # an old copy put back: whole in itself
    house.done("shen", "log", "verify")
    assert "历史到第" in house.refused("shen", 8, "log", "verify", "--anchor", anchor)
    assert "不是锚" in house.refused("shen", 3, "log", "verify", "--anchor", "12-ab")


def test_a_backup_is_restored_and_the_replaced_file_kept(house: House):
    project = hand_in(house)
    house.done("guan", "db", "backup", "备份.db")
    house.refused("guan", 7, "db", "backup", "备份.db")
    house.done("zhang", "submit", project)
    house.refused("guan", 7, "db", "restore", "备份.db")
    kept = house.data("guan", "db", "restore", "备份.db", "--replace")["kept"]
    assert house.data("zhang", "project", "show", project)["state"] == "assessing"
    assert house.data("zhang", "project", "show", project, "--db", kept)["state"] == "reviewing"


@pytest.mark.parametrize(
    ("mark", "code", "says"), [("user_version = 99", 7, "请升级 jixiao"), ("application_id = 1", 7, "不是 jixiao")]
)
def test_a_database_that_is_not_of_this_release_is_left_alone(house: House, mark: str, code: int, says: str):
    database = house.folder / "jixiao.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"PRAGMA {mark}")
    before = database.read_bytes()
    assert says in house.refused("zhang", code, "project", "import", SUPERVISION)
    problem = json.loads(house.run("zhang", "project", "list", "--json").out)
    assert problem["ok"] is False
    assert problem["problems"][0]["code"].startswith("storage-")
    assert database.read_bytes() == before


def test_a_file_with_mistakes_is_refused_at_its_lines_and_nothing_is_declared(house: House):
    broken = Path(SUPERVISION).read_text(encoding="utf-8").replace('">=20 份"', '"≥≥20 份"')
    (house.folder / "坏.toml").write_text(broken, encoding="utf-8")
    said = house.refused("zhang", 3, "project", "import", SUPERVISION, "坏.toml")
    assert re.search(r"坏.toml:\d+: ", said)
    assert house.data("zhang", "project", "list") == []


def test_results_for_rows_that_are_not_there_are_refused_at_their_line(house: House):
    project = hand_in(house)
    (house.folder / "果.toml").write_text(
        '[funding]\noutturn = 40\n[[indicator]]\nname = "没有的"\nachieved = "=1 份"\n', encoding="utf-8"
    )
    said = house.refused("zhang", 3, "assess", "fill", project, "果.toml")
    assert "果.toml:4: row-missing" in said
    (house.folder / "果.toml").write_text(
        f'[[indicator]]\nname = "{ROW}"\nweight = 90\nachieved = "=29 份"\n', encoding="utf-8"
    )
    result = house.run("zhang", "assess", "fill", project, "果.toml")
    assert result.code == 0
    assert "申报的是 15" in result.err


def test_people_are_listed_and_an_account_can_be_closed(house: House):
    assert {one["id"] for one in house.data("guan", "user", "list")} == set(PEOPLE)
    house.refused("zhang", 4, "user", "add", "xin", "--role", "owner")
    house.refused("guan", 4, "user", "role", "guan", "administrator")
    house.refused("guan", 4, "user", "add", "xin", "--role", "administrator", "--role", "reviewer")
    house.done("guan", "user", "close", "wang")
    assert "已停用" in house.refused("wang", 4, "project", "import", SUPERVISION)


@pytest.mark.parametrize(
    "arguments",
    [
        ("review", "inbox"),
        ("review", "show", "2024-0001"),
        ("project", "list"),
        ("project", "show", "2024-0001"),
        ("monitor", "show", "2024-0001"),
        ("log", "show"),
        ("log", "show", "2024-0001"),
        ("log", "verify"),
        ("diff", "2024-0001"),
        ("user", "list"),
        ("doctor",),
        ("db", "mend", "--dry-run"),
        ("approve", "2024-0001", "--dry-run"),
        ("project", "diagram"),
    ],
    ids=" ".join,
)
def test_everything_prints_under_gbk_without_a_lost_character(living: House, arguments: tuple[str, ...]):
    gbk, utf8 = living.run("li", *arguments, encoding="gbk"), living.run("li", *arguments)
    assert gbk.code == utf8.code
    assert (gbk.out, gbk.err) == (utf8.out, utf8.err)


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with a project under review, sent back once."""
    from tests.cli.conftest import file_house

    house = file_house(tmp_path_factory.mktemp("house"), in_processes=True)
    (receipt,) = house.data("zhang", "project", "import", SUPERVISION)
    project = receipt["project"]
    house.done("zhang", "submit", project)
    house.done("zhang", "monitor", "record", project, "--month", "7", "--outturn", "30", "--actual", f"{ROW}=12 份")
    house.done("zhang", "assess", "fill", project, SUPERVISION)
    house.done("zhang", "submit", project)
    house.done("li", "review", "show", project)
    house.done("li", "send-back", project, "--row", ROW, "--comment", "不是 25%")
    house.done("zhang", "submit", project, "--answer", f"{ROW}=已核对")
    return house
