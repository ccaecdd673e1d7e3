"""Several projects in one transaction (一起办): each command decided as ever, all of them written or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.service.attempts import draft_of
from engine.service.declaring import to_pin
from engine.service.projection import rows_of
from engine.service.receipt import Receipt
from engine.store.errors import DuplicateKey, Stale
from engine.store.rows import Draft, Guard, Rows
from engine.store.writer import Writer
from workflows.commands import Command, fingerprint
from workflows.decide import decide
from workflows.events import payload_of
from workflows.history import canonical, digest
from workflows.project import Project, Stamp, evolve
from workflows.refusal import Refused

if TYPE_CHECKING:
    from engine.service.service import Service


@dataclass(frozen=True, slots=True)
class Step:
    """A command for a project, given in view of exactly this version of it."""

    project: Project
    command: Command


@dataclass(frozen=True, slots=True)
class Stopped:
    """Which step was refused, and why; nothing of the others was written."""

    place: int
    refused: Refused


@dataclass(frozen=True, slots=True)
class _Decided:
    receipt: Receipt
    draft: Draft | None
    """None for a step that was taken before under the same key."""


def perform_together(
    service: Service, steps: Sequence[Step], key: str, *, dry_run: bool = False
) -> list[Receipt] | Stopped | None:
    """Carry out steps in one transaction, all or none; None where somebody was faster and all is to be seen anew."""
    arrived = service.arrive()
    if isinstance(arrived, Refused):
        return Stopped(0, arrived)
    decided = _decided(service, steps, key)
    if isinstance(decided, Stopped):
        return decided
    if dry_run or all(one.draft is None for one in decided):
        return [one.receipt for one in decided]
    pins = to_pin(service, [one.receipt.project.rulebook for one in decided])
    try:
        with service.store.writing(together=True) as writer:
            writer.same_people(arrived)
            for pin in pins:
                writer.append(pin, Rows())
            return [_written(service, writer, one) for one in decided]
    except (Stale, DuplicateKey):
        return None


def _decided(service: Service, steps: Sequence[Step], key: str) -> list[_Decided] | Stopped:
    """Every step decided, or the first that is refused."""
    together = canonical([fingerprint(step.project.id, step.command) for step in steps])
    decided = []
    for place, step in enumerate(steps):
        # The first takes the key itself, and each knows of all the others: a key is for exactly these together.
        own_key, print_of = f"{key}:{place}" if place else key, digest(canonical([place, together]))
        one = service.repeated(own_key, print_of) or _one(service, step, own_key, print_of)
        if isinstance(one, Refused):
            return Stopped(place, one)
        decided.append(_Decided(one, None) if isinstance(one, Receipt) else one)
    return decided


def _one(service: Service, step: Step, key: str, print_of: str) -> _Decided | Refused:
    project = step.project
    event = decide(project, step.command, service.actor, service.setting(project))
    if isinstance(event, Refused):
        return event
    stamp = Stamp(service.actor.id, service.clock(), project.version + 1)
    draft = draft_of(project.id, stamp, event.kind, key, print_of, payload_of(event))
    return _Decided(Receipt(project, evolve(project, project.id, event, stamp), event, None), draft)


def _written(service: Service, writer: Writer, one: _Decided) -> Receipt:
    receipt, before = one.receipt, one.receipt.before
    if one.draft is None or before is None:
        return receipt
    after = receipt.project
    rows = rows_of(before, after, receipt.event, service.setting(after).workflow, service.rulebook(after.rulebook))
    entry = writer.append(one.draft, rows, Guard(before.id, before.version, before.state))
    return Receipt(before, after, receipt.event, entry)
