"""Looking after a database (维护): create and upgrade it, copy it, check it, admit people.

Slow to import: only for the commands that need it.
"""

from engine.store.backup import backup, restore
from engine.store.doctor import Check, doctor
from engine.store.postgres_roles import admit
from engine.store.upgrade import upgrade

__all__ = ["Check", "admit", "backup", "doctor", "restore", "upgrade"]
