"""Entries of the history in words (历史的文字): one line a clerk reads."""

from __future__ import annotations

import json
from typing import Any

from indicators.content import place_name
from workflows.accounts import EVENT_TITLES
from workflows.events import TRIGGER_OF
from workflows.history import Entry
from workflows.pinned import KIND as PINNED
from workflows.roles import Role


def title_of(kind: str) -> str:
    """What happened, in a word."""
    if kind in TRIGGER_OF:
        return TRIGGER_OF[kind].title
    return "锁定评分办法" if kind == PINNED else EVENT_TITLES.get(kind, kind)


def describe(entry: Entry) -> str:
    """What an entry says beyond its title; '' where the title says it all."""
    try:
        return _described(entry)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return "（读不懂，不是本程序写的）"


def _described(entry: Entry) -> str:
    data: dict[str, Any] = json.loads(entry.payload)
    match entry.kind:
        case "declared" | "edited":
            return f"{len(data['content']['indicator'])} 个指标"
        case "submitted":
            answered = [f"「{place_name(row)}」{text}" for row, text in data.get("answers", {}).items()]
            return "；".join([*answered, *([data["note"]] if data.get("note") else [])])
        case "approved":
            return "；".join(
                text for text in (data.get("code") and f"核验码 {data['code']}", data.get("comment")) if text
            )
        case "sent_back":
            return "；".join(
                f"「{place_name(one['row']) if one.get('row') else '整张表'}」{one['text']}" for one in data["comments"]
            )
        case "row_scored":
            return _row_scored(data)
        case "monitored":
            return f"1~{data['record']['month']} 月，执行 {data['record']['outturn']} 万元"
        case "assessed":
            return _assessed(data["results"])
        case "published":
            return f"核验码 {data['code']}"
        case "transferred":
            return f"给 {data['owner']}{_reason(data)}"
        case "delegated" | "undelegated":
            return str(data["account"])
        case "withdrawn" | "recalled" | "adjustment_requested" | "corrected":
            return str(data.get("reason", ""))
        case "account_added" | "roles_changed":
            return "、".join(Role(role).title for role in data["roles"])
        case _:
            return str(data.get("id", "")) if entry.kind == PINNED else ""


def _reason(data: dict[str, Any]) -> str:
    return f"，{data['reason']}" if data.get("reason") else ""


def _row_scored(data: dict[str, Any]) -> str:
    computed = data["computed"] if data.get("computed") is not None else "未定"
    given = "取消复核分" if data.get("points") is None else f"{computed} → {data['points']}"
    return f"「{place_name(data['row'])}」{given}{_reason(data)}"


def _assessed(results: dict[str, Any]) -> str:
    rows = [place_name(row) for row, fields in results.get("indicator", {}).items() if fields]
    funding = results.get("funding", {})
    parts = [f"执行 {funding['outturn']} 万元"] if "outturn" in funding else []
    if rows:
        parts.append(f"「{rows[0]}」" if len(rows) == 1 else f"{len(rows)} 个指标")
    return "、".join(parts)
