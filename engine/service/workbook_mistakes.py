"""Everything wrong with a returned sheet (一次说完的错误): a clerk corrects it all in one go, not in waves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.intake.report import Located
from engine.service.workbook_commands import declared_content, is_declaration, located
from engine.service.workbook_comparison import Comparison, Difference
from engine.service.workbook_steps import Rulebooks, command_of, rulebook_of_sheet, unreadable
from workflows.decide import decide
from workflows.refusal import Kind, Refused

if TYPE_CHECKING:
    from engine.service.service import Service


def mistakes_of(
    service: Service, comparison: Comparison, wanted: Sequence[Difference], rulebooks: Rulebooks
) -> list[Located]:
    """What is wrong with the content of a sheet, as far as its cells can be read and its rows be told apart."""
    if not wanted or comparison.problems:
        return []
    if is_declaration(comparison.sheet):
        asked = declared_content(comparison, wanted)
        book = rulebook_of_sheet(comparison, asked.data, rulebooks)
        return [*unreadable(comparison, asked), *(book if isinstance(book, list) else ())]
    found = command_of(service, comparison, wanted, rulebooks)
    if isinstance(found, list):
        return found
    assert comparison.now is not None, "only declarations are of projects that are not there yet"
    project = comparison.now.project
    done = decide(project, found[1], service.actor, service.setting(project))
    problems = done.problems if isinstance(done, Refused) and done.kind is Kind.DATA else ()
    return located(comparison.sheet, problems, found[0].places)
