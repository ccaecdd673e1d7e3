"""docs/errors.md is held to the program: same codes, and every example yields exactly its code."""

from __future__ import annotations

import json
import re
import tomllib
from contextlib import chdir
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from engine.rulebooks import load_rulebook
from indicators.indicator import Indicator, SelfAssessment
from indicators.language.achievements import parse_achievement
from indicators.monitoring import MonitoringRecord
from indicators.problems import Problem, Severity
from indicators.scoring.monitor import monitor
from indicators.scoring.rulebook import Rulebook
from indicators.scoring.score import ScoreStatus, prepare_row
from indicators.validation import validate
from tests.docs.codes import finding_codes, problem_codes
from tests.docs.live import ROOT, Section, commands_of, file_text, new_folder, run, sections
from tests.docs.recipes import RECIPES

PAGE = ROOT / "docs" / "errors.md"
_SEVERITY = re.compile(r"\*\*(错误|待定|提示)\*\*")
_IN_TABLE = re.compile(r"^\| `([a-z-]+)` \|", re.MULTILINE)
MONITORED = {
    "cause-unknown",
    "likelihood-unknown",
    "monitoring-row-unknown",
    "monitoring-row-duplicate",
    "monitoring-name-ambiguous",
    "monitoring-execution-low",
    "monitoring-gap-wide",
    "monitoring-expected-short",
    "monitoring-cause-missing",
}
"""Codes of a monitoring record, which no command reads yet; a test below reads the one of each section."""
MADE_BY_HAND = {"curve-gap", *MONITORED}
"""Codes that no command can cause; tests below cause them."""

BASE = next(block.text for section in sections(PAGE) for block in section.blocks if block.kind == "toml")
CODES = [section for section in sections(PAGE) if section.level == 3]


def test_every_code_has_one_section_and_every_section_is_a_code():
    documented = [section.title for section in CODES]
    assert len(documented) == len(set(documented))
    assert set(documented) == problem_codes()


def test_every_finding_is_listed():
    (section,) = (section for section in sections(PAGE) if section.title == "疑点")
    assert set(_IN_TABLE.findall("\n".join(section.lines))) == finding_codes()


def command_as_json(section: Section) -> str:
    """The first command of a section with --json; later ones show what is right."""
    (block,) = (block for block in section.blocks if block.kind == "console")
    words = next(commands_of(block))[1].split(" ")
    place = 3 if words[1] == "rulebook" else 2
    return " ".join([*words[:place], "--json", *words[place:]])


@pytest.mark.parametrize("section", CODES, ids=[section.title for section in CODES])
def test_the_example_yields_exactly_this_code(section: Section, tmp_path: Path):
    if section.title in MADE_BY_HAND:
        return
    place = new_folder(tmp_path / "here")
    for step in section.steps:
        if isinstance(step, str):
            RECIPES[step](place)
        elif step.kind == "toml":
            (place / step.name).write_text(file_text(step, BASE), encoding="utf-8")
    with chdir(place):
        ran = run(command_as_json(section))
    envelope = json.loads("\n".join(ran.output))
    assert {problem["code"] for problem in envelope["problems"]} == {section.title}
    severities = _SEVERITY.findall(section.lines[2])
    assert envelope["problems"][0]["severity"] == severities[0]
    assert ran.code != 0


@pytest.mark.parametrize("section", [section for section in CODES if section.title in MONITORED], ids=lambda s: s.title)
def test_the_monitoring_record_of_the_section_yields_exactly_this_code(section: Section):
    texts = {block.name: file_text(block, BASE) for block in section.blocks if block.kind == "toml"}
    form = tomllib.loads(texts.get("自评表.toml", BASE), parse_float=Decimal)
    context = {"fiscal_year": form["project"]["fiscal_year"]}
    assessment = validate(SelfAssessment, form, context)
    assert isinstance(assessment, SelfAssessment)
    record = validate(MonitoringRecord, tomllib.loads(texts["监控.toml"], parse_float=Decimal), context)
    problems = record if isinstance(record, list) else looked_at(assessment, record)
    assert {problem.code for problem in problems} == {section.title}
    (severity,) = {problem.severity.value for problem in problems}
    assert severity == _SEVERITY.findall(section.lines[2])[0]


def looked_at(assessment: SelfAssessment, record: MonitoringRecord) -> tuple[Problem, ...]:
    with chdir(ROOT):
        book = load_rulebook(assessment.project.rulebook)
    assert isinstance(book, Rulebook)
    budget, year = assessment.funding.revised_budget, assessment.project.fiscal_year
    return monitor(assessment.indicator, budget, record, book, year).problems


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
