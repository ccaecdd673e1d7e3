"""What must come of a change of accounts: the roles after it, or the kind of refusal."""

from __future__ import annotations

from typing import Any

from tests.histories.model.life import World

ALONE = frozenset({"administrator", "auditor"})
"""Never together with another role."""


def expected_account(world: World, command: Any, who: str) -> frozenset[str] | str | None:
    """The roles of an account that is open after it, None for one that is closed."""
    roles = frozenset(role.value for role in getattr(command, "roles", ()))
    if "administrator" not in world.roles[who] or command.id == who:
        return "NOT_ALLOWED"
    if len(roles) > 1 and roles & ALONE:
        return "NOT_ALLOWED"
    is_active = world.is_active(command.id)
    if command.verb == "add":
        return "CONFLICT" if is_active else roles
    if not is_active:
        return "NOT_FOUND"
    if command.verb == "close":
        return None
    return "UNCHANGED" if roles == world.roles[command.id] else roles


def apply_account(world: World, account: str, roles: frozenset[str] | None) -> None:
    """Let it have happened."""
    if roles is None:
        world.closed.add(account)
    else:
        world.closed.discard(account)
        world.roles[account] = roles
