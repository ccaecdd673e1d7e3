"""Events (事件): what happened to a project. Plain data, each naming the state it led to.

The state after is part of the event, so that a history means the same when the definition of its workflow changes.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from workflows.history import canonical
from workflows.triggers import Trigger


class Happened(BaseModel):
    """Base of all events."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    to: str
    """The state after."""


class Declared(Happened):
    """A project came into being with its targets (申报)."""

    kind: Literal["declared"] = "declared"
    workflow: str
    rulebook: str
    """Hash of the rulebook, pinned: later versions of its file do not reach this project."""
    owner: str
    content: dict[str, Any]


class Edited(Happened):
    """The declaration was changed before it was accepted (修改申报)."""

    kind: Literal["edited"] = "edited"
    rulebook: str
    content: dict[str, Any]


class Withdrawn(Happened):
    """The declaration was given up (撤销申报)."""

    kind: Literal["withdrawn"] = "withdrawn"
    reason: str


class Submitted(Happened):
    """Handed in (提交): the hash of what was handed in, and answers to the comments."""

    kind: Literal["submitted"] = "submitted"
    hash: str
    answers: dict[str, str] = {}
    note: str = ""


class Recalled(Happened):
    """Taken back before a decision (撤回)."""

    kind: Literal["recalled"] = "recalled"
    reason: str = ""


class Approved(Happened):
    """Approved as shown (审核通过); the last approval freezes the snapshot."""

    kind: Literal["approved"] = "approved"
    hash: str
    comment: str = ""
    code: str = ""
    """核验码 of the snapshot, where this approval closed the project."""
    snapshot: dict[str, Any] | None = None


class Pin(BaseModel):
    """A comment pinned to a row (意见); an empty row means the whole."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    row: str = ""
    text: str


class SentBack(Happened):
    """Sent back (退回) with comments pinned to rows."""

    kind: Literal["sent_back"] = "sent_back"
    hash: str
    comments: tuple[Pin, ...]


class RowScored(Happened):
    """A reviewer gave a row other points than the engine (复核评分); both are kept. None takes it back."""

    kind: Literal["row_scored"] = "row_scored"
    row: str
    computed: str | None
    """What the rulebook gives; None where it leaves the row open."""
    points: str | None
    reason: str


class Monitored(Happened):
    """Execution was monitored (执行监控)."""

    kind: Literal["monitored"] = "monitored"
    record: dict[str, Any]


class AdjustmentRequested(Happened):
    """Another target or budget was asked for in mid-year (申请调整)."""

    kind: Literal["adjustment_requested"] = "adjustment_requested"
    content: dict[str, Any]
    reason: str


class Assessed(Happened):
    """Results were filled in (填报自评)."""

    kind: Literal["assessed"] = "assessed"
    results: dict[str, Any]


class Transferred(Happened):
    """Another owner (移交)."""

    kind: Literal["transferred"] = "transferred"
    owner: str
    reason: str = ""


class Delegated(Happened):
    """Somebody may fill in for the owner (委托)."""

    kind: Literal["delegated"] = "delegated"
    account: str


class Undelegated(Happened):
    """…and no longer may (解除委托)."""

    kind: Literal["undelegated"] = "undelegated"
    account: str


class Published(Happened):
    """The snapshot was published (公开)."""

    kind: Literal["published"] = "published"
    code: str


class Corrected(Happened):
    """Opened again to be corrected (更正); what was published stays on record."""

    kind: Literal["corrected"] = "corrected"
    reason: str


Event = (
    Declared
    | Edited
    | Withdrawn
    | Submitted
    | Recalled
    | Approved
    | SentBack
    | RowScored
    | Monitored
    | AdjustmentRequested
    | Assessed
    | Transferred
    | Delegated
    | Undelegated
    | Published
    | Corrected
)

_READER: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])

TRIGGER_OF: dict[str, Trigger] = {
    "declared": Trigger.DECLARE,
    "edited": Trigger.EDIT,
    "withdrawn": Trigger.WITHDRAW,
    "submitted": Trigger.SUBMIT,
    "recalled": Trigger.RECALL,
    "approved": Trigger.APPROVE,
    "sent_back": Trigger.SEND_BACK,
    "row_scored": Trigger.SCORE,
    "monitored": Trigger.MONITOR,
    "adjustment_requested": Trigger.ADJUST,
    "assessed": Trigger.ASSESS,
    "transferred": Trigger.TRANSFER,
    "delegated": Trigger.DELEGATE,
    "undelegated": Trigger.UNDELEGATE,
    "published": Trigger.PUBLISH,
    "corrected": Trigger.CORRECT,
}
"""Which trigger an event came of."""


def payload_of(event: Event) -> str:
    """The canonical JSON that is stored and hashed; the kind stands beside it."""
    return canonical(event.model_dump(mode="json", exclude={"kind"}, exclude_defaults=True))


def read_event(kind: str, payload: str) -> Event:
    """The event of a stored entry; raises ValueError for one that we never wrote."""
    return _READER.validate_python({"kind": kind, **json.loads(payload)})
