"""Accounts changed (账号管理): in the same history as everything else."""

from __future__ import annotations

from collections.abc import Callable

from engine.service.attempts import ATTEMPTS, crowded, draft_of, key_used, new_key
from engine.service.identity import actor_of
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
        if done := _repeated(store, actor, command, key):
            return done
        entries = store.stream(stream_of(command.id))
        account, head = fold_account(entries), store.head()
        now = actor_of(store, actor.id) if actor else None
        event = now if isinstance(now, Refused) else decide_account(account, command, now, is_first=head is None)
        if isinstance(event, Refused):
            # Sent twice at once, the other may have been carried out between the two looks.
            return _repeated(store, actor, command, key) or event
        stamp = Stamp(actor.id if actor else command.id, clock(), account.version + 1 if account else 1)
        after = evolve_account(account, command.id, event, stamp.version)
        draft = draft_of(stream_of(command.id), stamp, event.kind, key, print_of, account_payload(event))
        try:
            with store.writing() as writer:
                writer.same_people(head.seq if head else 0)
                writer.append(draft, Rows(account=account_row(after)))
        except (Stale, DuplicateKey):
            continue
        return after
    return crowded(command.id)


def _repeated(store: Store, actor: Actor | None, command: AccountCommand, key: str) -> Account | Refused | None:
    """The account as this key left it; a no where the key was for something else."""
    done = store.find(key)
    if done is None:
        return None
    # Read after the key was found, so that its entry is among them.
    entries = store.stream(stream_of(command.id))
    account = fold_account(entry for entry in entries if entry.version <= done.version)
    is_same = done.fingerprint == account_fingerprint(command) and done.actor == (actor.id if actor else command.id)
    return account if account and is_same else key_used(key, done)


def account_row(account: Account) -> AccountRow:
    """An account as lists show it."""
    roles = " ".join(role.value for role in Role if role in account.roles)
    return AccountRow(account.id, account.name, roles, account.active, account.version)
