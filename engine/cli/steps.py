"""``jixiao submit | recall | approve | send-back | publish | correct``: the steps of a project's life."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli.desk import (
    DEFAULT_DATABASE,
    AsJson,
    AsUser,
    Database,
    DryRun,
    Key,
    ProjectName,
    carry_out,
    desk,
    find_row,
    folded,
    take_step,
    turn_away,
    typed,
)

Seen = Annotated[str | None, typer.Option(help="看过的那一版的核对码（review show 所印）；缺省是您最后一次看的那一版")]


def submit(
    project: ProjectName,
    answer: Annotated[list[str] | None, typer.Option("--answer", help="回应退回意见：指标=回复，可以写几次")] = None,
    comment: Annotated[str, typer.Option("--comment", help="附言")] = "",
    db: Database = DEFAULT_DATABASE,
    user: AsUser = None,
    key: Key = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """提交申报或自评；有错误、分值不是 100、该说明没有说明的，提交不了 (hand in)."""
    from workflows.commands import Submit

    with desk(db, user, as_json) as service:
        found = folded(service, project, as_json)
        answers = {}
        for text in answer or ():
            row, _, reply = text.partition("=")
            answers[find_row(found.content, row, as_json)] = reply
        command = typed(lambda: Submit(answers=answers, note=comment), as_json)
        carry_out(service, found.id, command, key=key, dry_run=dry_run, as_json=as_json)


def recall(
    project: ProjectName,
    reason: Annotated[str, typer.Option(help="原因")] = "",
    db: Database = DEFAULT_DATABASE,
    user: AsUser = None,
    key: Key = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """撤回还没有审核的提交 (take back)."""
    from workflows.commands import Recall

    take_step(lambda: Recall(reason=reason), project, db, user, key, dry_run, as_json)


def approve(
    project: ProjectName,
    comment: Annotated[str, typer.Option(help="意见")] = "",
    seen: Seen = None,
    db: Database = DEFAULT_DATABASE,
    user: AsUser = None,
    key: Key = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """审核通过看过的那一版；看过以后又变了的，不算 (approve what was shown)."""
    from engine.service.looks import seen_by
    from workflows.commands import Approve

    with desk(db, user, as_json) as service:
        found = folded(service, project, as_json)
        looked = seen_by(service, found, seen)
        command = typed(lambda: Approve(seen=looked, comment=comment), as_json)
        receipt = carry_out(service, found.id, command, key=key, dry_run=dry_run, as_json=as_json)
        if not as_json and receipt.project.editions and receipt.project.last == receipt.project.editions[-1].approved:
            from engine.cli.output import say

            edition = receipt.project.editions[-1]
            say(f"  定稿  第 {edition.number} 稿，总分 {edition.snapshot['scores']['total']}，核验码 {edition.code}")


def send_back(
    project: ProjectName,
    comment: Annotated[list[str], typer.Option("--comment", help="意见；与 --row 一一对应，多出的是对整张表的")],
    row: Annotated[list[str] | None, typer.Option("--row", help="意见针对哪个指标，可以写几次")] = None,
    seen: Seen = None,
    db: Database = DEFAULT_DATABASE,
    user: AsUser = None,
    key: Key = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """退回，意见钉在指标上 (send back, with comments pinned to rows)."""
    from engine.service.looks import seen_by
    from workflows.commands import Comment, SendBack
    from workflows.refusal import Kind, Refused

    rows = row or []
    if len(rows) > len(comment):
        missing = "、".join(rows[len(comment) :])
        refused = Refused(
            Kind.DATA, "comment-missing", f"没有写对「{missing}」的意见", next="--row 指标 --comment 意见"
        )
        turn_away(refused, as_json)
    with desk(db, user, as_json) as service:
        found = folded(service, project, as_json)
        looked = seen_by(service, found, seen)
        places = [find_row(found.judged_content, name, as_json) for name in rows]
        places += [""] * (len(comment) - len(rows))
        command = typed(
            lambda: SendBack(
                seen=looked,
                comments=tuple(Comment(row=place, text=text) for place, text in zip(places, comment, strict=True)),
            ),
            as_json,
        )
        carry_out(service, found.id, command, key=key, dry_run=dry_run, as_json=as_json)


def publish(
    project: ProjectName,
    db: Database = DEFAULT_DATABASE,
    user: AsUser = None,
    key: Key = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """公开定稿；附表用 appendix build 生成 (publish the approved snapshot)."""
    from workflows.commands import Publish

    take_step(Publish, project, db, user, key, dry_run, as_json)


def correct(
    project: ProjectName,
    reason: Annotated[str, typer.Option(help="更正的原因")],
    db: Database = DEFAULT_DATABASE,
    user: AsUser = None,
    key: Key = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """办结以后更正：出新的一稿，旧的一稿保留 (correct after closing)."""
    from workflows.commands import Correct

    take_step(lambda: Correct(reason=reason), project, db, user, key, dry_run, as_json)
