"""What ``jixiao audit`` prints (核查结果): the verdict first, then every finding with its place and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from engine.cli.output import say, table

if TYPE_CHECKING:
    from engine.audit.batch import Batch
    from engine.audit.check import Check
    from engine.audit.report.summary import Summary
    from engine.audit.report.values import DocumentReport, FindingLine, TableReport

VERDICTS = (
    ("表", "left"),
    ("印出总分", "right"),
    ("重算总分", "right"),
    ("相差", "right"),
    ("得分相同", "right"),
    ("阻断", "right"),
    ("警告", "right"),
    ("提示", "right"),
)


SHOWN_FIRST = 10


def say_document(report: DocumentReport) -> None:
    """The whole of one file: an auditor signs it."""
    explained, rows = report.explained
    say(f"{report.file}：{len(report.tables)} 张表；{rows} 行得分，{explained} 行与重算相同；{report.counts.words}。")
    say(f"评分办法  {report.rulebook}")
    say()
    table("", VERDICTS, map(verdict_cells, report.tables))
    _say_first(report.findings)
    for name, findings in groupby(report.findings, key=lambda one: one.table):
        _say_table(name if name != report.file else "整个文件", list(findings))
    say(f"共 {report.counts.all} 处疑点：{report.counts.words}。" if report.findings else "没有发现疑点。")
    say(f"评分办法  {report.rulebook}")


def verdict_cells(one: TableReport) -> tuple[str, ...]:
    """A table as a row of the verdicts."""
    from engine.audit.report.words import added_words, follows_words, points_apart

    verdict, counts = one.verdict, one.counts
    found = (str(number) if number else "" for number in (counts.blocking, counts.warnings, counts.hints))
    share = f"{verdict.explained}/{verdict.rows}"
    return one.label, added_words(verdict), follows_words(verdict), points_apart(verdict), share, *found


def _say_first(findings: Sequence[FindingLine]) -> None:
    """The heaviest, before everything else; the same findings follow in full."""
    from engine.audit.check import Severity

    heaviest = next((level for level in Severity if any(one.severity is level for one in findings)), None)
    if heaviest is None or heaviest is Severity.HINT:
        return
    first = [one for one in findings if one.severity is heaviest]
    say(f"先看{heaviest.value}的 {len(first)} 处")
    for one in first[:SHOWN_FIRST]:
        place = f"{one.table} · {one.row}" if one.row else one.table
        say(f"  [{one.number}] {place}：{one.message}")
    if len(first) > SHOWN_FIRST:
        say(f"  ……另有 {len(first) - SHOWN_FIRST} 处，见下")
    say()


def _say_table(name: str, findings: Sequence[FindingLine]) -> None:
    from engine.audit.report.reduce import counts_of

    say(f"【{name}】{counts_of(findings).words}")
    for one in findings:
        row = f"「{one.row}」" if one.row not in one.message else ""
        say(f"  [{one.number}] {one.severity.value}  {one.title}（{one.code}）")
        say(f"      {row}{one.message}")
        for line in (figures_line(one), f"位置  {one.spot}" if one.spot else ""):
            if line:
                say(f"      {line}")
    say()


def figures_line(one: FindingLine) -> str:
    """``印出  25%　对照  +40%``; empty where a finding has no figures."""
    named = (("印出", one.printed), ("对照", one.follows), ("相差", one.difference))
    return "　".join(f"{name}  {value}" for name, value in named if value)


def say_checks(checks: Sequence[Check]) -> None:
    """All checks, group by group."""
    columns = (("代码", "left"), ("类别", "left"), ("程度", "left"), ("查什么", "left"), ("为什么", "left"))
    rows = [(one.code, one.group.value, one.severity.value, one.title, one.why) for one in checks]
    table("", columns, rows)
    say(f"共 {len(rows)} 项核查。只查几项：--only 代码,代码；只看严重的：--severity 阻断")


BATCH = (
    ("文件", "left"),
    ("表", "right"),
    ("阻断", "right"),
    ("警告", "right"),
    ("提示", "right"),
    ("牵涉分数", "right"),
    ("得分相同", "right"),
    ("评分办法", "left"),
)
WORST = 5


def say_batch(batch: Batch, skipped: int) -> None:
    """One line a file, the worst first, then which to look at."""
    from engine.audit.report.overview import counts_together

    table("", BATCH, map(batch_cells, batch.summaries))
    worst = [one for one in batch.summaries if one.counts.blocking or one.counts.warnings][:WORST]
    if worst:
        say("先看这几份：")
        for one in worst:
            points = f"，印出与重算的得分相差 {one.points:f} 分" if one.points else ""
            say(f"  {one.file}：{one.counts.words}{points}")
        say()
    others = f"；文件夹里另有 {skipped} 个不是文档的文件，没有读" if skipped else ""
    refused = f"，{len(batch.refused)} 份读不了" if batch.refused else ""
    say(f"核查了 {len(batch.summaries)} 份文件{refused}：{counts_together(batch.summaries).words}{others}。")


def batch_cells(one: Summary) -> tuple[str, ...]:
    """A file as a row of the list."""
    from engine.forms.figures import points

    counts = one.counts
    found = (str(number) if number else "" for number in (counts.blocking, counts.warnings, counts.hints))
    apart = points(one.points) if one.points else ""
    return one.file, str(one.tables), *found, apart, f"{one.explained}/{one.rows}", one.rulebook.id
