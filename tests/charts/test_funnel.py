"""办理进度图（status funnel）：一个项目算一次，等了几天分三段。"""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.charts.funnel import funnel_figure
from engine.charts.status_rows import Age, StatusRow, funnel_data
from engine.definitions import load_workflow, workflow_ids
from engine.service.status_rows import status_rows
from engine.store.rows import ProjectRow
from tests.charts.svg import lines, number, parts, texts, titled

STATES = [(state.phase.value, state.status) for name in workflow_ids() for state in load_workflow(name).state]
DAYS = st.none() | st.integers(0, 400)
ROWS = st.lists(
    st.builds(lambda place, days: StatusRow(place[0], place[1], days), st.sampled_from(STATES), DAYS),
    max_size=60,
)


@pytest.mark.parametrize(
    ("days", "age"),
    [(0, Age.FRESH), (7, Age.FRESH), (8, Age.SLOW), (30, Age.SLOW), (31, Age.STALE), (None, Age.DONE)],
)
def test_ages(days: int | None, age: Age):
    assert StatusRow("自评", "填写", days).age is age


@given(ROWS)
def test_every_project_is_counted_once(rows: list[StatusRow]):
    counts = funnel_data(rows)
    assert sum(one.total for one in counts) == len(rows)
    assert len({(one.phase, one.status) for one in counts}) == len(counts)
    table = list(lines(funnel_figure(rows).table))
    assert table[-1][1] == str(len(rows))
    for column in range(2, 7):
        assert sum(int(line[column]) for line in table[1:-1]) == int(table[-1][column - 1])


@given(ROWS)
def test_the_pieces_of_all_bars_are_one_length_a_project(rows: list[StatusRow]):
    svg = funnel_figure(rows).svg
    widths = [
        (number(piece, "width"), int((piece[0].text or "").split()[-2]))
        for piece in parts(svg, "rect")
        if len(piece) and (piece[0].text or "").endswith(" 个")
    ]
    assert sum(count for _, count in widths) == len(rows)
    most = max((one.total for one in funnel_data(rows)), default=0)
    for width, count in widths:
        assert width == pytest.approx(284 * count / most, abs=0.02)  # 176 … 460


def test_the_pieces_of_a_bar_adjoin():
    svg = funnel_figure([StatusRow("自评", "填写", days) for days in (1, 2, 3, 9, 40, 50, None)]).svg
    pieces = titled(svg, "rect", "自评（填写）：")
    ends = [176.0, *(number(piece, "x") + number(piece, "width") for piece in pieces)]
    assert [number(piece, "x") for piece in pieces] == pytest.approx(ends[:-1], abs=0.02)


def test_the_order_of_the_work_and_phases_without_projects():
    rows = [StatusRow("办结", "已公开", None), StatusRow("自评", "退回", 31), StatusRow("自评", "填写", 3)]
    assert [(one.title, one.total) for one in funnel_data(rows)] == [
        ("目标申报", 0),
        ("执行监控", 0),
        ("自评（填写）", 1),
        ("自评（退回）", 1),
        ("审核", 0),
        ("办结（已公开）", 1),
    ]
    assert "1（1 个超过 30 天）" in texts(funnel_figure(rows).svg)


def test_every_status_of_the_shipped_workflows_has_its_place():
    """A status that the order does not know would silently come last."""
    placed = [one.status for one in funnel_data([StatusRow("自评", status, 1) for _, status in STATES]) if one.status]
    assert placed[-1] == "已撤销"


def test_ages_differ_without_colour():
    svg = funnel_figure([StatusRow("自评", "填写", days) for days in (1, 9, 40, None)]).svg
    fresh, slow, stale, done = (titled(svg, "rect", f"自评（填写）：{age.value}")[0].attrib for age in Age)
    assert "fill-opacity" in slow  # 斜线
    greys = [int(one["fill"][1:3], 16) for one in (fresh, done, stale)]
    assert greys == sorted(greys, reverse=True)
    assert min(greys[0] - greys[1], greys[1] - greys[2]) > 40


NOW = "2024-07-08T01:00:00.000000Z"
LISTED = ProjectRow(
    "2024-0001", 1, "项目", 2024, "", "", "standard", "reviewing", "审核", "待审", "zhang", "reviewer",
    NOW, 0, Decimal("93.50"), "", NOW, "zhang",
)  # fmt: skip


@pytest.mark.parametrize(
    ("since", "days"),
    [
        ("2024-07-08T01:00:00.000000Z", 0),
        ("2024-07-07T01:00:00.000001Z", 0),
        ("2024-07-07T01:00:00.000000Z", 1),
        ("2024-06-08T01:00:00.000000Z", 30),
        ("2024-07-09T01:00:00.000000Z", 0),  # 时钟往回拨过
    ],
)
def test_whole_days_since_it_came_there(since: str, days: int):
    assert status_rows([replace(LISTED, waiting_since=since)], NOW) == (StatusRow("审核", "待审", days),)


def test_what_waits_for_nobody_has_no_days():
    listed = replace(LISTED, phase="办结", status="已公开", waiting_role="")
    assert status_rows([listed], NOW) == (StatusRow("办结", "已公开", None),)
