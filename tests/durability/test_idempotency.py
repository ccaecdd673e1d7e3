"""One key is one step (同一个标识只办一次): sent again, sent by eight at once, used for something else."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from engine.cli.main import app
from engine.store.store import Store
from tests.durability.aftermath import Attempt
from tests.durability.life import LIFE, OTHER, PROJECT, SELF_ASSESSMENT, STEPS, SqliteStages, Stages, Step
from tests.durability.repeats import differing, sent_again, sent_at_once
from tests.durability.running import Nursery, Ran, Run
from tests.durability.verdict import steps_of, violations
from workflows.history import Entry

WRITING = [step for step in LIFE if step.entries]

SENDERS = 8

ACCOUNT = Step("user", "guan", ("user", "add", "new", "--role", "owner"))


@pytest.mark.parametrize("times", range(2, 6))
def test_sent_one_after_the_other(times: int, nursery: Nursery, stages: Stages):
    """Every command of a life in turn, each so many times; how many differs from test to test to save time."""
    for step in WRITING[times - 2 :: 4]:
        attempt = Attempt(nursery, stages, stages.fresh(step.name), step)
        assert sent_again(attempt, times) == []
        stages.drop(attempt.address)


@pytest.mark.parametrize("name", ["import", "monitor", "approve"])
def test_sent_by_eight_at_once(name: str, nursery: Nursery, stages: Stages):
    attempt = Attempt(nursery, stages, stages.fresh(name), STEPS[name])
    assert sent_at_once(attempt, SENDERS) == []
    stages.drop(attempt.address)


def test_an_account_is_opened_once(nursery: Nursery, stages: Stages):
    step = ACCOUNT
    address = stages.fresh("import")
    before = len(steps_of(address))
    ends = [*nursery.at_once([step.run(address, "开户")] * SENDERS), nursery.run(step.run(address, "开户"))]
    assert {(ran.code, ran.out) for ran in ends} == {(0, ends[0].out)}
    assert len(steps_of(address)) == before + 1
    assert violations(address) == []


USED = "用过"


@pytest.mark.parametrize(
    "other",
    [
        Step("another comment", "li01", ("approve", PROJECT, "--comment", "同意")),
        Step("another decision", "li01", ("send-back", PROJECT, "--comment", "请核对")),
        Step("another person", "li02", ("approve", PROJECT)),
        Step("another command", "fin", ("publish", PROJECT)),
        Step("a declaration", "zhang", ("project", "import", str(OTHER))),
        Step("an account", "guan", ("user", "add", "new", "--role", "owner")),
    ],
    ids=lambda step: step.name,
)
def test_a_used_key_is_refused_for_anything_else(other: Step, nursery: Nursery, stages: Stages):
    address = stages.fresh("approve")
    nursery.run(Run(("review", "show", PROJECT), address, "li02"))
    assert nursery.run(STEPS["approve"].run(address, USED)).code == 0
    before = steps_of(address)
    ran = nursery.run(other.run(address, USED))
    assert (ran.code, ran.refusal[0]) == (5, "key-used")
    assert steps_of(address) == before
    stages.drop(address)


@pytest.mark.parametrize("files", [[OTHER], [SELF_ASSESSMENT, OTHER], [OTHER, SELF_ASSESSMENT]], ids=len)
def test_a_used_key_is_refused_for_other_files(files: list[object], nursery: Nursery, stages: Stages):
    address = stages.fresh("import")
    assert nursery.run(STEPS["import"].run(address, USED)).code == 0
    before = steps_of(address)
    ran = nursery.run(Run(("project", "import", *map(str, files), "--key", USED, "--json"), address, "zhang"))
    assert (ran.code, ran.refusal[0]) == (5, "key-used")
    assert steps_of(address) == before
    stages.drop(address)


def test_a_used_key_is_refused_for_fewer_files(nursery: Nursery, stages: Stages):
    address = stages.fresh("import")
    both = Run(("project", "import", str(SELF_ASSESSMENT), str(OTHER), "--key", USED, "--json"), address, "zhang")
    assert nursery.run(both).code == 0
    ran = nursery.run(STEPS["import"].run(address, USED))
    assert (ran.code, ran.refusal[0]) == (5, "key-used")
    assert differing([nursery.run(both), nursery.run(both)]) == []


@pytest.mark.parametrize("step", [STEPS["approve"], STEPS["import"], ACCOUNT], ids=lambda step: step.name)
def test_overtaken_by_itself_between_two_looks(
    step: Step, nursery: Nursery, sqlite_stages: SqliteStages, monkeypatch: pytest.MonkeyPatch
):
    """The key is not there, then the other sender's step is: what refuses it must look for the key again."""
    address = sqlite_stages.fresh(step.name if step in LIFE else "import")
    run, others, real = step.run(address, USED), list[Ran](), Store.find

    def find(store: Store, key: str) -> Entry | None:
        found = real(store, key)
        if key == USED and not others:
            others.append(nursery.run(run))
        return found

    monkeypatch.setattr(Store, "find", find)
    ran = CliRunner().invoke(app, run.arguments, env=run.environment)
    assert differing([*others, Ran(ran.exit_code, ran.stdout)]) == []
    assert violations(address) == []
