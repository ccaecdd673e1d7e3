"""流程图（the picture of a workflow）：每个状态、每一步恰好画一次，字不出界、不相压，线不穿字，两次一样。"""

from collections import Counter
from itertools import combinations, pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from engine.charts.picture import text_width
from engine.charts.workflow_diagram import workflow_svg
from engine.definitions import load_workflow, workflow_ids
from workflows.definition import Workflow
from workflows.mermaid import moves

SVG = "{http://www.w3.org/2000/svg}"


class Block(NamedTuple):
    """What a text or a line covers."""

    left: float
    top: float
    right: float
    bottom: float
    what: str

    def meets(self, other: "Block") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def texts(svg: str) -> list[Block]:
    found = []
    for element in ET.fromstring(svg).iter(f"{SVG}text"):
        size, words = float(element.attrib["font-size"]), element.text or ""
        x, y, width = float(element.attrib["x"]), float(element.attrib["y"]), text_width(words, size)
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[element.attrib["text-anchor"]] * width
        found.append(Block(left, y - 0.8 * size, left + width, y + 0.15 * size, words))
    return found


def lines(svg: str) -> list[Block]:
    """Every straight piece of every arrow."""
    found = []
    for element in ET.fromstring(svg).iter(f"{SVG}polyline"):
        places = [tuple(map(float, place.split(","))) for place in element.attrib["points"].split()]
        for (x1, y1), (x2, y2) in pairwise(places):
            what = element.findtext(f"{SVG}title") or "箭头"
            found.append(Block(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2), what))
    return found


@pytest.fixture(params=workflow_ids())
def workflow(request: pytest.FixtureRequest) -> Workflow:
    return load_workflow(request.param)


def test_every_state_and_every_moving_step_is_there_once(workflow: Workflow):
    root = ET.fromstring(workflow_svg(workflow))
    boxes = Counter(title.text for rect in root.iter(f"{SVG}rect") for title in rect.iter(f"{SVG}title"))
    arrows = Counter(title.text for line in root.iter(f"{SVG}polyline") for title in line.iter(f"{SVG}title"))
    states = workflow.states
    assert boxes == Counter(state.title for state in workflow.state)
    assert arrows == Counter(
        f"{step.trigger.title}：{states[source].title} → {states[step.target(source)].title}"
        for source, step in moves(workflow)
    )
    assert set(arrows.values()) == {1}


def test_every_step_is_named_on_its_arrow_or_in_the_table(workflow: Workflow):
    named = Counter(text.what for text in texts(workflow_svg(workflow)))
    arrows = Counter(step.trigger.title for _, step in moves(workflow))
    for step in workflow.transition:
        stays = any(step.target(source) == source for source in step.source)
        assert named[step.trigger.title] >= arrows[step.trigger.title] + stays
    assert named["等负责人"] == sum(
        1 for state in workflow.state if state.waits_for and state.waits_for.value == "owner"
    )


def test_everything_is_inside_the_picture(workflow: Workflow):
    svg = workflow_svg(workflow)
    root = ET.fromstring(svg)
    whole = Block(0, 0, float(root.attrib["width"]), float(root.attrib["height"]), "图")
    for one in (*texts(svg), *lines(svg)):
        inside = whole.left <= one.left and one.right <= whole.right and whole.top <= one.top
        assert inside, one
        assert one.bottom <= whole.bottom, one
    svg.encode("gbk")


def test_no_text_covers_another(workflow: Workflow):
    found = texts(workflow_svg(workflow))
    assert [(one.what, other.what) for one, other in combinations(found, 2) if one.meets(other)] == []


def test_no_arrow_runs_through_a_text(workflow: Workflow):
    svg = workflow_svg(workflow)
    crossed = [(line.what, text.what) for line in lines(svg) for text in texts(svg) if line.meets(text)]
    assert crossed == []


def test_no_two_arrows_run_along_one_another(workflow: Workflow):
    pieces = [line for line in lines(workflow_svg(workflow)) if line.what != "箭头"]
    for one, other in combinations(pieces, 2):
        for low, high, across in (("left", "right", "top"), ("top", "bottom", "left")):
            both_flat = all(
                getattr(p, across) == getattr(p, "bottom" if across == "top" else "right") for p in (one, other)
            )
            same = both_flat and getattr(one, across) == getattr(other, across)
            overlap = min(getattr(one, high), getattr(other, high)) - max(getattr(one, low), getattr(other, low))
            assert not (same and overlap > 0), (one, other)


def test_ways_back_are_dashed(workflow: Workflow):
    for line in ET.fromstring(workflow_svg(workflow)).iter(f"{SVG}polyline"):
        title = line.findtext(f"{SVG}title")
        if title:
            returns = title.startswith(("退回", "撤回", "更正"))
            assert ("stroke-dasharray" in line.attrib) is returns, title


def test_two_pictures_are_the_same_bytes_and_share_a_page(workflow: Workflow):
    svg = workflow_svg(workflow)
    assert (
        workflow_svg(Workflow.model_validate(workflow.model_dump(by_alias=True, exclude={"states", "lifecycle"})))
        == svg
    )
    assert not any("id" in element.attrib for element in ET.fromstring(svg).iter())
