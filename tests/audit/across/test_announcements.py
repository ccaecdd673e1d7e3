"""How many tables and how much money the prose announces, in the wordings that occur."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.audit.prose_announcements import Announcement, Counted, announcements
from engine.audit.prose_text import prose_text
from tests.audit.tables_of import lines_of

Read = tuple[Counted, int, str | None, str | None, str | None]
PROJECT, DEPARTMENT, ANY = Counted.PROJECT, Counted.DEPARTMENT, Counted.ANY

# words → (what, how many, 全年预算数, 全年执行数, 涉及资金)
WORDINGS: list[tuple[str, list[Read]]] = [
    (
        (
            "形成整体支出绩效自评表 1 个，全年预算总额 655.95 万元，实际执行总额 655.95 万元；"
            "预算绩效评价项目 5 个，全年预算数 175.67 万元，全年执行数 172.36 万元。"
        ),
        [(DEPARTMENT, 1, "655.95", "655.95", None), (PROJECT, 5, "175.67", "172.36", None)],
    ),
    (
        "部门整体支出绩效自评表1张，预算数为1,612.98万元，项目支出绩效自评表5张，预算数合计175.67万元。",
        [(DEPARTMENT, 1, "1612.98", None, None), (PROJECT, 5, "175.67", None, None)],
    ),
    ("绩效自评项目 5 个，涉及资金 175.67 万元。", [(PROJECT, 5, None, None, "175.67")]),
    (
        "对本年度项目支出全面开展绩效自评，共涉及项目 14 个，涉及一般公共预算资金共 820.50 万元。",
        [(PROJECT, 14, None, None, "820.50")],
    ),
    ("本单位对 3 个预算项目开展了绩效自评，涉及财政资金 60 万元。", [(PROJECT, 3, None, None, "60")]),
    ("公开绩效自评表共 ６ 张，详见附表。", [(ANY, 6, None, None, None)]),
    ("公开项目支出绩效自评表 5 张。项目全年预算数 1 万元。", [(PROJECT, 5, None, None, None)]),
    ("绩效自评项目 5 个，年初预算数 9 万元，全年预算数 8 万元。", [(PROJECT, 5, "8", None, None)]),
    # nothing is announced:
    ("绩效自评项目 1.5 个。", []),
    ("对 3 个项目编制了绩效目标，涉及资金 60 万元。", []),
    ("对 2 个项目开展了事前绩效评估。", []),
    ("绩效自评工作按时完成；组织部门评价项目 2 个，涉及资金 30 万元。", []),
    ("公务用车 2 辆，项目支出 172.37 万元。", []),
]


@pytest.mark.parametrize(("words", "expected"), WORDINGS)
def test_what_a_sentence_announces(words: str, expected: list[Read]) -> None:
    assert [_read(one) for one in announcements(prose_text(lines_of(words)))] == expected


def _read(one: Announcement) -> Read:
    amounts = (one.budget, one.outturn, one.funds)
    budget, outturn, funds = (None if amount is None else str(amount) for amount in amounts)
    return one.counted, one.count, budget, outturn, funds


def test_a_sentence_broken_by_the_page_is_one_sentence_and_keeps_its_place() -> None:
    prose = prose_text(lines_of("一、概况\n绩效自评项目 5 个，全年预\n算数 175.67 万元\n3 项措施"))
    (one,) = announcements(prose)
    assert (one.budget, one.place.row) == (Decimal("175.67"), 2)


def test_numbers_of_two_paragraphs_stay_two() -> None:
    assert "6\n3" in prose_text(lines_of("自评表 6\n3 张")).text


def test_the_place_of_every_character_is_its_paragraph() -> None:
    prose = prose_text(lines_of("甲 乙\n丙１\n2 丁"))
    assert prose.text == "甲乙丙1\n2丁"
    assert [prose.place_at(prose.text.index(character)).row for character in "甲乙丙1" + "2丁"] == [1, 1, 2, 2, 3, 3]


def test_a_long_text_without_a_full_stop_is_read_in_pieces() -> None:
    # Every announcement looks no further than REACH around itself: else 20 000 of them would be 20 000 whole texts.
    words = "项目支出绩效自评表1个，" * 20_000
    assert len(announcements(prose_text(lines_of(words)))) == 20_000
