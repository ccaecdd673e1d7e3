"""Every code the program can say, read out of its source: problems, refusals, findings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from engine.audit.checks import ALL
from indicators.validation import _MESSAGES  # the codes pydantic's own errors are given
from workflows.refusal import Kind

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("indicators", "workflows", "engine")
REFUSALS = ("Refused", "refuse", "_no")
"""Functions whose first two arguments are the kind and the code of a refusal."""
VALIDATION = Path("indicators/validation.py")
SAYING_WRONG = Path("engine/cli/main.py")
KIND = "kind"


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            yield file.relative_to(ROOT), ast.parse(file.read_text(encoding="utf-8"))


def problem_codes() -> set[str]:
    """Codes of every ``Problem(…)`` and of the tables of names; a code made any other way is an error here."""
    found = {code for code, _, _ in _MESSAGES.values()}
    for file, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found |= set(_codes_of(node.func.id, node, file))
            elif isinstance(node, ast.Call) and file == VALIDATION and ast.unparse(node.func) == "_MESSAGES.get":
                found.add(ast.literal_eval(node.args[1])[0])
    return found


def _codes_of(function: str, call: ast.Call, file: Path) -> Iterator[str]:
    if function == "one_of":
        yield ast.literal_eval(call.args[1])
    elif function == "Problem":
        yield from _written(call.args[0], f"{file}:{call.lineno}")


def _written(code: ast.expr, place: str) -> Iterator[str]:
    match code:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _written(one, place)
            yield from _written(other, place)
        case ast.JoinedStr(values=[ast.FormattedValue(value=ast.Name(id="kind")), ast.Constant(value=str(rest))]):
            yield from (f"{kind}{rest}" for kind in kinds())
        case ast.Name(id="code") if place.startswith((str(VALIDATION), str(SAYING_WRONG))):
            return  # one_of, _MESSAGES and _say_wrong: read where they are written
        case ast.Attribute(attr="code"):
            return  # a refusal or a storage error told as a problem; both have tables of their own
        case _:
            raise AssertionError(f"{place}：这种写法的代码 codes.py 还认不出：{ast.unparse(code)}")


def refusal_codes() -> dict[str, set[Kind]]:
    """Codes of every refusal (不能办理), each with the kinds it is given."""
    found: dict[str, set[Kind]] = {}
    for file, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSALS:
                for kind, code in _refusal(node, file):
                    found.setdefault(code, set()).add(kind)
    return found


def _refusal(call: ast.Call, file: Path) -> Iterator[tuple[Kind, str]]:
    match call.args:
        case [ast.Attribute(value=ast.Name(id="Kind" | "RefusalKind"), attr=kind), ast.Constant(value=str(code)), *_]:
            yield Kind[kind], code
        case [ast.Name(id="kind"), ast.Name(id="code"), *_]:
            return  # handed on; read where it is written
        case [ast.Attribute(value=ast.Name(id="Kind" | "RefusalKind")), *_]:
            raise AssertionError(f"{file}:{call.lineno}：这种写法的代码 codes.py 还认不出：{ast.unparse(call)}")


def history_codes() -> set[str]:
    """Codes of what is wrong with the history itself, said where every command ends."""
    (tree,) = (tree for file, tree in trees() if file == SAYING_WRONG)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "_say_wrong")
    return {_text(call.args[0]) for call in calls} - {""}


def kinds() -> set[str]:
    """What ``kind`` can be where a code is made of it: defaults and arguments."""
    found = set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                found |= set(_defaults(node))
            elif isinstance(node, ast.Call):
                found |= {_text(word.value) for word in node.keywords if word.arg == KIND}
                if isinstance(node.func, ast.Name) and node.func.id == "vague":
                    found.add(_text(node.args[0]))
    return found - {""}


def _defaults(function: ast.FunctionDef) -> Iterator[str]:
    arguments = function.args.args[len(function.args.args) - len(function.args.defaults) :]
    for argument, default in zip(arguments, function.args.defaults, strict=True):
        if argument.arg == KIND:
            yield _text(default)


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def finding_codes() -> set[str]:
    """Codes of every finding (疑点) of the audit."""
    return {check.code for check in ALL}
