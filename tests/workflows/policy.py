"""The policy (谁可以做什么) read from its plain words, and the table that follows from it.

Knows nothing of ``workflows``: this is the second opinion that the decision is held against.

    .venv/bin/python -m tests.workflows.policy      writes matrix/*.csv again, to be read line by line
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "matrix"
LETTERS = {"S": "standard", "T": "with-target-review", "D": "two-level-review"}

ROLES = ("填报人", "审核人", "财政审核人", "汇总公开人", "审计人员", "账号管理员")
RELATIONS = ("负责人", "受托人", "曾经手", "未经手")
APPROVED_LAST = "未经手，上一次通过是他审的"
DECIDING = ("approve", "send_back", "score")
TRIGGERS = (
    *("declare", "edit", "withdraw", "submit", "recall", "approve", "send_back", "score"),
    *("monitor", "adjust", "assess", "transfer", "delegate", "undelegate", "publish", "correct"),
)

STATES = {
    "declaring": "目标申报（填写）",
    "declaration-returned": "目标申报（退回）",
    "declaration-reviewing": "目标申报（待审）",
    "withdrawn": "目标申报（已撤销）",
    "monitoring": "执行监控（进行）",
    "adjusting": "执行监控（调整待批）",
    "assessing": "自评（填写）",
    "assessment-returned": "自评（退回）",
    "correcting": "自评（更正）",
    "reviewing": "审核（待审）",
    "treasury-reviewing": "审核（财政待审）",
    "closed": "办结（待公开）",
    "published": "办结（已公开）",
}
ONLY = {
    "standard": set(STATES) - {"declaration-returned", "declaration-reviewing", "treasury-reviewing"},
    "with-target-review": set(STATES) - {"treasury-reviewing"},
    "two-level-review": set(STATES),
}


@dataclass(frozen=True)
class Column:
    """Somebody: roles, and how related to the project."""

    roles: tuple[str, ...]
    relation: str

    def __str__(self) -> str:
        return f"{'+'.join(self.roles)}·{self.relation}"


COLUMNS = (
    *(Column((role,), relation) for role in ROLES for relation in RELATIONS),
    *(Column(("填报人", "审核人"), relation) for relation in RELATIONS),
    *(Column(("填报人", "财政审核人"), relation) for relation in RELATIONS),
    Column(("审核人", "财政审核人"), "未经手"),
    Column(("审核人", "财政审核人"), APPROVED_LAST),
)


@dataclass(frozen=True)
class Rule:
    """One line of the policy: a trigger in a state, where it leads, who may."""

    after: str
    who: tuple[str, ...]


def lines_of(name: str) -> Iterator[list[str]]:
    """The lines of a table of ours: cells by ``|``, comments after ``#``."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


def policy(workflow: str) -> dict[tuple[str, str], Rule]:
    """The rules of one workflow by (state, trigger); a pair written twice is a mistake in the policy."""
    rules: dict[tuple[str, str], Rule] = {}
    for letters, trigger, sources, after, who in lines_of("policy.txt"):
        if workflow not in [LETTERS[letter] for letter in letters.split()]:
            continue
        for state in sources.split():
            assert (state, trigger) not in rules, f"{workflow}: {state} {trigger} 写了两次"
            rules[state, trigger] = Rule(state if after == "=" else after, tuple(who.split()))
    return rules


def lives(workflow: str) -> Iterator[tuple[str, str]]:
    """(state, script) of every life in which the table is tried."""
    for letters, state, script in lines_of("lives.txt"):
        if workflow in [LETTERS[letter] for letter in letters.split()]:
            yield state, script


def expected(rules: dict[tuple[str, str], Rule], state: str, trigger: str, column: Column) -> str:
    """What comes of it: ``→state``, or the code of the refusal."""
    if trigger == "declare":
        return "project-exists"
    rule = rules.get((state, trigger))
    if rule is None:
        return "state-wrong"
    if not any(_is(word, column) for word in rule.who):
        return "role-missing"
    if trigger in DECIDING and column.relation in ("负责人", "受托人", "曾经手"):
        return "own-work"
    if trigger in DECIDING and state == "treasury-reviewing" and column.relation == APPROVED_LAST:
        return "same-reviewer"
    return f"→{rule.after}"


def _is(word: str, column: Column) -> bool:
    if word in ("负责人", "受托人"):
        return column.relation == word and "填报人" in column.roles
    return word in column.roles


HEADING = ["状态", "状态名", "动作", "所有人", *map(str, COLUMNS)]


def table(workflow: str) -> list[list[str]]:
    """The whole table; a row that is the same for everybody says it once, under 所有人."""
    rules, rows = policy(workflow), [HEADING]
    for state, title in STATES.items():
        for trigger in TRIGGERS if state in ONLY[workflow] else ():
            cells = [expected(rules, state, trigger, column) for column in COLUMNS]
            everybody = cells[0] if len(set(cells)) == 1 else ""
            rows.append([state, title, trigger, everybody, *(cells if not everybody else [""] * len(cells))])
    return rows


def csv_text(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def read_table(workflow: str) -> dict[tuple[str, str], dict[str, str]]:
    """The cells of the CSV in the repository: by (state, trigger), by column."""
    text = (FOLDER / f"{workflow}.csv").read_text(encoding="utf-8-sig")
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        place = row["状态"], row["动作"]
        assert place not in found, place
        found[place] = {name: row["所有人"] or row[name] for name in HEADING[4:]}
    return found


if __name__ == "__main__":
    for workflow_id in LETTERS.values():
        text = csv_text(table(workflow_id))
        (FOLDER / f"{workflow_id}.csv").write_bytes(text.encode("utf-8-sig"))
