"""The documentation says what the program does: commands, outputs, pictures, tables, links, names."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
import typer
from pydantic import BaseModel

from engine.cli.main import app
from engine.cli.output import ExitCode
from indicators.indicator import Funding, Indicator, Money, Objective, ProjectInfo, SelfAssessment
from indicators.language.achievements import parse_achievement
from indicators.language.clauses import parse_clause
from indicators.language.conditions import parse_condition
from indicators.language.targets import parse_target
from indicators.problems import Problem
from indicators.scoring.rulebook import Rulebook
from tests.docs.codes import trees
from tests.docs.live import ROOT, page_id, pages, play, sections
from tests.docs.tables import with_current_tables

PAGES = pages()
TEXT = {page: page.read_text(encoding="utf-8") for page in PAGES}
IMAGES = ROOT / "docs" / "img"

each_page = pytest.mark.parametrize("page", PAGES, ids=map(page_id, PAGES))

# ---------------------------------------------------------------- commands


def commands(group: Any, path: tuple[str, ...] = ("jixiao",)) -> Iterator[tuple[str, Any]]:
    """Every command below a group, with the words it is called by."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        yield " ".join((*path, name)), command


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_is_documented(name: str):
    command = COMMANDS[name]
    assert command.help, f"{name} 没有帮助"
    assert any(name in text for text in TEXT.values()), f"{name} 没有写进文档"
    for parameter in command.params:
        assert getattr(parameter, "help", None) or "--help" in parameter.opts, f"{name} 的 {parameter.name} 没有帮助"


def test_every_option_is_documented():
    options = {
        option
        for command in COMMANDS.values()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    }
    assert {option for option in options if not any(option in text for text in TEXT.values())} == set()


def test_the_exit_codes_are_the_ones_of_the_readme():
    listed = re.findall(r"^\| (\d+) \|", TEXT[ROOT / "README.md"], re.MULTILINE)
    assert [int(code) for code in listed] == sorted(ExitCode)


# ---------------------------------------------------------------- what is shown is what happens


class Played:
    """Every page run once: what it shows, and the folder its commands wrote into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shown = {page: list(play(page, folder)) for page in PAGES}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return Played(tmp_path_factory.mktemp("docs"))


@each_page
def test_the_shown_output_is_the_real_one(page: Path, played: Played):
    for shown in played.shown[page]:
        assert shown.holds, (
            f"{shown.page}:{shown.line}：$ {shown.ran.command} 的输出已经变了，运行 python -m tests.docs.refresh\n"
            + "\n".join(shown.ran.output)
        )


def test_the_pictures_are_current_and_all_used(played: Played):
    drawn = {picture.name: picture.read_bytes() for picture in played.folder.glob("*/docs/img/*.svg")}
    stored = {picture.name: picture.read_bytes() for picture in IMAGES.iterdir()}
    assert set(drawn) == set(stored)
    assert [name for name in drawn if drawn[name] != stored[name]] == []
    shown = {Path(target).name for page in PAGES for target in links(page) if target.endswith(".svg")}
    assert shown == set(stored)


@each_page
def test_the_tables_made_from_the_code_are_current(page: Path):
    assert with_current_tables(TEXT[page]) == TEXT[page], "运行 python -m tests.docs.refresh"


READERS: dict[str, Callable[[str], object]] = {
    "target": parse_target,
    "achieved": parse_achievement,
    "clause": parse_clause,
    "condition": parse_condition,
}
SENTENCES = [
    (page_id(page), kind, line)
    for page in PAGES
    for section in sections(page)
    for kind, lines in ((block.kind, block.lines) for block in section.blocks)
    if kind in READERS
    for line in lines
]


@pytest.mark.parametrize(("page", "kind", "line"), SENTENCES)
def test_a_sentence_reads_as_the_page_says(page: str, kind: str, line: str):
    written, arrow, expected = line.partition(" → ")
    assert arrow, f"{page}：没有 →"
    value = READERS[kind](written)
    assert (value.code if isinstance(value, Problem) else str(value)) == expected


@each_page
def test_python_sessions_run(page: Path):
    sessions = [block for section in sections(page) for block in section.blocks if block.kind == "pycon"]
    for block in sessions:
        test = doctest.DocTestParser().get_doctest(block.text, {}, page_id(page), str(page), block.first)
        assert doctest.DocTestRunner().run(test).failed == 0


# ---------------------------------------------------------------- links

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


def links(page: Path) -> list[str]:
    return _LINK.findall(_FENCED.sub("", TEXT[page]))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as the usual Markdown sites make them."""
    titles = (section.title for section in sections(page))
    return {_NOT_IN_ANCHOR.sub("", title.lower().replace("`", "")).replace(" ", "-") for title in titles}


