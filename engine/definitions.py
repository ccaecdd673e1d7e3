"""Where workflow definitions come from: those shipped with the package."""

from __future__ import annotations

from functools import cache
from importlib import resources

from workflows.definition import Workflow, build_workflow


def workflow_ids() -> tuple[str, ...]:
    """Ids of the shipped workflows (流程)."""
    folder = resources.files("workflows") / "definitions"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def load_workflow(workflow_id: str) -> Workflow:
    """A shipped workflow; raises ValueError where our own data is broken, KeyError for an unknown id."""
    if workflow_id not in workflow_ids():
        raise KeyError(workflow_id)
    text = (resources.files("workflows") / "definitions" / f"{workflow_id}.toml").read_text("utf-8")
    workflow = build_workflow(text)
    if isinstance(workflow, list):
        raise ValueError("；".join(map(str, workflow)))
    return workflow
