"""Published documents that are wrong in one thing each (公开件), by the code they cause."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import chdir
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

Recipe = Callable[[Path], None]
FILE = "公开说明"
TABLE = """项目支出绩效自评表
(2024 年度)

项目名称→示例项目
主管部门→示例单位→→→实施单位→示例单位
项目资金（万元）→→年初预算数→全年预算数→全年执行数→分值→执行率→得分
→年度资金总额→10.00→10.00→10.00→10→100.00%→10.00
年度总体目标→预期目标→→→→实际完成情况
→完成检查，出具报告。→→→→完成检查，出具报告。
→一级指标→二级指标→三级指标→年度指标值→实际完成值→分值→得分→偏差原因分析及改进措施
年度绩效指标完成情况→产出指标→数量指标→检查报告→≥20 份→=20 份→90→90→
总分→→→→→→100→100.00→
"""
"""A whole table in the text of a page; a tab is written ``→``."""
MONEY = "".join(TABLE.splitlines(keepends=True)[5:7])
INDICATOR = "检查报告→≥20 份→=20 份→90→90→"


def _text(*edits: tuple[str, str]) -> bytes:
    """The table with some of its words replaced."""
    text = TABLE
    for old, new in edits:
        assert old in text, f"示例里没有「{old}」"
        text = text.replace(old, new)
    return text.replace("→", "\t").encode("utf-8")


SCORELESS = (("→10→100.00%→10.00", "→10→→"), ("→90→90→", "→90→→"), ("100→100.00", "100→"))

# ---------------------------------------------------------------- archives


def _zip(**files: bytes) -> bytes:
    """An archive; ``__`` in a name stands for the dot."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


def _locked() -> bytes:
    """The flag of the list at its end says that the member is encrypted."""
    data = bytearray(_zip(公开说明__txt=_text()))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _torn() -> bytes:
    """Bytes in the middle of the member gone, as after a broken copy."""
    data = bytearray(_zip(公开说明__txt=_text()))
    data[100:160] = bytes(60)
    return bytes(data)


# ---------------------------------------------------------------- PDF


def _pdf(content: bytes, *fonts: bytes) -> bytes:
    """A page that draws this; its font is the fifth object."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        _stream(content),
        *fonts,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(body))


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)


def _scanned() -> bytes:
    """A picture of one dot, as large as the page."""
    return _pdf(b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q", b"<<>>")


def _garbled() -> bytes:
    """Shapes whose table of characters says of each that it is unknown."""
    known = b"".join(b"<%04x> <FFFD> " % code for code in range(0x41, 0x46))
    return _pdf(
        b"BT /F 12 Tf 50 700 Td <00410042004300440045> Tj ET",
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        b"<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800"
        b"/Descent -200/CapHeight 700/StemV 80>>",
        _stream(
            b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
            b"5 beginbfchar %s endbfchar endcmap end" % known
        ),
    )


# ---------------------------------------------------------------- what a page of docs/errors.md begins with

JPEG = bytes.fromhex("FFD8FFE000104A464946") + bytes(range(128, 256)) * 20
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "no-table-found": (f"{FILE}.txt", lambda: "三公经费公开说明\n\n本年度没有购置车辆。\n".encode()),
    "reading-ambiguous": (f"{FILE}.txt", lambda: _text(("分值→得分→偏差", "分值→评定→偏差"))),
    "cell-unread": (f"{FILE}.txt", lambda: _text(("(2024 年度)\n", ""))),
    "funding-unread": (f"{FILE}.txt", lambda: _text((MONEY, ""))),
    "nothing-to-infer": (f"{FILE}.txt", lambda: _text(*SCORELESS)),
    "zip-broken": ("各部门.zip", lambda: _zip(公开说明__txt=_text())[:200]),
    "zip-nested": ("各部门.zip", lambda: _zip(某局__zip=_zip(公开说明__txt=_text()))),
    "zip-member-password": ("各部门.zip", _locked),
    "zip-member-broken": ("各部门.zip", _torn),
    "zip-too-large": ("各部门.zip", lambda: _zip(公开说明__txt=b"0" * 8_000_000)),
    "pdf-scanned": (f"{FILE}.pdf", _scanned),
    "pdf-garbled": (f"{FILE}.pdf", _garbled),
    "html-hostile": (f"{FILE}.html", lambda: b"<div>" * 500 + _text()),
    "html-large": (f"{FILE}.html", lambda: b"<td>" * 500_001),
    "html-not-text": (f"{FILE}.html", lambda: JPEG),
    "disclosure-too-large": (f"{FILE}.html", lambda: b"<table>" + b"<tr><td colspan=1000>1" * 300 + b"</table>"),
}


def _file(name: str, content: Callable[[], bytes], folder: Path) -> None:
    (folder / name).write_bytes(content())


def _read_before(folder: Path) -> None:
    """A table that was already turned into a file people may have edited."""
    from tests.docs.live import run

    _file(f"{FILE}.txt", _text, folder)
    with chdir(folder):
        assert run(f"jixiao intake {FILE}.txt").code == 0


def published_recipes() -> dict[str, Recipe]:
    """Every recipe of this file by name."""
    files = {code: partial(_file, *file) for code, file in FILES.items()}
    return {**files, "示例公开件": partial(_file, f"{FILE}.txt", _text), "读过一遍的公开件": _read_before}
