"""The first schema (最初的库结构): the history, its ledger, and what is read from them.

Written by hand and never changed. Later migrations add to it; none may rebuild the table ``event``, for that would
drop its triggers.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

# {t} text, {n} whole number, {s} the table option: they differ between the databases.
TABLES = """
CREATE TABLE event (
    seq {n} NOT NULL,
    stream {t} NOT NULL,
    version {n} NOT NULL,
    kind {t} NOT NULL,
    actor {t} NOT NULL,
    at {t} NOT NULL,
    key {t} NOT NULL,
    fingerprint {t} NOT NULL,
    payload {t} NOT NULL,
    previous {t} NOT NULL,
    hash {t} NOT NULL,
    CONSTRAINT event_pk PRIMARY KEY (seq),
    CONSTRAINT event_stream_version UNIQUE (stream, version),
    CONSTRAINT event_key UNIQUE (key),
    CONSTRAINT event_seq_positive CHECK (seq >= 1),
    CONSTRAINT event_version_positive CHECK (version >= 1),
    CONSTRAINT event_at_utc CHECK (length(at) = 27 AND at LIKE '____-__-__T__:__:__.______Z'),
    CONSTRAINT event_previous_length CHECK (length(previous) = 64),
    CONSTRAINT event_hash_length CHECK (length(hash) = 64)
){s};
CREATE TABLE ledger (
    id {n} NOT NULL,
    seq {n} NOT NULL,
    hash {t} NOT NULL,
    CONSTRAINT ledger_pk PRIMARY KEY (id),
    CONSTRAINT ledger_one_row CHECK (id = 1),
    CONSTRAINT ledger_seq_natural CHECK (seq >= 0),
    CONSTRAINT ledger_hash_length CHECK (length(hash) = 64)
){s};
INSERT INTO ledger (id, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE project (
    id {t} NOT NULL,
    version {n} NOT NULL,
    name {t} NOT NULL,
    fiscal_year {n} NOT NULL,
    department {t} NOT NULL,
    unit {t} NOT NULL,
    workflow {t} NOT NULL,
    state {t} NOT NULL,
    phase {t} NOT NULL,
    status {t} NOT NULL,
    owner {t} NOT NULL,
    waiting_role {t} NOT NULL,
    waiting_since {t} NOT NULL,
    findings {n} NOT NULL,
    total {n},
    content_hash {t} NOT NULL,
    updated_at {t} NOT NULL,
    updated_by {t} NOT NULL,
    CONSTRAINT project_pk PRIMARY KEY (id),
    CONSTRAINT project_version_positive CHECK (version >= 1),
    CONSTRAINT project_findings_natural CHECK (findings >= 0)
){s};
CREATE INDEX project_waiting ON project (waiting_role, waiting_since, id);
CREATE INDEX project_year ON project (fiscal_year, id);
CREATE INDEX project_owner ON project (owner, id);
CREATE INDEX project_name ON project (name);
CREATE TABLE involvement (
    project_id {t} NOT NULL,
    account_id {t} NOT NULL,
    relation {t} NOT NULL,
    CONSTRAINT involvement_pk PRIMARY KEY (project_id, account_id),
    CONSTRAINT involvement_project FOREIGN KEY (project_id) REFERENCES project (id),
    CONSTRAINT involvement_relation_known CHECK (relation IN ('owner', 'delegate', 'former'))
){s};
CREATE INDEX involvement_account ON involvement (account_id);
CREATE TABLE account (
    id {t} NOT NULL,
    name {t} NOT NULL,
    roles {t} NOT NULL,
    active {n} NOT NULL,
    version {n} NOT NULL,
    CONSTRAINT account_pk PRIMARY KEY (id),
    CONSTRAINT account_active_flag CHECK (active IN (0, 1)),
    CONSTRAINT account_version_positive CHECK (version >= 1)
){s};
CREATE TABLE look (
    account_id {t} NOT NULL,
    project_id {t} NOT NULL,
    version {n} NOT NULL,
    content_hash {t} NOT NULL,
    at {t} NOT NULL,
    CONSTRAINT look_pk PRIMARY KEY (account_id, project_id),
    CONSTRAINT look_project FOREIGN KEY (project_id) REFERENCES project (id),
    CONSTRAINT look_version_positive CHECK (version >= 1)
){s};
CREATE TABLE snapshot (
    code {t} NOT NULL,
    project_id {t} NOT NULL,
    number {n} NOT NULL,
    approved_seq {n} NOT NULL,
    published_seq {n},
    superseded_by {t},
    CONSTRAINT snapshot_pk PRIMARY KEY (code),
    CONSTRAINT snapshot_project FOREIGN KEY (project_id) REFERENCES project (id),
    CONSTRAINT snapshot_number UNIQUE (project_id, number),
    CONSTRAINT snapshot_number_positive CHECK (number >= 1)
){s};
"""

# event_next also covers INSERT OR REPLACE, which deletes without a DELETE trigger when recursive_triggers is off.
SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER event_no_update BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'jixiao: event_append_only'); END
    """,
    """
    CREATE TRIGGER event_no_delete BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'jixiao: event_append_only'); END
    """,
    """
    CREATE TRIGGER event_next BEFORE INSERT ON event
    BEGIN
        SELECT RAISE(ABORT, 'jixiao: event_key') WHERE EXISTS (SELECT 1 FROM event WHERE key = NEW.key);
        SELECT RAISE(ABORT, 'jixiao: event_stream_version')
            WHERE EXISTS (SELECT 1 FROM event WHERE stream = NEW.stream AND version = NEW.version);
        SELECT RAISE(ABORT, 'jixiao: event_next')
            WHERE NEW.seq <> coalesce((SELECT max(seq) FROM event), 0) + 1
            OR NEW.previous <> coalesce(
                (SELECT hash FROM event ORDER BY seq DESC LIMIT 1),
                '0000000000000000000000000000000000000000000000000000000000000000'
            );
    END
    """,
    """
    CREATE TRIGGER ledger_follows BEFORE UPDATE ON ledger
    WHEN NEW.seq <= OLD.seq
        OR NEW.seq <> (SELECT max(seq) FROM event)
        OR NEW.hash <> (SELECT hash FROM event WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'jixiao: ledger_follows'); END
    """,
    """
    CREATE TRIGGER ledger_no_insert BEFORE INSERT ON ledger
    BEGIN SELECT RAISE(ABORT, 'jixiao: ledger_one_row'); END
    """,
    """
    CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'jixiao: ledger_one_row'); END
    """,
)

