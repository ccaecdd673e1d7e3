"""An import as people and programs read it: every difference with its cell, then receipts or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.cli.desk import print_proof, receipt_json
from engine.cli.output import say, table

if TYPE_CHECKING:
    from engine.service.receipt import Receipt
    from engine.service.service import Service
    from engine.service.workbooks import Imported

SHOWN = 60
"""Characters of a long text that the preview shows."""


def say_imported(service: Service, done: Imported, *, dry_run: bool) -> None:
    """The preview, and what was done."""
    for comparison in done.comparisons:
        if comparison.differences:
            _say_differences(comparison)
    if done.problems or done.refused:
        return
    if not done.receipts:
        say("没有改动，什么都没有写入。")
        return
    word = "可以导入" if dry_run else "已经导入过" if done.receipts[0].repeated else "已导入"
    names = "、".join(f"{one.project.id} {one.project.name}" for one in done.receipts)
    say(f"{word} {len(done.receipts)} 个项目：{names}")
    for receipt in done.receipts:
        _say_standing(service, receipt)
    print_proof(service, done.receipts[-1])


def _say_standing(service: Service, receipt: Receipt) -> None:
    """The score where results were filled in, and what comes next."""
    from indicators.scoring.project import describe_total
    from workflows.decide import next_steps
    from workflows.snapshot import project_score

    project = receipt.project
    if receipt.event.kind == "assessed":
        total = describe_total(project_score(project, service.rulebook(project.rulebook)))
        say(f"  得分  {project.id} 总分 {total}")
    if receipt.entry is not None:
        step = next_steps(project, service.setting(project))
        say(f"  接着  {f'jixiao submit {project.id}' if receipt.before is None else step}")


def _say_differences(comparison: Any) -> None:
    rows = [
        (one.sort.value, one.address, one.where, one.what, _short(one.old), _short(one.new), _short(one.now))
        for one in comparison.differences
    ]
    in_conflict = any(one.sort.value == "冲突" for one in comparison.differences)
    headings = ["变动", "格", "指标", "栏", "原来", "表里", *(["现在库里"] if in_conflict else [])]
    say(f"工作表「{comparison.sheet.name}」")
    table("", [(heading, "left") for heading in headings], [row[: len(headings)] for row in rows])


def _short(text: str) -> str:
    line = text.replace("\n", "；")
    return (line if len(line) <= SHOWN else line[:SHOWN] + "…") or "（空）"


def imported_json(service: Service, done: Imported) -> dict[str, Any]:
    """An import as data."""
    return {
        "changes": [
            {
                "sort": one.sort.name.lower(),
                "project": comparison.sheet.stamp.project or None,
                "sheet": comparison.sheet.name,
                "cell": one.address or None,
                "row": one.where,
                "field": one.key[1],
                "old": one.old,
                "new": one.new,
                "now": one.now,
            }
            for comparison in done.comparisons
            for one in comparison.differences
        ],
        "receipts": [receipt_json(service, one) for one in done.receipts],
    }
