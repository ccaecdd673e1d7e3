"""Forms, letterheads and files that are wrong in one thing each (表式、版头、读不了的文件), by the code they cause."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import chdir
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

FORM = "本地.toml"
LETTERHEAD = "版头.docx"
SHIPPED = Path(__file__).resolve().parents[2] / "engine" / "forms" / "shipped" / "project-2021.toml"
Recipe = Callable[[Path], None]


def _form(old: str, new: str, folder: Path, name: str = FORM) -> None:
    """The shipped form under an id of its own, with one of its words replaced."""
    text = SHIPPED.read_text(encoding="utf-8").replace('id = "project-2021"', 'id = "local-2024"')
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


TARGET = '{ field = "indicator.target" }'
FORMS = {
    "form-id-wrong": ('id = "local-2024"', 'id = "本地-2024"'),
    "form-id-taken": (
        'id = "local-2024"\ntitle = "项目支出绩效自评表"',
        'id = "project-2021"\ntitle = "项目支出自评表"',
    ),
    "form-too-wide": ("16, 29]", "16, 59]"),
    "form-column-narrow": ("16, 29]", "16, 5]"),
    "form-kind-unknown": ('kind = "自评"', 'kind = "评价"'),
    "part-unknown": ('when = "carry_over"', 'when = "carryover"'),
    "form-cell-wrong": (TARGET, '{ label = "≥20 份", field = "indicator.target" }'),
    "form-placeholder-unknown": ('{ label = "主管部门" }', '{ label = "{unit}主管部门" }'),
    "form-field-unknown": ('"funding.other_funds.outturn"', '"funding.other_fund.outturn"'),
    "form-field-misplaced": ('{ label = "" }', '{ field = "monitored.note" }'),
    "form-field-missing": (TARGET, '{ label = "见申报表" }'),
    "form-label-wrong": ('"funding.other_funds.outturn"', '"funding.other_funds.revised_budget"'),
    "form-row-short": ('{ field = "project.name", columns = 8 }', '{ field = "project.name", columns = 7 }'),
    "form-span-overlap": ('{ field = "project.name", columns = 8 }', '{ field = "project.name", columns = 9 }'),
}


# ---------------------------------------------------------------- letterheads

LETTERHEADS = {
    "letterhead-place-unknown": ("{{单位}}", "{{附表}}"),
    "letterhead-place-open": ("{{标题}", "{{附表}}"),
    "letterhead-place-missing": ("{{标题}}",),
    "letterhead-place-misplaced": ("绩效自评表如下：{{附表}}",),
    "letterhead-place-twice": ("{{附表}}", "{{附表}}"),
}


def _letterhead(paragraphs: tuple[str, ...], folder: Path) -> None:
    from tests.forms.letterheads import letterhead

    (folder / LETTERHEAD).write_bytes(letterhead(*paragraphs))


# ---------------------------------------------------------------- files that are not read

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
OUTSIDE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="file:///D:/红头.png" TargetMode="External"/></Relationships>'
)


def _zip(*parts: tuple[str, str]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", TYPES), *parts):
            archive.writestr(name, content)
    return buffer.getvalue()


def _ole(stream: str) -> bytes:
    """The wrapping of old Office files and of encrypted ones; the name of its stream says which."""
    return OLE + b"\x00" * 504 + stream.encode("utf-16-le")


def _pdf(pages: int = 1, trailer: bytes = b"") -> bytes:
    packed = zlib.compress(b"")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * pages, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer<</Size 5/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (trailer, len(body))


_LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"00" * 32, b"11" * 32)
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "office-file-password": ("填报.xlsx", lambda: _ole("EncryptedPackage")),
    "office-file-old": ("填报.xls", lambda: _ole("Workbook")),
    "office-file-macros": ("填报.xlsm", lambda: _zip(("xl/vbaProject.bin", "宏"))),
    "office-file-too-large": (
        "填报.xlsx",
        lambda: _zip(
            ("xl/worksheets/sheet1.xml", SHEET.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
        ),
    ),
    "office-file-foreign": (LETTERHEAD, lambda: _zip(("word/_rels/document.xml.rels", OUTSIDE))),
    "pdf-not-pdf": ("附表.pdf", lambda: _zip(("word/document.xml", "<a/>"))),
    "pdf-broken": ("附表.pdf", lambda: b"%PDF-1.7\n" + b"\x00" * 1000),
    "pdf-password": ("附表.pdf", lambda: _pdf(trailer=_LOCK)),
    "pdf-long": ("附表.pdf", lambda: _pdf(2001)),
    "published-unreadable": ("附表.json", lambda: b'{"ok": true, "data": []}'),
}


def _broken(folder: Path) -> None:
    """Half of a file, and one with an entity that reads a file of the machine."""
    (folder / "附表.docx").write_bytes(_zip(("word/document.xml", "<a/>"))[:100])
    entity = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///D:/私钥.txt">]><a>&b;</a>'
    (folder / "外来.docx").write_bytes(_zip(("word/document.xml", entity)))


def _broken_font(folder: Path) -> None:
    (folder / "字体").mkdir()
    (folder / "字体" / "公文小标宋.ttf").write_bytes(b"\x00\x01\x00\x00" + b"\x00" * 100)


def _own_text(text: str, folder: Path, name: str = "说明.txt") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def _file(name: str, content: Callable[[], bytes], folder: Path) -> None:
    (folder / name).write_bytes(content())


def _odd_texts(folder: Path) -> None:
    """A table nobody reads on a page: a character in no font, a text longer than a cell of Excel."""
    head = '[project]\nname = "示例项目"\nfiscal_year = 2024\nrulebook = "urumqi-2024"\n'
    money = "[funding]\noriginal_budget = 10\nrevised_budget = 10\noutturn = 10\n"
    row = '[[indicator]]\ndimension = "产出指标"\ncategory = "数量指标"\nname = "{}"\ntarget = "≥20 份"\nweight = 90\n'
    row += 'achieved = "=20 份"\n'
    goal = '[objective]\nplanned = "' + "按时完成全部检查。" * 4000 + '"\n'
    (folder / "长目标.toml").write_text(head + money + goal + row.format("检查报告"), encoding="utf-8")
    (folder / "生僻字.toml").write_text(head + money + row.format("\U00020bb7田村检查报告"), encoding="utf-8")


# ---------------------------------------------------------------- files printed on a form of one's own


def _printed(house: Recipe, folder: Path) -> None:
    """An appendix on a local form; the form is changed afterwards."""
    from tests.docs.live import run

    house(folder)
    _form("总分", "合计得分", folder)
    with chdir(folder):
        assert run(f"jixiao appendix build 已定稿 --form {FORM} --format docx").code == 0
    _form("总分", "合计", folder, "改版.toml")


def document_recipes(house: Recipe) -> dict[str, Recipe]:
    """Every recipe of this file by name."""
    forms = {code: partial(_form, *change) for code, change in FORMS.items()}
    letterheads = {code: partial(_letterhead, paragraphs) for code, paragraphs in LETTERHEADS.items()}
    files = {code: partial(_file, *file) for code, file in FILES.items()}
    own: dict[str, Recipe] = {
        "office-file-broken": _broken,
        "font-broken": _broken_font,
        "own-text-long": partial(_own_text, "取得的成效：培训 50 人。\n" * 300),
        "own-text-like-note": partial(_own_text, f"核验码 0000-1111-2222-3333-4444（第 1 稿）　锚 1-{'0' * 32}\n"),
        "output-is-input": partial(_own_text, "取得的成效：培训 50 人。\n", name="附表.md"),
        "长目标与生僻字": _odd_texts,
        "用自己表式出的附表": partial(_printed, house),
    }
    return {**forms, **letterheads, **files, **own}
