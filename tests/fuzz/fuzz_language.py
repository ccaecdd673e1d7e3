"""Fuzz the indicator language with atheris: any bytes, read as text, by every reader, then compiled.

    python tests/fuzz/fuzz_language.py -runs=20000 -seed=1          short, as in make check
    python tests/fuzz/fuzz_language.py -runs=1000000 build/fuzz/corpus
    python tests/fuzz/fuzz_language.py --plain -runs=1000000        without dictionary and seeds
    python tests/fuzz/fuzz_language.py crash-…                      one input again

Options are libFuzzer's. The last line says how it ended; the exit code is 0 only when nothing was found.
libFuzzer ends its process itself, so the fuzzing runs in a child and this process reports.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

CHILD = "JIXIAO_FUZZ_CHILD"
PLAIN = "--plain"
MAX_BYTES = 1600
"""A little more than 500 characters of three bytes."""
HANG_SECONDS = 20
"""When libFuzzer gives a run up; the 50 ms of the invariants is checked after each call."""


def fuzz(arguments: list[str]) -> None:
    """The child: instruments the language, then runs libFuzzer, which does not return."""
    import atheris

    with atheris.instrument_imports(include=["indicators.language", "indicators.numbers"]):
        from tests.fuzz.invariants import check_text
    from tests.fuzz.corpus import decoded

    def one_input(data: bytes) -> None:
        check_text(decoded(data))

    atheris.Setup([sys.argv[0], *arguments], one_input)
    atheris.Fuzz()


def child_arguments(arguments: list[str], scratch: Path) -> list[str]:
    """The user's options, our limits, and dictionary and seeds unless they were turned off."""
    options = [argument for argument in arguments if argument != PLAIN]
    inputs = [Path(option) for option in options if not option.startswith("-")]
    given = {option.split("=")[0] for option in options}
    for option, value in (("-max_len", MAX_BYTES), ("-timeout", HANG_SECONDS)):
        if option not in given:
            options.append(f"{option}={value}")
    if any(path.is_file() for path in inputs):
        return options
    for folder in inputs:
        folder.mkdir(parents=True, exist_ok=True)
    if PLAIN in arguments:
        return options
    from tests.fuzz.corpus import write_dictionary, write_seeds

    seeds = scratch / "seeds"
    seeds.mkdir()
    write_dictionary(scratch / "words.dict")
    write_seeds(seeds)
    if not inputs:  # libFuzzer writes what it finds into the first folder
        (scratch / "found").mkdir()
        options.append(str(scratch / "found"))
    return [*options, f"-dict={scratch / 'words.dict'}", str(seeds)]


def report(code: int, seconds: float, arguments: list[str], say: Callable[[str], None]) -> int:
    """The last line."""
    runs = next((a.partition("=")[2] for a in arguments if a.startswith("-runs=")), "不限")
    if code == 0:
        say(f"fuzz 通过：runs={runs}，{seconds:.0f} 秒，没有发现问题。")
        return 0
    say(f"fuzz 失败（退出码 {code}，{seconds:.0f} 秒）：用上面 crash-/timeout- 文件名作参数可重现。")
    return 1


def main(arguments: list[str]) -> int:
    with TemporaryDirectory() as scratch:
        command = [sys.executable, __file__, *child_arguments(arguments, Path(scratch))]
        start = time.monotonic()
        code = subprocess.call(command, env={**os.environ, CHILD: "1"})
    seconds = time.monotonic() - start
    return report(code, seconds, arguments, lambda line: print(line, flush=True))


if __name__ == "__main__":
    if os.environ.get(CHILD):
        fuzz(sys.argv[1:])
    sys.exit(main(sys.argv[1:]))
