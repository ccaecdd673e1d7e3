"""Workbooks made to harm are refused in a process of 512 MB, and the database is as it was."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.cli.conftest import House
from tests.conftest import REPOSITORY
from tests.workbook.desk import SUPERVISION, Clerk

MEMORY = 512 * 1024 * 1024
SECONDS = 10
"""Processor time a refusal may take on a busy machine; measured it is under two, most of it starting Python."""


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed, or added."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == name else old.read(one))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet2.xml"
ATTACKS: dict[str, Callable[[bytes], bytes]] = {
    "far cell": lambda data: with_part(
        data,
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    ),
    "many merges": lambda data: with_part(
        data,
        SHEET,
        lambda xml: xml.replace(b"</mergeCells>", b'<mergeCell ref="A1:XFD9"/>' * 50_000 + b"</mergeCells>"),
    ),
    "overlapping merges": lambda data: with_part(
        data,
        SHEET,
        lambda xml: xml.replace(b"</mergeCells>", b'<mergeCell ref="A1:A100000"/>' * 15_000 + b"</mergeCells>").replace(
            b"</sheetData>", b'<row r="99999"><c r="B99999" t="str"><v>x</v></c></row></sheetData>'
        ),
    ),
    "zip bomb": lambda data: with_part(data, SHEET, lambda xml: xml + b" " * 60_000_000),
    "entity": lambda data: with_part(
        data, SHEET, lambda xml: xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1)
    ),
    "deep": lambda data: with_part(
        data, SHEET, lambda xml: xml.replace(b"</sheetData>", b"<a>" * 200_000 + b"</a>" * 200_000 + b"</sheetData>")
    ),
    "many parts": lambda data: _many_parts(data),
    "not closed": lambda data: data[:-30],
}


def _many_parts(data: bytes) -> bytes:
    buffer = BytesIO(data)
    with ZipFile(buffer, "a") as archive:
        for number in range(3_000):
            archive.writestr(f"xl/worksheets/more{number}.xml", "<a/>")
    return buffer.getvalue()


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_workbook_is_refused(house: House, attack: str):
    data = Clerk(house).build(SUPERVISION)
    (house.folder / "填报.xlsx").write_bytes(ATTACKS[attack](data))
    database = house.folder / "jixiao.db"
    before = hashlib.sha256(database.read_bytes()).hexdigest()
    done = subprocess.run(
        [sys.executable, "-m", "engine.cli", "template", "import", "填报.xlsx"],
        cwd=house.folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "JIXIAO_DB": "jixiao.db", "JIXIAO_USER": "zhang"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=limited,
    )
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("填报.xlsx"), done.stderr
    assert "Traceback" not in done.stderr
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before
