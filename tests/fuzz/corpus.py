"""What the fuzzer starts from, and how its bytes become text.

Bytes are text, or, after a first zero byte, words: every two bytes one word of the vocabulary. Byte noise
seldom makes a sentence; word noise often does.
"""

from __future__ import annotations

from pathlib import Path

from tests.language.cases import cases, hostile_cases
from tests.language.strategies import HIDDEN, TOKENS

CASE_FILES = ("targets.txt", "achievements.txt", "conditions.txt", "clauses.txt")


WORDS_FOLLOW = b"\x00"
_LONGEST_FIRST = tuple(sorted(TOKENS, key=len, reverse=True))
_NUMBER_OF = {word: number for number, word in enumerate(TOKENS)}


def decoded(data: bytes) -> str:
    """Any bytes as text; bytes that are not UTF-8 become lone surrogates."""
    if data.startswith(WORDS_FOLLOW):
        numbers = (data[at] * 256 + data[at + 1] for at in range(1, len(data) - 1, 2))
        return "".join(TOKENS[number % len(TOKENS)] for number in numbers)
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """The bytes of a text."""
    return text.encode("utf-8", "surrogatepass")


def encoded_words(text: str) -> bytes:
    """The bytes of the vocabulary's words in a text; what is none is left out."""
    numbers, at = [], 0
    while at < len(text):
        word = next((word for word in _LONGEST_FIRST if text.startswith(word, at)), "")
        if word:
            numbers.append(_NUMBER_OF[word])
        at += len(word) or 1
    return WORDS_FOLLOW + b"".join(bytes(divmod(number, 256)) for number in numbers)


def write_dictionary(path: Path) -> None:
    """The vocabulary in libFuzzer's format, each word as escaped bytes."""
    words = dict.fromkeys((*TOKENS, *HIDDEN))
    path.write_text("".join(map(_entry, words)), encoding="ascii")


def _entry(word: str) -> str:
    escaped = "".join(f"\\x{byte:02x}" for byte in encoded(word))
    return f'"{escaped}"\n'


def write_seeds(folder: Path) -> None:
    """Two files for each spelling and each hostile text of the test cases: as text and as words."""
    texts = [case.written for name in CASE_FILES for case in cases(name)]
    texts += [case.written for case in hostile_cases()]
    for number, text in enumerate(dict.fromkeys(texts)):
        (folder / f"{number:04}").write_bytes(encoded(text))
        (folder / f"{number:04}-words").write_bytes(encoded_words(text))
