"""How a project stands, for people."""

from __future__ import annotations

from engine.cli.output import say, table
from engine.definitions import load_workflow
from engine.service.identity import People
from engine.service.rulebooks import rulebook_in
from engine.store.rows import ProjectRow
from engine.store.store import Store
from indicators.content import place_name
from workflows.decide import last_step, party_name
from workflows.project import Project, folded
from workflows.refusal import beijing, by_whom
from workflows.setting import Setting


def say_project(store: Store, row: ProjectRow) -> None:
    """Head, people, editions, and every step that can be taken now, with who may."""
    project = folded(store.stream(row.id))
    setting = Setting(load_workflow(project.workflow), rulebook_in(store, project.rulebook), People(store))
    say(f"{project.id} {project.name}（{row.fiscal_year} 年度）")
    say(f"  现在  {row.phase}（{row.status}），第 {project.version} 版；{last_step(project, setting)}")
    say(f"  负责人  {setting.name_of(project.owner)}")
    if project.delegates:
        say(f"  受托人  {'、'.join(map(setting.name_of, project.delegates))}")
    others = sorted(project.hands - {project.owner, *project.delegates})
    if others:
        say(f"  曾经手  {'、'.join(map(setting.name_of, others))}（不能审核它）")
    say(f"  流程  {setting.workflow.title}    评分办法 {setting.rulebook.id}，校验 {setting.rulebook.hash}")
    if row.total is not None:
        say(f"  总分  {row.total}")
    _say_editions(project, setting)
    _say_comments(project, setting)
    steps = [
        (
            step.trigger.title,
            "、".join(party_name(party, project, setting) for party in step.by),
            f"jixiao {step.trigger.command.format(project=project.id)}",
        )
        for step in setting.workflow.steps_from(project.state)
    ]
    table("现在可以办的", [(heading, "left") for heading in ("办什么", "谁可以", "命令")], steps)


def _say_comments(project: Project, setting: Setting) -> None:
    """What the reviewer wants changed, where the project is back with its owner."""
    if project.asked is None or project.submission is not None or project.pending is not None:
        return
    say(f"  退回  {by_whom(setting.name_of(project.asked.stamp.actor), project.asked.stamp.at, '退回')}")
    for pin in project.asked.comments:
        say(f"    · {f'「{place_name(pin.row)}」' if pin.row else '整张表：'}{pin.text}")


def _say_editions(project: Project, setting: Setting) -> None:
    for one in project.editions:
        total, approved = one.snapshot["scores"]["total"], one.approved
        published = f"，{beijing(one.published.at)} 公开" if one.published else "，还没有公开"
        by = by_whom(setting.name_of(approved.actor), approved.at, "审核通过")
        say(f"  第 {one.number} 稿  总分 {total}，核验码 {one.code}，{by}{published}")
