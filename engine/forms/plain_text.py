"""Explanations as plain text, for a terminal or a message (纯文本)."""

from __future__ import annotations

from engine.forms.explanations import Entry, ExplanationSheet

GAP = "   "


def explanations_text(sheet: ExplanationSheet) -> str:
    """A whole sheet (得分说明)."""
    head = f"{sheet.title} {sheet.subtitle}"
    return "\n\n".join([head, *(entry_text(entry) for entry in sheet.entries), sheet.note]) + "\n"


def entry_text(entry: Entry) -> str:
    """One row as in docs::

    租用车辆   目标 ≤10 万元   实际 8.29 万元   分值 5   得分 4.14
      计算   5 × 8.29 ÷ 10 = 4.145
    """
    head = GAP.join([entry.name, *(f"{label} {text}" for label, text in entry.facts)])
    return "\n".join([head, *(f"  {label}{GAP}{text}" for label, text in entry.lines)])
