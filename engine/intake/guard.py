"""The guard before any reader of Office files (读文件前的检查): what would kill or fool a parser is refused, as data.

Measured: 5 KB with one cell at XFD1048576 kill a process with 4 GB, 35 KB with a ``gridSpan`` of 2e9 take a reader 17
seconds and all memory, an external entity silently empties a text. So a file is unpacked under limits, its XML parsed
without entities, and the numbers that make readers allocate are looked at in the parsed tree, where no spelling of an
attribute can hide them. Declared sizes (``dimension``, ZIP headers) are never used.
"""

from __future__ import annotations

from typing import Any

from engine.intake.cells import place
from engine.intake.package import (
    LIMITS,
    OUT_OF_LIMITS,
    Limits,
    Package,
    broken,
    count,
    named,
    password,
    too_large,
    unpack,
)
from indicators.problems import Problem

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def guard_office(data: bytes, limits: Limits = LIMITS) -> Problem | None:
    """Why this .xlsx, .docx or .ods file must not be read (拒收的原因), or None."""
    package = open_office(data, limits)
    return package if isinstance(package, Problem) else None


def open_office(data: bytes, limits: Limits = LIMITS) -> Package | Problem:
    """The parts of an Office file that is safe to read, so that a reader need not unpack and parse it again."""
    problem = _shape_problem(data, limits)
    package = problem or unpack(data, limits)
    if isinstance(package, Problem):
        return package
    return _kind_problem(package) or _tree_problem(package, limits) or package


def _shape_problem(data: bytes, limits: Limits) -> Problem | None:
    if len(data) > limits.file_bytes:
        return too_large(f"文件超过 {limits.file_bytes // 1_000_000} MB")
    if data.startswith(_OLE):
        return _old_format(data)
    if not data.startswith(b"PK"):
        return broken("这不是 Excel、Word 或 WPS 的文件" if data else "文件是空的")
    return None


def _old_format(data: bytes) -> Problem:
    """An encrypted file of today, or one of before 2007, are both in this wrapping."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return password()
    is_word = "WordDocument".encode("utf-16-le") in data
    old, new = ("doc", "docx") if is_word else ("xls", "xlsx")
    return Problem("office-file-old", f"这是旧的 .{old} 格式。请用 Excel、Word 或 WPS 打开，另存为 .{new} 后再试")


def _kind_problem(package: Package) -> Problem | None:
    types = package.parts.get("[Content_Types].xml")
    if types is None and not package.parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument."):
        return broken("这不是 Excel、Word 或 WPS 的文件")
    if b"macroEnabled" in (types or b"") or any(_is_macro(name) for name in package.parts):
        return Problem("office-file-macros", "文件里有宏，不收。请另存为不带宏的 .xlsx（文档存为 .docx）后再试")
    if b"encryption-data" in package.parts.get("META-INF/manifest.xml", b""):
        return password()
    return None


def _is_macro(name: str) -> bool:
    lower = name.casefold()
    return lower.endswith("vbaproject.bin") or lower.startswith("xl/macrosheets/")


def _tree_problem(package: Package, limits: Limits) -> Problem | None:
    for root in package.roots.values():
        problem = _sheet_problem(root, limits) or _span_problem(root, limits) or _repeat_problem(root, limits)
        if problem:
            return problem
    return None


def _sheet_problem(root: Any, limits: Limits) -> Problem | None:
    """Cells that hold something must stand in a sheet of sensible size; merges must be few and well formed."""
    if not str(root.tag).endswith("}worksheet"):
        return None
    bottom = right = 0
    for cell in named(root, "c"):
        if len(cell):
            row, column = _corner(cell.get("r", "A1"))
            bottom, right = max(bottom, row), max(right, column)
    bottom = max([bottom, *(count(row.get("r", "1")) for row in named(root, "row") if len(row) and _filled(row))])
    if sum(1 for _ in named(root, "mergeCell")) > limits.merges:
        return too_large(f"工作表里的合并单元格超过 {limits.merges} 处")
    return _size_problem(bottom, right, limits)


def _filled(row: Any) -> bool:
    return any(len(cell) for cell in row)


def _corner(reference: str) -> tuple[int, int]:
    """Row and column of an address, counted from 1; an address that is none counts as out of every limit."""
    found = place(reference)
    return (found[0] + 1, found[1] + 1) if found else (OUT_OF_LIMITS, OUT_OF_LIMITS)


def _size_problem(rows: int, columns: int, limits: Limits) -> Problem | None:
    if rows > limits.rows or columns > limits.columns or rows * columns > limits.places:
        return too_large(f"工作表有内容的范围太大（{rows} 行、{columns} 列）")
    return None


def _span_problem(root: Any, limits: Limits) -> Problem | None:
    """Spans of Word: readers repeat a cell as often as they say."""
    for span in named(root, "gridSpan", "gridBefore", "gridAfter"):
        for key, value in span.items():
            if key.endswith("val") and count(value) > limits.grid_span:
                return too_large(f"文档里的表格有单元格横跨 {limits.grid_span} 列以上")
    return None


def _repeat_problem(root: Any, limits: Limits) -> Problem | None:
    """OpenDocument says «this row 1,048,576 times»; that is honest only of empty ones at the end."""
    if not str(root.tag).endswith("}document-content"):
        return None
    if any(_repeated(space, "c") > limits.spaces for space in named(root, "s")):
        return too_large("表格里有一串空格长得不正常")
    return next(filter(None, (_table_problem(table, limits) for table in named(root, "table"))), None)


def _table_problem(table: Any, limits: Limits) -> Problem | None:
    row_count = bottom = right = 0
    for row in named(table, "table-row"):
        row_count += _repeated(row, "number-rows-repeated")
        filled = _filled_columns(row)
        if filled:
            bottom, right = row_count, max(right, filled)
    return _size_problem(bottom, right, limits)


def _filled_columns(row: Any) -> int:
    """Up to which column a row holds something."""
    column = filled = 0
    for cell in row:
        column += _repeated(cell, "number-columns-repeated")
        if len(cell) or any(key.endswith("value-type") for key in cell.attrib):
            filled = column
    return filled


def _repeated(element: Any, name: str) -> int:
    return next((count(value) for key, value in element.items() if key.endswith(f"}}{name}")), 1)
