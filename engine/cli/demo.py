"""``jixiao demo``: the example department through everything, from its tables to the appendix."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.output import refuse, say, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.audit import Finding
    from engine.scoring import Scoring
    from indicators.scoring.project import ProjectScore


def demo(
    out: Annotated[Path, typer.Option(help="附表、说明和数据库写到哪个文件夹")] = Path("jixiao-demo"),
) -> None:
    """示例：一个部门 2024 年度的 6 张自评表，从申报、监控、自评、退回、审核到公开走一遍 (a department's year)."""
    from engine.examples import example_folder
    from engine.intake.accounts import load_accounts
    from engine.scoring import score_files

    folder = example_folder()
    scoring = score_files([folder])
    accounts = load_accounts(folder)
    if scoring.has_errors:
        refuse(scoring.problems, as_json=False)
    if isinstance(accounts, list):
        refuse(accounts, as_json=False)
    say("一、计分")
    _say_scores(scoring)
    say("二、一项得分的来历")
    _say_one_explanation(scoring.scores)
    _live(out)
    from engine.audit import find_all

    _say_points_lost(scoring.scores)
    _say_findings(find_all(scoring.scores, accounts), scoring)


def _live(out: Path) -> None:
    """The year in a database, one project's history, the appendix out of what was approved, and the way back."""
    from engine.appendix import DEFAULT_FORMATS, Order, appendix_files, write_files
    from engine.charts.score_figures import score_figures
    from engine.cli.log_text import say_entries
    from engine.demo import RETURNED, live_a_year
    from engine.forms.html import figures_html
    from engine.intake.published import read_document
    from engine.service.editions import Proven, proven
    from engine.service.printing import edition_part
    from engine.service.verification import Verified, verified
    from engine.store.store import open_store
    from indicators.problems import Problem

    out.mkdir(parents=True, exist_ok=True)
    database = out / "jixiao.db"
    ids = live_a_year(database)
    with open_store(str(database)) as store:
        say("三、一年的流程（人名、日期和监控的数是示例编的，公开件上没有）")
        project = next(row for row in store.projects() if row.name == RETURNED)
        say(f"  {project.id} {project.name}：自评先被退回一次，原因里的 25% 与数字不符")
        say_entries(store, store.stream(project.id))
        editions = [one for one in (proven(store, store.stream(each)) for each in ids) if isinstance(one, Proven)]
        order = Order(tuple(DEFAULT_FORMATS.split(",")))
        files = appendix_files(order, [edition_part(one) for one in editions])
        files["图.html"] = figures_html(score_figures([one.score for one in editions])).encode("utf-8")
        say("四、附表（由审核通过的定稿生成，带核验码）")
        for path in write_files(out, files):
            say(f"  {path}")
        for name in (name for name in files if name.startswith("附表.")):
            read = read_document(name, files[name])
            checked = None if isinstance(read, Problem) else verified(store, read)
            same = isinstance(checked, Verified) and not checked.differences and len(checked.editions) == len(ids)
            say(f"  核验 {name}：{f'{len(ids)} 张表逐格与定稿一致' if same else '与定稿不符'}。")
        say(f"  数据库在 {database}，可以接着看：")
        say(f"  jixiao log show {project.id} --db {database}")
        say(f"  jixiao verify {out / '附表.docx'} --db {database}")
        say()


def _say_scores(scoring: Scoring) -> None:
    from engine.cli.scoring import score_table
    from indicators.scoring.project import describe_total

    columns = [("自评表", "left"), ("执行率", "right"), ("执行率得分", "right"), ("总分", "right"), ("等级", "left")]
    rows = []
    for one in scoring.scores:
        execution = one.execution
        rate = f"{execution.printed_rate}%" if execution and execution.printed_rate is not None else ""
        points = str(execution.score) if execution else ""
        rows.append((one.assessment.project.name, rate, points, describe_total(one), one.grade))
    table("", columns, rows)
    for one in scoring.scores:
        if _lost(one):
            score_table(one)


def _say_one_explanation(scores: Sequence[ProjectScore]) -> None:
    """The row whose rounding matters most: where another rounding would print another score."""
    from engine.forms.explanations import explain_row
    from engine.forms.plain_text import entry_text

    row = next((row for one in scores for row in one.indicators if row.explanation.other_roundings), None)
    if row is not None:
        say(entry_text(explain_row(row)))
        say("  每一项都有这样的说明：jixiao explain 文件，或看 得分说明.html。")
    say()


def _lost(one: ProjectScore) -> list[tuple[str, str]]:
    """(what, points) for everything that lost points."""
    execution = [("预算执行率", one.execution.deduction)] if one.execution else []
    rows = [(row.indicator.name, row.deduction) for row in one.indicators]
    return [(name, str(deduction)) for name, deduction in (*execution, *rows) if deduction]


def _say_points_lost(scores: Sequence[ProjectScore]) -> None:
    from indicators.scoring.project import describe_total

    say("五、扣分去向")
    for one in scores:
        lost = _lost(one)
        if lost:
            steps = "，".join(f"{name} -{points}" for name, points in lost)
            say(f"  {one.assessment.project.name}：100 → {steps} → {describe_total(one)}")
    full = sum(1 for one in scores if not _lost(one))
    say(f"  其余 {full} 张表没有扣分。")
    say()


def _say_findings(findings: Sequence[Finding], scoring: Scoring) -> None:
    """Everything suspicious, table by table."""
    said: dict[str, list[str]] = {}
    for finding in findings:
        said.setdefault(finding.table, []).append(finding.said)
    for one in scoring.scored:
        for located in one.problems:
            place = f"（{Path(located.file).name}:{located.line}）"
            said.setdefault(one.score.assessment.project.name, []).append(f"{located.problem.message}{place}")
    say("六、疑点（得分照规则计算，以下请人核对）")
    for table_name, messages in said.items():
        say(f"  {table_name}")
        for message in messages:
            say(f"    · {message}")
    say(f"  共 {sum(map(len, said.values()))} 处疑点。")
