"""A published file against what was approved (核验)."""

from __future__ import annotations

from dataclasses import dataclass

from engine.appendix import appendix_files
from engine.forms.certificate import anchors_in, codes_in
from engine.forms.comparison import Difference, differences
from engine.service.editions import Proven, described, proven_by_code
from engine.store.store import Store
from workflows.refusal import Kind, Refused


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


def verified(store: Store, name: str, text: str) -> Verified | Unknown:
    """Print the editions a file claims to hold again, and compare piece by piece."""
    codes = codes_in(text)
    if not codes:
        message = f"{name} 里没有核验码，认不出是哪一稿"
        return Unknown(Refused(Kind.DATA, "code-missing", message, next="用 jixiao appendix build 生成的文件"))
    editions = [proven_by_code(store, code) for code in codes]
    unknown = [code for code, one in zip(codes, editions, strict=True) if one is None]
    if unknown:
        message = f"这个数据库里没有核验码 {'、'.join(unknown)}：不是这里的定稿，或码被改过"
        return Unknown(Refused(Kind.NOT_FOUND, "code-unknown", message))
    known = [one for one in editions if one is not None]
    files = appendix_files([one.score for one in known], [one.certificate for one in known])
    is_html = not name.lower().endswith(".md")
    ending = ".html" if is_html else ".md"
    printed = [content for kind, content in files.items() if kind.endswith(ending)]
    found = [] if text in printed else min((differences(one, text, is_html) for one in printed), key=len)
    anchors = {one.certificate.anchor for one in known}
    found += [
        Difference("锚", "、".join(sorted(anchors)), anchor)
        for anchor in anchors_in(text)
        if anchor not in anchors and not found
    ]
    return Verified(known, [described(store, one) for one in known], found)
