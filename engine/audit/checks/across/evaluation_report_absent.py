"""An evaluation report that is announced and not there (部门评价报告缺失)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from engine.audit.check import Check, Group, Observation, Severity, at_document
from engine.audit.document import AuditDocument
from engine.audit.prose_text import ProseText, prose_text

_ANNOUNCED = re.compile("附(?:件|表|有)?[^。;\n]{0,60}?(?<![无未])(部门评价报告|绩效评价报告|重点评价报告)")
_TITLE = re.compile(
    "(?:附件?[0-9一二三四五六七八九十]{0,3}[-:、.]?)?[^。，,;；:：]{0,40}评价报告(?:\\([^()]{0,20}\\))?"
)


def _find(document: AuditDocument) -> Iterator[Observation]:
    prose = prose_text(document.prose)
    said = _ANNOUNCED.search(prose.text)
    if said is not None and not _has_title_after(prose, said.end()):
        message = f"说明写附有{said[1]}，文件里没有"
        place = prose.place_at(said.start(1))
        yield at_document(document, message, place, printed=f"附{said[1]}", follows="没有找到")


def _has_title_after(prose: ProseText, position: int) -> bool:
    """A paragraph of its own that is called a report, after the one that announces it."""
    bounds = (*prose.starts, len(prose.text))
    return any(
        start > position and _TITLE.fullmatch(prose.text[start:end].strip("\n")) is not None
        for start, end in pairwise(bounds)
    )


CHECK = Check(
    code="evaluation-report-absent",
    title="写明附有的评价报告不在文件里",
    group=Group.ACROSS,
    severity=Severity.WARNING,
    why="写明附有的材料应当一并公开；不公开，读的人无从查证评价结论。",
    find=_find,
)
