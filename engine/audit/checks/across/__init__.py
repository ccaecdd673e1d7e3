"""Checks across tables and prose (跨表与文字): one figure, one name, wherever it stands."""

from __future__ import annotations

from engine.audit.check import Check
from engine.audit.checks.across import (
    department_against_accounts,
    department_against_prose,
    evaluation_report_absent,
    expenditure_parts,
    name_printed_two_ways,
    percent_in_prose,
    project_twice,
    projects_against_expenditure,
    projects_against_prose,
    score_in_prose,
    table_unnamed,
    tables_against_accounts,
    tables_announced,
    years_differ,
)

CHECKS: tuple[Check, ...] = (
    tables_against_accounts.CHECK,
    projects_against_expenditure.CHECK,
    projects_against_prose.CHECK,
    department_against_prose.CHECK,
    department_against_accounts.CHECK,
    expenditure_parts.CHECK,
    percent_in_prose.CHECK,
    score_in_prose.CHECK,
    tables_announced.CHECK,
    project_twice.CHECK,
    years_differ.CHECK,
    table_unnamed.CHECK,
    name_printed_two_ways.CHECK,
    evaluation_report_absent.CHECK,
)
"""In the order in which they are listed and reported: money, tables, names."""
