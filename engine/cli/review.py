"""``jixiao review``: what waits for me, a project as its reviewer needs it, points given in review."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.desk import carry_out, desk, find_project, find_row, now, person, project_of, reading, typed
from engine.cli.options import DEFAULT_DATABASE, AsJson, AsUser, Database, ProjectName, StepOptions, step
from engine.cli.output import print_json, refuse, say, table

if TYPE_CHECKING:
    from decimal import Decimal

    from engine.service.receipt import Receipt
    from engine.store.rows import InboxRow
    from indicators.scoring.rulebook import Rulebook

app = typer.Typer(help="审核：待办、查看、复核评分 (review).", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def inbox(
    limit: Annotated[int, typer.Option(min=0, help="最多列几个；0 是全部")] = 50,
    db: Database = DEFAULT_DATABASE,
    user: AsUser = None,
    as_json: AsJson = False,
) -> None:
    """等我办的：等了多久，几处疑点，我看过以后变了没有 (what waits for me)."""
    with reading(db) as store:
        me = person(store, user, as_json)
        waiting = store.inbox(me.id, [role.value for role in me.roles])
        at = now()
    shown = waiting[: limit or len(waiting)]
    if as_json:
        print_json([_inbox_json(one) for one in waiting])
        return
    columns = [
        (h, "right" if h in ("等了", "疑点") else "left")
        for h in ("编号", "项目", "办到哪里", "等了", "疑点", "我看过", "备注")
    ]
    table("", columns, [_inbox_cells(one, at) for one in shown])
    mine = sum(1 for one in waiting if not _must_avoid(one))
    more = f"，上面列了 {len(shown)} 个（--limit 0 列全部）" if len(shown) < len(waiting) else ""
    avoid = f"，另有 {len(waiting) - mine} 个须回避" if mine < len(waiting) else ""
    say(f"等 {me} 办理的有 {mine} 个{avoid}{more}。")


def _must_avoid(one: InboxRow) -> bool:
    """A project one had a hand in waits for other reviewers."""
    return one.project.waiting_role not in ("owner", "finance_officer") and bool(one.relation)


def _changed(one: InboxRow) -> str:
    if one.look is None:
        return "没有"
    return "看过" if one.look.content_hash == one.project.content_hash else "看过，后有变化"


def _inbox_cells(one: InboxRow, at: str) -> tuple[str, ...]:
    row = one.project
    findings = str(row.findings) if row.findings else ""
    remark = "经手过，须回避" if _must_avoid(one) else ""
    return (
        row.id,
        row.name,
        f"{row.phase}（{row.status}）",
        waited(row.waiting_since, at),
        findings,
        _changed(one),
        remark,
    )


def waited(since: str, at: str) -> str:
    """``3 天``, ``5 小时``, ``8 分钟``."""
    minutes = int((datetime.fromisoformat(at) - datetime.fromisoformat(since)).total_seconds()) // 60
    if minutes >= 24 * 60:
        return f"{minutes // (24 * 60)} 天"
    return f"{minutes // 60} 小时" if minutes >= 60 else f"{max(minutes, 0)} 分钟"


def _inbox_json(one: InboxRow) -> dict[str, Any]:
    from engine.cli.project import project_json

    look = one.look
    return {
        **project_json(one.project),
        "relation": one.relation or None,
        "must_avoid": _must_avoid(one),
        "seen_version": look.version if look else None,
        "changed_since_seen": None if look is None else look.content_hash != one.project.content_hash,
    }


@app.command()
def show(
    project: ProjectName,
    db: Database = DEFAULT_DATABASE,
    user: AsUser = None,
    as_json: AsJson = False,
) -> None:
    """审核要看的全部：得分、算法、原因、监控、从前的意见；看过的是哪一版会记下 (what a reviewer needs)."""
    from engine.service.views import review_view
    from workflows.project import folded

    with desk(db, user, as_json) as service:
        row = find_project(service.store, project, as_json)
        entries = service.store.stream(row.id)
        look = service.store.look(service.actor.id, row.id)
        found = folded(entries)
        setting = service.setting(found)
        view = review_view(setting.rulebook, entries, look)
        service.shown(found)
        if as_json:
            from engine.service.review_json import review_json

            print_json(review_json(view, setting))
            return
        from engine.cli.review_text import say_review

        say_review(view, setting)


@app.command()
@step
def score(
    project: ProjectName,
    row: Annotated[str, typer.Option("--row", help="哪个指标，或预算执行率")],
    points: Annotated[str | None, typer.Option(help="复核分；不写就是取消复核分")] = None,
    reason: Annotated[str, typer.Option(help="与按规则计算的不同时，说明理由")] = "",
    *,
    options: StepOptions,
) -> None:
    """复核评分：与规则算的不同要有理由，两个分都留下 (give a row other points)."""
    from engine.service.looks import seen_by
    from workflows.commands import ScoreRow
    from workflows.snapshot import judged_hash

    given = None if points is None else _points(points, options.as_json)
    with desk(options.db, options.user, options.as_json) as service:
        found = project_of(service, project, options.as_json)
        place = find_row(found.content, row, options.as_json)
        command = typed(lambda: ScoreRow(row=place, points=given, reason=reason), options.as_json)
        was_shown = seen_by(service, found, None) == judged_hash(found)
        receipt = carry_out(service, found.id, command, options)
        if receipt.entry is not None and was_shown:
            service.shown(receipt.project)  # the reviewer knows what the reviewer changed
        if not options.as_json:
            _say_score(receipt, place, service.rulebook(receipt.project.rulebook))


def _say_score(receipt: Receipt, place: str, rulebook: Rulebook) -> None:
    """The row's points beside those of the rulebook, and the total that follows."""
    from indicators.content import place_name
    from indicators.scoring.project import describe_total
    from workflows.snapshot import project_score

    given = receipt.project.reviews.get(place)
    said = f"按规则 {given.computed or '未定'}，复核 {given.points}" if given else "取消复核分，照规则"
    say(f"  得分  「{place_name(place)}」{said}；总分 {describe_total(project_score(receipt.project, rulebook))}")


def _points(text: str, as_json: bool) -> Decimal:
    from engine.intake.report import Located
    from indicators.numbers import read_number
    from indicators.problems import Problem

    number = read_number(text.strip())
    if isinstance(number, Problem):
        refuse([Located(number, "--points")], as_json)
    return number
