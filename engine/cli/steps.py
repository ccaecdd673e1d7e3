"""``jixiao submit | recall | approve | send-back | publish | correct``: the steps of a project's life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.desk import carry_out, desk, find_row, project_of, take_step, turn_away, typed
from engine.cli.options import ProjectName, StepOptions, step
from engine.cli.output import say

if TYPE_CHECKING:
    from engine.service.receipt import Receipt

Seen = Annotated[str | None, typer.Option(help="看过的那一版的核对码（review show 所印）；缺省是您最后一次看的那一版")]


@step
def submit(
    project: ProjectName,
    answer: Annotated[list[str] | None, typer.Option("--answer", help="回应退回意见：指标=回复，可以写几次")] = None,
    comment: Annotated[str, typer.Option("--comment", help="附言")] = "",
    *,
    options: StepOptions,
) -> None:
    """提交申报或自评；有错误、分值不是 100、该说明没有说明的，提交不了 (hand in)."""
    from workflows.commands import Submit

    with desk(options.db, options.user, options.as_json) as service:
        found = project_of(service, project, options.as_json)
        answers = {}
        for text in answer or ():
            row, _, reply = text.partition("=")
            answers[find_row(found.content, row, options.as_json)] = reply
        command = typed(lambda: Submit(answers=answers, note=comment), options.as_json)
        carry_out(service, found.id, command, options)


@step
def recall(
    project: ProjectName,
    reason: Annotated[str, typer.Option(help="原因")] = "",
    *,
    options: StepOptions,
) -> None:
    """撤回还没有审核的提交 (take back)."""
    from workflows.commands import Recall

    take_step(lambda: Recall(reason=reason), project, options)


@step
def approve(
    project: ProjectName,
    comment: Annotated[str, typer.Option(help="意见")] = "",
    seen: Seen = None,
    *,
    options: StepOptions,
) -> None:
    """审核通过看过的那一版；看过以后又变了的，不算 (approve what was shown)."""
    from engine.service.looks import seen_by
    from workflows.commands import Approve

    with desk(options.db, options.user, options.as_json) as service:
        found = project_of(service, project, options.as_json)
        looked = seen_by(service, found, seen)
        command = typed(lambda: Approve(seen=looked, comment=comment), options.as_json)
        receipt = carry_out(service, found.id, command, options)
        if not options.as_json:
            _say_edition(receipt)


def _say_edition(receipt: Receipt) -> None:
    """The edition this approval made, where it was the last one."""
    project = receipt.project
    if project.editions and project.last == project.editions[-1].approved:
        edition = project.editions[-1]
        say(f"  定稿  第 {edition.number} 稿，总分 {edition.snapshot['scores']['total']}，核验码 {edition.code}")


WHOLE = "整张表"


@step
def send_back(
    project: ProjectName,
    comment: Annotated[list[str], typer.Option("--comment", help="意见，可以写几次；与 --row 依次对应")],
    row: Annotated[
        list[str] | None, typer.Option("--row", help="意见针对哪个指标；整张表的写「整张表」，全是整张表的就不用写")
    ] = None,
    seen: Seen = None,
    *,
    options: StepOptions,
) -> None:
    """退回，意见钉在指标上 (send back, with comments pinned to rows)."""
    from engine.service.looks import seen_by
    from workflows.commands import Comment, SendBack
    from workflows.refusal import Kind, Refused

    rows = row or [WHOLE] * len(comment)
    if len(rows) != len(comment):
        message = f"{len(rows)} 个 --row，{len(comment)} 个 --comment：要一一对应"
        hint = f"--row 指标 --comment 意见；对整张表的写 --row {WHOLE}"
        turn_away(Refused(Kind.DATA, "comment-missing", message, next=hint), options.as_json)
    with desk(options.db, options.user, options.as_json) as service:
        found = project_of(service, project, options.as_json)
        looked = seen_by(service, found, seen)
        places = ["" if name == WHOLE else find_row(found.judged_content, name, options.as_json) for name in rows]
        command = typed(
            lambda: SendBack(
                seen=looked,
                comments=tuple(Comment(row=place, text=text) for place, text in zip(places, comment, strict=True)),
            ),
            options.as_json,
        )
        carry_out(service, found.id, command, options)
        if not options.as_json:
            for place, text in zip(rows, comment, strict=True):
                say(f"  意见  「{place}」{text}")


@step
def publish(
    project: ProjectName,
    options: StepOptions,
) -> None:
    """公开定稿；附表用 appendix build 生成 (publish the approved snapshot)."""
    from workflows.commands import Publish

    take_step(Publish, project, options)


@step
def correct(
    project: ProjectName,
    reason: Annotated[str, typer.Option(help="更正的原因")],
    options: StepOptions,
) -> None:
    """办结以后更正：出新的一稿，旧的一稿保留 (correct after closing)."""
    from workflows.commands import Correct

    take_step(lambda: Correct(reason=reason), project, options)
