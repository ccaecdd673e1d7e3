"""Who gives a command (谁在办理): the login of a server, or the name given with a file; and the account behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.store.store import Store
from workflows.accounts import Account, fold_account, stream_of
from workflows.refusal import Kind, Refused
from workflows.roles import Actor, shown_name


def actor_of(store: Store, given: str | None) -> Actor | Refused:
    """The active account that gives the command. On a server it is the login, whatever name is given."""
    if store.identity is not None and given not in (None, store.identity):
        message = f"登录的是 {store.identity}，不能以 {given} 的名义办理"
        return Refused(Kind.NOT_ALLOWED, "identity-other", message, next="去掉 --as 和 JIXIAO_USER")
    account_id = store.identity or given
    if not account_id:
        message = "没有说明是谁在办理"
        return Refused(Kind.NOT_ALLOWED, "identity-missing", message, next="加上 --as 账号，或设 JIXIAO_USER")
    account = active_account(store, account_id)
    if account is None:
        message = f"没有账号 {account_id}，或已停用"
        meant = [row.id for row in store.accounts() if row.name == account_id and row.active]
        hint = f"{account_id} 的账号是 {'、'.join(meant)}" if meant else "jixiao user list"
        return Refused(Kind.NOT_ALLOWED, "account-missing", message, "账号管理员可以开户", hint)
    return account.actor


def active_account(store: Store, account_id: str) -> Account | None:
    """An account that may act, out of the history: a changed row of the account table gives nobody a role."""
    account = fold_account(store.stream(stream_of(account_id)))
    return account if account is not None and account.active else None


class People(Mapping[str, Actor]):
    """The accounts, each read from the store when it is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, Actor | None] = {}

    def __getitem__(self, account: str) -> Actor:
        if account not in self._known:
            found = fold_account(self._store.stream(stream_of(account)))
            self._known[account] = found.actor if found else None
        actor = self._known[account]
        if actor is None:
            raise KeyError(account)
        return actor

    def name_of(self, account: str) -> str:
        """``李四（lisi）``."""
        return shown_name(self, account)

    def __iter__(self) -> Iterator[str]:
        return (row.id for row in self._store.accounts())

    def __len__(self) -> int:
        return len(self._store.accounts())
