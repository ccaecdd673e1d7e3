"""The schema (库结构) as SQLModel tables: they carry data and rules the database itself enforces, and nothing else.

Imported only to compare and migrate. All texts and whole numbers: both databases then hold, order and compare the same.
Every constraint has a name. The triggers that keep the history append-only are in the migration.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from engine.store.columns import TEXT, WHOLE, Flag, Millionths

__all__ = ["Account", "Event", "Involvement", "Ledger", "Look", "Project", "Snapshot"]

STRICT: dict[str, Any] = {"sqlite_strict": True}

MOMENT = "length({0}) = 27 AND {0} LIKE '____-__-__T__:__:__.______Z'"
"""The shape of a moment in UTC: ``2026-11-25T07:49:44.123456Z``."""


class Event(SQLModel, table=True):
    """The history (历史记录): see ``workflows.history.Entry``."""

    __table_args__ = (
        PrimaryKeyConstraint("seq", name="event_pk"),
        UniqueConstraint("stream", "version", name="event_stream_version"),
        UniqueConstraint("key", name="event_key"),
        CheckConstraint("seq >= 1", name="event_seq_positive"),
        CheckConstraint("version >= 1", name="event_version_positive"),
        CheckConstraint(MOMENT.format("at"), name="event_at_utc"),
        CheckConstraint("length(previous) = 64", name="event_previous_length"),
        CheckConstraint("length(hash) = 64", name="event_hash_length"),
        STRICT,
    )
    seq: int = Field(sa_type=WHOLE, primary_key=True, sa_column_kwargs={"autoincrement": False})
    stream: str = Field(sa_type=TEXT)
    version: int = Field(sa_type=WHOLE)
    kind: str = Field(sa_type=TEXT)
    actor: str = Field(sa_type=TEXT)
    at: str = Field(sa_type=TEXT)
    key: str = Field(sa_type=TEXT)
    fingerprint: str = Field(sa_type=TEXT)
    payload: str = Field(sa_type=TEXT)
    previous: str = Field(sa_type=TEXT)
    hash: str = Field(sa_type=TEXT)


class Ledger(SQLModel, table=True):
    """Where the history ends (历史的末尾): one row; 0 and 64 zeros when it is empty."""

    __table_args__ = (
        PrimaryKeyConstraint("id", name="ledger_pk"),
        CheckConstraint("id = 1", name="ledger_one_row"),
        CheckConstraint("seq >= 0", name="ledger_seq_natural"),
        CheckConstraint("length(hash) = 64", name="ledger_hash_length"),
        STRICT,
    )
    id: int = Field(sa_type=WHOLE, primary_key=True, sa_column_kwargs={"autoincrement": False})
    seq: int = Field(sa_type=WHOLE)
    hash: str = Field(sa_type=TEXT)


class Project(SQLModel, table=True):
    """The project as it stands (项目): see ``rows.ProjectRow``."""

    __table_args__ = (
        PrimaryKeyConstraint("id", name="project_pk"),
        CheckConstraint("version >= 1", name="project_version_positive"),
        CheckConstraint("findings >= 0", name="project_findings_natural"),
        Index("project_waiting", "waiting_role", "waiting_since", "id"),
        Index("project_year", "fiscal_year", "id"),
        Index("project_owner", "owner", "id"),
        Index("project_name", "name"),
        STRICT,
    )
    id: str = Field(sa_type=TEXT, primary_key=True)
    version: int = Field(sa_type=WHOLE)
    name: str = Field(sa_type=TEXT)
    fiscal_year: int = Field(sa_type=WHOLE)
    department: str = Field(sa_type=TEXT)
    unit: str = Field(sa_type=TEXT)
    workflow: str = Field(sa_type=TEXT)
    state: str = Field(sa_type=TEXT)
    phase: str = Field(sa_type=TEXT)
    status: str = Field(sa_type=TEXT)
    owner: str = Field(sa_type=TEXT)
    waiting_role: str = Field(sa_type=TEXT)
    waiting_since: str = Field(sa_type=TEXT)
    findings: int = Field(sa_type=WHOLE)
    total: Decimal | None = Field(sa_type=Millionths)
    content_hash: str = Field(sa_type=TEXT)
    updated_at: str = Field(sa_type=TEXT)
    updated_by: str = Field(sa_type=TEXT)


class Involvement(SQLModel, table=True):
    """Who is tied to which project (参与关系): see ``rows.InvolvementRow``."""

    __table_args__ = (
        PrimaryKeyConstraint("project_id", "account_id", name="involvement_pk"),
        ForeignKeyConstraint(["project_id"], ["project.id"], name="involvement_project"),
        CheckConstraint("relation IN ('owner', 'delegate', 'former')", name="involvement_relation_known"),
        Index("involvement_account", "account_id"),
        STRICT,
    )
    project_id: str = Field(sa_type=TEXT, primary_key=True)
    account_id: str = Field(sa_type=TEXT, primary_key=True)
    relation: str = Field(sa_type=TEXT)


class Account(SQLModel, table=True):
    """The people (账户): see ``rows.AccountRow``."""

    __table_args__ = (
        PrimaryKeyConstraint("id", name="account_pk"),
        CheckConstraint("active IN (0, 1)", name="account_active_flag"),
        CheckConstraint("version >= 1", name="account_version_positive"),
        STRICT,
    )
    id: str = Field(sa_type=TEXT, primary_key=True)
    name: str = Field(sa_type=TEXT)
    roles: str = Field(sa_type=TEXT)
    active: bool = Field(sa_type=Flag)
    version: int = Field(sa_type=WHOLE)


class Look(SQLModel, table=True):
    """What a person was last shown (上次看到的样子): see ``rows.LookRow``."""

    __table_args__ = (
        PrimaryKeyConstraint("account_id", "project_id", name="look_pk"),
        ForeignKeyConstraint(["project_id"], ["project.id"], name="look_project"),
        CheckConstraint("version >= 1", name="look_version_positive"),
        STRICT,
    )
    account_id: str = Field(sa_type=TEXT, primary_key=True)
    project_id: str = Field(sa_type=TEXT, primary_key=True)
    version: int = Field(sa_type=WHOLE)
    content_hash: str = Field(sa_type=TEXT)
    at: str = Field(sa_type=TEXT)


class Snapshot(SQLModel, table=True):
    """The approved versions (核定版本): see ``rows.SnapshotRow``."""

    __table_args__ = (
        PrimaryKeyConstraint("code", name="snapshot_pk"),
        ForeignKeyConstraint(["project_id"], ["project.id"], name="snapshot_project"),
        UniqueConstraint("project_id", "number", name="snapshot_number"),
        CheckConstraint("number >= 1", name="snapshot_number_positive"),
        STRICT,
    )
    code: str = Field(sa_type=TEXT, primary_key=True)
    project_id: str = Field(sa_type=TEXT)
    number: int = Field(sa_type=WHOLE)
    approved_seq: int = Field(sa_type=WHOLE)
    published_seq: int | None = Field(sa_type=WHOLE)
    superseded_by: str | None = Field(sa_type=TEXT)
