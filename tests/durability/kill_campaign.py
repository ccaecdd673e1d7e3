"""Random kills over many small lives (随机杀死): ``python -m tests.durability.kill_campaign --kills 1000 --db sqlite``.

Every life goes through all its steps on one database. Each step is cut off at a random moment, looked at, sent
again under the same key, and only then the next one is taken, so that whatever a kill leaves behind piles up.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.durability.aftermath import Attempt, Death
from tests.durability.killing import interrupted, killed_after, seconds_of, terminate
from tests.durability.life import LIFE, PostgresStages, SqliteStages, Stages, warm_nursery
from tests.durability.running import REPOSITORY, Nursery

MOMENTS = ((0.0, 1.1), (0.75, 1.1), (0.9, 1.1))
"""When to kill, in parts of the time a command takes: anywhere, or near the end, where it writes and tells."""

SHORTER, LONGER = 0.95, 1.03
"""How that time is corrected when a command ended before the kill, or was killed with nothing written."""

FATES = ("nothing", "written", "told")
TITLES = {"nothing": "没有写入", "written": "已写入、没来得及回执", "told": "已回执", "finished": "先办完了"}

Cut = Callable[[Attempt, float], Death]


class Campaign:
    """One run of the campaign (一轮)."""

    def __init__(self, nursery: Nursery, stages: Stages, seed: int, cut: Cut = killed_after) -> None:
        self._nursery, self._stages, self._cut = nursery, stages, cut
        self._chance = random.Random(seed)
        self._usual = self._measured()
        self.deaths: list[tuple[str, Death]] = []

    def kill(self, kills: int) -> None:
        """Live life after life until so many commands were cut off."""
        while sum(death.fate in FATES for _, death in self.deaths) < kills:
            address = self._stages.fresh(LIFE[0].name)
            for step in LIFE:
                attempt = Attempt(self._nursery, self._stages, address, step)
                seconds = self._usual[step.name] * self._chance.uniform(*self._chance.choice(MOMENTS))
                death = self._cut(attempt, seconds)
                self.deaths.append((step.name, death))
                self._usual[step.name] *= {"finished": SHORTER, "nothing": LONGER}.get(death.fate, 1)
            self._stages.drop(address)

    def _measured(self) -> dict[str, float]:
        address = self._stages.fresh(LIFE[0].name)
        return {step.name: seconds_of(Attempt(self._nursery, self._stages, address, step)) for step in LIFE}

    # ------------------------------------------------------------ what came of it

    @property
    def harm(self) -> list[str]:
        return [f"{death.point}: {one}" for _, death in self.deaths for one in death.harm]

    def table(self) -> Iterator[str]:
        """A table in Markdown, one line per step."""
        fates = Counter((name, death.fate) for name, death in self.deaths)
        harmed = Counter(name for name, death in self.deaths if death.harm)
        yield f"| 步骤 | 杀死 | {' | '.join(TITLES.values())} | 违例 |"
        yield f"|---|{'---:|' * 6}"
        for name in (*(step.name for step in LIFE), "合计"):
            counts = [sum(n for (one, f), n in fates.items() if f == fate and name in (one, "合计")) for fate in TITLES]
            bad = sum(n for one, n in harmed.items() if name in (one, "合计"))
            yield f"| {name} | {sum(counts[:3])} | {' | '.join(map(str, counts))} | {bad} |"


def cut_of(how: str, stages: Stages) -> Cut:
    """Kill the client, end its connection, or restart the server."""
    if how == "kill":
        return killed_after
    assert isinstance(stages, PostgresStages), "only a server can be restarted"
    if how == "terminate":
        return lambda attempt, seconds: interrupted(attempt, seconds, partial(terminate, stages, attempt.address))
    return lambda attempt, seconds: interrupted(attempt, seconds, stages.server.restart)


@contextmanager
def prepared(db: str, root: Path) -> Iterator[tuple[Nursery, Stages]]:
    """A nursery and the stages of a life on one of the databases."""
    with tempfile.TemporaryDirectory() as folder, warm_nursery(root) as nursery:
        if db == "sqlite":
            yield nursery, SqliteStages(Path(folder), nursery)
            return
        from tests.postgres import server

        yield nursery, PostgresStages(server(), nursery)


def main() -> int:
    parser = argparse.ArgumentParser(description="随机杀死命令，核对有没有丢失、重复")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--how", choices=("kill", "terminate", "restart"), default="kill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--root", type=Path, default=REPOSITORY, help="被测程序所在的文件夹")
    given = parser.parse_args()
    began = time.perf_counter()
    with prepared(given.db, given.root) as (nursery, stages):
        campaign = Campaign(nursery, stages, given.seed, cut_of(given.how, stages))
        campaign.kill(given.kills)
    print(f"数据库 {given.db}，方式 {given.how}，种子 {given.seed}，用时 {time.perf_counter() - began:.0f} 秒\n")
    print("\n".join(campaign.table()))
    print("\n".join(campaign.harm))
    return 1 if campaign.harm else 0


if __name__ == "__main__":
    raise SystemExit(main())
