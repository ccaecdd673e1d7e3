"""A command sent several times under one key (重复发送): one step, and one receipt however often it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from tests.durability.aftermath import Attempt, receipts_of
from tests.durability.running import Ran
from tests.durability.verdict import violations


def sent_again(attempt: Attempt, times: int) -> list[str]:
    """One after the other; every violation."""
    return _once(attempt, [attempt.nursery.run(attempt.run) for _ in range(times)])


def sent_at_once(attempt: Attempt, times: int) -> list[str]:
    """By several processes at once; every violation."""
    return _once(attempt, attempt.nursery.at_once([attempt.run] * times))


def differing(ends: Sequence[Ran]) -> list[str]:
    """Whoever failed, or was told something else than the others."""
    failed = [f"sent again: exit {ran.code} {ran.out} {ran.err}" for ran in ends if ran.code]
    told = [receipts_of(ran) for ran in ends]
    return failed or ([f"sent again: told {told}"] if any(one != told[0] for one in told) else [])


def _once(attempt: Attempt, ends: Sequence[Ran]) -> list[str]:
    found = differing(ends)
    if not found:
        first = [ran for ran in ends if not any(receipt["repeated"] for receipt in receipts_of(ran, whole=True) or ())]
        found += [] if len(first) == 1 else [f"{len(first)} were told that they were the first"]
    if attempt.written != attempt.step.entries:
        found.append(f"{attempt.written} entries of {len(ends)} commands, one makes {attempt.step.entries}")
    return [*found, *violations(attempt.address)]