@each_page
def test_every_relative_link_leads_somewhere(page: Path):
    for target in links(page):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        place = (page.parent / name).resolve() if name else page
        assert place.exists(), f"{page_id(page)}：{target} 不存在"
        if anchor:
            assert anchor in anchors(place), f"{page_id(page)}：{target} 没有这个标题"


def test_every_page_is_reached_from_the_readme():
    reached = {ROOT / "README.md"}
    waiting = list(reached)
    while waiting:
        page = waiting.pop()
        found = {(page.parent / target.partition("#")[0]).resolve() for target in links(page) if "://" not in target}
        found |= {inside for folder in found if folder.is_dir() for inside in folder.glob("*.md")}
        new = {one for one in found if one in TEXT} - reached
        reached |= new
        waiting += new
    assert {page_id(page) for page in PAGES} - {page_id(page) for page in reached} <= {"CHANGELOG.md"}


# ---------------------------------------------------------------- keys and names


def documents(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A document model and the models of its parts."""
    yield model
    for field in model.model_fields.values():
        for part in _parts(field.annotation):
            yield from documents(part)


def _parts(annotation: object) -> Iterator[type[BaseModel]]:
    if get_origin(annotation) in (tuple, dict, Union, UnionType):
        for argument in get_args(annotation):
            yield from _parts(argument)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation


def keys(model: type[BaseModel]) -> set[str]:
    return {name for part in documents(model) for name in part.model_fields}


def named_keys(text: str) -> set[str]:
    """Keys in backticks, also as ``[table.key]``."""
    return {part for name in re.findall(r"`\[*([a-z_.]+)\]*`", text) for part in name.split(".")}


def test_every_key_of_a_self_assessment_is_documented():
    assert set(documents(SelfAssessment)) >= {ProjectInfo, Funding, Money, Objective, Indicator}
    assert keys(SelfAssessment) - named_keys(TEXT[ROOT / "docs" / "language.md"]) == set()


def test_every_key_of_a_rulebook_is_documented():
    not_written_by_people = {"hash"}
    assert keys(Rulebook) - named_keys(TEXT[ROOT / "docs" / "scoring.md"]) == not_written_by_people


@cache
def identifiers() -> frozenset[str]:
    """Names the code defines: ``Class``, ``function``, ``field``, and members as ``Class.MEMBER``."""
    found: set[str] = set()
    for _, tree in trees():
        found |= {name.id for line in tree.body for name in _assigned(line)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            if isinstance(node, ast.ClassDef):
                members = {name.id for line in node.body for name in _assigned(line)}
                found |= members | {f"{node.name}.{member}" for member in members}
    return frozenset(found)


def _assigned(line: ast.stmt) -> list[ast.Name]:
    targets = line.targets if isinstance(line, ast.Assign) else [line.target] if isinstance(line, ast.AnnAssign) else []
    return [target for target in targets if isinstance(target, ast.Name)]


def test_every_identifier_of_the_glossary_exists():
    text = TEXT[ROOT / "docs" / "glossary.md"]
    rows = [row for row in re.findall(r"^\| [^-].*\|$", text, re.MULTILINE) if "标识符" not in row]
    named = {name for row in rows for name in re.findall(r"`([A-Za-z_.]+)`", row)}
    assert len(named) > 100
    assert named - identifiers() == set()


# ---------------------------------------------------------------- nothing of the machine it was made on

_LEFT_BEHIND = re.compile(
    r"(?<![\w.~/])/(?:home|root|Users|work|mnt|tmp)/[\w.]|[A-Z]:\\Users\\|index-url|pypi\.(?:org|python)|python"
    r"hosted|simple/?$",
    re.IGNORECASE,
)
_TEXT_FILES = {".py", ".md", ".toml", ".txt", ".j2", ".css", ".svg", ".cfg", ".yml", ".yaml", ".html", ""}
_GENERATED = {".git", ".venv", "build", "dist", "htmlcov", "__pycache__"}


def repository_files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part in _GENERATED or part.endswith(("_cache", ".egg-info")) for part in parts)
        hidden = hidden or parts[0] in (".hypothesis", ".benchmarks", ".coverage")
        if not hidden and path.is_file() and path.suffix in _TEXT_FILES and path != Path(__file__):
            yield path


@pytest.mark.parametrize(
    "line",
    [
        "cd /" + "home/wang/jixiao",
        '"/' + 'work/a"',
        "C:" + "\\Users\\wang",
        "--index" + "-url x",
        "https://pypi" + ".org/simple",
    ],
)
def test_a_planted_path_or_address_is_found(line: str):
    assert _LEFT_BEHIND.search(line)


def test_no_machine_path_or_registry_address_is_left_in_the_repository():
    found = [
        f"{page_id(path)}:{number}: {line.strip()[:100]}"
        for path in repository_files()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if _LEFT_BEHIND.search(line)
    ]
    assert found == []
