"""定稿（the approved snapshot）：再算一遍要相等，动过一处就不认；锁定的评分办法也一样。"""

import json
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from engine.rulebooks import load_rulebook
from indicators.scoring.rulebook import Rulebook
from tests.workflows.house import CARS, PIN, REPORTS, House, pin_payload_of_urumqi, urumqi
from workflows.history import canonical
from workflows.pinned import pinned_rulebook, stream_of
from workflows.project import Edition
from workflows.refusal import Untrue
from workflows.snapshot import code_of, edition_score, project_score, snapshot_score


def edition(script: str = "submit assess submit score approve") -> Edition:
    return House.with_everybody().project("standard").declare().play(script).project.editions[0]


def test_the_snapshot_is_scored_again_and_is_the_same():
    life = House.with_everybody().project("standard").declare().play("submit assess submit score approve")
    (one,) = life.project.editions
    score = edition_score(one, urumqi())
    assert score == project_score(life.project, urumqi())
    # 执行率 9.36/10 → 9.36；报告 40（复核）、覆盖率 20、租用车辆 20 × 8.29 ÷ 10 = 16.58
    assert one.snapshot["scores"]["total"] == "85.94"
    points = {row.rpartition("/")[2]: Decimal(text) for row, text in one.snapshot["scores"]["rows"].items()}
    assert points == {
        "检查报告": 40,
        "检查覆盖率": 20,
        "租用车辆": Decimal("16.58"),
        "funding": Decimal("9.36"),
    }


def test_the_code_is_of_the_whole_snapshot():
    one = edition()
    assert one.code == code_of(one.snapshot)
    groups = one.code.split("-")
    assert [len(group) for group in groups] == [4] * 5
    assert set(one.code) <= set("0123456789ABCDEF-")
    assert edition().code == one.code  # 同样的一生，同样的核验码


CHANGES: list[tuple[str, tuple[Any, ...], Any]] = [
    ("得分", ("scores", "rows", CARS), "20"),
    ("总分", ("scores", "total"), "100"),
    ("等次", ("scores", "grade"), "中"),
    ("实际完成值", ("content", "indicator", 2, "achieved"), "=9 万元"),
    ("分值", ("content", "indicator", 2, "weight"), "10"),
    ("目标", ("content", "indicator", 2, "target"), "≤9 万元"),
    ("执行数", ("content", "funding", "outturn"), "10"),
    ("复核分", ("reviews", REPORTS, "points"), "50"),
]
SILENT: list[tuple[str, tuple[Any, ...], Any]] = [
    ("偏差说明", ("content", "indicator", 0, "deviation_analysis"), "别的原因"),
    ("项目名称", ("content", "project", "name"), "别的项目"),
    ("复核理由", ("reviews", REPORTS, "reason"), "别的理由"),
    ("第几版", ("number",), 2),
    ("代替哪一版", ("supersedes",), "0000-0000-0000-0000-0000"),
    ("评分办法", ("rulebook", "hash"), "0" * 64),
]


def changed(snapshot: Any, path: tuple[Any, ...], value: Any) -> Any:
    copied = deepcopy(dict(snapshot))
    place: Any = copied
    for step in path[:-1]:
        place = place[step]
    assert place[path[-1]] != value, path
    place[path[-1]] = value
    return copied


@pytest.mark.parametrize(("path", "value"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_a_changed_score_or_content_is_untrue(path: tuple[Any, ...], value: Any):
    one = edition()
    with pytest.raises(Untrue):
        snapshot_score(changed(one.snapshot, path, value), urumqi())


@pytest.mark.parametrize(
    ("path", "value"), [row[1:] for row in (*CHANGES, *SILENT)], ids=[row[0] for row in (*CHANGES, *SILENT)]
)
def test_whatever_is_changed_the_code_is_another(path: tuple[Any, ...], value: Any):
    one = edition()
    with pytest.raises(Untrue, match=one.code):
        edition_score(replace(one, snapshot=changed(one.snapshot, path, value)), urumqi())


def test_another_rulebook_is_untrue():
    other = load_rulebook("mof-2020")
    assert isinstance(other, Rulebook)
    with pytest.raises(Untrue):
        snapshot_score(edition().snapshot, other)


# ---------------------------------------------------------------- 锁定的评分办法


def pinned() -> tuple[str, str]:
    return pin_payload_of_urumqi(), PIN


def test_a_pinned_rulebook_is_the_rulebook():
    payload, pin = pinned()
    assert pinned_rulebook(payload, pin) == urumqi()
    assert stream_of(pin) == f"rulebook:{pin}"
    assert canonical(json.loads(payload)) == payload


def test_a_tampered_pinned_rulebook_is_untrue():
    payload, pin = pinned()
    data = json.loads(payload)
    data["title"] = f"{data['title']}（改）"
    with pytest.raises(Untrue, match=pin[:12]):
        pinned_rulebook(canonical(data), pin)
    with pytest.raises(Untrue, match="000000000000"):
        pinned_rulebook(payload, "0" * 64)
