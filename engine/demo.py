"""The example department's year (示例的一年): six projects from declaration to publication, in a database of their own.

Names, targets, results and money are the published document's. The people, the dates and the figures of the July
monitoring are made up; the document has none. One self-assessment is returned once: its reason says 25 %, the
numbers say 40 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from engine.examples import example_folder
from engine.intake.declaration import LoadedDeclaration, load_declaration
from engine.intake.report import Located
from engine.intake.toml import Loaded, Source, load_assessment
from engine.rulebooks import rulebook_data
from engine.scoring import files_of
from engine.service.accounts import change_account
from engine.service.declaring import Declaration
from engine.service.receipt import Receipt
from engine.service.service import Service
from engine.store.maintenance import upgrade
from engine.store.store import Store, open_store
from indicators.content import content_of, find_rows, results_of
from indicators.numbers import Rounding, plain, rounded
from workflows.accounts import AddAccount
from workflows.commands import Approve, Assess, Command, Comment, Monitor, Publish, SendBack, Submit
from workflows.refusal import Refused
from workflows.roles import Actor, Role
from workflows.snapshot import judged_hash

RETURNED = "金融监管工作经费"
"""The project whose self-assessment is sent back once."""
ROW = "出具专项检查报告"
COMMENT = "28 份比 20 份多 40%，不是 25%，请核对并写明改进措施。"
CORRECTED = "项目在规划时调研论证不够，检查报告与预期不符，实际超出 40%；下年按近三年平均数设定目标。"
MONTH = 7
DONE_BY_JULY = {ROW: "=12 份", "合作律所数量": "=1 家"}

PEOPLE = (
    ("guanli", "账号管理员", Role.ADMINISTRATOR),
    ("zhang", "张三", Role.OWNER),
    ("li", "李四", Role.REVIEWER),
    ("zhou", "周会计", Role.FINANCE_OFFICER),
)


@dataclass
class _Calendar:
    """Made-up days: the same on every run, so that the example comes out the same to the byte."""

    day: str
    step: int = 0

    def now(self) -> str:
        self.step += 1
        return f"{self.day}T{1 + self.step // 60:02d}:{self.step % 60:02d}:00.000000Z"

    def turn_to(self, day: str) -> None:
        self.day, self.step = day, 0


@dataclass
class _Year:
    """One store, its people, its calendar; every step under a key of its own."""

    store: Store
    calendar: _Calendar
    keys: int = 0

    def desk_of(self, account: str) -> Service:
        row = next(one for one in PEOPLE if one[0] == account)
        return Service(self.store, Actor(row[0], row[1], frozenset({row[2]})), self.calendar.now)

    def key(self) -> str:
        self.keys += 1
        return f"demo-{self.keys:04d}"

    def take(self, account: str, project_id: str, command: Command) -> Receipt:
        done = self.desk_of(account).perform(project_id, command, self.key())
        if isinstance(done, Refused):
            raise RuntimeError(f"示例走不通：{done.message}")
        return done


def live_a_year(database: Path) -> tuple[str, ...]:
    """Make a new database and live the example's year in it; ids of the projects, in the order of the tables."""
    database.unlink(missing_ok=True)
    upgrade(str(database))
    loaded = [(_declaration(path), _assessment(path)) for path in files_of([example_folder()])]
    with open_store(str(database)) as store:
        year = _Year(store, _Calendar("2024-01-08"))
        _open_accounts(year)
        ids = tuple(_declare(year, [declaration for declaration, _ in loaded]))
        year.calendar.turn_to("2024-01-15")
        for project_id in ids:
            year.take("zhang", project_id, Submit())
        year.calendar.turn_to("2024-08-05")
        for project_id, (declaration, _) in zip(ids, loaded, strict=True):
            year.take("zhang", project_id, Monitor(record=_july(declaration.content)))
        year.calendar.turn_to("2025-01-20")
        for project_id, (_, assessment) in zip(ids, loaded, strict=True):
            year.take("zhang", project_id, Assess(results=results_of(content_of(assessment.assessment))))
            year.take("zhang", project_id, Submit())
        _review(year, ids)
        year.calendar.turn_to("2025-08-25")
        for project_id in ids:
            year.take("zhou", project_id, Publish())
    return ids


def _open_accounts(year: _Year) -> None:
    for account, name, role in PEOPLE:
        actor = None if role is Role.ADMINISTRATOR else year.desk_of("guanli").actor
        command = AddAccount(id=account, name=name, roles=(role,))
        done = change_account(year.store, actor, command, year.calendar.now, year.key())
        assert not isinstance(done, Refused), done


def _declare(year: _Year, loaded: list[LoadedDeclaration]) -> Iterator[str]:
    declarations = [Declaration(one.content, "standard", _rulebook(one.content), "zhang") for one in loaded]
    receipts = year.desk_of("zhang").declare(declarations, year.key())
    assert not isinstance(receipts, Refused), receipts
    return (receipt.project.id for receipt in receipts)


def _review(year: _Year, ids: tuple[str, ...]) -> None:
    """Every self-assessment is approved as shown; the one with the wrong reason only after it was returned."""
    year.calendar.turn_to("2025-02-10")
    for project_id in ids:
        if _project(year, project_id).name == RETURNED:
            _return_once(year, project_id)
    year.calendar.turn_to("2025-02-24")
    for project_id in ids:
        year.take("li", project_id, Approve(seen=judged_hash(_project(year, project_id)), comment="同意"))


def _return_once(year: _Year, project_id: str) -> None:
    project = _project(year, project_id)
    (row,) = find_rows(project.content, ROW)
    pinned = SendBack(seen=judged_hash(project), comments=(Comment(row=row, text=COMMENT),))
    year.take("li", project_id, pinned)
    year.calendar.turn_to("2025-02-17")
    year.take("zhang", project_id, Assess(results={"indicator": {row: {"deviation_analysis": CORRECTED}}}))
    year.take("zhang", project_id, Submit())


def _project(year: _Year, project_id: str) -> Any:
    return year.desk_of("li").project(project_id)


def _july(content: dict[str, Any]) -> dict[str, Any]:
    """A made-up record: money spent as the months go, and what is known of two rows."""
    budget = Fraction(content["funding"]["revised_budget"])
    names = [row["name"] for row in content["indicator"]]
    rows = [{"name": name, "actual": DONE_BY_JULY[name]} for name in names if name in DONE_BY_JULY]
    outturn = plain(rounded(budget * MONTH / 12, 2, Rounding.HALF_EVEN))
    return {"month": MONTH, "outturn": outturn, **({"indicator": rows} if rows else {})}


def _declaration(path: Path) -> LoadedDeclaration:
    return _ours(load_declaration(path), path)


def _assessment(path: Path) -> Loaded:
    return _ours(load_assessment(path), path)


def _rulebook(content: dict[str, Any]) -> dict[str, Any]:
    name = content["project"]["rulebook"]
    found: tuple[Source, dict[str, Any]] = _ours(rulebook_data(name), Path(name))
    return found[1]


Read = TypeVar("Read")


def _ours(read: Read | list[Located], path: Path) -> Read:
    """Our own example is right, or the program is not."""
    if isinstance(read, list):
        raise RuntimeError(f"示例 {path} 有误：{read[0]}")
    return read
