"""``jixiao verify``: a published file held against what was approved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.desk import reading, turn_away
from engine.cli.options import DEFAULT_DATABASE, AsJson, Database
from engine.cli.output import ExitCode, note, print_json, refuse, say
from engine.cli.printed import Fonts, Forms, Letterhead, OfficeText, how_printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.appendix import Order
    from engine.forms.comparison import Difference
    from engine.service.verification import Verified


def verify(
    file: Annotated[Path, typer.Argument(help="公开的附表或得分说明：.html .docx .xlsx .pdf .md .json")],
    form: Forms = None,
    letterhead: Letterhead = None,
    fonts: Fonts = None,
    text: OfficeText = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """核验公开的附表：是哪一稿，谁何时审核通过，有没有一格不同 (verify a published file)."""
    from engine.intake.published import read_document, read_published
    from engine.intake.report import Located
    from engine.service.verification import Unknown, verified
    from indicators.problems import Problem

    data = read_published(file)
    read = data if isinstance(data, Problem) else read_document(file.name, data)
    if isinstance(read, Problem):
        refuse([Located(read, str(file))], as_json)
    how = how_printed(form, letterhead, fonts, text, as_json, any_edition=True)
    with reading(db) as store:
        found = verified(store, read, how)
        if isinstance(found, Unknown):
            turn_away(found.refused, as_json)
    _say_verified(found, list(_caveats(found, how, file.name)), as_json)
    raise typer.Exit(ExitCode.INTEGRITY_FAILURE if found.differences else ExitCode.DONE)


def _caveats(found: Verified, how: Order, name: str) -> Iterator[tuple[str, str]]:
    """What the verdict does not cover: a word for programs, a sentence for people."""
    from engine.forms.library import shipped_forms

    if how.letterhead:
        yield "letterhead", "版头是 --letterhead 的文件里来的，不在定稿之内。"
    if how.office_text:
        yield "own-text", "单位自己的话是 --text 的文件里来的，不在定稿之内。"
    for form in how.named:
        if form not in shipped_forms().values():
            yield "own-form", f"表式 {form.id} 不是随程序来的，各栏的位置和自起名的栏目由它定，请看一眼表式文件。"
    for one in found.editions:
        if one.superseded_by:
            yield "superseded", f"{one.project.name} 第 {one.edition.number} 稿已被更正，不是现行的一稿。"
    if not found.is_original and not found.differences:
        yield "saved-again", PDF_SAVED_AGAIN if name.lower().endswith(".pdf") else SAVED_AGAIN


PDF_SAVED_AGAIN = "文件另存过：文字、位置、图片、批注和画出来的样子都与定稿一致；但不等于原件，公开请用原件。"
SAVED_AGAIN = (
    "文件另存过：逐格核对，文字与定稿完全一致；但位置、图片、遮盖、修订和域核不出来，不等于原件，公开请用原件。"
)


def _say_verified(found: Verified, caveats: list[tuple[str, str]], as_json: bool) -> None:
    if as_json:
        print_json(_verified_json(found, caveats), ok=not found.differences)
        return
    for words in found.described:
        say(words)
    if found.differences:
        _say_differences(found.differences)
    elif found.is_original:
        say("与定稿生成的文件逐字节相同。")
    for code, sentence in caveats:
        if code == "saved-again":
            say(sentence)
        else:
            note(f"注意：{sentence}")


def _verified_json(found: Verified, caveats: list[tuple[str, str]]) -> dict[str, object]:
    editions = [
        {
            "code": one.edition.code,
            "project": one.project.id,
            "number": one.edition.number,
            "superseded_by": one.superseded_by or None,
            "described": words,
        }
        for one, words in zip(found.editions, found.described, strict=True)
    ]
    differences = [{"place": one.place, "approved": one.expected, "found": one.found} for one in found.differences]
    told = [{"code": code, "message": sentence} for code, sentence in caveats]
    return {"editions": editions, "original": found.is_original, "differences": differences, "caveats": told}


SHOWN = 20


def _say_differences(found: list[Difference]) -> None:
    from engine.forms.comparison_tables import OUTSIDE

    for one in found[:SHOWN]:
        expected, seen = _around(one.expected, one.found), _around(one.found, one.expected)
        note(f"{one.place}：定稿是「{expected}」，文件里是「{seen}」")
    note(f"逐格核对：共 {len(found)} 处与定稿不同，不能当作定稿。")
    if all(one.place == OUTSIDE for one in found):
        note("表都相同，只有表外的文字不同。套用过版头、另加过说明的，核验时也要写 --letterhead、--text。")


BEFORE, LONGEST = 12, 60


def _around(text: str, other: str) -> str:
    """The part of a text where it differs from another; the whole is in ``--json``."""
    same = next((at for at, pair in enumerate(zip(text, other, strict=False)) if len(set(pair)) > 1), 0)
    start = max(0, same - BEFORE) if len(text) > LONGEST else 0
    shown = text[start : start + LONGEST]
    return f"{'……' if start else ''}{shown}{'……' if start + LONGEST < len(text) else ''}" or "（没有）"
