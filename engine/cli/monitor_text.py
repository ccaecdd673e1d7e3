"""A monitoring record as a table for people."""

from __future__ import annotations

from engine.cli.output import say, table
from indicators.numbers import plain
from indicators.scoring.monitoring_view import MonitoringView


def say_monitoring(view: MonitoringView) -> None:
    """Money first, then every indicator, each with its light and the figures that lead to it."""
    money = view.money
    rows = [
        (
            "资金",
            f"{plain(money.budget)} 万元",
            f"{plain(money.outturn)} 万元",
            "",
            money.standing.light.value,
            money.standing.says,
        )
    ]
    for row in view.rows:
        seen = row.monitored
        actual = seen.actual.text if seen else ""
        expected = seen.expected.text if seen and seen.expected else ""
        rows.append(
            (
                row.name,
                row.target.text,
                actual,
                expected,
                row.standing.light.value,
                row.standing.reason or row.standing.says,
            )
        )
    headings = ("指标", "全年目标", f"1~{view.month} 月完成", "全年预计", "灯", "说明")
    table(f"1~{view.month} 月监控（{view.rulebook.id}）", [(heading, "left") for heading in headings], rows)
    for problem in view.problems:
        say(f"  · {problem.message}")
