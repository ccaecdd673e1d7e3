"""Races (同时决定): sixteen reviewers decide on one document at once, and one of them wins."""

from __future__ import annotations

from collections.abc import Sequence

from tests.durability.documents import decisions
from tests.durability.running import Nursery, Ran, ended, start
from tests.durability.verdict import entries_of
from workflows.history import Entry
from workflows.refusal import beijing

CONFLICT = 5


def raced(nursery: Nursery, address: str, project: str) -> list[str]:
    """Sixteen warm processes that start together; every violation."""
    return unfair(nursery.at_once(decisions(address, project)), address, project)


def raced_cold(address: str, project: str) -> list[str]:
    """Sixteen commands from nothing; every violation."""
    processes = [start(run) for run in decisions(address, project)]
    return unfair([ended(process) for process in processes], address, project)


def unfair(ends: Sequence[Ran], address: str, project: str) -> list[str]:
    """One winner whose decision is the last entry; everybody else exits with 5 and is told who won, and when."""
    winners = [ran for ran in ends if ran.code == 0]
    last = [entry for entry in entries_of(address) if entry.stream == project][-1]
    found = [] if len(winners) == 1 else [f"{project}: {len(winners)} winners of {len(ends)}"]
    found += [
        f"{project}: told seq {won.answer['seq']}, is {last.seq}" for won in winners if won.answer["seq"] != last.seq
    ]
    return found + [one for ran in ends if ran.code for one in _told_badly(ran, last)]


def _told_badly(ran: Ran, last: Entry) -> list[str]:
    if ran.code != CONFLICT:
        return [f"{last.stream}: a loser exits {ran.code}: {ran.out} {ran.err}"]
    code, message = ran.refusal
    if code not in ("state-wrong", "version-stale") or last.actor not in message or beijing(last.at) not in message:
        return [f"{last.stream}: a loser is told {code} {message}, not who won and when"]
    return []
