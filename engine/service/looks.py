"""What a reviewer was shown (看过的版本): a decision is about exactly that."""

from __future__ import annotations

from engine.service.service import Service
from workflows.project import Project


def seen_by(service: Service, project: Project, given: str | None) -> str:
    """The hash of the version a decision is about: the one given, else the one this person was last shown, or ''."""
    if given:
        return given.strip()
    look = service.store.look(service.actor.id, project.id)
    return look.content_hash if look else ""
