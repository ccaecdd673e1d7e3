"""Accounts (账号): who there is and in which roles. Their changes stand in the same history as the projects'."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from indicators.document import Document, Text
from indicators.problems import Problem
from indicators.validation import one_of, refuse, text_of
from workflows.history import Entry, canonical, digest
from workflows.refusal import Kind, Refused
from workflows.roles import Actor, Role

ALONE = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
"""Roles nobody may combine with another: who hands out roles does not score, who audits changes nothing."""

_ID = re.compile(r"[^\W_][\w.-]{0,63}")


def _account_id(raw: object) -> str:
    text = text_of(raw)
    if not _ID.fullmatch(text):
        refuse(
            Problem(
                "account-id-wrong",
                "账号由文字、数字和 . _ - 组成，至多 64 个字",
                text=text[:40],
                expected="以文字或数字开头，没有空格",
                example="zhangsan",
            )
        )
    return text


AccountId = Annotated[Text, BeforeValidator(_account_id)]
RoleName = Annotated[
    Role,
    BeforeValidator(
        one_of({**{role.value: role for role in Role}, **{role.title: role for role in Role}}, "role-unknown", "角色")
    ),
]


def stream_of(account: str) -> str:
    """The stream an account's history stands in."""
    return f"account:{account}"


@dataclass(frozen=True, slots=True)
class Account:
    """An account (账号) as it stands."""

    id: str
    name: str
    roles: frozenset[Role]
    active: bool
    version: int

    @property
    def actor(self) -> Actor:
        return Actor(self.id, self.name, self.roles, self.active)


class AddAccount(Document):
    """Add an account (开户)."""

    verb: ClassVar[str] = "add"
    id: AccountId
    name: Text = ""
    roles: Annotated[tuple[RoleName, ...], Field(min_length=1)]


class ChangeRoles(Document):
    """Give an account other roles (改角色)."""

    verb: ClassVar[str] = "roles"
    id: AccountId
    roles: Annotated[tuple[RoleName, ...], Field(min_length=1)]


class CloseAccount(Document):
    """Close an account (停用); what it did stays."""

    verb: ClassVar[str] = "close"
    id: AccountId


AccountCommand = AddAccount | ChangeRoles | CloseAccount


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class AccountAdded(_Event):
    """An account was added, or opened again."""

    kind: Literal["account_added"] = "account_added"
    name: str = ""
    roles: tuple[str, ...]


class RolesChanged(_Event):
    """An account got other roles."""

    kind: Literal["roles_changed"] = "roles_changed"
    roles: tuple[str, ...]


class AccountClosed(_Event):
    """An account was closed."""

    kind: Literal["account_closed"] = "account_closed"


AccountEvent = AccountAdded | RolesChanged | AccountClosed
_READER: TypeAdapter[AccountEvent] = TypeAdapter(Annotated[AccountEvent, Field(discriminator="kind")])

EVENT_TITLES = {"account_added": "开户", "roles_changed": "改角色", "account_closed": "停用"}


def account_payload(event: AccountEvent) -> str:
    """The canonical JSON that is stored and hashed."""
    return canonical(event.model_dump(mode="json", exclude={"kind"}))


def account_event(kind: str, payload: str) -> AccountEvent:
    """The event of a stored entry; raises ValueError for one that we never wrote."""
    return _READER.validate_python({"kind": kind, **json.loads(payload)})


def account_fingerprint(command: AccountCommand) -> str:
    """What tells two commands apart under one idempotency key."""
    return digest(canonical([command.verb, command.model_dump(mode="json")]))


def fold_account(entries: Iterable[Entry]) -> Account | None:
    """The account that a stream of entries makes."""
    account: Account | None = None
    for entry in entries:
        event = account_event(entry.kind, entry.payload)
        account = evolve_account(account, entry.stream.partition(":")[2], event, entry.version)
    return account


def evolve_account(account: Account | None, account_id: str, event: AccountEvent, version: int) -> Account:
    """The account after an event."""
    if isinstance(event, AccountAdded):
        return Account(account_id, event.name, frozenset(map(Role, event.roles)), True, version)
    if account is None:
        raise ValueError(f"the history of account {account_id} begins with {event.kind}")
    if isinstance(event, RolesChanged):
        return replace(account, roles=frozenset(map(Role, event.roles)), version=version)
    return replace(account, active=False, version=version)


def decide_account(
    account: Account | None, command: AccountCommand, actor: Actor | None, *, is_first: bool
) -> AccountEvent | Refused:
    """Decide about an account: only an administrator, and never about oneself; the very first opens the house."""
    if is_first:
        if isinstance(command, AddAccount) and set(command.roles) == {Role.ADMINISTRATOR}:
            return AccountAdded(name=command.name, roles=_names(command.roles))
        return _no(
            Kind.NOT_ALLOWED,
            "role-missing",
            "还没有账号：第一个要是账号管理员",
            next_step="jixiao user add guanliyuan --role administrator",
        )
    if actor is None or Role.ADMINISTRATOR not in actor.roles:
        return _no(Kind.NOT_ALLOWED, "role-missing", f"{actor or '没有登录的人'} 不能管理账号", who="账号管理员")
    if command.id == actor.id:
        return _no(Kind.NOT_ALLOWED, "own-work", "不能改自己的账号", who="另一位账号管理员")
    if isinstance(command, AddAccount | ChangeRoles) and len(set(command.roles)) > 1 and ALONE & set(command.roles):
        alone = "、".join(role.title for role in Role if role in ALONE & set(command.roles))
        return _no(Kind.NOT_ALLOWED, "roles-clash", f"{alone}不能兼任别的角色", next_step="另开一个账号")
    return _changed(account, command)


def _changed(account: Account | None, command: AccountCommand) -> AccountEvent | Refused:
    if isinstance(command, AddAccount):
        if account is not None and account.active:
            return _no(Kind.CONFLICT, "account-exists", f"已经有账号 {command.id}", next_step="jixiao user list")
        return AccountAdded(name=command.name or (account.name if account else ""), roles=_names(command.roles))
    if account is None or not account.active:
        missing = f"没有账号 {command.id}，或已停用"
        return _no(Kind.NOT_FOUND, "account-missing", missing, next_step="jixiao user list")
    if isinstance(command, CloseAccount):
        return AccountClosed()
    if set(command.roles) == account.roles:
        return _no(Kind.UNCHANGED, "nothing-changed", f"{command.id} 已经是这些角色")
    return RolesChanged(roles=_names(command.roles))


def _names(roles: Iterable[Role]) -> tuple[str, ...]:
    """Roles by name, in the order of the enum, each once."""
    given = set(roles)
    return tuple(role.value for role in Role if role in given)


def _no(kind: Kind, code: str, message: str, *, who: str = "", next_step: str = "") -> Refused:
    return Refused(kind, code, message, who, next_step)
