"""The facts about the schema that both its makers and its readers need (库结构的约定)."""

from __future__ import annotations

APPLICATION_ID = 0x4A585831
"""``JXX1`` in the header of every SQLite file of ours (jixiao)."""

SCHEMA_VERSION = 1
"""The last migration. SQLite keeps it as ``user_version``; both databases as Alembic's ``0001``."""

GROUP_ROLE = "jixiao_user"
"""The PostgreSQL group that logged-in users belong to."""

REFUSAL = "jixiao: "
"""Every refusal of a trigger starts with this, followed by the rule that was broken."""

REFUSAL_STATE = "JX001"
"""The SQLSTATE of a refusal on PostgreSQL."""

POSTGRES_TRIGGERS = frozenset(
    {
        "event.event_no_update",
        "event.event_no_delete",
        "event.event_no_truncate",
        "event.event_next",
        "event.event_in_ledger",
        "ledger.ledger_follows",
        "ledger.ledger_no_insert",
        "ledger.ledger_no_delete",
        "ledger.ledger_no_truncate",
        "look.look_actor",
    }
)
"""What keeps the history append-only on PostgreSQL, and everybody to their own name, as ``table.trigger``."""
