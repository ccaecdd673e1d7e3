"""A house with people and projects whose whole history is in memory: how tests bring a project to any state.

Nothing is constructed by hand: accounts come of ``decide_account``, projects of ``decide`` and ``evolve``, and every
step is an entry of one hash chain, as the store would have written it.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from engine.definitions import load_workflow
from engine.rulebooks import load_rulebook, rulebook_data
from indicators.content import row_key
from indicators.scoring.rulebook import Rulebook
from workflows.accounts import (
    Account,
    AccountCommand,
    AddAccount,
    account_fingerprint,
    account_payload,
    decide_account,
    evolve_account,
)
from workflows.accounts import stream_of as account_stream
from workflows.commands import (
    Adjust,
    Approve,
    Assess,
    Command,
    Comment,
    Correct,
    Declare,
    Delegate,
    Edit,
    Monitor,
    Publish,
    Recall,
    ScoreRow,
    SendBack,
    Submit,
    Transfer,
    Undelegate,
    Withdraw,
    fingerprint,
)
from workflows.decide import decide
from workflows.definition import Workflow
from workflows.events import Event, payload_of
from workflows.history import GENESIS, Entry, digest, hash_of
from workflows.pinned import KIND as PINNED
from workflows.pinned import pin_of, pin_payload
from workflows.pinned import stream_of as pin_stream
from workflows.project import Project, Stamp, evolve
from workflows.refusal import Refused
from workflows.roles import Actor, Role
from workflows.setting import Setting
from workflows.snapshot import judged_hash
from workflows.triggers import Trigger

WORKFLOWS = ("standard", "with-target-review", "two-level-review")

PEOPLE: dict[str, tuple[str, Role]] = {
    "zhang": ("张三", Role.OWNER),
    "wang": ("王五", Role.OWNER),
    "zhao": ("赵六", Role.OWNER),
    "sun": ("孙七", Role.OWNER),
    "qian": ("钱一", Role.OWNER),
    "zhou": ("周二", Role.OWNER),
    "xin": ("新来", Role.OWNER),
    "li": ("李四", Role.REVIEWER),
    "liu": ("刘八", Role.REVIEWER),
    "cai": ("蔡九", Role.TREASURY_REVIEWER),
    "fin": ("冯十", Role.FINANCE_OFFICER),
    "shen": ("沈审", Role.AUDITOR),
}
REPORTS, COVER, CARS = "产出指标/数量指标/检查报告", "产出指标/质量指标/检查覆盖率", "成本指标/经济成本指标/租用车辆"

DECLARED: dict[str, Any] = {
    "project": {"name": "监管经费", "fiscal_year": 2024, "rulebook": "urumqi-2024"},
    "funding": {"original_budget": "10", "revised_budget": "10", "outturn": "0"},
    "indicator": [
        {"dimension": "产出指标", "category": "数量指标", "name": "检查报告", "target": "≥20 份", "weight": "50"},
        {"dimension": "产出指标", "category": "质量指标", "name": "检查覆盖率", "target": "=100%", "weight": "20"},
        {"dimension": "成本指标", "category": "经济成本指标", "name": "租用车辆", "target": "≤10 万元", "weight": "20"},
    ],
}
RESULTS: dict[str, Any] = {
    "funding": {"outturn": "9.36"},
    "indicator": {
        REPORTS: {"achieved": "=28 份", "deviation_analysis": "年初测算偏低"},
        COVER: {"achieved": "=100%"},
        CARS: {"achieved": "=8.29 万元", "deviation_analysis": "租车少于计划"},
    },
}


@cache
def workflow_named(name: str) -> Workflow:
    return load_workflow(name)


@cache
def urumqi() -> Rulebook:
    rulebook = load_rulebook("urumqi-2024")
    assert isinstance(rulebook, Rulebook)
    return rulebook


@cache
def pin_payload_of_urumqi() -> str:
    found = rulebook_data("urumqi-2024")
    assert isinstance(found, tuple)
    return pin_payload(found[1])


PIN = pin_of(pin_payload_of_urumqi())
"""What projects name the rulebook by."""


def declared(**rows: dict[str, str]) -> dict[str, Any]:
    """The declaration, with other values in some rows: ``declared(检查报告={"weight": "40"})``."""
    content = deepcopy(DECLARED)
    for row in content["indicator"]:
        row.update(rows.get(row["name"], {}))
    return content


@dataclass
class House:
    """People and one history."""

    accounts: dict[str, Account] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def with_everybody(cls) -> House:
        house = cls()
        house.change(AddAccount(id="guan", name="管理员", roles=(Role.ADMINISTRATOR,)), "")
        for account, (name, role) in PEOPLE.items():
            house.change(AddAccount(id=account, name=name, roles=(role,)))
        payload = pin_payload_of_urumqi()
        house.append(pin_stream(PIN), 1, PINNED, "fin", payload, digest(payload))
        return house

    @property
    def people(self) -> Mapping[str, Actor]:
        return {one.id: one.actor for one in self.accounts.values() if one.active}

    def change(self, command: AccountCommand, by: str = "guan") -> None:
        account, actor = self.accounts.get(command.id), self.people.get(by)
        event = decide_account(account, command, actor, is_first=not self.entries)
        assert not isinstance(event, Refused), event
        version = account.version + 1 if account else 1
        self.accounts[command.id] = evolve_account(account, command.id, event, version)
        print_of = account_fingerprint(command)
        self.append(account_stream(command.id), version, event.kind, by or command.id, account_payload(event), print_of)

    def append(self, stream: str, version: int, kind: str, actor: str, payload: str, fingerprint_of: str = "") -> Entry:
        seq = len(self.entries) + 1
        at = f"2026-11-25T{7 + seq // 3600:02d}:{seq // 60 % 60:02d}:{seq % 60:02d}.000000Z"
        previous = self.entries[-1].hash if self.entries else GENESIS
        entry = Entry(seq, stream, version, kind, actor, at, f"k{seq}", fingerprint_of, payload, previous, "")
        self.entries.append(replace(entry, hash=hash_of(entry)))
        return self.entries[-1]

    def project(self, workflow: str, project_id: str = "2024-0001") -> Life:
        return Life(self, workflow_named(workflow), project_id)


@dataclass
class Life:
    """The life of one project in a house."""

    house: House
    workflow: Workflow
    id: str
    now: Project | None = None

    @property
    def project(self) -> Project:
        assert self.now is not None
        return self.now

    @property
    def setting(self) -> Setting:
        return Setting(self.workflow, urumqi(), self.house.people)

    def ask(self, command: Command, who: str) -> Event | Refused:
        """What the decision would be; nothing happens."""
        return decide(self.now, command, self.house.people[who], self.setting)

    def do(self, command: Command, who: str) -> Event:
        """Carry a command out; it must be allowed."""
        event = self.ask(command, who)
        assert not isinstance(event, Refused), f"{command.trigger.value} by {who} in {self}: {event}"
        self.happen(event, who, fingerprint(self.id, command))
        return event

    def happen(self, event: Event, who: str, fingerprint_of: str = "") -> None:
        """An event, whoever allowed it."""
        version = self.now.version + 1 if self.now else 1
        entry = self.house.append(self.id, version, event.kind, who, payload_of(event), fingerprint_of)
        self.now = evolve(self.now, self.id, event, Stamp(who, entry.at, version))

    def no(self, command: Command, who: str) -> Refused:
        """A command that must be refused."""
        refused = self.ask(command, who)
        assert isinstance(refused, Refused), f"{command.trigger.value} by {who} in {self} was allowed"
        return refused

    def declare(self, owner: str = "zhang", by: str = "", content: dict[str, Any] | None = None) -> Life:
        content = DECLARED if content is None else content
        declare = Declare(workflow=self.workflow.id, rulebook=PIN, owner=owner, content=content)
        self.do(declare, by or owner)
        return self

    def play(self, script: str, owner: str = "zhang") -> Life:
        """Steps by name, each by whose turn it is: ``submit assess submit approve``."""
        for word in script.split():
            trigger = Trigger(word)
            self.do(usual(trigger, self.project), self.turn(trigger, owner))
        return self

    def turn(self, trigger: Trigger, owner: str) -> str:
        if trigger in (Trigger.APPROVE, Trigger.SEND_BACK, Trigger.SCORE):
            return "cai" if self.project.state == "treasury-reviewing" else "li"
        return "fin" if trigger is Trigger.PUBLISH else owner

    def __str__(self) -> str:
        return f"{self.workflow.id}/{self.now.state if self.now else '—'}"


def usual(trigger: Trigger, project: Project) -> Command:
    """A command whose content is right, so that only state, person and gates decide; it always changes something."""
    mark = f"第 {project.version} 版"
    match trigger:
        case Trigger.DECLARE:
            return Declare(workflow=project.workflow, rulebook=project.rulebook, owner="xin", content=DECLARED)
        case Trigger.EDIT:
            return Edit(rulebook=project.rulebook, content=declared(检查报告={"target_basis": mark}))
        case Trigger.WITHDRAW:
            return Withdraw(reason="不做了")
        case Trigger.SUBMIT:
            pinned = {pin.row: "已核对" for pin in project.asked.comments} if project.asked else {}
            return Submit(answers=pinned)
        case Trigger.RECALL:
            return Recall()
        case Trigger.APPROVE:
            return Approve(seen=judged_hash(project))
        case Trigger.SEND_BACK:
            return SendBack(seen=judged_hash(project), comments=(Comment(row=REPORTS, text="请核对"),))
        case Trigger.SCORE:
            return ScoreRow.model_validate({"row": REPORTS, "points": 40, "reason": f"{mark}：现场核对"})
        case Trigger.MONITOR:
            return Monitor(record={"month": 12, "outturn": "5"})
        case Trigger.ADJUST:
            return Adjust(content=declared(检查报告={"target": "≥22 份", "target_basis": mark}), reason="任务增加")
        case Trigger.ASSESS:
            return Assess(results=deepcopy(RESULTS) | {"objective": {"achieved": mark}})
        case Trigger.TRANSFER:
            return Transfer(owner="xin")
        case Trigger.DELEGATE:
            return Delegate(account="xin")
        case Trigger.UNDELEGATE:
            return Undelegate(account=project.delegates[-1] if project.delegates else "wang")
        case Trigger.PUBLISH:
            return Publish()
        case Trigger.CORRECT:
            return Correct(reason="附件有误")


def rows_named(content: Mapping[str, Any]) -> list[str]:
    return [row_key(row) for row in content["indicator"]]
