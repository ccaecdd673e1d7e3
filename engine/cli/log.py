"""``jixiao log show | verify`` and ``jixiao diff``: what happened, whether it is whole, what changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.desk import find_project, reading, turn_away
from engine.cli.options import DEFAULT_DATABASE, AsJson, Database, ProjectName
from engine.cli.output import ExitCode, note, print_json, say

if TYPE_CHECKING:
    from workflows.history import Anchor, Entry
    from workflows.project import Project

app = typer.Typer(help="历史：查看、核对完整 (the history).", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def show(
    project: Annotated[str | None, typer.Argument(help="项目编号或名称；不写就是全部")] = None,
    limit: Annotated[int, typer.Option(help="不写项目时只列最后几条；0 是全部")] = 50,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """谁在什么时候办了什么 (who did what, when)."""
    from engine.cli.log_text import say_entries

    with reading(db) as store:
        if project is not None:
            entries = store.stream(find_project(store, project, as_json).id)
        else:
            head = store.head()
            entries = list(store.history(after=max((head.seq if head else 0) - limit, 0) if limit else 0))
        if as_json:
            print_json([_entry_json(entry) for entry in entries])
        else:
            say_entries(store, entries, with_streams=project is None)


def _entry_json(entry: Entry) -> dict[str, Any]:
    import json

    return {
        "seq": entry.seq,
        "stream": entry.stream,
        "version": entry.version,
        "kind": entry.kind,
        "actor": entry.actor,
        "at": entry.at,
        "hash": entry.hash,
        "payload": json.loads(entry.payload),
    }


@app.command()
def verify(
    anchor: Annotated[
        list[str] | None,
        typer.Option("--anchor", help="另外抄存的锚（回执上的 序号-哈希），或印有锚的附表文件；可以写几次"),
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="只查哈希链和谁可以办，不重算每一步的内容和得分")] = False,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """核对整个历史：改、删、换、插都找得到；截尾和换回旧库要用 --anchor 才找得到 (verify the history)."""
    from engine.definitions import load_workflow, workflow_ids
    from engine.service.views import rejudged
    from workflows.history import verify_chain
    from workflows.replay import illegal_steps

    kept = [one for text in anchor or () for one in _anchors(text, as_json)]
    with reading(db) as store:
        with store.chain() as (head, entries):
            broken = list(verify_chain(entries, head, kept))
        workflows = {name: load_workflow(name) for name in workflow_ids()}
        with store.chain() as (_, entries):
            broken += illegal_steps(entries, workflows)
        if not quick:
            broken += rejudged(store)
    if as_json:
        defects = [{"defect": one.defect.name.lower(), "seq": one.seq, "message": one.message} for one in broken]
        print_json({"head": str(head) if head else None, "anchors": len(kept), "defects": defects}, ok=not broken)
    elif broken:
        for one in broken[:50]:
            note(f"{one.defect.value}：{one.message}")
        note(f"历史不完整：{len(broken)} 处。保留这个数据库作证据，用 jixiao db restore 恢复备份。")
    else:
        say(f"历史完整：{head.seq if head else 0} 条，{len(kept)} 个锚相符。")
        if head:
            say(f"  现在的锚  {head}")
        if not kept:
            say("  没有给锚：末尾被截去、整个库被换成旧的，这样查不出来。")
    raise typer.Exit(ExitCode.INTEGRITY_FAILURE if broken else ExitCode.DONE)


def _anchors(text: str, as_json: bool) -> list[Anchor]:
    """An anchor as printed, or every one in a file."""
    from workflows.history import read_anchor
    from workflows.refusal import Kind, Refused

    texts = [text]
    if os.path.isfile(text):
        from engine.forms.certificate import anchors_in
        from engine.intake.text import read_text

        content = read_text(Path(text))
        texts = list(anchors_in(content)) if isinstance(content, str) else []
    anchors = [read_anchor(one) for one in texts]
    found = [one for one in anchors if one is not None]
    if not found or len(found) < len(anchors):
        message = f"「{text[:60]}」不是锚，也不是印有锚的文件"
        turn_away(Refused(Kind.DATA, "anchor-unreadable", message, next="回执里的 序号-哈希"), as_json)
    return found


def diff(
    project: ProjectName,
    first: Annotated[int | None, typer.Argument(help="第几版；缺省是上一次提交")] = None,
    second: Annotated[int | None, typer.Argument(help="第几版；缺省是现在")] = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """两个版本之间逐格的差别 (changes between two versions)."""
    from engine.cli.change_text import say_changes
    from engine.service.review_json import changes_json
    from engine.service.views import review_changes
    from indicators.content import changes

    with reading(db) as store:
        entries = store.stream(find_project(store, project, as_json).id)
    old = _at(entries, first if first is not None else _last_submission(entries), as_json)
    new = _at(entries, second if second is not None else entries[-1].version, as_json)
    found = (*changes(old.judged_content, new.judged_content), *review_changes(old, new))
    if as_json:
        print_json({"first": old.version, "second": new.version, "changes": changes_json(found)})
        return
    say(f"{new.id} {new.name}：第 {old.version} 版 → 第 {new.version} 版")
    say_changes(found, f"第 {old.version} 版", f"第 {new.version} 版")


def _last_submission(entries: list[Entry]) -> int:
    """The submission before the last step; the first version where nothing was handed in yet."""
    submitted = [entry.version for entry in entries[:-1] if entry.kind == "submitted"]
    return submitted[-1] if submitted else 1


def _at(entries: list[Entry], version: int, as_json: bool) -> Project:
    from workflows.project import folded
    from workflows.refusal import Kind, Refused

    if not 1 <= version <= len(entries):
        message = f"没有第 {version} 版，有的是第 1~{len(entries)} 版"
        missing = Refused(Kind.NOT_FOUND, "version-missing", message, next=f"jixiao log show {entries[0].stream}")
        turn_away(missing, as_json)
    return folded(entries[:version])
