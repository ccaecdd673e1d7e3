"""The history judged again (重演): steps that the rules would not have allowed, although every hash fits.

Somebody who may write to the database can forge a step and make every hash after it again: the chain is whole then,
but the step still is one that ``decide`` would have refused. Only what can be told from the entries alone is judged
here: who, in which role, with which hand in the project, from which state to which, about which version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from workflows.accounts import (
    EVENT_TITLES,
    Account,
    AccountCommand,
    AddAccount,
    ChangeRoles,
    CloseAccount,
    account_event,
    decide_account,
    evolve_account,
)
from workflows.definition import Workflow
from workflows.events import TRIGGER_OF
from workflows.history import Broken, Defect, Entry
from workflows.pinned import KIND as PINNED
from workflows.pinned import pin_of
from workflows.refusal import Refused
from workflows.replay_life import Life
from workflows.replay_steps import Step, objections
from workflows.roles import Role

_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading a payload that we never wrote may raise."""

_NOBODY: frozenset[Role] = frozenset()


def illegal_steps(entries: Iterable[Entry], workflows: Mapping[str, Workflow]) -> Iterator[Broken]:
    """Every entry that was never allowed, read in order of ``seq``; nothing for an honest history.

    Remembers a few names per project and account, never their content.
    """
    replay = _Replay(workflows)
    for entry in entries:
        try:
            for why in (*_when(entry), *replay.read(entry)):
                yield _broken(entry, why)
        except _UNREADABLE:
            yield _broken(entry, "内容读不懂，不是本程序写的")


def _when(entry: Entry) -> Iterator[str]:
    """Order comes from ``seq``, but a time must be one."""
    try:
        datetime.fromisoformat(entry.at)
    except ValueError:
        yield f"时间 {entry.at} 不是时间"


def _broken(entry: Entry, why: str) -> Broken:
    trigger = TRIGGER_OF.get(entry.kind)
    what = trigger.title if trigger else EVENT_TITLES.get(entry.kind, entry.kind)
    return Broken(Defect.ILLEGAL, entry.seq, f"第 {entry.seq} 条（{entry.stream}，{entry.actor} {what}）：{why}")


class _Replay:
    """The whole house, as far as it has been read."""

    def __init__(self, workflows: Mapping[str, Workflow]) -> None:
        self._workflows = workflows
        self._accounts: dict[str, Account] = {}
        self._lives: dict[str, Life] = {}
        self._pins: set[str] = set()

    def read(self, entry: Entry) -> Iterator[str]:
        """Why an entry is illegal; afterwards what it says counts as having happened."""
        sort, _, name = entry.stream.partition(":")
        if sort == "account" and name:
            return self._account(entry, name)
        if sort == "rulebook" and name:
            return self._pinned(entry, name)
        return self._declared(entry) if entry.kind == "declared" else self._step(entry)

    def _account(self, entry: Entry, name: str) -> Iterator[str]:
        event = account_event(entry.kind, entry.payload)
        before, by = self._accounts.get(name), self._accounts.get(entry.actor)
        command = _command(entry.kind, name, json.loads(entry.payload))
        answer = decide_account(before, command, by.actor if by and by.active else None, is_first=not self._accounts)
        self._accounts[name] = evolve_account(before, name, event, entry.version)
        if isinstance(answer, Refused):
            yield answer.message

    def _pinned(self, entry: Entry, pin: str) -> Iterator[str]:
        self._pins.add(pin)
        yield from self._absent(entry.actor)
        if entry.kind != PINNED or pin_of(entry.payload) != pin:
            yield "锁定的评分办法与它的哈希不符"

    def _declared(self, entry: Entry) -> Iterator[str]:
        data = json.loads(entry.payload)
        owner, pin, to = data["owner"], data["rulebook"], data["to"]
        again = entry.stream in self._lives
        self._lives[entry.stream] = Life(data["workflow"], to, pin, owner, hands={owner, entry.actor})
        yield from self._absent(entry.actor)
        if again:
            yield "同一个项目申报了两次"
        roles = self._roles(entry.actor)
        if Role.FINANCE_OFFICER not in roles and not (Role.OWNER in roles and owner == entry.actor):
            yield "既不是填报人申报自己的项目，也不是汇总公开人导入"
        if Role.OWNER not in self._roles(owner):
            yield f"{owner} 当时不是填报人"
        yield from self._unpinned(pin)
        workflow = self._workflows.get(data["workflow"])
        if workflow is None:
            yield f"没有流程 {data['workflow']}"
        elif to != workflow.initial:
            yield f"申报以后应到 {workflow.initial}，记的是 {to}"

    def _step(self, entry: Entry) -> Iterator[str]:
        life, trigger = self._lives.get(entry.stream), TRIGGER_OF[entry.kind]
        if life is None:
            yield "项目还没有申报"
            return
        data: dict[str, Any] = json.loads(entry.payload)
        workflow = self._workflows.get(life.workflow)
        step = Step(entry.stream, entry.actor, trigger, data, life, workflow, self._roles)
        found = [*self._absent(entry.actor), *objections(step)]
        life.take(trigger, entry.actor, data)
        yield from found
        if "rulebook" in data:
            yield from self._unpinned(data["rulebook"])

    def _roles(self, account: str) -> frozenset[Role]:
        found = self._accounts.get(account)
        return found.roles if found and found.active else _NOBODY

    def _absent(self, account: str) -> Iterator[str]:
        if not self._roles(account):
            known = account in self._accounts
            yield f"账号 {account} 当时已停用" if known else f"当时没有账号 {account}"

    def _unpinned(self, pin: str) -> Iterator[str]:
        if pin not in self._pins:
            yield f"所用的评分办法 {pin[:12]} 没有锁定在历史里"


def _command(kind: str, name: str, data: dict[str, Any]) -> AccountCommand:
    """The command that an account's event must have come of."""
    if kind == "account_closed":
        return CloseAccount(id=name)
    if kind == "account_added":
        return AddAccount.model_validate({"id": name, "name": data["name"], "roles": data["roles"]})
    return ChangeRoles.model_validate({"id": name, "roles": data["roles"]})
