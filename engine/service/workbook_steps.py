"""From a compared sheet to a command (由表到命令): results, a record, or the whole declaration anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.forms.workbook.kinds import Kind
from engine.intake.report import Located
from engine.service.declaring import known_rulebook
from engine.service.workbook_commands import Asked, declared_content, located, record_asked, results_asked
from engine.service.workbook_comparison import Comparison, Difference
from engine.service.workbook_words import in_sheet_words
from indicators.content import read_content
from workflows.commands import Assess, Command, Edit, Monitor

if TYPE_CHECKING:
    from engine.service.service import Service

Rulebooks = Callable[[str], dict[str, Any] | list[Located]]
"""The resolved data of a rulebook by its name, or why there is none."""


def command_of(
    service: Service, comparison: Comparison, wanted: Sequence[Difference], rulebooks: Rulebooks
) -> tuple[Asked, Command] | list[Located]:
    """The command a changed sheet asks for, or what is wrong with it."""
    kind, now = comparison.sheet.stamp.kind, comparison.now
    assert now is not None, "declarations go another way"
    if kind is Kind.SELF_ASSESSMENT:
        asked = results_asked(comparison, wanted)
        return asked, Assess(results=asked.data)
    if kind is Kind.MONITORING:
        record = record_asked(comparison, wanted)
        return record if isinstance(record, list) else (record, Monitor(record=record.data))
    asked = declared_content(comparison, wanted)
    pin = now.project.rulebook
    if asked.data.get("project", {}).get("rulebook") != now.content["project"].get("rulebook"):
        data = rulebook_of_sheet(comparison, asked.data, rulebooks)
        if isinstance(data, list):
            return data
        pin = known_rulebook(service, data)
    problems = unreadable(comparison, asked)
    return problems or (asked, Edit(rulebook=pin, content=asked.data))


def rulebook_of_sheet(
    comparison: Comparison, content: Mapping[str, Any], rulebooks: Rulebooks
) -> dict[str, Any] | list[Located]:
    """The rulebook a declaration names, or why there is none."""
    found = rulebooks(content.get("project", {}).get("rulebook", ""))
    if isinstance(found, dict):
        return found
    sheet, key = comparison.sheet, ("project", "rulebook")
    if key in sheet.unread:
        return []
    cell = sheet.cells[key].address
    return [sheet.locate(in_sheet_words(one.problem, cell), cell) for one in found]


def unreadable(comparison: Comparison, asked: Asked) -> list[Located]:
    """Everything in a declaration that cannot be read, at its cells."""
    read = read_content(asked.data)
    return located(comparison.sheet, read, asked.places) if isinstance(read, list) else []
