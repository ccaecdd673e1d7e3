"""An old workbook of 6 KB that asks for four thousand million cells: its reader is ended, alone."""

from __future__ import annotations

from struct import pack

from engine.intake.disclosure.from_xls import xls_pages
from indicators.problems import Problem

END, FREE, NO_ENTRY = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
SECTOR = 512


def _record(kind: int, body: bytes = b"") -> bytes:
    return pack("<HH", kind, len(body)) + body


def _begun(kind: int) -> bytes:
    """The record a part of a workbook begins with: 5 for the workbook, 16 for a sheet."""
    return _record(0x809, pack("<HHHHII", 0x600, kind, 0, 0, 0, 6))


def _workbook(link: bytes) -> bytes:
    """One sheet that holds one link."""

    def head(sheet_at: int) -> bytes:
        name = "公开".encode("utf-16-le")
        return _begun(5) + _record(0x85, pack("<IBBBB", sheet_at, 0, 0, 2, 1) + name) + _record(0x0A)

    return head(len(head(0))) + _begun(16) + _record(0x1B8, link) + _record(0x0A)


def _link(rows: int, columns: int) -> bytes:
    """A link over so many cells; readers note it for every one of them."""
    mark = bytes.fromhex("D0C9EA79F9BACE118C8200AA004BA90B")
    return pack("<HHHH", 0, rows - 1, 0, columns - 1) + mark + pack("<Ii", 2, 0)


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    links = pack("<HBBIII", len(raw), kind, 1, NO_ENTRY, NO_ENTRY, child)
    return raw.ljust(64, b"\0") + links + bytes(36) + pack("<IQ", first, size)


def _container(stream: bytes) -> bytes:
    """The file around a workbook: a table of sectors, a list of contents, then the workbook sector by sector."""
    stream = stream.ljust(4096, b"\0")
    chain = [*range(3, 2 + len(stream) // SECTOR), END]
    table = [0xFFFFFFFD, END, *chain]
    table += [FREE] * (SECTOR // 4 - len(table))
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0) + pack("<I", 0) + pack("<I", FREE) * 108
    contents = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, NO_ENTRY, 2, len(stream)) + bytes(256)
    return head + pack(f"<{len(table)}I", *table) + contents + stream


def test_a_workbook_that_eats_memory_ends_its_reader_alone() -> None:
    # The same file with a link over one cell is an empty sheet: it is the number of cells that is hostile.
    assert not isinstance(xls_pages(_container(_workbook(_link(1, 1))), "公开说明.xls"), Problem)
    data = _container(_workbook(_link(65_536, 65_536)))
    assert len(data) < 6_000
    found = xls_pages(data, "公开说明.xls")
    assert isinstance(found, Problem)
    assert found.code == "office-file-hostile"
