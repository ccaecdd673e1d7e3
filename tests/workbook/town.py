"""A town of projects with everything people write (一城的项目): the same ones on every run, whatever their texts.

Targets and achievements are those of the language's own cases, so that every way of writing that the program reads
passes through a workbook; names and sentences are what spreadsheets are known to spoil.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from engine.rulebooks import rulebook_data
from engine.service.accounts import change_account
from engine.service.declaring import Declaration
from engine.service.service import Service
from engine.service.together import Step, perform_together
from engine.store.maintenance import upgrade
from engine.store.store import Store
from indicators.content import PARTS, content_of, row_key
from indicators.document import STORED
from indicators.indicator import SelfAssessment
from indicators.language.achievements import parse_achievement
from indicators.language.targets import parse_target
from indicators.problems import Problem
from indicators.validation import validate
from tests.language.cases import cases
from workflows.accounts import AddAccount
from workflows.commands import Assess, Command, Monitor
from workflows.project import Project
from workflows.roles import Actor, Role

YEAR = 2024
CATEGORIES = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "数量/质量"),
    "成本指标": ("经济成本指标",),
    "效益指标": ("社会效益指标", "可持续影响指标", "=效益"),
    "满意度指标": ("服务对象满意度指标",),
}
NAMES = (
    "检查报告", "=1+1", "@培训", "+86 热线", "-5℃ 冷库", "1/2", "2024年10月", "001", "1e5", "<r>报告</r>", "TRUE",
    "_x0041_ 报告", "三级指标", "报告\n（二）", "a\tb", "合同「甲」<乙>&丙", "#REF!", "'引号", "{=A1}", "https://例子.cn", "年度资金总额",
)  # fmt: skip
SENTENCES = (
    "项目在规划时调研论证不够；下年改进。", "=HYPERLINK(\"http://x\")", "第一行\n第二行", "含\t制表符", "50%", "2024-10-01", "实际完成值",
    "长" * 900, "😀 表情与 𠮷 字", "0.10", "预期目标", "，".join(["很长的说明"] * 60),
)  # fmt: skip


def _written(name: str, parse: Any) -> list[str]:
    texts = [case.written.strip() for case in cases(name)]
    return [text for text in texts if len(text) < 200 and not isinstance(parse(text, YEAR), Problem)]


TARGETS, ACHIEVED = _written("targets.txt", parse_target), _written("achievements.txt", parse_achievement)


def contents(count: int, seed: int) -> list[dict[str, Any]]:
    """So many declarations that can be read."""
    random = Random(seed)
    found: list[dict[str, Any]] = []
    while len(found) < count:
        document = validate(SelfAssessment, _content(random, len(found)), {"fiscal_year": YEAR, STORED: True})
        if isinstance(document, SelfAssessment):
            found.append(content_of(document))
    return found


def _content(random: Random, number: int) -> dict[str, Any]:
    funding: dict[str, Any] = _budget(random)
    funding |= {part: _budget(random) for part in PARTS if random.random() < 0.3}
    keys: dict[str, dict[str, Any]] = {}
    for _ in range(random.randint(1, 9)):
        row = _row(random)
        keys.setdefault(row_key(row), row)
    content: dict[str, Any] = {
        "project": {"name": f"{random.choice(NAMES)} {number}", "fiscal_year": YEAR, "rulebook": "urumqi-2024"},
        "funding": funding,
        "indicator": list(keys.values()),
    }
    if random.random() < 0.7:
        content["objective"] = {"planned": random.choice(SENTENCES)}
        content["project"] |= {"supervising_department": random.choice(NAMES), "implementing_unit": "=单位"}
    return content


def _budget(random: Random) -> dict[str, Any]:
    amounts = ("51.60", "0", "0.00", "1200", "3.5", "999999999999999.999999")
    return {"original_budget": random.choice(amounts), "revised_budget": random.choice(amounts), "outturn": "0"}


def _row(random: Random) -> dict[str, Any]:
    dimension = random.choice(tuple(CATEGORIES))
    row: dict[str, Any] = {
        "dimension": dimension,
        "category": random.choice(CATEGORIES[dimension]),
        "name": random.choice(NAMES),
        "target": random.choice(TARGETS),
        "weight": random.choice(("5", "10", "7.25", "0", "15.00")),
    }
    if random.random() < 0.3:
        row |= {"target_basis": random.choice(SENTENCES), "previous_achieved": random.choice(ACHIEVED)}
    if random.random() < 0.2:
        row |= {"direction": random.choice(("正向", "反向")), "scoring_rule": "每少 1 份扣 2 分"}
    return row


def results(random: Random, content: dict[str, Any]) -> dict[str, Any]:
    """What somebody filled in of a declaration: some rows, some fields."""
    rows: dict[str, Any] = {}
    for row in content["indicator"]:
        filled: dict[str, Any] = {}
        if random.random() < 0.8:
            filled["achieved"] = random.choice(ACHIEVED)
        if random.random() < 0.5:
            filled["deviation_analysis"] = random.choice(SENTENCES)
        if random.random() < 0.3:
            filled["evidence"] = [one.replace("\n", " ") for one in random.sample(SENTENCES, 2)]
        if random.random() < 0.2:
            filled |= {"score": "3.50", "score_reason": random.choice(SENTENCES)}
        if random.random() < 0.1:
            filled["not_applicable"] = random.choice(SENTENCES)
        if filled:
            rows[row_key(row)] = filled
    funding: dict[str, Any] = {"outturn": random.choice(("48.29", "0", "51.60")), "deviation_analysis": "=有所节约"}
    funding |= {part: {"outturn": "1.50"} for part in PARTS if part in content["funding"]}
    return {"funding": funding, "objective": {"achieved": random.choice(SENTENCES)}, "indicator": rows}


def record(random: Random, content: dict[str, Any]) -> dict[str, Any]:
    """A look at some of the rows in July."""
    names = [row["name"] for row in content["indicator"]]
    rows = [_look(random, name) for name in names if names.count(name) == 1 and random.random() < 0.7]
    return {"month": 7, "outturn": "12.50", "note": random.choice(SENTENCES), "indicator": rows}


def _look(random: Random, name: str) -> dict[str, str]:
    seen = {"name": name, "actual": random.choice(ACHIEVED), "cause_note": random.choice(SENTENCES)}
    if random.random() < 0.5:
        return {**seen, "cause": "其他", "likelihood": "有可能"}
    return {**seen, "expected": random.choice(ACHIEVED)}


class Clock:
    """Made-up time, a second a step."""

    def __init__(self) -> None:
        self._step = 0

    def __call__(self) -> str:
        self._step += 1
        return f"2024-07-01T{self._step // 3600:02d}:{self._step // 60 % 60:02d}:{self._step % 60:02d}.000000Z"


def move_in(database: Path) -> None:
    """A new database with two people who may fill in."""
    from engine.store.store import open_store

    upgrade(str(database))
    administrator = Actor("guan", "guan", frozenset({Role.ADMINISTRATOR}))
    people = (("guan", Role.ADMINISTRATOR), ("zhang", Role.OWNER), ("wang", Role.OWNER), ("li", Role.REVIEWER))
    with open_store(str(database)) as store:
        for account, role in people:
            actor = None if account == "guan" else administrator
            change_account(store, actor, AddAccount(id=account, roles=(role,)), Clock())


def desk_of(store: Store, account: str = "zhang") -> Service:
    return Service(store, Actor(account, account, frozenset({Role.OWNER})), Clock())


def declared(service: Service, made: list[dict[str, Any]]) -> list[Project]:
    """The declarations as projects."""
    found = rulebook_data("urumqi-2024")
    assert isinstance(found, tuple)
    receipts = service.declare([Declaration(one, "standard", found[1], service.actor.id) for one in made])
    assert isinstance(receipts, list), receipts
    return [receipt.project for receipt in receipts]


def all_do(service: Service, projects: list[Project], commands: Iterator[Command]) -> list[Project]:
    """A command each, all together."""
    from engine.service.attempts import new_key

    steps = [Step(project, command) for project, command in zip(projects, commands, strict=True)]
    receipts = perform_together(service, steps, new_key())
    assert isinstance(receipts, list), receipts
    return [receipt.project for receipt in receipts]


def monitored(service: Service, projects: list[Project], random: Random) -> list[Project]:
    return all_do(service, projects, (Monitor(record=record(random, dict(one.content))) for one in projects))


def assessed(service: Service, projects: list[Project], random: Random) -> list[Project]:
    return all_do(service, projects, (Assess(results=results(random, dict(one.content))) for one in projects))
