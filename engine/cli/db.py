"""``jixiao db``: create, upgrade, copy, check the database."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.options import DEFAULT_DATABASE, AsJson, Database
from engine.cli.output import ExitCode, print_json, say, table

if TYPE_CHECKING:
    from workflows.history import Anchor

app = typer.Typer(
    help="数据库：建立、升级、备份、恢复、体检 (the database).", no_args_is_help=True, rich_markup_mode=None
)


@app.command()
def upgrade(db: Database = DEFAULT_DATABASE, as_json: AsJson = False) -> None:
    """建立数据库，或升到这一版的结构；升级前自动备份 (create or migrate)."""
    from engine.store.maintenance import upgrade as upgrade_database

    done = upgrade_database(db)
    if as_json:
        print_json({"done": done})
        return
    for line in done:
        say(line)


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="备份写到哪个新文件")],
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """备份成一个新文件，写好再核对一遍 (back up)."""
    from engine.store.maintenance import backup as back_up

    head = back_up(db, target)
    if as_json:
        print_json({"file": str(target), "anchor": str(head) if head else None})
        return
    say(f"已备份到 {target}，历史到第 {head.seq if head else 0} 条")
    if head:
        say(f"  锚  {head}（另外抄存；以后用 jixiao log verify --anchor 核对）")


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="备份文件")],
    replace: Annotated[bool, typer.Option("--replace", help="替换现有的数据库；原来的另存在旁边")] = False,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """核对备份，再用它恢复 (restore from a backup)."""
    from engine.store.maintenance import restore as restore_database

    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    file = db.removeprefix("sqlite:///")
    kept = Path(f"{file}.{stamp}") if replace and os.path.exists(file) else None
    head = restore_database(source, db, keep_replaced_as=kept)
    if as_json:
        print_json({"database": db, "kept": str(kept) if kept else None, "anchor": str(head) if head else None})
        return
    say(f"已用 {source} 恢复 {db}，历史到第 {head.seq if head else 0} 条")
    if kept:
        say(f"  原来的保留在 {kept}{_lost(kept, head)}")


def _lost(kept: Path, head: Anchor | None) -> str:
    """How far the replaced database had come, where that was further."""
    from engine.store.errors import StorageError
    from engine.store.store import open_store

    try:
        with open_store(str(kept)) as store:
            before = store.head()
    except StorageError:
        return ""
    lost = (before.seq if before else 0) - (head.seq if head else 0)
    return f"，它到第 {before.seq} 条：备份以后的 {lost} 条不在恢复后的库里" if before and lost > 0 else ""


@app.command()
def mend(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不写入")] = False,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """核对项目、账号、定稿各表是不是历史所说的，照历史改正 (hold lists to the history, and mend them)."""
    from engine.service.mending import lies
    from engine.service.mending import mend as mend_rows
    from engine.store.store import open_store

    with open_store(db) as store:
        found = lies(store)[0] if dry_run else mend_rows(store)
    if as_json:
        wrong = [{"place": one.place, "found": one.found, "history": one.true} for one in found]
        print_json({"differing": wrong, "mended": bool(found) and not dry_run}, ok=not found or not dry_run)
    else:
        rows = [(one.place, one.found or "（没有）", one.true or "（没有）") for one in found]
        if rows:
            table("", [(heading, "left") for heading in ("哪里", "表里是", "历史是")], rows)
        done = "都已照历史改正" if found and not dry_run else "没有改" if found else ""
        say(f"{len(found)} 处与历史不符，{done}。" if found else "各表与历史一致。")
    raise typer.Exit(ExitCode.INTEGRITY_FAILURE if found and dry_run else ExitCode.DONE)


@app.command()
def admit(
    login: Annotated[str, typer.Argument(help="PostgreSQL 的登录名，与账号同名")],
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """服务器上：让一个登录名可以使用这个数据库；它只能以自己的名义办理 (admit a login)."""
    from engine.store.maintenance import admit as admit_login

    done = admit_login(db, login)
    if as_json:
        print_json({"done": done})
        return
    for line in done:
        say(line)


def doctor(db: Database = DEFAULT_DATABASE, as_json: AsJson = False) -> None:
    """体检：设置、约束、触发器、历史，逐项说明；只看不改 (examine the database)."""
    from engine.store.maintenance import doctor as examine

    checks = examine(db)
    healthy = all(check.ok for check in checks)
    if as_json:
        print_json([{"name": c.name, "ok": c.ok, "detail": c.detail, "remedy": c.remedy} for c in checks], ok=healthy)
    else:
        rows = [("好" if c.ok else "不好", c.name, c.detail, c.remedy) for c in checks]
        table("", [(heading, "left") for heading in ("结果", "项目", "情况", "怎样办")], rows)
        say("全部正常。" if healthy else f"有 {sum(not c.ok for c in checks)} 项不正常。")
    raise typer.Exit(ExitCode.DONE if healthy else ExitCode.INTEGRITY_FAILURE)


app.command("doctor")(doctor)
