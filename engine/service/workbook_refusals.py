"""Why a workbook is not applied (不能导入): what only the clerk can decide, and refusals that name their sheet."""

from __future__ import annotations

from collections.abc import Sequence

from engine.service.workbook_comparison import Comparison, Difference, Sort
from indicators.content import PARTS
from workflows.refusal import Kind, Refused


def unanswered(comparisons: Sequence[Comparison], *, take: str, delete_missing: bool) -> Refused | None:
    """What only the clerk can decide, and has not."""
    conflicts = [one for each in comparisons for one in each.of(Sort.CONFLICT)]
    if conflicts and not take:
        message = f"有 {len(conflicts)} 格，模板生成以后库里也改过，没有导入：{_listed(conflicts)}"
        remedy = "看过以后加 --take mine（用表里的）或 --take theirs（用现在库里的），再导入一次"
        return Refused(Kind.CONFLICT, "workbook-conflict", message, next=remedy)
    deleted = [one for each in comparisons for one in each.of(Sort.DELETED)]
    if deleted and not delete_missing:
        names = "、".join(one.where for one in deleted)
        what = "行" if any(one.key[0] in PARTS for one in deleted) else "个指标"
        message = f"表里少了 {len(deleted)} {what}，没有导入：{names}"
        remedy = "确实要删的，加 --delete-missing 再导入一次；不删的，把那一行补回来"
        return Refused(Kind.CONFLICT, "workbook-rows-deleted", message, next=remedy)
    return None


def _listed(conflicts: Sequence[Difference]) -> str:
    shown = [f"「{one.where}」{one.what}（{one.address}）" for one in conflicts[:5]]
    return "、".join(shown) + ("…" if len(conflicts) > len(shown) else "")


def mixed() -> Refused:
    """Declaring and changing are two commands, and each is carried out whole."""
    message = "一个工作簿里既有新项目，又有已经申报的项目"
    return Refused(Kind.DATA, "workbook-mixed", message, next="分成两个工作簿导入")


def about(comparison: Comparison, refused: Refused) -> Refused:
    """A refusal that says which sheet it is about."""
    message = f"工作表「{comparison.sheet.name}」：{refused.message}"
    return Refused(refused.kind, refused.code, message, refused.who, refused.next, refused.problems)
