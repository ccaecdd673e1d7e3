"""Whether the program and the model say the same (一致): of a project, of its hash and rows, of every inbox."""

from __future__ import annotations

from decimal import Decimal

from engine.store.store import Store
from tests.histories.model.life import Life, World
from tests.histories.people import PEOPLE
from workflows.gates import unanswered
from workflows.project import Project
from workflows.snapshot import judged_hash


def agree(project: Project, life: Life) -> None:
    """The service's project is the model's."""
    assert (project.state, project.version) == (life.state, life.version)
    assert (project.owner, project.delegates, project.hands) == (life.owner, life.delegates, life.hands)
    assert project.content == life.sheet
    assert project.judged_content == life.judged
    assert (project.rulebook, project.money_filled) == (life.rulebook, life.money_filled)
    assert (len(project.records), len(project.adjustments)) == (life.records, life.adjusted)
    assert tuple(one.stamp.actor for one in project.approvals) == life.approvals
    given = {row: (one.points, one.reason, one.by) for row, one in life.given.items()}
    assert {row: (Decimal(one.points), one.reason, one.stamp.actor) for row, one in project.reviews.items()} == given
    waiting = unanswered(project.asked, project.judged_content, frozenset(project.answers))
    assert project.answers == life.answers, (project.answers, life.answers, project.last_kind)
    assert waiting.keys() == life.open_comments, (project.asked, project.judged_content)
    editions = [(Decimal(one.snapshot["scores"]["total"]), one.published is not None) for one in project.editions]
    assert editions == [(one.total, one.published) for one in life.editions]


def remembered(store: Store, world: World, project: Project, life: Life) -> None:
    """One hash for one face, and the other way round; the total of the row is the model's."""
    known = world.faces.setdefault(judged_hash(project), life.face)
    assert known == life.face
    assert len(set(world.faces.values())) == len(world.faces)
    row = store.project(project.id)
    assert row is not None
    scored = row.phase in ("自评", "审核", "办结")
    total = life.total(world.weights[life.rulebook]) if scored else None
    assert row.total == total, (row.total, total, life)
    superseded = [one.superseded_by for one in store.snapshots(project.id)]
    codes = [one.code for one in project.editions]
    assert superseded == [codes[one.superseded_by - 1] if one.superseded_by else None for one in life.editions]


def right_inboxes(store: Store, world: World) -> None:
    """What waits for somebody is in their inbox, and nothing else that they need not keep away from."""
    for who in PEOPLE:
        if not world.is_active(who):
            continue
        rows = store.inbox(who, sorted(world.roles[who]))
        avoid = {row.project.id for row in rows if row.relation and row.project.waiting_role.endswith("reviewer")}
        assert {row.project.id for row in rows} - avoid == world.waiting(who)
