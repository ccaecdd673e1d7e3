"""Published files broken by chance (改坏的公开件): small sound ones, with their structure turned over.

Office files are broken inside their XML, where elements are dropped, doubled, moved and renamed and numbers blown up, and
sometimes in their bytes; texts in their lines, fields and characters. Everything follows from the seed of ``Random``.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

from tests.audit.departments import department

WORDS = (
    "项目支出绩效自评表", "部门整体支出绩效自评表", "项目名称", "主管部门", "年度资金总额", "年初预算数", "全年预算数",
    "全年执行数", "预期目标", "实际完成情况", "一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "总分", "≥20 份",
    "=28 份", "100%", "10.00 分", "—", "=2024 年 10 月", "十一、预算绩效的情况说明", "9" * 40, "\u2f00\u3000", "１２", "²", "\u202e", "",
    "超出 25%", "不少于 3 次", "项目 5 个，全年执行数 172.36 万元", "本年支出 1 万元，其中：基本支出 1 万元", "（一）", "1.",
)  # fmt: skip
NUMBERS = ("0", "1", "-1", "2", "99", "16384", "1048576", "4294967296", "1e9", "九", "", "NaN", "A1:XFD1048576", "B2")


@cache
def small_text() -> str:
    """The prose of a department and its first table: small, so that many can be read."""
    lines = department(3).text().splitlines()
    last = next(number for number, line in enumerate(lines) if line.startswith("总分"))
    return "\n".join(lines[: last + 1]) + "\n"


def broken_text(rng: Random) -> tuple[str, bytes]:
    """A text with lines, fields and characters turned over."""
    lines = small_text().splitlines()
    for _ in range(rng.randint(1, 8)):
        rng.choice((_line_dropped, _line_doubled, _lines_swapped, _field_changed, _separator_changed, _line_cut))(
            rng, lines
        )
        if not lines:
            lines.append("")
    text = "\n".join(lines)
    data = text.encode(rng.choice(("utf-8", "utf-8-sig", "gb18030")), "replace")
    return rng.choice(("公开说明.txt", "公开说明.md", "公开说明.csv", "公开说明.tsv")), _bytes(
        rng, data
    ) if rng.random() < 0.1 else data


def _line_dropped(rng: Random, lines: list[str]) -> None:
    del lines[rng.randrange(len(lines))]


def _line_doubled(rng: Random, lines: list[str]) -> None:
    lines.insert(rng.randrange(len(lines)), rng.choice(lines))


def _lines_swapped(rng: Random, lines: list[str]) -> None:
    first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]


def _field_changed(rng: Random, lines: list[str]) -> None:
    at = rng.randrange(len(lines))
    fields = lines[at].split("\t")
    place = rng.randrange(len(fields))
    choice = rng.randrange(4)
    if choice == 0:
        fields[place] = rng.choice(WORDS)
    elif choice == 1:
        del fields[place]
    elif choice == 2:
        fields.insert(place, rng.choice(WORDS))
    else:
        fields[place] += rng.choice(WORDS)
    lines[at] = "\t".join(fields)


def _separator_changed(rng: Random, lines: list[str]) -> None:
    old, new = rng.choice((("\t", "|"), ("\t", "  "), ("\t", " "), ("\t", ","), (" ", ""), ("；", "\n")))
    for at in rng.sample(range(len(lines)), min(len(lines), rng.randint(1, 30))):
        lines[at] = lines[at].replace(old, new)


def _line_cut(rng: Random, lines: list[str]) -> None:
    at = rng.randrange(len(lines))
    cut = rng.randint(0, len(lines[at]))
    lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]


def _bytes(rng: Random, data: bytes) -> bytes:
    broken = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        broken[rng.randrange(len(broken))] = rng.randrange(256)
    return bytes(broken[: rng.randint(1, len(broken))] if rng.random() < 0.3 else broken)


def broken_html(rng: Random) -> tuple[str, bytes]:
    """The same as a page, its tags turned over."""
    rows = [line.split("\t") for line in small_text().splitlines()]
    parts = []
    for row in rows:
        if len(row) == 1:
            parts.append(f"<p>{row[0]}</p>")
        else:
            parts.append("<tr>" + "".join(f"<td{_span(rng)}>{cell}</td>" for cell in row) + "</tr>")
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(parts))
        parts.insert(
            at,
            rng.choice(
                (
                    "<table>",
                    "</table>",
                    "</tr>",
                    "<td",
                    "<div hidden>",
                    "<!--",
                    "-->",
                    "<p>" * 50,
                    "&lt;&#0;&#x110000;",
                    "<script>",
                )
            ),
        )
    page = "<meta charset=utf-8><table>" + "\n".join(parts) + "</table>"
    return "公开说明.html", page.encode("utf-8")


def _span(rng: Random) -> str:
    if rng.random() > 0.03:
        return ""
    return f" {rng.choice(('rowspan', 'colspan', 'style', 'hidden'))}={rng.choice((*NUMBERS, 'display:none'))}"


@cache
def sound_docx() -> bytes:
    """The same as a Word file."""
    from docx import Document

    document = Document()
    table = None
    for line in small_text().splitlines():
        cells = line.split("\t")
        if len(cells) == 1:
            document.add_paragraph(line)
            table = None
            continue
        if table is None or len(table.columns) != len(cells):
            table = document.add_table(rows=0, cols=len(cells))
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    return _saved(document.save)


@cache
def sound_xlsx() -> bytes:
    """The same as a workbook."""
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("附表")
        for row, line in enumerate(small_text().splitlines()):
            for column, text in enumerate(line.split("\t")):
                sheet.write_string(row, column, text)
        sheet.merge_range("K1:M3", "合并")
    return file.getvalue()


def _saved(save: Callable[[Any], Any]) -> bytes:
    file = BytesIO()
    save(file)
    return file.getvalue()


def broken_docx(rng: Random) -> tuple[str, bytes]:
    """A Word file whose body is turned over."""
    return "公开说明.docx", _broken_package(
        rng, sound_docx(), ("word/document.xml", "word/styles.xml", "[Content_Types].xml")
    )


def broken_xlsx(rng: Random) -> tuple[str, bytes]:
    """A workbook whose sheet or strings are turned over."""
    parts = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml")
    return "公开说明.xlsx", _broken_package(rng, sound_xlsx(), parts)


def _broken_package(rng: Random, data: bytes, parts: tuple[str, ...]) -> bytes:
    if rng.random() < 0.05:
        return _bytes(rng, data)
    wanted = parts[0] if rng.random() < 0.8 else rng.choice(parts)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == wanted:
                part = _broken_tree(rng, part)
            if not (name in parts and rng.random() < 0.005):
                new.writestr(name, part)
    return out.getvalue()


def _broken_tree(rng: Random, part: bytes) -> bytes:
    from lxml import etree

    root = etree.fromstring(part)
    for _ in range(rng.randint(1, 10)):
        elements = list(root.iter())
        element = rng.choice(elements)
        parent = element.getparent()
        choice = rng.randrange(7)
        if choice == 0 and parent is not None:
            parent.remove(element)
        elif choice == 1 and parent is not None:
            parent.insert(rng.randrange(len(parent) + 1), etree.fromstring(etree.tostring(element)))
        elif choice == 2 and element.attrib:
            element.set(rng.choice(list(element.attrib)), rng.choice((*NUMBERS, *WORDS[:6])))
        elif choice == 3:
            element.text = rng.choice(WORDS[:29] if rng.random() < 0.5 else NUMBERS).replace("\u202e", "")
        elif choice == 4:
            element.tag = rng.choice(elements).tag
        elif choice == 5:
            rng.choice(elements).append(etree.fromstring(etree.tostring(element)))
        else:
            _spanned(rng, root)
    return bytes(etree.tostring(root))


def _spanned(rng: Random, root: Any) -> None:
    """A merge where there was none."""
    from lxml import etree

    space = root.tag.partition("}")[0] + "}"
    cells = [one for one in root.iter() if str(one.tag).endswith(("}tcPr", "}mergeCell"))]
    if not cells:
        return
    cell = rng.choice(cells)
    if str(cell.tag).endswith("}mergeCell"):
        cell.set("ref", rng.choice(("A1:Z40", "C3:B2", "A1", "XFD1:XFD9", "B2:D9")))
        return
    span = etree.SubElement(cell, f"{space}{rng.choice(('gridSpan', 'vMerge', 'gridBefore'))}")
    span.set(f"{space}val", rng.choice((*NUMBERS, "restart", "continue")))


KINDS: dict[str, Callable[[Random], tuple[str, bytes]]] = {
    "text": broken_text,
    "html": broken_html,
    "docx": broken_docx,
    "xlsx": broken_xlsx,
}
"""Each kind of file by its name."""
