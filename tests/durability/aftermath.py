"""After a kill (杀死之后): the step is wholly there or wholly not; sent again it is there exactly once, told the same."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from tests.durability.life import Stages, Step
from tests.durability.running import Nursery, Ran, Run
from tests.durability.verdict import entries_of, left_behind, steps_of, undone, violations

STORAGE_UNAVAILABLE = 7

_keys = itertools.count(1)


@dataclass(frozen=True)
class Death:
    """What became of one attempt (一次尝试的下场): a word, and every violation found."""

    point: str
    fate: str
    harm: tuple[str, ...]


@dataclass
class Attempt:
    """One command that is going to be killed (一次尝试), on one database."""

    nursery: Nursery
    stages: Stages
    address: str
    step: Step
    key: str = field(default_factory=lambda: f"钥匙{next(_keys)}")
    before: int = field(init=False)

    def __post_init__(self) -> None:
        self.before = len(steps_of(self.address))

    @property
    def run(self) -> Run:
        return self.step.run(self.address, self.key)

    def death(self, ran: Ran, point: str) -> Death:
        """Look at what the killed command left, send it again twice, and look again."""
        self.stages.settle(self.address)
        written = self.written
        found = [*self._ended(ran), *self._after(ran, written)]
        first, second = self.nursery.run(self.run), self.nursery.run(self.run)
        found += [*self._repeated(ran, first, second, written), *self._in_the_end()]
        return Death(point, _fate(ran, written), tuple(found))

    @property
    def written(self) -> int:
        """Entries since before the attempt."""
        return len(steps_of(self.address)) - self.before

    def _ended(self, ran: Ran) -> list[str]:
        """Only a server that went away may make a command fail."""
        fine = ran.killed or ran.code in (0, STORAGE_UNAVAILABLE)
        return [] if fine else [f"ended: exit {ran.code} {ran.out} {ran.err}"]

    def _after(self, ran: Ran, written: int) -> list[str]:
        found = [f"after the kill: {one}" for one in violations(self.address)]
        if written not in (0, self.step.entries):
            found.append(f"torn: {written} of {self.step.entries} entries")
        return found + (self._told(ran.answer) if ran.answer is not None else [])

    def _told(self, answer: Any) -> list[str]:
        """A receipt must be true, whatever became of the process afterwards."""
        if not self.step.entries:
            return []
        entries = entries_of(self.address)
        return [one for receipt in _as_list(answer) for one in undone(entries, receipt, self.key)]

    def _repeated(self, ran: Ran, first: Ran, second: Ran, written: int) -> list[str]:
        """Sent again it succeeds, with the same receipt each time, and says truly whether it had been done."""
        if first.code or second.code:
            return [f"retry: exit {first.code} and {second.code}: {first.out} {first.err} {second.out} {second.err}"]
        if not self.step.entries:
            return []
        answers = [receipts_of(one) for one in (ran, first, second)]
        found = [f"retry: told {answers}"] if any(one != answers[2] for one in answers if one is not None) else []
        said = {receipt["repeated"] for receipt in _as_list(first.answer)}
        if said != {bool(written)}:
            found.append(f"retry: said repeated={said} where {written} entries were there")
        return [*found, *self._told(first.answer)]

    def _in_the_end(self) -> list[str]:
        found = [f"in the end: {one}" for one in (*violations(self.address), *left_behind(self.address))]
        if self.written != self.step.entries:
            found.append(f"applied: {self.written} entries, the step makes {self.step.entries}")
        verified = self.nursery.run(Run(("log", "verify", "--json"), self.address))
        return found if verified.code == 0 else [*found, f"log verify: exit {verified.code} {verified.out}"]


def _as_list(answer: Any) -> list[dict[str, Any]]:
    return answer if isinstance(answer, list) else [answer]


def receipts_of(ran: Ran, whole: bool = False) -> list[dict[str, Any]] | None:
    """What was told; unless ``whole``, without the word that it was told before."""
    if ran.answer is None:
        return None
    return [{name: told for name, told in one.items() if whole or name != "repeated"} for one in _as_list(ran.answer)]


def _fate(ran: Ran, written: int) -> str:
    """``finished`` unharmed; else cut off with ``nothing`` written, or ``written`` untold, or ``told``."""
    if ran.code == 0:
        return "finished"
    if ran.answer is not None:
        return "told"
    return "written" if written else "nothing"
