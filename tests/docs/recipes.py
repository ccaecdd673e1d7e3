"""Files that no page can show: too large, not text, not readable, a database. Named in the pages."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import chdir, closing
from functools import cache
from pathlib import Path

from engine.examples import example_folder
from tests.docs.document_recipes import document_recipes
from tests.docs.published_recipes import published_recipes
from tests.docs.workbook_recipes import workbook_recipes

DATABASE = "jixiao.db"


def _too_large(folder: Path) -> None:
    (folder / "大.toml").write_bytes(b"# 5 MB\n" * (5 * 1024 * 1024 // 7))


def _not_text(folder: Path) -> None:
    (folder / "自评表.xlsx").write_bytes(b"PK\x03\x04\x14\x00\x06\x00")


def _unreadable(folder: Path) -> None:
    (folder / "附件").write_text("附件是一个文件，不是文件夹", encoding="utf-8")


def _empty(folder: Path) -> None:
    (folder / "空.toml").write_bytes(b"\n\n")


def _folder(folder: Path) -> None:
    (folder / "空文件夹").mkdir()


def _long_text(folder: Path) -> None:
    reason = "，".join(["每少 1 份扣 2 分"] * 60)
    head = (
        '[project]\nname = "示例项目"\nfiscal_year = 2024\nrulebook = "urumqi-2024"\n\n'
        "[funding]\noriginal_budget = 10\nrevised_budget = 10\noutturn = 10\n\n"
        '[[indicator]]\ndimension = "产出指标"\ncategory = "数量指标"\nname = "检查报告"\n'
    )
    row = f'target = "≥20 份"\nweight = 90\nachieved = "=20 份"\nscoring_rule = "{reason}"\n'
    (folder / "长.toml").write_text(head + row, encoding="utf-8")


# ---------------------------------------------------------------- the database of docs/errors.md

_ROW = '[[indicator]]\ndimension = "产出指标"\ncategory = "{0}"\nname = "{1}"\ntarget = "{2}"\nweight = {3}\n'
_REPORTS = _ROW.format("数量指标", "检查报告", "≥20 份", 90)
_TWICE = _ROW.format("数量指标", "检查报告", "≥20 份", 45) + _ROW.format("质量指标", "检查报告", "≥95%", 45)

_LIFE = """
db upgrade
user add guan --role administrator --name 管理员
user add zhang --role owner --name 张三 --as guan
user add wang --role owner --name 王五 --as guan
user add li --role reviewer --name 李四 --as guan
user add cai --role treasury_reviewer --name 财政科 --as guan
user add zhou --role finance_officer --name 周会计 --as guan
user add shen --role auditor --name 审计组 --as guan
project import 监控中.toml 待审核.toml 被退回.toml 已定稿.toml 填写中.toml 同名项目.toml 四川项目.toml --as zhang
submit 监控中 --as zhang
submit 同名项目 --as zhang
submit 四川项目 --as zhang
submit 待审核 --as zhang
assess fill 待审核 结果.toml --as zhang
submit 待审核 --as zhang
submit 被退回 --as zhang
assess fill 被退回 结果.toml --as zhang
submit 被退回 --as zhang
review show 被退回 --as li
send-back 被退回 --row 检查报告 --comment 请附报告清单 --as li
submit 已定稿 --as zhang
assess fill 已定稿 结果.toml --as zhang
submit 已定稿 --as zhang
review show 已定稿 --as li
approve 已定稿 --as li
submit 填写中 --as zhang
assess fill 填写中 --row 检查报告 --achieved =20份 --as zhang
"""


def _house(folder: Path) -> None:
    """A database with everybody in it and a project wherever a project can be."""
    (folder / DATABASE).write_bytes(_house_bytes())


@cache
def _house_bytes() -> bytes:
    from tests.docs.live import new_folder, run

    with tempfile.TemporaryDirectory() as place, chdir(new_folder(Path(place) / "here")):
        for name in ("监控中", "待审核", "被退回", "已定稿", "填写中", "同名项目", "四川项目"):
            rulebook = "examples/rulebooks/sichuan.toml" if name == "四川项目" else "urumqi-2024"
            head = f'[project]\nname = "{name}"\nfiscal_year = 2024\nrulebook = "{rulebook}"\n'
            money = "[funding]\noriginal_budget = 10\nrevised_budget = 10\noutturn = 10\n"
            rows = _TWICE if name == "同名项目" else _REPORTS
            Path(f"{name}.toml").write_text(head + money + rows, encoding="utf-8")
        result = '[funding]\noutturn = 10\n[[indicator]]\nname = "检查报告"\nachieved = "=20 份"\n'
        Path("结果.toml").write_text(result, encoding="utf-8")
        for line in _LIFE.strip().splitlines():
            ran = run(f"jixiao {line}")
            assert ran.code == 0, (line, ran.output)
        return Path(DATABASE).read_bytes()


def _changed_row(folder: Path) -> None:
    """What somebody does who opens the file in another program: the guards are thrown away, a row is changed."""
    _house(folder)
    _tamper(folder / DATABASE)


def _tamper(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DROP TRIGGER event_no_update")
        connection.execute("UPDATE event SET actor = 'wang' WHERE kind = 'approved'")


def _put_back(folder: Path) -> None:
    """A copy is kept, an approval given and its appendix built; then the copy is put back, and the approval is gone."""
    from tests.docs.live import run

    _house(folder)
    old = (folder / DATABASE).read_bytes()
    for line in ("review show 待审核 --as li", "approve 待审核 --as li", "appendix build 待审核 --out 附表"):
        assert run(f"jixiao {line}").code == 0
    (folder / DATABASE).write_bytes(old)


def _changed_projection(folder: Path) -> None:
    _house(folder)
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        connection.execute(
            "UPDATE project SET state = 'closed', phase = '办结', status = '待公开' WHERE name = '待审核'"
        )


def _foreign(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "通讯录.db")) as connection, connection:
        connection.execute("CREATE TABLE people (name TEXT)")


def _newer(folder: Path) -> None:
    _house(folder)
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        connection.execute("PRAGMA user_version = 99")


def _damaged(folder: Path) -> None:
    """The first page as it was, the rest overwritten."""
    whole = _house_bytes()
    (folder / DATABASE).write_bytes(whole[:4096] + b"\x00" * (len(whole) - 4096))


def _without_code(folder: Path) -> None:
    (folder / "别的.html").write_text("<p>没有核验码的网页</p>", encoding="utf-8")


def _strange_code(folder: Path) -> None:
    (folder / "外来.html").write_text(
        f"<p>\n核验码 0000-1111-2222-3333-4444（第 1 稿）　锚 1-{'0' * 32}</p>", encoding="utf-8"
    )


# ---------------------------------------------------------------- the year of docs/tutorial.md


def _declaration(folder: Path) -> None:
    """The example as it was declared in January: two law firms instead of one."""
    text = (example_folder() / "04-supervision.toml").read_text(encoding="utf-8")
    assert text.count(">=1 家") == 1
    (folder / "申报.toml").write_text(text.replace(">=1 家", ">=2 家"), encoding="utf-8")


def _changed_cell(folder: Path) -> None:
    text = (folder / "附表" / "附表.html").read_text(encoding="utf-8")
    assert ">4.14<" in text
    (folder / "网上下载的附表.html").write_text(text.replace(">4.14<", ">5.00<", 1), encoding="utf-8")


def _changed_database(folder: Path) -> None:
    (folder / "改过的.db").write_bytes((folder / DATABASE).read_bytes())
    _tamper(folder / "改过的.db")


RECIPES: dict[str, Callable[[Path], None]] = {
    "file-too-large": _too_large,
    "file-not-text": _not_text,
    "file-unreadable": _unreadable,
    "file-empty": _empty,
    "file-is-directory": _folder,
    "text-too-long": _long_text,
    "七个项目的数据库": _house,
    "被改过的数据库": _changed_row,
    "换回旧的数据库": _put_back,
    "项目表被改过的数据库": _changed_projection,
    "别的程序的数据库": _foreign,
    "新版的数据库": _newer,
    "损坏的数据库": _damaged,
    "没有核验码的网页": _without_code,
    "外来的核验码": _strange_code,
    "年初的申报": _declaration,
    "改了一格的附表": _changed_cell,
    "改了一行的数据库": _changed_database,
    **workbook_recipes(_house),
    **document_recipes(_house),
    **published_recipes(),
}
