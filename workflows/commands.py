"""Commands (办理命令): what somebody asks for. Validated data; ``decide`` says yes or no."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from indicators.document import Amount, Document, Text
from workflows.history import canonical, digest
from workflows.triggers import Trigger

Filled = Annotated[Text, Field(min_length=1)]
Account = Annotated[Text, Field(min_length=1, max_length=64)]


class Command(Document):
    """Base of all commands; ``trigger`` is what the definition knows it by."""

    trigger: ClassVar[Trigger]


class Declare(Command):
    """Declare a project with its targets (申报)."""

    trigger = Trigger.DECLARE
    workflow: Filled
    rulebook: Filled
    """Hash of the rulebook to pin."""
    owner: Account
    content: dict[str, Any]


class Edit(Command):
    """Put another declaration in place of the one not yet accepted (修改申报)."""

    trigger = Trigger.EDIT
    rulebook: Filled
    content: dict[str, Any]


class Withdraw(Command):
    """Give the declaration up (撤销申报)."""

    trigger = Trigger.WITHDRAW
    reason: Filled


class Submit(Command):
    """Hand in (提交); answers go to rows the reviewer pinned."""

    trigger = Trigger.SUBMIT
    answers: dict[Text, Filled] = Field(default_factory=dict)
    note: Text = ""


class Recall(Command):
    """Take back what nobody has decided on yet (撤回)."""

    trigger = Trigger.RECALL
    reason: Text = ""


class Approve(Command):
    """Approve what was shown (审核通过)."""

    trigger = Trigger.APPROVE
    seen: Text
    """Hash of what the reviewer was shown; empty where nothing was."""
    comment: Text = ""


class Comment(Document):
    """A comment (意见) on a row; an empty row means the whole."""

    row: Text = ""
    text: Filled


class SendBack(Command):
    """Send back what was shown (退回), saying why."""

    trigger = Trigger.SEND_BACK
    seen: Text
    comments: Annotated[tuple[Comment, ...], Field(min_length=1)]


class ScoreRow(Command):
    """Give a row other points than the rulebook (复核评分); None takes them back."""

    trigger = Trigger.SCORE
    row: Filled
    points: Amount | None
    reason: Text = ""


class Monitor(Command):
    """Record how execution and goals are going (执行监控)."""

    trigger = Trigger.MONITOR
    record: dict[str, Any]


class Adjust(Command):
    """Ask for another target or budget in mid-year (申请调整)."""

    trigger = Trigger.ADJUST
    content: dict[str, Any]
    reason: Filled


class Assess(Command):
    """Fill in results (填报自评): only those given change."""

    trigger = Trigger.ASSESS
    results: dict[str, Any]


class Transfer(Command):
    """Give the project to another owner (移交)."""

    trigger = Trigger.TRANSFER
    owner: Account
    reason: Text = ""


class Delegate(Command):
    """Let somebody fill in for the owner (委托)."""

    trigger = Trigger.DELEGATE
    account: Account


class Undelegate(Command):
    """End that (解除委托)."""

    trigger = Trigger.UNDELEGATE
    account: Account


class Publish(Command):
    """Publish the approved snapshot (公开)."""

    trigger = Trigger.PUBLISH


class Correct(Command):
    """Open a closed project again to correct it (更正)."""

    trigger = Trigger.CORRECT
    reason: Filled


def fingerprint(project_id: str, command: Command) -> str:
    """What tells two commands apart: an idempotency key may be sent again only with the same one."""
    return digest(canonical([project_id, command.trigger.value, command.model_dump(mode="json")]))
