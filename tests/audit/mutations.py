"""One wrong figure in a correct department (单处改动): each kind of mistake that real tables show."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.audit.departments import CENT, Department, Row, Table, money, number

Mutation = Callable[[Random, Department], Department | None]
"""The department with one thing wrong; None where it has nothing of the kind."""


def _in_table(change: Callable[[Random, Table], Table | None]) -> Mutation:
    def mutate(rng: Random, department: Department) -> Department | None:
        index = rng.randrange(len(department.tables))
        table = change(rng, department.tables[index])
        return None if table is None else department.with_table(index, table)

    return mutate


def _in_row(change: Callable[[Random, Row], Row | None]) -> Mutation:
    def in_table(rng: Random, table: Table) -> Table | None:
        changed = [(index, row) for index, one in enumerate(table.rows) if (row := change(rng, one)) is not None]
        if not changed:
            return None
        index, row = rng.choice(changed)
        return replace(table, rows=(*table.rows[:index], row, *table.rows[index + 1 :]))

    return _in_table(in_table)


def _moved(rng: Random, text: str, step: Decimal = CENT) -> str:
    return money(number(text) + rng.choice((-1, 1)) * step)


def score_off_by_a_cent(rng: Random, row: Row) -> Row | None:
    return replace(row, score=f"{Decimal(row.score) + rng.choice((-1, 1)) * CENT}")


def score_off_by_points(rng: Random, row: Row) -> Row | None:
    return replace(row, score=f"{Decimal(row.score) - rng.randint(1, int(Decimal(row.score)))}")


def weight_raised(rng: Random, row: Row) -> Row | None:
    return replace(row, weight=str(int(row.weight) + rng.choice((1, 5))))


def weights_swapped(rng: Random, table: Table) -> Table | None:
    first = rng.randrange(len(table.rows))
    others = [index for index, row in enumerate(table.rows) if row.weight != table.rows[first].weight]
    second = rng.choice(others)
    rows = list(table.rows)
    rows[first], rows[second] = (
        replace(rows[first], weight=rows[second].weight),
        replace(rows[second], weight=rows[first].weight),
    )
    return replace(table, rows=tuple(rows))


def total_off(rng: Random, table: Table) -> Table:
    return replace(table, total=f"{Decimal(table.total) + rng.choice((-1, 1)) * rng.choice((CENT, Decimal(1)))}")


def total_weight_off(rng: Random, table: Table) -> Table:
    return replace(table, total_weight=rng.choice(("90", "99", "101", "110")))


def rate_off(rng: Random, table: Table) -> Table:
    return replace(table, rate=f"{Decimal(table.rate[:-1]) + rng.choice((-1, 1)) * CENT}%")


def execution_off(rng: Random, table: Table) -> Table:
    return replace(table, execution=f"{Decimal(table.execution) - rng.choice((CENT, Decimal(1)))}")


def money_off(rng: Random, table: Table) -> Table:
    index, column = rng.randrange(3), rng.choice(("original", "revised", "outturn"))
    row = table.money[index]
    changed = replace(row, **{column: money(number(getattr(row, column)) + CENT)})
    return replace(table, money=(*table.money[:index], changed, *table.money[index + 1 :]))


def percent_in_reason(rng: Random, row: Row) -> Row | None:
    return _number_before(rng, row, "%")


def count_in_reason(rng: Random, row: Row) -> Row | None:
    return _number_before(rng, row, rf" {re.escape(row.target.split(' ')[-1])}：")


def _number_before(rng: Random, row: Row, after: str) -> Row | None:
    found = re.search(rf"(?<= )[0-9]+(?={after})", row.reason)
    if not found:
        return None
    wrong = str(int(found[0]) + rng.choice((1, 2, 5, 20)))
    return replace(row, reason=row.reason[: found.start()] + wrong + row.reason[found.end() :])


def target_changed(rng: Random, row: Row) -> Row | None:
    return _with_number(rng, row, "target")


def achieved_changed(rng: Random, row: Row) -> Row | None:
    return _with_number(rng, row, "achieved")


def _with_number(rng: Random, row: Row, field: str) -> Row | None:
    """Only counts: they stand in the goal too, so that a change must show."""
    text = getattr(row, field)
    if row.category != "数量指标":
        return None
    return replace(row, **{field: re.sub("[0-9]+", lambda found: str(int(found[0]) * 10 + rng.randint(1, 9)), text)})


def unit_changed(rng: Random, row: Row) -> Row | None:
    if row.category != "数量指标":
        return None
    others = [unit for unit in ("份", "次", "个", "台", "家") if not row.achieved.endswith(unit)]
    return replace(row, achieved=f"{row.achieved.split(' ')[0]} {rng.choice(others)}")


def date_moved(rng: Random, row: Row) -> Row | None:
    if row.category != "时效指标":
        return None
    return replace(row, achieved="=2024 年 12 月")


def month_in_goal(rng: Random, table: Table) -> Table:
    return replace(
        table,
        planned=re.sub("([0-9]+) 月底前", lambda found: f"{int(found[1]) - 1} 月底前", table.planned),
    )


def count_in_goal(rng: Random, table: Table) -> Table:
    return replace(table, planned=_first_count_changed(rng, table.planned))


def count_in_result(rng: Random, table: Table) -> Table:
    return replace(table, done=_first_count_changed(rng, table.done))


def _first_count_changed(rng: Random, text: str) -> str:
    return re.sub("[0-9]+", lambda found: str(int(found[0]) + rng.randint(1, 9)), text, count=1)


def department_misspelt(rng: Random, table: Table) -> Table:
    return replace(table, department=table.department.replace("青川市", "青川市市"))


def another_year(rng: Random, table: Table) -> Table:
    return replace(table, year="2023")


def project_dropped(rng: Random, department: Department) -> Department:
    index = rng.randrange(len(department.tables))
    return replace(department, tables=department.tables[:index] + department.tables[index + 1 :])


def project_twice(rng: Random, department: Department) -> Department:
    return replace(department, tables=(*department.tables, rng.choice(department.tables)))


def projects_miscounted(rng: Random, department: Department) -> Department:
    return _prose_changed(department, "(?<=项目 )[0-9]+", lambda text: str(int(text) + 1))


def sum_without_one(rng: Random, department: Department) -> Department:
    left = number(rng.choice(department.tables).money[0].outturn)
    return _prose_changed(department, "(?<=全年执行数 )[0-9,.]+", lambda text: money(number(text) - left))


def sum_off_by_a_cent(rng: Random, department: Department) -> Department:
    place = rng.choice(("全年预算数", "全年执行数", "项目支出", "基本支出"))
    return _prose_changed(department, f"(?<={place} )[0-9,.]+", lambda text: _moved(rng, text))


def _prose_changed(department: Department, pattern: str, change: Callable[[str], str]) -> Department:
    prose = tuple(re.sub(pattern, lambda found: change(found[0]), line) for line in department.prose)
    assert prose != department.prose, pattern
    return replace(department, prose=prose)


MUTATIONS: dict[str, Mutation] = {
    **{
        change.__name__: _in_row(change)
        for change in (
            score_off_by_a_cent,
            score_off_by_points,
            weight_raised,
            percent_in_reason,
            count_in_reason,
            target_changed,
            achieved_changed,
            unit_changed,
            date_moved,
        )
    },
    **{
        change.__name__: _in_table(change)
        for change in (
            weights_swapped,
            total_off,
            total_weight_off,
            rate_off,
            execution_off,
            money_off,
            month_in_goal,
            count_in_goal,
            count_in_result,
            department_misspelt,
            another_year,
        )
    },
    **{
        change.__name__: change
        for change in (project_dropped, project_twice, projects_miscounted, sum_without_one, sum_off_by_a_cent)
    },
}
"""Every kind of mistake by its name."""
