"""Many documents that wait for review (许多待审的文件), all shown to sixteen reviewers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from engine.store.rows import LookRow
from engine.store.store import open_store
from tests.durability.life import REVIEWERS, SELF_ASSESSMENT, Stages
from tests.durability.running import Nursery, Run

TOGETHER = 8
"""How many owners work at once while the documents are made."""


def documents(nursery: Nursery, stages: Stages, folder: Path, count: int) -> tuple[str, list[str]]:
    """A fresh database with so many submitted projects; its address and their ids."""
    address = stages.fresh("import")
    text = SELF_ASSESSMENT.read_text(encoding="utf-8")
    for number in range(count):
        (folder / f"{number:04}.toml").write_text(text.replace("金融监管工作经费", f"工作经费{number:04}"), "utf-8")
    imported = nursery.run(Run(("project", "import", str(folder), "--json"), address, "zhang"))
    projects = [receipt["project"] for receipt in imported.answer]
    assert len(projects) == count
    for words in (("submit",), ("assess", "fill"), ("submit",)):
        more = [str(folder / "0000.toml")] if words[0] == "assess" else []
        for group in _groups(projects):
            ends = nursery.at_once(Run((*words, one, *more, "--json"), address, "zhang") for one in group)
            assert [ran.code for ran in ends] == [0] * len(group), ends
    show(address, projects)
    return address, projects


def show(address: str, projects: Sequence[str]) -> None:
    """Write down that every reviewer was shown every document, as ``review show`` does."""
    with open_store(address) as store, store.writing() as writer:
        for row in map(store.project, projects):
            assert row is not None
            for account in REVIEWERS:
                writer.looked(LookRow(account, row.id, row.version, row.content_hash, row.updated_at))


def decisions(address: str, project: str, mixed: bool = True) -> list[Run]:
    """What the sixteen do: approve, or every second one send back."""
    send_back = ("send-back", project, "--comment", "请核对", "--json")
    approve = ("approve", project, "--json")
    return [Run(send_back if mixed and place % 2 else approve, address, who) for place, who in enumerate(REVIEWERS)]


def _groups(projects: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(projects)
    while group := list(islice(rest, TOGETHER)):
        yield group
