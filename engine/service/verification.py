"""A published file against what was approved (核验)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.appendix import Order, files_of, publication_for
from engine.forms.certificate import anchors_in, codes_in
from engine.forms.comparison import Difference
from engine.forms.file_comparison import file_differences
from engine.forms.library import shipped_forms
from engine.forms.publication import Publication
from engine.forms.specification import FormSpec
from engine.intake.published import Published, format_of
from engine.publishing import Part
from engine.service.editions import Proven, described, proven_by_code
from engine.service.printing import edition_part
from engine.store.store import Store
from workflows.refusal import Kind, Refused

ANY_ORDER = Order()
_FORM = re.compile(r"表式：[^，]*，(?P<id>[a-z0-9-]+)，(?P<hash>[0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Unknown:
    """The file cannot be told to be anything of ours."""

    refused: Refused


@dataclass(frozen=True, slots=True)
class Verified:
    """Which editions a file holds, in words, and every place that differs from what was approved."""

    editions: list[Proven]
    described: list[str]
    differences: list[Difference]
    is_original: bool
    """Whether it is the very file that was generated, byte for byte."""


def verified(store: Store, file: Published, how: Order = ANY_ORDER) -> Verified | Unknown:
    """Print the editions a file claims to hold again, and compare piece by piece.

    ``how`` names what a file cannot: forms that do not ship with us, the letterhead, the fonts.
    """
    editions = _editions(store, file)
    if isinstance(editions, Unknown):
        return editions
    named = _forms(file.text, how.named)
    if isinstance(named, Refused):
        return Unknown(named)
    words = [described(store, one) for one in editions]
    order = replace(how, formats=(format_of(file.name),), named=named)
    compared: list[list[Difference]] = []
    for one in _printed(order, [edition_part(edition) for edition in editions]):
        if file.data == one.content:
            return Verified(editions, words, [], is_original=True)
        compared.append(file_differences(one.publication, one.content, file, how.fonts))
        if not compared[-1]:
            break
    return Verified(editions, words, min(compared, key=len) or _anchors(editions, file.text), is_original=False)


def _editions(store: Store, file: Published) -> list[Proven] | Unknown:
    """The editions of every 核验码 in a file."""
    codes = codes_in(file.text)
    if not codes:
        message = f"{file.name} 里没有核验码，认不出是哪一稿。目标申报表、监控表和没有审核过的表本来就没有"
        return Unknown(Refused(Kind.DATA, "code-missing", message, next="用由定稿生成的附表或得分说明"))
    editions = [proven_by_code(store, code) for code in codes]
    unknown = [code for code, one in zip(codes, editions, strict=True) if one is None]
    if unknown:
        message = f"这个数据库里没有核验码 {'、'.join(unknown)}：不是这里的定稿，或码被改过"
        return Unknown(Refused(Kind.NOT_FOUND, "code-unknown", message))
    return [one for one in editions if one is not None]


def _forms(text: str, own: Sequence[FormSpec]) -> tuple[FormSpec, ...] | Refused:
    """The forms a file says it is printed on; one that has changed since cannot be printed again."""
    forms = (*shipped_forms().values(), *own)
    known, hashes = {(form.id, form.hash): form for form in forms}, {form.id: form.hash for form in forms}
    named = dict.fromkeys((found["id"], found["hash"]) for found in _FORM.finditer(text))
    for form_id, form_hash in named:
        if form_id not in hashes:
            message = f"文件用的表式 {form_id} 不是随程序来的"
            return Refused(Kind.NOT_FOUND, "form-id-unknown", message, next="jixiao verify … --form 那个表式.toml")
        if (form_id, form_hash) not in known:
            message = f"表式 {form_id} 已经改版：文件用的是 {form_hash}，现在是 {hashes[form_id]}"
            return Refused(Kind.CONFLICT, "form-changed", message, next="用 --form 指明那时的表式（编号照旧）")
    return tuple(known[each] for each in named)


@dataclass(frozen=True, slots=True)
class _Print:
    """One way the editions may have been printed."""

    publication: Publication
    content: bytes


def _printed(order: Order, parts: Sequence[Part]) -> Iterator[_Print]:
    """The forms, the forms with pictures, the explanations: a file does not say which of them it is."""
    (kind,) = order.formats
    for pictures in (False, True):
        wanted = replace(order, pictures=pictures)
        publication = publication_for(wanted, parts)
        for name, content in files_of(wanted, parts, publication).items():
            if name.endswith(f".{kind}"):
                yield _Print(publication, content)


def _anchors(editions: Sequence[Proven], text: str) -> list[Difference]:
    """Anchors that are none of the editions'."""
    anchors = {one.certificate.anchor for one in editions}
    expected = "、".join(sorted(anchors))
    return [Difference("锚", expected, anchor) for anchor in anchors_in(text) if anchor not in anchors]
