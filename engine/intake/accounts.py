"""The figures of the final accounts (部门决算) that lie beside the tables as ``accounts.toml``."""

from __future__ import annotations

from pathlib import Path

from engine.audit.document import Accounts
from engine.intake.report import Located
from engine.intake.toml import read_toml
from indicators.document import Amount, Document, Text
from indicators.validation import validate

FILE_NAME = "accounts.toml"


class _AccountsTable(Document):
    department: Text
    fiscal_year: int
    total_expenditure: Amount
    basic_expenditure: Amount
    project_expenditure: Amount


def load_accounts(folder: Path) -> Accounts | list[Located] | None:
    """The accounts of a folder; None where there are none."""
    path = folder / FILE_NAME
    if not path.exists():
        return None
    read = read_toml(path)
    if isinstance(read, list):
        return read
    source, data = read
    table = validate(_AccountsTable, data.get("accounts", {}))
    if isinstance(table, list):
        return source.locate([problem.at("accounts") for problem in table])
    return Accounts(table.project_expenditure)
