"""Accounts changed (账号管理): in the same history as everything else."""

from __future__ import annotations

from collections.abc import Callable

from engine.service.attempts import ATTEMPTS, crowded, draft_of, key_used, new_key
from engine.store.errors import DuplicateKey, Stale
from engine.store.rows import AccountRow, Rows
from engine.store.store import Store
from workflows.accounts import (
    Account,
    AccountCommand,
    account_fingerprint,
    account_payload,
    decide_account,
    evolve_account,
    fold_account,
    stream_of,
)
from workflows.project import Stamp
from workflows.refusal import Refused
from workflows.roles import Actor, Role


def change_account(
    store: Store, actor: Actor | None, command: AccountCommand, clock: Callable[[], str], key: str | None = None
) -> Account | Refused:
    """Change an account; the very first one opens the house and is made by nobody but itself."""
    key, print_of = key or new_key(), account_fingerprint(command)
    for _ in range(ATTEMPTS):
        entries, done = store.stream(stream_of(command.id)), store.find(key)
        if done is not None:
            account = fold_account(entry for entry in entries if entry.version <= done.version)
            is_same = done.fingerprint == print_of and done.actor == (actor.id if actor else command.id)
            return account if account and is_same else key_used(key, done)
        account = fold_account(entries)
        event = decide_account(account, command, actor, is_first=store.head() is None)
        if isinstance(event, Refused):
            return event
        stamp = Stamp(actor.id if actor else command.id, clock(), account.version + 1 if account else 1)
        after = evolve_account(account, command.id, event, stamp.version)
        draft = draft_of(stream_of(command.id), stamp, event.kind, key, print_of, account_payload(event))
        try:
            with store.writing() as writer:
                writer.append(draft, Rows(account=_row(after)))
        except (Stale, DuplicateKey):
            continue
        return after
    return crowded(command.id)


def _row(account: Account) -> AccountRow:
    roles = " ".join(role.value for role in Role if role in account.roles)
    return AccountRow(account.id, account.name, roles, account.active, account.version)
