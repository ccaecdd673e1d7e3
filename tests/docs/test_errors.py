"""docs/errors.md is held to the program: same codes, and every example yields exactly its code."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from engine.audit.batch import Batch
from engine.audit.workers import Lost
from engine.cli.desk import exit_code_of
from engine.cli.main import app
from engine.cli.output import ExitCode
from engine.examples import example_folder
from engine.intake.toml import Loaded, load_assessment
from engine.rulebooks import load_rulebook
from engine.store.errors import CODES as STORAGE_CODES
from engine.store.errors import EXIT_CODES, STORAGE_UNAVAILABLE
from indicators.content import content_of
from indicators.indicator import Indicator
from indicators.language.achievements import parse_achievement
from indicators.problems import Problem, Severity
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import ScoreStatus, prepare_row
from indicators.validation import validate
from tests.docs.codes import finding_codes, history_codes, problem_codes, refusal_codes
from tests.docs.live import ROOT, Reader, Section, commands_of, new_folder, sections
from workflows.definition import build_workflow
from workflows.outcomes import sound_content
from workflows.refusal import Refusal, Refused

PAGE = ROOT / "docs" / "errors.md"
_SEVERITY = re.compile(r"\*\*(错误|待定|提示)\*\*")
_IN_TABLE = re.compile(r"^\| `([a-z-]+)` \|", re.MULTILINE)
_WITH_EXIT = re.compile(r"^\| `([a-z-]+)` \| ([\d、]+) \|", re.MULTILINE)
WORKFLOW = {"workflow-word-unknown", "workflow-unsound"}
"""Codes of a workflow definition, which no command reads from a file; a test below reads the one of each section."""
READER_LOST = {"reader-died", "reader-failed", "reader-too-slow"}
"""Codes of files of a batch that no honest file causes; ``tests/audit/test_batch.py`` does, and a test below."""
MADE_BY_HAND = {
    "curve-gap",
    "declared-result",
    "office-file-hostile",
    "pdf-hostile",
    "rulebook-changed",
    "workbook-error-value",
    *READER_LOST,
    *WORKFLOW,
}
"""Codes that no command can cause, or only a whole life (tests/cli/test_life.py); tests cause them.

