"""indicators/ 与 workflows/ 是纯的（the functional core is pure）。

引用了哪些模块由 import-linter 管（`make check`）；这里管引用看不出来的东西：浮点数、`round()`、
读时钟、打开文件、读写终端。每条禁令都有一段会犯它的代码，证明检查真的查得出来。
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE_PACKAGES = ("indicators", "workflows")

BANNED_NAMES = {"float": "用 Decimal 或 Fraction，不用 float"}
BANNED_CALLS = {
    "round": "修约只有 indicators.numbers 里有名字的那一个",
    "open": "文件由 engine 读写",
    "print": "输出由 engine.cli 负责",
    "input": "输入由 engine.cli 负责",
}
# 只看属性名，不管它挂在谁身上：`import datetime as dt; dt.date.today()` 也逃不掉。
CLOCK_ATTRIBUTES = {"now", "today", "utcnow"}


class Violation(NamedTuple):
    """一处违反（one violation），打印成 file:line。"""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def violations_in(source: str, file: str) -> list[Violation]:
    """一个文件里的全部违反，按行排列（every violation in one file, by line）。"""
    found = (
        Violation(file, node.lineno, what)
        for node in ast.walk(ast.parse(source, file))
        if isinstance(node, ast.expr)
        for what in offences_of(node)
    )
    return sorted(found, key=lambda violation: violation.line)


def offences_of(node: ast.expr) -> Iterator[str]:
    """这个表达式犯了哪几条（what this expression does that it must not）。"""
    match node:
        case ast.Name(id=name) if name in BANNED_NAMES:
            yield f"{name}：{BANNED_NAMES[name]}"
        case ast.Constant(value=float() | complex() as number):
            yield f"浮点数 {number!r}：写成 Decimal 的字符串或 Fraction"
        case ast.Call(func=ast.Name(id=name)) if name in BANNED_CALLS:
            yield f"{name}()：{BANNED_CALLS[name]}"
        case ast.Attribute(attr=attribute) if attribute in CLOCK_ATTRIBUTES:
            yield f".{attribute}：时钟属于 engine，时间作为参数传进来"


def test_pure_packages_are_pure():
    files = [file for package in PURE_PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    found = [
        violation
        for file in files
        for violation in violations_in(file.read_text(encoding="utf-8"), file.relative_to(ROOT).as_posix())
    ]
    assert len(files) >= len(PURE_PACKAGES), "没有找到要检查的文件"
    assert not found, "\n" + "\n".join(map(str, found))


# 每行一个该被发现的例子：代码、所在行、消息里的词。
PLANTED = [
    ("def weight(x: float): ...", 1, "float"),
    ("x = 1\ny = float('4.14')", 2, "float"),
    ("isinstance(x, (int, float))", 1, "float"),
    ("rate = 0.5", 1, "0.5"),
    ("rate = -1e3", 1, "1000.0"),
    ("z = 2j", 1, "2j"),
    ("from decimal import Decimal\n\nDecimal(4.145)", 3, "4.145"),
    ("round(x, 2)", 1, "round()"),
    ("from datetime import datetime\ndatetime.now()", 2, ".now"),
    ("import datetime\ndatetime.datetime.now(tz)", 2, ".now"),
    ("datetime.today()", 1, ".today"),
    ("datetime.utcnow()", 1, ".utcnow"),
    ("import datetime as dt\ndt.date.today()", 2, ".today"),
    ("date.today()", 1, ".today"),
    ("clock = datetime.now", 1, ".now"),
    ("with open('a.toml') as f: ...", 1, "open()"),
    ("def f():\n    print('得分')", 2, "print()"),
    ("answer = input('> ')", 1, "input()"),
]


@pytest.mark.parametrize(("source", "line", "word"), PLANTED, ids=[row[0] for row in PLANTED])
def test_a_planted_violation_is_found(source: str, line: int, word: str):
    (violation,) = violations_in(source, "planted.py")
    assert (violation.file, violation.line) == ("planted.py", line)
    assert word in violation.what
    assert str(violation).startswith(f"planted.py:{line}: ")


def test_what_is_allowed_is_not_reported():
    source = '''
"""float、round(x)、print() 和 0.5 写在文档里没有关系。"""
from datetime import date
from decimal import Decimal
from fractions import Fraction

score = Fraction(5) * Fraction(Decimal("8.29")) / 10
deadline = date(2024, 12, 31)
opened = project.opened
half = "0.5"
'''
    assert violations_in(source, "allowed.py") == []


def test_every_violation_of_a_file_is_listed():
    source = "x = 0.5\nprint(round(x))\n"
    assert [str(violation).split("：")[0] for violation in violations_in(source, "many.py")] == [
        "many.py:1: 浮点数 0.5",
        "many.py:2: print()",
        "many.py:2: round()",
    ]
