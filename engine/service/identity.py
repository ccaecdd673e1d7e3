"""Who gives a command (谁在办理): the login of a server, or the name given with a file; and the account behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.store.rows import AccountRow
from engine.store.store import Store
from workflows.refusal import Kind, Refused
from workflows.roles import Actor, Role


def actor_of(store: Store, given: str | None) -> Actor | Refused:
    """The active account that gives the command. On a server it is the login, whatever name is given."""
    if store.identity is not None and given not in (None, store.identity):
        message = f"登录的是 {store.identity}，不能以 {given} 的名义办理"
        return Refused(Kind.NOT_ALLOWED, "identity-other", message, next="去掉 --as 和 JIXIAO_USER")
    account_id = store.identity or given
    if not account_id:
        message = "没有说明是谁在办理"
        return Refused(Kind.NOT_ALLOWED, "identity-missing", message, next="加上 --as 账号，或设 JIXIAO_USER")
    row = store.account(account_id)
    if row is None or not row.active:
        message = f"没有账号 {account_id}，或已停用"
        return Refused(Kind.NOT_ALLOWED, "account-missing", message, "账号管理员可以开户", "jixiao user list")
    return actor_of_row(row)


def actor_of_row(row: AccountRow) -> Actor:
    """An account as the workflow knows people."""
    return Actor(row.id, row.name, frozenset(map(Role, row.roles.split())))


class People(Mapping[str, Actor]):
    """The active accounts, each read from the store when it is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, Actor | None] = {}

    def __getitem__(self, account: str) -> Actor:
        if account not in self._known:
            row = self._store.account(account)
            self._known[account] = actor_of_row(row) if row is not None and row.active else None
        actor = self._known[account]
        if actor is None:
            raise KeyError(account)
        return actor

    def __iter__(self) -> Iterator[str]:
        return (row.id for row in self._store.accounts() if row.active)

    def __len__(self) -> int:
        return sum(row.active for row in self._store.accounts())
