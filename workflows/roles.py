"""People (人员): roles across all projects, and how a person is related to one project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """Role (角色) of an account; one person may have several."""

    OWNER = "owner"
    REVIEWER = "reviewer"
    TREASURY_REVIEWER = "treasury_reviewer"
    FINANCE_OFFICER = "finance_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def title(self) -> str:
        return ROLE_TITLES[self]


ROLE_TITLES = {
    Role.OWNER: "填报人",
    Role.REVIEWER: "审核人",
    Role.TREASURY_REVIEWER: "财政审核人",
    Role.FINANCE_OFFICER: "汇总公开人",
    Role.AUDITOR: "审计人员",
    Role.ADMINISTRATOR: "账号管理员",
}


class Relation(Enum):
    """Relation (关系) of a person to one project."""

    OWNER = "owner"
    DELEGATE = "delegate"
    """Fills in for the owner (受托人) until the owner ends it."""
    FORMER = "former"
    """Owned, was entrusted with, edited or submitted it once (经手人)."""
    NONE = "none"

    @property
    def title(self) -> str:
        return RELATION_TITLES[self]


RELATION_TITLES = {
    Relation.OWNER: "负责人",
    Relation.DELEGATE: "受托人",
    Relation.FORMER: "曾经手",
    Relation.NONE: "未经手",
}


class Party(Enum):
    """Who a definition lets act (谁办): somebody by relation and role, or anybody of a role."""

    OWNER = "owner"
    """The owner, while having the owner's role (填报人)."""
    DELEGATE = "delegate"
    """A delegate, while having the owner's role."""
    REVIEWER = "reviewer"
    TREASURY_REVIEWER = "treasury_reviewer"
    FINANCE_OFFICER = "finance_officer"
    ADMINISTRATOR = "administrator"

    @property
    def title(self) -> str:
        return PARTY_TITLES[self]


PARTY_TITLES = {
    Party.OWNER: "负责人",
    Party.DELEGATE: "受托人",
    Party.REVIEWER: "审核人",
    Party.TREASURY_REVIEWER: "财政审核人",
    Party.FINANCE_OFFICER: "汇总公开人",
    Party.ADMINISTRATOR: "账号管理员",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gives a command: account id, the name people know, roles."""

    id: str
    name: str
    roles: frozenset[Role]
    active: bool = True
    """Whether the account is still open; a closed one keeps its name, and may do nothing."""

    def __str__(self) -> str:
        return self.name or self.id


def is_party(party: Party, roles: frozenset[Role], relation: Relation) -> bool:
    """Whether somebody of these roles, so related to the project, is this party."""
    if party is Party.OWNER or party is Party.DELEGATE:
        return relation.value == party.value and Role.OWNER in roles
    return Role(party.value) in roles


def shown_name(people: Mapping[str, Actor], account: str) -> str:
    """``李四（lisi）``; the account alone where it says as much."""
    actor = people.get(account)
    return f"{actor.name}（{account}）" if actor and actor.name not in ("", account) else account
