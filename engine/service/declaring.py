"""Projects declared (申报): one or thousands in one transaction, each with its rulebook pinned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.definitions import load_workflow
from engine.service.attempts import ATTEMPTS, crowded, draft_of, new_key
from engine.service.projection import rows_of
from engine.service.receipt import Receipt
from engine.store.errors import DuplicateKey, Stale
from engine.store.rows import Draft, Rows
from engine.store.writer import Writer
from workflows.commands import Declare, fingerprint
from workflows.decide import decide
from workflows.events import payload_of
from workflows.history import canonical, digest
from workflows.pinned import KIND, pin_of, pin_payload, pinned_rulebook, stream_of
from workflows.project import Stamp, evolve
from workflows.refusal import Refused, Untrue
from workflows.setting import Setting

if TYPE_CHECKING:
    from engine.service.service import Service


@dataclass(frozen=True, slots=True)
class Declaration:
    """A project to be declared: its content, its workflow, the resolved data of its rulebook, its owner."""

    content: Mapping[str, Any]
    workflow: str
    rulebook: Mapping[str, Any]
    owner: str


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A declaration decided and numbered; the draft is None where it was declared before under the same key."""

    receipt: Receipt
    draft: Draft | None


def known_rulebook(service: Service, data: Mapping[str, Any]) -> str:
    """Make a rulebook known to the desk; the hash projects name it by. The first step that needs it pins it."""
    payload = pin_payload(data)
    pin = pin_of(payload)
    service.rulebooks[pin] = pinned_rulebook(payload, pin)
    service.unpinned[pin] = payload
    return pin


def to_pin(service: Service, pins: Iterable[str]) -> list[Draft]:
    """Entries that put rulebooks into the history, where they are not; they go with the step that needs them."""
    drafts = []
    for pin in dict.fromkeys(pins):
        stream, payload = stream_of(pin), service.unpinned.get(pin)
        entries = service.store.stream(stream) if payload is not None else []
        if entries and pin_of(entries[0].payload) != pin:
            raise Untrue(f"历史里锁定的评分办法 {pin[:12]} 与它的哈希不符")
        if payload is not None and not entries:
            key = stream if service.store.find(stream) is None else new_key()
            stamp = Stamp(service.actor.id, service.clock(), 1)
            drafts.append(draft_of(stream, stamp, KIND, key, digest(payload), payload))
    return drafts


def declare(
    service: Service, declarations: Sequence[Declaration], key: str, *, dry_run: bool
) -> list[Receipt] | Refused:
    """Declare projects: all of them in one transaction, or none."""
    books = {id(one.rulebook): one.rulebook for one in declarations}
    pins = {identity: known_rulebook(service, book) for identity, book in books.items()}
    commands = [_command(one, pins[id(one.rulebook)]) for one in declarations]
    for _ in range(ATTEMPTS):
        arrived = service.arrive()
        if isinstance(arrived, Refused):
            return arrived
        prepared = _prepared(service, commands, key)
        if isinstance(prepared, Refused):
            return prepared
        if dry_run or all(one.draft is None for one in prepared):
            return [one.receipt for one in prepared]
        drafts = to_pin(service, pins.values())
        try:
            with service.store.writing(together=True) as writer:
                writer.same_people(arrived)
                for draft in drafts:
                    writer.append(draft, Rows())
                return [_written(service, writer, one) for one in prepared]
        except (Stale, DuplicateKey):
            continue
    return crowded("申报")


def _command(one: Declaration, pin: str) -> Declare:
    return Declare(workflow=one.workflow, rulebook=pin, owner=one.owner, content=dict(one.content))


def _prepared(service: Service, commands: Sequence[Declare], key: str) -> list[_Prepared] | Refused:
    """Every declaration decided and numbered, or the first that is refused; nothing is written."""
    numbers: dict[int, int] = {}
    prepared: list[_Prepared] = []
    together = canonical([fingerprint("", command) for command in commands])
    for place, command in enumerate(commands):
        # The first takes the key itself, and each knows of all the others: a key is for exactly these together.
        own_key, print_of = f"{key}:{place}" if place else key, digest(canonical([place, together]))
        done = service.repeated(own_key, print_of)
        if isinstance(done, Refused):
            return done
        if done is not None:
            prepared.append(_Prepared(done, None))
            continue
        setting = Setting(load_workflow(command.workflow), service.rulebook(command.rulebook), service.people)
        event = decide(None, command, service.actor, setting)
        if isinstance(event, Refused):
            return event
        project_id = _next_id(service, command.content["project"]["fiscal_year"], numbers)
        stamp = Stamp(service.actor.id, service.clock(), 1)
        draft = draft_of(project_id, stamp, event.kind, own_key, print_of, payload_of(event))
        prepared.append(_Prepared(Receipt(None, evolve(None, project_id, event, stamp), event, None), draft))
    return prepared


def _next_id(service: Service, fiscal_year: int, numbers: dict[int, int]) -> str:
    """``2024-0007``: the year and the next free number."""
    if fiscal_year not in numbers:
        highest = service.store.highest_project_id(f"{fiscal_year}-")
        numbers[fiscal_year] = int(highest.partition("-")[2]) if highest else 0
    numbers[fiscal_year] += 1
    return f"{fiscal_year}-{numbers[fiscal_year]:04d}"


def _written(service: Service, writer: Writer, one: _Prepared) -> Receipt:
    receipt = one.receipt
    if one.draft is None:
        return receipt
    project = receipt.project
    rows = rows_of(None, project, receipt.event, load_workflow(project.workflow), service.rulebook(project.rulebook))
    return Receipt(None, project, receipt.event, writer.append(one.draft, rows))