``pdf-hostile`` and ``office-file-hostile`` take seconds: ``test_a_file_that_eats_memory_ends_the_child_alone``
(tests/intake/test_pdf_text.py), ``test_hostile_xls`` (tests/intake/disclosure).
"""
DONE_ALL_THE_SAME = {
    "character-not-in-font",
    "declared-differs",
    "form-unfit",
    "monitoring-execution-low",
    "monitoring-gap-wide",
    "monitoring-expected-short",
    "monitoring-cause-missing",
    "workbook-column-unknown",
    "workbook-month-only",
    "workbook-number",
    "workbook-score-differs",
    "workbook-sheet-gone",
    "workbook-sheet-stranger",
    "workbook-text-outside",
}
"""Hints of commands that write: what was asked for is done, and the exit code is 0."""
NOT_IN_A_FILE = "（办理）"
"""Where the envelope puts a refusal, before the problems it rests on."""

BASE = next(block.text for section in sections(PAGE) for block in section.blocks if block.kind == "toml")
CODES = [section for section in sections(PAGE) if section.level == 3]
SAID_NO = [section for section in sections(PAGE) if section.level == 4]
GROUPS = {group.name for group in app.registered_groups}


def section_named(title: str) -> Section:
    (section,) = (section for section in sections(PAGE) if section.title == title and section.level == 2)
    return section


def test_every_code_has_one_section_and_every_section_is_a_code():
    documented = [section.title for section in CODES]
    assert len(documented) == len(set(documented))
    assert set(documented) == problem_codes()


def test_every_finding_is_listed():
    assert set(_IN_TABLE.findall("\n".join(section_named("疑点").lines))) == finding_codes()


def exit_codes_in_table(title: str) -> dict[str, set[int]]:
    rows = _WITH_EXIT.findall("\n".join(section_named(title).lines))
    assert len(rows) == len({code for code, _ in rows})
    return {code: set(map(int, numbers.split("、"))) for code, numbers in rows}


REFUSALS = {
    code: {int(exit_code_of(Refused(kind, code, ""))) for kind in kinds} for code, kinds in refusal_codes().items()
}
STORAGE = {code: {EXIT_CODES.get(code, STORAGE_UNAVAILABLE)} for code in STORAGE_CODES}
STORAGE |= {code: {int(ExitCode.INTEGRITY_FAILURE)} for code in history_codes()}


def test_every_refusal_is_in_the_table_with_its_exit_codes():
    assert exit_codes_in_table("不能办理") == REFUSALS


def test_every_storage_error_is_in_the_table_with_its_exit_code():
    assert exit_codes_in_table("数据库") == STORAGE


def as_json(command: str) -> str:
    """A command with --json behind its words."""
    words = command.split(" ")
    place = 3 if words[1] in GROUPS else 2
    return " ".join([*words[:place], "--json", *words[place:]])


def commands_in(section: Section) -> list[str]:
    (block,) = (block for block in section.blocks if block.kind == "console")
    return [command for _, command, _ in commands_of(block)]


def reader_of(section: Section, folder: Path) -> Reader:
    """Somebody with every file and recipe of the section, before its first command."""
    reader = Reader(new_folder(folder / "here"))
    for step in section.steps:
        reader.prepares(step, BASE)
    return reader


@pytest.mark.parametrize("section", CODES, ids=[section.title for section in CODES])
def test_the_example_yields_exactly_this_code(section: Section, tmp_path: Path):
    """The first command of a section, with --json; later ones show what is right."""
    if section.title in MADE_BY_HAND:
        return
    ran = reader_of(section, tmp_path).types(as_json(commands_in(section)[0]))
    envelope = json.loads("\n".join(ran.output))
    problems = [problem for problem in envelope["problems"] if problem["file"] != NOT_IN_A_FILE]
    assert {problem["code"] for problem in problems} == {section.title}
    severities = _SEVERITY.findall(section.lines[2])
    assert problems[0]["severity"] == severities[0]
    assert (ran.code == 0) == (section.title in DONE_ALL_THE_SAME)


@pytest.mark.parametrize("section", SAID_NO, ids=[section.title for section in SAID_NO])
def test_the_example_is_turned_away_with_this_code(section: Section, tmp_path: Path):
    """One of its commands ends with the code of the title and an exit code of the table; with --json too."""
    reader, expected = reader_of(section, tmp_path), (REFUSALS | STORAGE)[section.title]
    for command in commands_in(section):
        ran = reader.types(command)
        if any(f"（{section.title}）：" in line for line in ran.output):
            assert ran.code in expected
            again = reader.types(as_json(command))
            assert again.code == ran.code
            assert json.loads("\n".join(again.output))["problems"][0]["code"] == section.title
            return
        if expected == {ExitCode.DONE} and any(line.endswith("没有写入。") for line in ran.output):
            assert ran.code == ExitCode.DONE
            return
    pytest.fail(f"没有一条命令引出 {section.title}")


@pytest.mark.parametrize("title", sorted(WORKFLOW))
def test_the_workflow_of_the_section_yields_exactly_this_code(title: str):
    (section,) = (section for section in CODES if section.title == title)
    (block,) = section.blocks
    built = build_workflow(block.text)
    assert isinstance(built, list)
    assert {problem.code for problem in built} == {title}
    assert {problem.severity.value for problem in built} == set(_SEVERITY.findall(section.lines[2]))


def test_a_file_whose_reader_is_lost_is_refused_with_a_code_that_says_how():
    with Batch() as batch:
        for number, lost in enumerate(Lost):
            batch.add(number, "公开说明.pdf", lost)
    assert not batch.summaries
    assert {one.problem.code for one in batch.refused} == READER_LOST
    assert {one.problem.severity for one in batch.refused} == {Severity.ERROR}


def test_a_result_in_a_declaration_is_refused_when_a_program_hands_it_in():
    loaded = load_assessment(example_folder() / "04-supervision.toml")
    assert isinstance(loaded, Loaded)
    with pytest.raises(Refusal) as refusal:
        sound_content(content_of(loaded.assessment))
    problems = refusal.value.refused.problems
    assert {(problem.code, problem.severity) for problem in problems} == {("declared-result", Severity.ERROR)}


def test_a_value_without_a_rule_is_a_curve_gap_and_left_open():
    book = load_rulebook("urumqi-2024")
    assert isinstance(book, Rulebook)
    row = validate(
        Indicator,
        {"dimension": "产出指标", "category": "数量指标", "name": "报告", "target": "≥20 份", "weight": Decimal(5)},
    )
    assert isinstance(row, Indicator)
    prepared = prepare_row(row, book)
    assert prepared.curve is not None
    torn = replace(prepared, curve=replace(prepared.curve, segments=prepared.curve.segments[1:]))
    achieved = parse_achievement("=-1 份")
    assert not isinstance(achieved, Problem)
    score = torn.score(achieved)
    assert score.status is ScoreStatus.NEEDS_PERSON
    assert [(problem.code, problem.severity) for problem in score.problems] == [("curve-gap", Severity.OPEN)]
