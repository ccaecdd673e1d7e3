"""The rows of the store (存储的行) as plain frozen values. Field names and order are those of the tables.

The only things that cross the border of the store, besides ``workflows.history.Entry``. No database library here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as it stands (项目): what the history amounts to, kept ready for lists and the inbox."""

    id: str
    version: int
    name: str
    fiscal_year: int
    department: str
    unit: str
    workflow: str
    state: str
    phase: str
    status: str
    owner: str
    waiting_role: str
    """The role whose turn it is; '' when nobody's, ``owner`` when the owner's or a delegate's."""
    waiting_since: str
    findings: int
    total: Decimal | None
    """Total score; None while it is open."""
    content_hash: str
    updated_at: str
    updated_by: str


@dataclass(frozen=True, slots=True)
class InvolvementRow:
    """How an account is tied to a project (参与关系): ``owner``, ``delegate`` or ``former``."""

    project_id: str
    account_id: str
    relation: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A person who may take steps (账户)."""

    id: str
    name: str
    roles: str
    """Separated by spaces."""
    active: bool
    version: int


@dataclass(frozen=True, slots=True)
class LookRow:
    """What an account was last shown of a project (上次看到的样子), so that an approval is of what was seen."""

    account_id: str
    project_id: str
    version: int
    content_hash: str
    at: str


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """An approved version (核定版本) under its verification code (核验码)."""

    code: str
    project_id: str
    number: int
    """1, then 2, 3 … for corrections (更正)."""
    approved_seq: int
    """The entry that approved it. The writer fills it in: give 0."""
    published_seq: int | None = None
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A project that waits for somebody (待办), with that person's own tie to it and what they were last shown."""

    project: ProjectRow
    relation: str
    """'' when the account is not involved."""
    look: LookRow | None


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has a place in the history (待写入的记录); see ``workflows.history.Entry`` for the fields."""

    stream: str
    version: int
    kind: str
    actor: str
    at: str
    key: str
    fingerprint: str
    payload: str


@dataclass(frozen=True, slots=True)
class Guard:
    """What the project must still be for a step to count (写入的前提): exactly one of two writers passes it."""

    project_id: str
    version: int
    state: str


@dataclass(frozen=True, slots=True)
class Superseded:
    """A published version replaced by its correction (被更正取代): ``code`` by ``by``."""

    code: str
    by: str


@dataclass(frozen=True, slots=True)
class Rows:
    """What an entry changes besides the history (随记录写入的行); whatever is None stays as it is."""

    project: ProjectRow | None = None
    involvements: tuple[InvolvementRow, ...] | None = None
    """All of the project's: they replace what was there."""
    account: AccountRow | None = None
    snapshot: SnapshotRow | None = None
    """A new one, approved by this entry."""
    published: str | None = None
    """The code of the snapshot that this entry publishes."""
    superseded: Superseded | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """Rows that must stand where others do (照历史改正的行), and names of rows that the history knows nothing of."""

    end: int = 0
    """Where the history ended that they follow from."""
    projects: tuple[ProjectRow, ...] = ()
    involvements: Mapping[str, tuple[InvolvementRow, ...]] = field(default_factory=dict)
    """All of a project's, by its id."""
    accounts: tuple[AccountRow, ...] = ()
    snapshots: tuple[SnapshotRow, ...] = ()
    no_projects: tuple[str, ...] = ()
    no_accounts: tuple[str, ...] = ()
    no_snapshots: tuple[str, ...] = ()
