"""A file held against what was approved: whatever a reader could see changed is found, whatever was sent."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.appendix import Order, appendix_files
from engine.examples import example_folder
from engine.forms.comparison import MOST, differences
from engine.forms.subject import scored
from engine.publishing import Part
from engine.scoring import score_files


@cache
def files() -> dict[str, str]:
    parts = [Part(scored(score)) for score in score_files([example_folder()]).scores]
    return {name: content.decode() for name, content in appendix_files(Order(("html", "md")), parts).items()}


def places_of_text(page: str) -> list[int]:
    """Where a character is that a reader reads: between tags of the body, no white space."""
    start, inside, found = page.index("<body>"), True, []
    for place in range(start, page.index("</body>")):
        if page[place] == "<":
            inside = True
        elif page[place] == ">":
            inside = False
        elif not inside and not page[place].isspace() and page[place] != "&":
            found.append(place)
    return found


@settings(deadline=None)
@given(st.data())
def test_any_character_changed_in_a_page_is_found(data: st.DataObject):
    page = files()["附表.html"]
    place = data.draw(st.sampled_from(places_of_text(page)))
    other = data.draw(st.sampled_from("0123456789甲乙丙≥").filter(lambda one: one != page[place]))
    assert differences(page, page[:place] + other + page[place + 1 :], is_html=True)


@settings(deadline=None)
@given(st.data())
def test_any_line_changed_in_markdown_is_found(data: st.DataObject):
    lines = files()["附表.md"].splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    changed = [*lines[:place], lines[place] + "1", *lines[place + 1 :]]
    (found,) = differences("\n".join(lines), "\n".join(changed), is_html=False)
    assert found.place == f"第 {place + 1} 行"


@settings(deadline=None)
@given(st.text(max_size=300), st.booleans())
def test_anything_at_all_is_compared_without_an_exception(text: str, is_html: bool):
    assert differences(files()["附表.html"], text, is_html) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<tr", '<tr style="display:none"'),
        ("<tr", "<tr hidden"),
        ("<table", '<table style="display:none"'),
        ("<section", "<section hidden"),
        ("<body", '<body onload="change()"'),
        ("<td class", '<td onclick="change()" class'),
        ("93.50", "<span hidden>93.50</span>"),
        ('<td class="', '<td class="year '),
    ],
)
def test_what_could_hide_or_change_a_text_when_it_is_shown_is_found(old: str, new: str):
    page = files()["附表.html"]
    assert old in page
    assert len(differences(page, page.replace(old, new, 1), is_html=True)) == 1


def test_layout_may_change_what_is_read_may_not():
    page = files()["附表.html"]
    assert differences(page, page.replace("\n<tr", "\n\n  <tr"), is_html=True) == []
    assert differences(page, page.replace("font-size: 9pt", "font-size: 0pt"), is_html=True)[0].place == "版式"


def test_a_flood_of_content_is_cut_short():
    page = files()["附表.html"]
    (found,) = differences(page, page.replace("</body>", "<p>满</p>" * MOST + "</body>"), is_html=True)
    assert found.place == "整个文件"


INSERTED = (
    "更正",
    "<br>",
    "</br>",
    "</tr><tr>",
    "<body onload='change()'>",
    "<html class='x'>",
    "<b></b>",
    "<!-- 注 -->",
    "&nbsp;",
    "\u2028",
    "\ufeff",
)


@settings(deadline=None)
@given(st.data())
def test_anything_put_between_two_tags_is_found(data: st.DataObject):
    page = files()["附表.html"]
    places = [place + 1 for place, character in enumerate(page) if character == ">"]
    place = data.draw(st.sampled_from(places))
    inserted = data.draw(st.sampled_from(INSERTED))
    assert differences(page, page[:place] + inserted + page[place:], is_html=True)


def test_a_page_without_its_doctype_or_with_other_line_ends_in_markdown_is_found():
    page, lines = files()["附表.html"], files()["附表.md"]
    assert differences(page, page.removeprefix("<!doctype html>"), is_html=True)
    assert differences(lines, lines.replace("\n", "\u2028"), is_html=False)


def test_a_very_wide_row_is_told_as_quickly_as_a_long_page():
    page = files()["附表.html"]
    assert differences(page, page.replace("</tr>", "<td>满</td>" * 15_000 + "</tr>", 1), is_html=True)
