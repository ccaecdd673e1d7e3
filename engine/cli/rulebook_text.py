"""Rulebooks, their checks, comparisons and curves as text for people."""

from __future__ import annotations

from engine.charts.view import unit_of, written
from engine.cli.output import say, table
from engine.compare import Comparison
from engine.rulebook_json import STATUS, formula_text, points_text, settings, when_text
from indicators.numbers import plain
from indicators.scoring.coverage import RulebookReport
from indicators.scoring.curve import AxisKind, Curve
from indicators.scoring.project import describe_total
from indicators.scoring.proof import prove
from indicators.scoring.rulebook import Rulebook


def say_rulebooks(books: list[Rulebook]) -> None:
    """The list of rulebooks."""
    headings = ("编号", "名称", "地区", "来源类别", "规则", "校验")
    rows = [(b.id, b.title, b.region, STATUS[b.status.value], str(len(b.rule)), b.hash) for b in books]
    table("评分办法", [(heading, "right" if heading == "规则" else "left") for heading in headings], rows)
    say("查看一个：jixiao rulebook show urumqi-2024    自检：jixiao rulebook check")


def say_rulebook(book: Rulebook) -> None:
    """One rulebook: settings, rules in order, sources."""
    say(f"{book.id}  {book.title}")
    say(f"  地区 {book.region}    来源类别 {STATUS[book.status.value]}    校验 {book.hash}")
    if book.note:
        say(f"  说明 {book.note}")
    for label, value in settings(book):
        say(f"  {label}  {value}")
    rows = [(rule.id, rule.title, when_text(rule.when), str(rule.clause), rule.source) for rule in book.rule]
    table(
        "规则（自上而下，第一条适用的算数）", [(h, "left") for h in ("编号", "名称", "适用", "计分规则", "依据")], rows
    )
    say("依据")
    for source in book.source:
        say(f"  {source.key}  {source.citation}{f'。{source.note}' if source.note else ''}")


def say_curve(rule: str, curve: Curve) -> None:
    """A curve segment by segment, and what was proved about it."""
    say(rule)
    from engine.charts.curve_figure import interval_text

    rows = [(interval_text(s, curve), formula_text(s), str(s.band or ""), s.says) for s in curve.segments]
    table("W 分值，T 目标，A 实际", [(h, "left") for h in ("实际完成值 A 在", "得分", "可评定范围", "说明")], rows)
    say(proof_text(curve))


def proof_text(curve: Curve) -> str:
    """``证明：无空隙、无重叠、不越界。…``"""
    proof = prove(curve)
    defects = "；".join(map(str, proof.defects)) or "无空隙、无重叠、不越界"
    if curve.axis.kind is AxisKind.GRADE:
        return f"证明：{defects}。"
    jumps = "；".join(
        f"A = {written(j.at, curve.axis)}{unit_of(curve.axis)} 处从 {plain(j.left)} 跳到 {plain(j.right)}"
        for j in proof.jumps
    )
    return f"证明：{defects}。随实际值增大得分{proof.trend.value}。{f'跳变：{jumps}。' if jumps else '没有跳变。'}"


def say_report(name: str, found: RulebookReport) -> None:
    """What the static check found."""
    mark = "通过" if found.is_clean else "有问题"
    say(f"{name}：{mark}。{found.cases} 种情形，证明 {found.curves} 条曲线。")
    for case in found.uncovered:
        say(f"  没有规则：{case}{f'（{case.problem.message}）' if case.problem else ''}")
    for rule in found.unreachable:
        say(f"  用不到的规则：{rule.id} {rule.title}")
    for bad in found.bad_curves:
        say(f"  曲线有误：{bad.rule.id}，目标 {bad.target}，{bad.defect}")


def say_comparison(one: Comparison) -> None:
    """One assessment under two rulebooks: changed rows, totals, grades. Without changes, one line."""
    a, b = one.first, one.second
    name = a.assessment.project.name
    if not one.changes and a.total == b.total and not one.grade_flips:
        say(f"{name}：总分 {describe_total(a)}，没有差别")
        return
    rows = [
        (c.name, plain(c.weight), points_text(c.first), points_text(c.second), c.first.rule, c.second.rule)
        for c in one.changes
    ]
    rows.append(("总分", "", describe_total(a), describe_total(b), a.grade, b.grade))
    books = [(book.id, "right") for book in (a.rulebook, b.rulebook)]
    flip = f"（等级改变：{a.grade or '无'} → {b.grade or '无'}）" if one.grade_flips else ""
    table(
        f"{name}{flip}", [("指标", "left"), ("分值", "right"), *books, ("前者规则", "left"), ("后者规则", "left")], rows
    )
