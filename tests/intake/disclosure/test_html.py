"""Web pages in: tables as browsers lay them out, lines where they break, nothing that is hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.intake.disclosure.blocks import Grid, Line, Pages
from engine.intake.disclosure.from_html import DEEPEST, html_pages
from indicators.problems import Problem
from tests.intake.disclosure.test_docx import drawn


def pages(page: str | bytes) -> Pages:
    found = html_pages(page if isinstance(page, bytes) else page.encode(), "说明.html")
    assert isinstance(found, Pages), found
    return found


PAGES = {
    "行": ("首页 <a>公开</a><p>一<br>二</p>三", ["首页 公开", "一", "二", "三"]),
    "看不见的": (
        "<title>题</title><script>x</script><p hidden>a</p><p style='DISPLAY : none'>b</p><p style='visibility:hidden'>c</p><!-- d -->见",
        ["见"],
    ),
    "字符": ("A&lt;B&nbsp;&ge;&#20;&#x4e00;&bogus;", ["A<B ≥一&bogus;"]),
    "合并": (
        "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</table>",
        ["甲@0,0+2×1 乙@0,1+1×2 丙@1,1 丁@1,2"],
    ),
    "表头表身": (
        "<table><thead><tr><th rowspan=9>甲</thead><tbody><tr><td>乙</tbody></table>",
        ["甲@0,0 乙@1,0"],  # 表头的格子伸不进表身
    ),
    "伸到底": ("<table><tr><td rowspan=0>甲<td>乙<tr><td>丙</table>", ["甲@0,0+2×1 乙@0,1 丙@1,1"]),
    "跨列数乱写": ("<table><tr><td colspan=-1>甲<td colspan=x>乙</table>", ["甲@0,0 乙@0,1"]),
    "格里换行": ("<table><tr><td>甲<br>乙<p>丙</p><td> 空\n 白 </table>", ["甲\n乙\n丙@0,0 空 白@0,1"]),
    "隐藏的行": ("<table><tr style='display:none'><td>藏<tr><td>甲</table>", ["甲@0,0"]),
    "排版用的表": (
        "<table><tr><td>导航<td>表名<table><tr><td>甲<td>乙<td>丙</table>注</table>",
        ["导航", "表名", "甲@0,0 乙@0,1 丙@0,2", "注"],
    ),
    "格里的小表": (
        "<table><tr><td>甲<td>乙<td>丙<table><tr><td>丁</table></table>",
        ["甲@0,0 乙@0,1 丙\n丁@0,2"],
    ),
    "题目": ("<table><caption>自评表</caption><tr><td>甲</table>", ["自评表", "甲@0,0"]),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_as_a_browser_shows_it(name: str):
    page, expected = PAGES[name]
    assert drawn(pages(page)) == expected


TEXT = "绩效自评表镕"  # 镕 不在 GB2312 里，在 GBK 里


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("gb18030"),
        b"<meta charset=gb2312>" + TEXT.encode("gb18030"),
        b'<meta http-equiv="Content-Type" content="text/html; charset=GBK">' + TEXT.encode("gb18030"),
        b"<meta charset=utf-8>" + TEXT.encode("gb18030"),  # 说的和实际的不一样
        b"<meta charset=gbk>" + TEXT.encode(),
        b'<?xml version="1.0" encoding="gb2312"?>' + TEXT.encode(),
    ],
)
def test_whatever_the_encoding(data: bytes):
    assert drawn(pages(data)) == [TEXT]


HOSTILE = {
    "太深": b"<div>" * (DEEPEST + 300) + b"x",
    "深得离谱": b"<b>" * 200_000,
    "表套表": b"<table><tr><td>" * 50_000,
    "跨得太多": b"<table>" + b"<tr><td colspan=1000>x" * 300 + b"</table>",
    "跨得太多行": b"<table>" + b"<tr>" + b"<td rowspan=65534>x" * 300 + b"<tr>" * 1000 + b"</table>",
    "不是网页": bytes(range(128, 256)) * 100,
    "空的": b" \n",
    "格子太多": b"<td>" * 500_001,
    "太大": b" " * 20_000_001,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_a_problem(name: str):
    found = html_pages(HOSTILE[name], "说明.html")
    assert isinstance(found, Problem)
    found.message.encode("gbk")


def test_nothing_outside_is_read():
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;<iframe src="file:///etc/passwd"></iframe>一'
    assert "root" not in "".join(drawn(pages(page)))


@given(
    st.lists(
        st.sampled_from(
            ["<table>", "<tr>", "<td>", "<td rowspan=3>", "<td colspan=2>", "</table>", "<p>", "甲", "</td>", "<b>"]
        ),
        max_size=30,
    )
)
def test_no_two_cells_take_one_place(pieces: list[str]):
    """Whatever is written, a page is lines and grids, and every text of it is there once."""
    found = html_pages(("<p>" + "".join(pieces)).encode(), "说明.html")
    assert isinstance(found, Pages)
    texts = ""
    for block in found.blocks:
        if isinstance(block, Line):
            texts += block.text
            continue
        assert isinstance(block, Grid)
        places = [
            (c.row + r, c.column + k) for c in block.cells for r in range(c.row_span) for k in range(c.column_span)
        ]
        assert len(places) == len(set(places))
        texts += "".join(cell.text for cell in block.cells)
    assert texts.count("甲") <= pieces.count("甲")
