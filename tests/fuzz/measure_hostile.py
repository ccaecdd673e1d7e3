"""How long the readers take on hostile text: the table of docs/fuzzing.md. A measurement, not a test.

    python tests/fuzz/measure_hostile.py [--pairs]

Every line of hostile.txt, and every word of the vocabulary repeated to 500 characters; with --pairs every
two words repeated, alone and after a number. Each time is the best of five, in CPU time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from time import thread_time_ns

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from indicators.language.achievements import parse_achievement  # noqa: E402
from indicators.language.clauses import parse_clause  # noqa: E402
from indicators.language.conditions import parse_condition  # noqa: E402
from indicators.language.targets import parse_target  # noqa: E402
from indicators.language.text import MAX_LENGTH  # noqa: E402
from tests.language.cases import hostile_cases  # noqa: E402
from tests.language.strategies import TOKENS  # noqa: E402

READERS: dict[str, Callable[[str], object]] = {
    "target": lambda text: parse_target(text, 2024),
    "achieved": lambda text: parse_achievement(text, 2024),
    "condition": parse_condition,
    "clause": parse_clause,
}


def microseconds(read: Callable[[str], object], text: str, limit: float = 1000) -> float:
    """The time of one reading; measured again, at most five times, while it is above the limit."""
    best = float("inf")
    for _ in range(5):
        start = thread_time_ns()
        read(text)
        best = min(best, (thread_time_ns() - start) / 1000)
        if best < limit / 4:
            break
    return best


def filled(*words: str) -> str:
    """The words repeated to the longest text that is read at all."""
    once = "".join(words)
    return once * (MAX_LENGTH // max(1, len(once)))


def repeated_words() -> Iterator[str]:
    for word in TOKENS:
        yield filled(word)
        yield filled(word, " ")
        yield ("3" + filled(word))[:MAX_LENGTH]
        yield ("≥3" + " " * 200 + filled(word))[:MAX_LENGTH]
        yield (filled(word)[: MAX_LENGTH - 3] + "扣2分")[-MAX_LENGTH:]


def repeated_pairs() -> Iterator[str]:
    for first, second in product(TOKENS, repeat=2):
        yield filled(first, second)
        yield ("3" + filled(first, second))[:MAX_LENGTH]


def measure(name: str, texts: Iterable[str]) -> None:
    """One row of the table for each reader: how many, the median, the slowest and what it was."""
    texts = list(dict.fromkeys(texts))
    for reader, read in READERS.items():
        times = sorted((microseconds(read, text), text) for text in texts)
        median, (worst, text) = times[len(times) // 2][0], times[-1]
        shown = text if len(text) < 24 else f"{text[:20]}…（{len(text)} 字）"
        shown = shown.encode("utf-8", "backslashreplace").decode().replace("|", "\\|")
        over = sum(time >= 1000 for time, _ in times)
        print(f"| {name} | {reader} | {len(texts)} | {median:.0f} | {worst:.0f} | {over} | `{shown}` |")


def main(arguments: list[str]) -> int:
    print("| 输入 | 读者 | 条数 | 中位 µs | 最慢 µs | ≥1 ms | 最慢的一条 |")
    print("|---|---|--:|--:|--:|--:|---|")
    measure("hostile.txt", (case.written for case in hostile_cases()))
    measure("词表各词重复", repeated_words())
    if "--pairs" in arguments:
        measure("词表两词重复", repeated_pairs())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
