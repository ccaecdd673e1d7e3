"""Tampering (篡改): every edit, deletion, insertion, reorder and cut of the history is found, where it happened.

The attacker is somebody with the file, or an administrator of the server: no trigger stops them. They take the whole
history, change it as they like and put it back, as SQL would have left it. ``JIXIAO_INSTANCES`` sets how often each
attack is tried, at other places each time.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import pytest

from engine.store.store import Store, open_store
from tests.store.raw import Raw, raw, rows
from tests.store.samples import fill
from workflows.history import Anchor, Broken, Entry, hash_of, verify_chain

INSTANCES = int(os.environ.get("JIXIAO_INSTANCES", "50"))
LENGTH = 120

COLUMNS = "seq, stream, version, kind, actor, at, key, fingerprint, payload, previous, hash"
TRIGGERS = ("event_no_update", "event_no_delete", "event_next", "ledger_follows")


@dataclass(frozen=True)
class Attack:
    """What the attacker leaves: entries, the end of the ledger, and where the hand was laid on."""

    entries: list[Entry]
    head: Anchor
    place: int


Attacker = Callable[[list[Entry], random.Random], Attack]

# ---------------------------------------------------------------- the attacks


def _other(value: str | int, chance: random.Random) -> str | int:
    """A value that is like another one, and still passes every CHECK."""
    if isinstance(value, int):
        return value + chance.randint(1000, 2000)
    place = chance.randrange(len(value))
    if value.endswith("Z") and len(value) == 27:
        place = chance.choice([3, 6, 9, 12, 15, 18, 25])
    new = "0" if value[place] != "0" else "1"
    return value[:place] + new + value[place + 1 :]


def _changed(entry: Entry, field: str, chance: random.Random) -> Entry:
    value = _other(getattr(entry, field), chance)
    if field in ("stream", "key"):
        # One that is taken would be refused as not unique.
        value = f"{value}*"
    return replace(entry, **{field: value})  # type: ignore[arg-type]


def edit(field: str) -> Attacker:
    """One field of one entry."""

    def attack(entries: list[Entry], chance: random.Random) -> Attack:
        place = chance.randrange(len(entries))
        changed = [*entries]
        changed[place] = _changed(entries[place], field, chance)
        return Attack(changed, Anchor.of(entries[-1]), place + 1)

    return attack


def edit_and_hash_again(entries: list[Entry], chance: random.Random) -> Attack:
    """An edited entry that carries the right hash of its new content."""
    place = chance.randrange(len(entries) - 1)
    field = chance.choice(["kind", "actor", "at", "payload", "fingerprint"])
    forged = _changed(entries[place], field, chance)
    changed = [*entries]
    changed[place] = replace(forged, hash=hash_of(forged))
    return Attack(changed, Anchor.of(entries[-1]), place + 1)


def delete(entries: list[Entry], chance: random.Random) -> Attack:
    place = chance.randrange(len(entries))
    return Attack([*entries[:place], *entries[place + 1 :]], Anchor.of(entries[-1]), place + 1)


def delete_and_renumber(entries: list[Entry], chance: random.Random) -> Attack:
    place = chance.randrange(len(entries) - 1)
    moved = [replace(entry, seq=entry.seq - 1) for entry in entries[place + 1 :]]
    return Attack([*entries[:place], *moved], Anchor(len(entries) - 1, entries[-1].hash), place + 1)


def swap(entries: list[Entry], chance: random.Random) -> Attack:
    first, second = sorted(chance.sample(range(len(entries)), 2))
    changed = [*entries]
    changed[first] = replace(entries[second], seq=first + 1)
    changed[second] = replace(entries[first], seq=second + 1)
    return Attack(changed, Anchor.of(entries[-1]), first + 1)


def insert(entries: list[Entry], chance: random.Random) -> Attack:
    """A forged entry, whole in itself, between two honest ones; the later ones move up."""
    place = chance.randrange(1, len(entries))
    like = chance.choice(entries)
    forged = replace(like, seq=place + 1, stream="2024-9999", version=1, key="forged", previous=entries[place - 1].hash)
    moved = [replace(entry, seq=entry.seq + 1) for entry in entries[place:]]
    changed = [*entries[:place], replace(forged, hash=hash_of(forged)), *moved]
    return Attack(changed, Anchor(len(changed), entries[-1].hash), place + 1)


def append_past_the_ledger(entries: list[Entry], chance: random.Random) -> Attack:
    """A forged last entry that links on; only the ledger does not know it."""
    last = entries[-1]
    forged = replace(last, seq=last.seq + 1, stream="2024-9999", version=1, key="forged", previous=last.hash)
    return Attack([*entries, replace(forged, hash=hash_of(forged))], Anchor.of(last), last.seq + 1)


def cut_only_the_entries(entries: list[Entry], chance: random.Random) -> Attack:
    length = chance.randrange(1, len(entries))
    return Attack(entries[:length], Anchor.of(entries[-1]), length)


def ledger_only(entries: list[Entry], chance: random.Random) -> Attack:
    head = chance.choice([Anchor(LENGTH, "e" * 64), Anchor.of(chance.choice(entries[:-1]))])
    return Attack(entries, head, len(entries))


FIELDS = COLUMNS.split(", ")
ATTACKS: dict[str, Attacker] = {f"edit {field}": edit(field) for field in FIELDS} | {
    attack.__name__: attack
    for attack in (
        edit_and_hash_again,
        delete,
        delete_and_renumber,
        swap,
        insert,
        append_past_the_ledger,
        cut_only_the_entries,
        ledger_only,
    )
}

# ---------------------------------------------------------------- attacks that leave a perfect chain


def _chained(entries: Iterable[Entry], previous: str) -> list[Entry]:
    """Entries hashed again from a place on."""
    done = []
    for entry in entries:
        linked = replace(entry, previous=previous)
        done.append(replace(linked, hash=hash_of(linked)))
        previous = done[-1].hash
    return done


def cut_tail(entries: list[Entry], chance: random.Random) -> Attack:
    """Entries and ledger together, cut to an earlier end: the same as an old backup put back."""
    length = chance.randrange(1, len(entries))
    return Attack(entries[:length], Anchor.of(entries[length - 1]), length + 1)


def old_backup_and_on(entries: list[Entry], chance: random.Random) -> Attack:
    """An old backup put back, and honest work since: as many entries as there were, or more."""
    length = chance.randrange(1, len(entries))
    on = [replace(entry, payload=f'{{"after":{entry.seq}}}') for entry in entries[length:]]
    changed = [*entries[:length], *_chained(on, entries[length - 1].hash)]
    return Attack(changed, Anchor.of(changed[-1]), length + 1)


def rewrite_from(entries: list[Entry], chance: random.Random) -> Attack:
    """An edited entry, and everything after it hashed again, the ledger too."""
    place = chance.randrange(len(entries))
    edited = _changed(entries[place], "payload", chance)
    before = entries[place].previous
    changed = [*entries[:place], *_chained([edited, *entries[place + 1 :]], before)]
    return Attack(changed, Anchor.of(changed[-1]), place + 1)


PERFECT: dict[str, Attacker] = {attack.__name__: attack for attack in (cut_tail, old_backup_and_on, rewrite_from)}

# ---------------------------------------------------------------- the crime and the verdict


class Scene:
    """A database with an honest log, that can be overwritten past every trigger."""

    def __init__(self, store: Store, attacker: Raw, honest: list[Entry]) -> None:
        self.store = store
        self.attacker = attacker
        self.honest = honest

    def overwrite(self, entries: Iterable[Entry], head: Anchor) -> None:
        if self.store.is_server:
            self._on_postgres(self.attacker, entries, head)
        else:
            self._on_sqlite(self.attacker, entries, head)

    def _on_sqlite(self, connection: Raw, entries: Iterable[Entry], head: Anchor) -> None:
        kept = [sql for (sql,) in rows(connection, "SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM event")
        for entry in entries:
            connection.execute(f"INSERT INTO event ({COLUMNS}) VALUES ({', '.join('?' * 11)})", astuple(entry))
        connection.execute("UPDATE ledger SET seq = ?, hash = ?", (head.seq, head.hash))
        for sql in kept:
            if any(f"TRIGGER {name} " in sql for name in TRIGGERS):
                connection.execute(sql)
        connection.execute("COMMIT")

    def _on_postgres(self, connection: Raw, entries: Iterable[Entry], head: Anchor) -> None:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute("BEGIN")
        connection.execute("DELETE FROM event")
        values = [value for entry in entries for value in astuple(entry)]
        marks = ", ".join([f"({', '.join(['%s'] * 11)})"] * (len(values) // 11))
        connection.execute(f"INSERT INTO event ({COLUMNS}) VALUES {marks}", values)
        connection.execute("UPDATE ledger SET seq = %s, hash = %s", (head.seq, head.hash))
        connection.execute("COMMIT")

    def verdict(self, *anchors: Anchor) -> list[Broken]:
        with self.store.chain() as (head, entries):
            return list(verify_chain(entries, head, anchors))


@pytest.fixture
def scene(address: str) -> Iterator[Scene]:
    honest = fill(address, LENGTH, seed=7)
    with open_store(address) as store, raw(address) as attacker:
        yield Scene(store, attacker, honest)


@pytest.mark.parametrize("name", ATTACKS)
def test_every_attack_is_found_and_located(scene: Scene, name: str):
    for instance in range(INSTANCES):
        attack = ATTACKS[name](scene.honest, random.Random(f"{name} {instance}"))
        scene.overwrite(attack.entries, attack.head)
        found = scene.verdict()
        assert found, f"第 {instance} 次：没有发现"
        assert min(abs(defect.seq - attack.place) for defect in found) <= 1, (instance, attack.place, found)


@pytest.mark.parametrize("name", PERFECT)
def test_a_kept_anchor_finds_what_the_chain_cannot(scene: Scene, name: str):
    """The anchors are those of receipts: one of them after the place of the attack is enough."""
    for instance in range(INSTANCES):
        chance = random.Random(f"{name} {instance}")
        attack = PERFECT[name](scene.honest, chance)
        scene.overwrite(attack.entries, attack.head)
        assert scene.verdict() == [], "a perfect chain: only an anchor can tell"
        kept = Anchor.of(scene.honest[chance.randrange(attack.place - 1, LENGTH)])
        (found,) = scene.verdict(kept)
        assert found.seq == kept.seq
        every_receipt = scene.verdict(*map(Anchor.of, scene.honest))
        assert every_receipt[0].seq == attack.place


def test_honest_logs_raise_no_alarm(scene: Scene):
    """Written by the store, at every length, with every one of their anchors."""
    for instance in range(max(INSTANCES, 100)):
        length = random.Random(instance).randint(0, LENGTH)
        head = Anchor.of(scene.honest[length - 1]) if length else Anchor(0, "0" * 64)
        if length:
            scene.overwrite(scene.honest[:length], head)
            assert scene.verdict(*map(Anchor.of, scene.honest[:length])) == []


def test_honest_logs_of_their_own_raise_no_alarm(tmp_path: Path, sqlite_template: Path):
    """Freshly written, each another log."""
    for instance in range(max(INSTANCES, 100)):
        path = str(shutil.copy(sqlite_template, tmp_path / f"{instance}.db"))
        entries = fill(path, random.Random(instance).randint(1, 60), seed=instance)
        with open_store(path) as store, store.chain() as (head, found):
            assert list(verify_chain(found, head, map(Anchor.of, entries))) == []
