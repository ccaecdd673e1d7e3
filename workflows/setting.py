"""What a decision rests on beside the project (依据): its workflow, its rulebook, the people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.scoring.rulebook import Rulebook
from workflows.definition import Workflow
from workflows.refusal import Kind, refuse
from workflows.roles import Actor, Role, shown_name


@dataclass(frozen=True, slots=True)
class Setting:
    """A workflow, a rulebook and the people, as they are at the moment of the decision."""

    workflow: Workflow
    rulebook: Rulebook
    people: Mapping[str, Actor]
    """Every account there ever was, by id."""

    def name_of(self, account: str) -> str:
        """``李四（lisi）``."""
        return shown_name(self.people, account)


def require_owner(account: str, setting: Setting) -> None:
    """Projects are given only to people who may fill them in."""
    person = setting.people.get(account)
    if person is None or not person.active:
        refuse(Kind.NOT_FOUND, "account-missing", f"没有账号 {account}，或已停用", next_step="jixiao user list")
    if Role.OWNER not in person.roles:
        refuse(
            Kind.NOT_ALLOWED,
            "role-missing",
            f"{setting.name_of(account)} 不是填报人",
            next_step="换一位填报人（jixiao user list）；导入时用 --owner 指定负责人",
        )
