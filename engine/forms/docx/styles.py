"""The styles of our paragraphs (样式). Each says everything itself, for it also stands in the office's own letterhead,
where the defaults are another's.
"""

from __future__ import annotations

from typing import NamedTuple

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

SONG = "宋体"
XIAO_BIAO_SONG = "方正小标宋简体"
HEI = "黑体"
FANG_SONG = "仿宋_GB2312"


class Style(NamedTuple):
    """A paragraph style; sizes in half points, distances in twips (1/20 pt)."""

    id: str
    name: str
    """What Word and LibreOffice show, and what a reader knows our paragraphs by: ids do not survive LibreOffice."""
    font: str
    size: int
    spacing: str
    align: str = "center"
    more: str = ""
    """Further ``w:pPr`` elements that follow ``w:spacing``, before ``w:jc``."""
    outline: str = ""
    colour: str = "000000"


TITLE = Style("JixiaoTitle", "绩效表标题", XIAO_BIAO_SONG, 36, 'w:line="480" w:lineRule="atLeast"', outline="0")
SUBTITLE = Style("JixiaoSubtitle", "绩效表年度", SONG, 21, 'w:after="170" w:line="280" w:lineRule="atLeast"')
CELL = Style("JixiaoCell", "绩效表居中", SONG, 18, 'w:line="240" w:lineRule="atLeast"')
LEFT = Style("JixiaoLeft", "绩效表靠左", SONG, 18, 'w:line="240" w:lineRule="atLeast"', align="left")
PROSE = Style("JixiaoProse", "绩效表文字", SONG, 18, 'w:line="270" w:lineRule="atLeast"', align="both")
SPACER = Style("JixiaoSpacer", "绩效表间隔", SONG, 2, 'w:line="14" w:lineRule="exact"', align="left")
NOTE = Style(
    "JixiaoNote", "绩效表附注", SONG, 15, 'w:before="110" w:line="200" w:lineRule="atLeast"', "left", colour="444444"
)
MARK = Style("JixiaoMark", "绩效表核验", SONG, 15, 'w:line="200" w:lineRule="atLeast"', colour="444444")
PAGE = Style("JixiaoPage", "绩效表页码", SONG, 15, 'w:line="200" w:lineRule="atLeast"', align="left")
HEADING = Style(
    "JixiaoHeading", "情况说明标题", HEI, 32, 'w:after="280" w:line="560" w:lineRule="exact"', "left", outline="0"
)
PARAGRAPH = Style(
    "JixiaoParagraph",
    "情况说明正文",
    FANG_SONG,
    32,
    'w:line="560" w:lineRule="exact"',
    "both",
    '<w:ind w:left="0" w:right="0" w:firstLineChars="200" w:firstLine="640"/>',
)

STYLES = (TITLE, SUBTITLE, CELL, LEFT, PROSE, SPACER, NOTE, MARK, PAGE, HEADING, PARAGRAPH)

_FLUSH = '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
_KEPT = "<w:keepNext/><w:keepLines/>"


def style_xml(style: Style) -> str:
    """The ``w:style`` element, with its own namespace."""
    spacing = style.spacing if "w:before" in style.spacing else f'w:before="0" {style.spacing}'
    spacing = spacing if "w:after" in spacing else f'w:after="0" {spacing}'
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline else ""
    return (
        f'<w:style xmlns:w="{NAMESPACE}" w:type="paragraph" w:customStyle="1" w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/><w:qFormat/>'
        f"<w:pPr>{_KEPT if style in (TITLE, SUBTITLE, HEADING, SPACER) else ''}"
        f'<w:widowControl w:val="0"/><w:snapToGrid w:val="0"/><w:spacing {spacing}/>'
        f'{style.more or _FLUSH}<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f"<w:rPr>{font_xml(style.font)}"
        f'<w:b w:val="0"/><w:i w:val="0"/><w:color w:val="{style.colour}"/>'
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>{_language(style)}</w:rPr></w:style>'
    )


LANGUAGE = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
_NUMBERS_WHOLE = LANGUAGE.replace('"zh-CN"', '"en-US"', 1)
"""For running text: as Chinese, LibreOffice breaks a number between its digits at the end of a line."""


def _language(style: Style) -> str:
    return _NUMBERS_WHOLE if style in (LEFT, PROSE, PARAGRAPH) else LANGUAGE


def font_xml(font: str) -> str:
    """The font for every script: without ``eastAsia`` Word takes its own for Chinese."""
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
