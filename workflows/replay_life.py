"""What must be remembered of a project to judge its next step (重演所记): names and hashes, never content."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from workflows.roles import Relation
from workflows.triggers import Side, Trigger


@dataclass(slots=True)
class Life:
    """One project, as far as its history has been read."""

    workflow: str
    state: str
    rulebook: str
    owner: str
    hands: set[str]
    delegates: set[str] = field(default_factory=set)
    approvers: set[str] = field(default_factory=set)
    """Who approved what is handed in now."""
    scorers: dict[str, str] = field(default_factory=dict)
    """Who gave points in review, by row."""
    shown: str | None = None
    """Hash of what is handed in, as long as nothing else came to it."""
    pending: bool = False
    """Whether an adjustment was asked for."""
    code: str = ""
    """核验码 of the last edition."""
    editions: int = 0

    def relation_of(self, account: str) -> Relation:
        """As ``Project.relation_of``."""
        if account == self.owner:
            return Relation.OWNER
        if account in self.delegates:
            return Relation.DELEGATE
        return Relation.FORMER if account in self.hands else Relation.NONE

    def has_judged(self, account: str) -> bool:
        """Whether somebody approved or scored what is handed in now."""
        return account in self.approvers or account in self.scorers.values()

    def take(self, trigger: Trigger, actor: str, data: dict[str, Any]) -> None:
        """Let a step have happened."""
        if trigger.side is Side.OWNING:
            self.hands.add(actor)
        if trigger in _SETTLING:
            self._settle()
        match trigger:
            case Trigger.SUBMIT:
                self.shown = data["hash"]
            case Trigger.ADJUST:
                self.pending = True
            case Trigger.EDIT | Trigger.ASSESS:
                self.shown, self.rulebook = None, data.get("rulebook", self.rulebook)
            case Trigger.SCORE:
                self._scored(actor, data)
            case Trigger.APPROVE:
                self._approved(actor, data)
            case Trigger.TRANSFER:
                self.owner = data["owner"]
                self.hands.add(self.owner)
                self.delegates.discard(self.owner)
            case Trigger.DELEGATE:
                self.delegates.add(data["account"])
                self.hands.add(data["account"])
            case Trigger.UNDELEGATE:
                self.delegates.discard(data["account"])
            case _:
                pass
        self.state = data["to"]

    def _settle(self) -> None:
        """What was judged so far is of something else."""
        self.approvers.clear()
        self.scorers.clear()
        self.shown = None
        self.pending = False

    def _scored(self, actor: str, data: dict[str, Any]) -> None:
        self.shown = None
        if data["points"] is None:
            self.scorers.pop(data["row"], None)
        else:
            self.scorers[data["row"]] = actor

    def _approved(self, actor: str, data: dict[str, Any]) -> None:
        if self.pending:
            self._settle()
            return
        self.approvers |= {actor, *self.scorers.values()}
        if "snapshot" in data:
            self.code = data["code"]
            self.editions += 1


_SETTLING = frozenset({Trigger.SUBMIT, Trigger.RECALL, Trigger.SEND_BACK, Trigger.ADJUST, Trigger.CORRECT})
"""After these, approvals and points in review are of something else (as in ``evolve``)."""
