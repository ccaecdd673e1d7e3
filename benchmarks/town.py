"""A town of projects to measure in: a database with as many as asked for, waiting where they are wanted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.cli.desk import now
from engine.examples import example_folder
from engine.intake.declaration import load_declaration
from engine.intake.toml import load_assessment
from engine.rulebooks import rulebook_data
from engine.service.accounts import change_account
from engine.service.declaring import Declaration
from engine.service.service import Service
from engine.store.maintenance import upgrade
from engine.store.store import Store, open_store
from indicators.content import content_of, results_of
from workflows.accounts import AddAccount
from workflows.commands import Assess, Submit
from workflows.refusal import Refused
from workflows.roles import Actor, Role

SUPERVISION = example_folder() / "04-supervision.toml"
PEOPLE = {"guan": Role.ADMINISTRATOR, "zhang": Role.OWNER, "li": Role.REVIEWER, "zhou": Role.FINANCE_OFFICER}
BATCH = 1000


def actor(account: str) -> Actor:
    return Actor(account, "", frozenset({PEOPLE[account]}))


def declarations(count: int) -> list[Declaration]:
    """The supervision project, so many times, each under a name of its own."""
    loaded, found = load_declaration(SUPERVISION), rulebook_data("urumqi-2024")
    assert not isinstance(loaded, list)
    assert not isinstance(found, list)
    named = [{**loaded.content, "project": {**loaded.content["project"], "name": f"项目{n}"}} for n in range(count)]
    return [Declaration(content, "standard", found[1], "zhang") for content in named]


def results() -> dict[str, Any]:
    loaded = load_assessment(SUPERVISION)
    assert not isinstance(loaded, list)
    return results_of(content_of(loaded.assessment))


def move_in(store: Store) -> None:
    """The people of the town."""
    for account, role in PEOPLE.items():
        by = None if role is Role.ADMINISTRATOR else actor("guan")
        done = change_account(store, by, AddAccount(id=account, roles=(role,)), now)
        assert not isinstance(done, Refused), done


def build(database: Path, projects: int, waiting: int) -> list[str]:
    """A new database with projects, the first of which wait for their reviewer; their ids."""
    upgrade(str(database))
    with open_store(str(database)) as store:
        move_in(store)
        owner = Service(store, actor("zhang"), now)
        ids: list[str] = []
        todo = declarations(projects)
        for start in range(0, projects, BATCH):
            receipts = owner.declare(todo[start : start + BATCH])
            assert not isinstance(receipts, Refused), receipts
            ids += [receipt.project.id for receipt in receipts]
        filled = results()
        for project in ids[:waiting]:
            for command in (Submit(), Assess(results=filled), Submit()):
                done = owner.perform(project, command)
                assert not isinstance(done, Refused), done
    return ids
