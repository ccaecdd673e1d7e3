"""Titles of assessment tables (表名) and the line of the year under them."""

from __future__ import annotations

import re

from engine.intake.disclosure.tables import TableKind

_LONGEST_TITLE = 60
_WORDS = re.compile("绩效|自评")
_KINDS = re.compile("自评|目标|评价|申报|监控|运行")
_TITLE_END = re.compile(r"(?:表|表[(（](?:[^()（）]{0,20})[)）])[0-9一二三四五六七八九十]{0,3}$")
_YEAR_LINE = re.compile(r"[(（]?(?:[^0-9，。；]{0,6})(20[0-9]{2})年?度?[)）]?")
_YEAR = re.compile("(20[0-9]{2})年")
_SENTENCE = re.compile("[，。；！？《》]")
_AGAIN = re.compile(r"[(（]?续表?[)）]?[0-9一二三四五六七八九十]{0,3}")


def is_title(text: str) -> bool:
    """Whether a line opens a table.

    >>> is_title("附件2  2024 年度项目支出绩效自评表"), is_title("具体附项目支出绩效自评表。")
    (True, False)
    """
    if len(text) > _LONGEST_TITLE:
        return False
    tight = "".join(text.split())
    if not _TITLE_END.search(tight) or _SENTENCE.search(tight):
        return False
    return _WORDS.search(tight) is not None and _KINDS.search(tight) is not None


def year_line(text: str) -> int | None:
    """The year of a line that says nothing else.

    >>> year_line("(2024 年度)"), year_line("2024 年 12 月")
    (2024, None)
    """
    if len(text) > 20:
        return None
    found = _YEAR_LINE.fullmatch("".join(text.split()))
    return int(found[1]) if found and "年" in text else None


def year_in(title: str) -> int | None:
    """The year a title names."""
    found = _YEAR.search("".join(title.split()))
    return int(found[1]) if found else None


def same_title(first: str, second: str) -> bool:
    """Whether a title is printed again on the next page."""
    return _plain(first) == _plain(second)


def kind_of(title: str) -> TableKind:
    """What sort of table a title announces."""
    tight = "".join(title.split())
    if "转移支付" in tight or "区域绩效" in tight:
        return TableKind.TRANSFER
    if "目标" in tight and not re.search("自评|完成|评价", tight):
        return TableKind.DECLARATION
    if re.search("整体|部门绩效自评|单位绩效自评", tight):
        return TableKind.DEPARTMENT
    return TableKind.PROJECT


def _plain(title: str) -> str:
    return _AGAIN.sub("", "".join(title.split()))
