"""Bugs planted on purpose (故意种下的错误): what the checks must find in a copy of the program."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.durability.running import REPOSITORY

PACKAGES = ("engine", "indicators", "workflows")


@dataclass(frozen=True)
class Patch:
    """One piece of text put in the place of another (一处改动), which must be there exactly once."""

    file: str
    old: str
    new: str

    def apply(self, root: Path) -> None:
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"{self.file} has {text.count(self.old)} of: {self.old}"
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


def planted(folder: Path, *patches: Patch) -> Path:
    """A copy of the program with bugs in it."""
    for package in PACKAGES:
        shutil.copytree(REPOSITORY / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(REPOSITORY / "examples", folder / "examples")
    for patch in patches:
        patch.apply(folder)
    return folder


WRITER = "engine/store/writer.py"
SERVICE = "engine/service/service.py"
MIGRATION = "engine/store/migrations/versions/0001_history.py"

EVENT_OUTSIDE = Patch(
    WRITER,
    """            self._update_project(rows.project, guard)
        entry = self._next(draft)
        self._insert(_ADD_ENTRY, values_of(entry))
        self._end = Anchor(entry.seq, entry.hash)
""",
    """            entry = self._next(draft)
            self._insert(_ADD_ENTRY, values_of(entry))
            self._end, self._half_done = Anchor(entry.seq, entry.hash), False
            self.settle()
            self._connection.commit()
            from engine.store.connections import begin_writing
            begin_writing(self._connection)
            self._start = self._end
            self._update_project(rows.project, guard)
        else:
            entry = self._next(draft)
            self._insert(_ADD_ENTRY, values_of(entry))
        self._end = Anchor(entry.seq, entry.hash)
""",
)
"""The entry is committed in a transaction of its own, and the rows in the next one."""

NO_GUARD = Patch(
    WRITER,
    """        PROJECT.c.version == bindparam("guard_version"),
        PROJECT.c.state == bindparam("guard_state"),
""",
    """        (PROJECT.c.version == bindparam("guard_version")) | (PROJECT.c.version >= 0),
        (PROJECT.c.state == bindparam("guard_state")) | (PROJECT.c.version >= 0),
""",
)
NO_UNIQUE_VERSION = Patch(MIGRATION, "    CONSTRAINT event_stream_version UNIQUE (stream, version),\n", "")
NO_VERSION_TRIGGER = Patch(
    MIGRATION, "WHERE EXISTS (SELECT 1 FROM event WHERE stream = NEW.stream AND version = NEW.version);", "WHERE 0;"
)

KEY_IGNORED = Patch(SERVICE, "        entry = self.store.find(key)\n", "        entry: Entry | None = None\n")
KEY_REPLACED = Patch(
    SERVICE, "        key = key or new_key()\n        print_of", "        key = new_key()\n        print_of"
)

DEFERRED = Patch(
    "engine/store/connections.py",
    'connection.exec_driver_sql("BEGIN IMMEDIATE")',
    'connection.exec_driver_sql("BEGIN DEFERRED")',
)