# With the search_path of the caller, a temporary table named pg_class would decide who owns what.
# event_in_ledger waits for the commit, which SQLite cannot: there whoever can write can drop triggers anyway.
POSTGRES_TRIGGERS = (
    """
    CREATE FUNCTION jixiao_refuse() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'JX001', MESSAGE = 'jixiao: ' || TG_TABLE_NAME || '_append_only';
    END $body$
    """,
    """
    CREATE FUNCTION jixiao_event_next() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
    DECLARE
        last record;
    BEGIN
        IF NEW.actor <> session_user
            AND NOT pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')
        THEN
            RAISE EXCEPTION USING ERRCODE = 'JX001', MESSAGE = 'jixiao: event_actor';
        END IF;
        EXECUTE format('SELECT seq, hash FROM %I.event ORDER BY seq DESC LIMIT 1', TG_TABLE_SCHEMA) INTO last;
        IF NEW.seq <> coalesce(last.seq, 0) + 1 OR NEW.previous <> coalesce(last.hash, repeat('0', 64)) THEN
            RAISE EXCEPTION USING ERRCODE = 'JX001', MESSAGE = 'jixiao: event_next';
        END IF;
        RETURN NEW;
    END $body$
    """,
    """
    CREATE FUNCTION jixiao_ledger_follows() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
    DECLARE
        last record;
    BEGIN
        EXECUTE format('SELECT seq, hash FROM %I.event ORDER BY seq DESC LIMIT 1', TG_TABLE_SCHEMA) INTO last;
        IF NEW.id <> OLD.id OR NEW.seq <= OLD.seq OR (NEW.seq, NEW.hash) IS DISTINCT FROM (last.seq, last.hash) THEN
            RAISE EXCEPTION USING ERRCODE = 'JX001', MESSAGE = 'jixiao: ledger_follows';
        END IF;
        RETURN NEW;
    END $body$
    """,
    """
    CREATE FUNCTION jixiao_event_in_ledger() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
    DECLARE
        last record;
    BEGIN
        EXECUTE format('SELECT seq, hash FROM %I.ledger WHERE id = 1', TG_TABLE_SCHEMA) INTO last;
        IF (last.seq > NEW.seq OR (last.seq, last.hash) = (NEW.seq, NEW.hash)) IS NOT TRUE THEN
            RAISE EXCEPTION USING ERRCODE = 'JX001', MESSAGE = 'jixiao: event_in_ledger';
        END IF;
        RETURN NULL;
    END $body$
    """,
    """
    CREATE FUNCTION jixiao_look_actor() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
    BEGIN
        IF (NEW.account_id IS DISTINCT FROM session_user OR (TG_OP = 'UPDATE' AND OLD.account_id <> session_user))
            AND NOT pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')
        THEN
            RAISE EXCEPTION USING ERRCODE = 'JX001', MESSAGE = 'jixiao: look_actor';
        END IF;
        RETURN NEW;
    END $body$
    """,
    "CREATE TRIGGER event_no_update BEFORE UPDATE ON event FOR EACH ROW EXECUTE FUNCTION jixiao_refuse()",
    "CREATE TRIGGER event_no_delete BEFORE DELETE ON event FOR EACH ROW EXECUTE FUNCTION jixiao_refuse()",
    "CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION jixiao_refuse()",
    "CREATE TRIGGER event_next BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION jixiao_event_next()",
    """
    CREATE CONSTRAINT TRIGGER event_in_ledger AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION jixiao_event_in_ledger()
    """,
    "CREATE TRIGGER ledger_follows BEFORE UPDATE ON ledger FOR EACH ROW EXECUTE FUNCTION jixiao_ledger_follows()",
    "CREATE TRIGGER ledger_no_insert BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION jixiao_refuse()",
    "CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION jixiao_refuse()",
    "CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION jixiao_refuse()",
    "CREATE TRIGGER look_actor BEFORE INSERT OR UPDATE ON look FOR EACH ROW EXECUTE FUNCTION jixiao_look_actor()",
)

WORDS = {
    "sqlite": {"t": "TEXT", "n": "INTEGER", "s": " STRICT"},
    "postgresql": {"t": 'TEXT COLLATE "C"', "n": "BIGINT", "s": ""},
}


def upgrade() -> None:
    """Create everything."""
    database = op.get_bind().dialect.name
    for statement in TABLES.format(**WORDS[database]).split(";\n"):
        if statement.strip():
            op.execute(statement.strip())
    for trigger in SQLITE_TRIGGERS if database == "sqlite" else POSTGRES_TRIGGERS:
        op.execute(trigger.strip())
