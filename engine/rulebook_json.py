"""Rulebooks, their checks, comparisons and curves as JSON data; numbers as strings."""

from __future__ import annotations

from typing import Any

from engine.compare import Comparison
from indicators.numbers import plain
from indicators.scoring.coverage import RulebookReport
from indicators.scoring.curve import Curve, Segment
from indicators.scoring.explanation import Explanation
from indicators.scoring.monitoring_rules import Gap, MonitoringRules
from indicators.scoring.project import ProjectScore
from indicators.scoring.rulebook import Rulebook, When
from indicators.vocabulary.signs import Comparator

STATUS = {"official": "按正式办法，限公开可见部分", "vendor": "系统行为", "inferred": "由公开表反推", "custom": "自定"}


def summary_json(book: Rulebook) -> dict[str, Any]:
    """What a list shows of a rulebook."""
    return {
        "id": book.id,
        "title": book.title,
        "region": book.region,
        "years": [str(year) for year in book.years],
        "status": book.status.value,
        "based_on": list(book.based_on),
        "rules": len(book.rule),
        "hash": book.hash,
    }


def rulebook_json(book: Rulebook) -> dict[str, Any]:
    """A whole rulebook; an unverified source shows no location."""
    return {
        **summary_json(book),
        "note": book.note,
        "settings": dict(settings(book)),
        "sources": [
            {"key": s.key, "title": s.title, "location": s.location if s.verified else "", "verified": s.verified}
            for s in book.source
        ],
        "rules": [
            {"id": r.id, "title": r.title, "when": when_text(r.when), "clause": str(r.clause), "source": r.source}
            for r in book.rule
        ],
    }


def settings(book: Rulebook) -> list[tuple[str, str]]:
    """Everything around the rules, as label and text."""
    step = book.rounding.score.step
    execution = book.execution
    rows = [
        ("分值", f"预算执行 {book.weights.execution:f} + 指标 {book.weights.indicators:f}"),
        ("修约", f"得分 {step}；合计为各行修约后相加，{book.rounding.total.step}"),
        ("执行率", f"{execution.clause}；预算为 0：{execution.zero_budget.value}" if execution else "不计分"),
        ("不足一步", book.steps.value),
        ("不适用指标", book.inapplicable.value),
        ("未填实际值", book.missing_achievement.value),
        ("只写完成", book.done_for_number.value),
        ("须说明", "；".join(f"{gate.asked}（{gate.severity.value}）" for gate in book.explanation) or "未规定"),
        ("封顶", "；".join(f"{cap.when} 至多 {cap.at_most:f}" for cap in book.cap) or "无"),
        ("等级", "，".join(f"{grade.name} ≥{grade.at_least:f}" for grade in book.grade) or "未规定"),
    ]
    rows += monitoring_settings(book.monitoring)
    return [*rows, ("依据的办法", " ← ".join(book.based_on))] if book.based_on else rows


def monitoring_settings(rules: MonitoringRules | None) -> list[tuple[str, str]]:
    """The rules of monitoring, as label and text with the key of the source."""
    if rules is None:
        return [("执行监控", "未规定")]
    rows: list[tuple[str, str]] = []
    if progress := rules.progress:
        whom = f"{_signs(progress.comparator)} {'和资金' if progress.money else ''}".rstrip()
        bands = "，".join(map(str, progress.band)) or "只算完成率，不亮灯"
        rows.append(("监控进度", f"{whom}：{bands}（{progress.source}）"))
    if ceiling := rules.ceiling:
        rows.append(("监控上限", f"{_signs(ceiling.comparator)}：达标绿，否则红（{ceiling.source}）"))
    if rules.date:
        rows.append(("监控时效", f"按期绿，不按期或已过期红（{rules.date.source}）"))
    if rules.gap:
        rows.append(("监控差距", "；".join(map(_gap_text, rules.gap))))
    if rules.milestone:
        low = (f"1~{each.month} 月 <{each.at_least:f}%（{each.source}）" for each in rules.milestone)
        rows.append(("监控执行率", f"低于下列数提示：{'；'.join(low)}"))
    return rows


def _gap_text(gap: Gap) -> str:
    light = f"亮{gap.light.value}灯并提示" if gap.light else "提示"
    return f"{gap.side.value}超过 {gap.over:f} 个百分点：{light}（{gap.source}）"


def _signs(comparators: tuple[Comparator, ...]) -> str:
    return "、".join(comparator.value for comparator in comparators)


def when_text(when: When) -> str:
    """``数值；≤、<；正``."""
    asked = (when.kind, when.comparator, when.sign, when.dimension, when.category, when.direction, when.name)
    parts = [
        "、".join(value if isinstance(value, str) else value.value for value in values)
        for values in asked
        if values is not None
    ]
    return "；".join(parts) or "全部"


def formula_text(segment: Segment) -> str:
    """The formula with its letters: ``W × A ÷ T``."""
    return segment.formula.text.format(W="W", T="T", A="A") if segment.formula else "人工"


def points_text(explanation: Explanation) -> str:
    """The points, or that they are open."""
    return "待定" if explanation.result is None else str(explanation.result)


def segments_json(curve: Curve) -> list[dict[str, Any]]:
    """A curve segment by segment, with the whole coefficients of (p + qA)/(r + sA)."""
    return [
        {
            "interval": str(s.interval),
            "formula": formula_text(s),
            "coefficients": [str(c) for c in s.formula[:4]] if s.formula else None,
            "band": str(s.band) if s.band else None,
            "says": s.says,
        }
        for s in curve.segments
    ]


def report_json(found: RulebookReport) -> dict[str, Any]:
    """What the static check found."""
    return {
        "clean": found.is_clean,
        "cases": found.cases,
        "curves": found.curves,
        "uncovered": [str(case) for case in found.uncovered],
        "unreachable": [rule.id for rule in found.unreachable],
        "bad_curves": [{"rule": b.rule.id, "target": str(b.target), "defect": str(b.defect)} for b in found.bad_curves],
    }


def comparison_json(one: Comparison) -> dict[str, Any]:
    """One assessment under two rulebooks."""
    return {
        "name": one.first.assessment.project.name,
        "totals": [_total(one.first), _total(one.second)],
        "grades": [one.first.grade, one.second.grade],
        "grade_flips": one.grade_flips,
        "changes": [
            {
                "name": c.name,
                "weight": plain(c.weight),
                "scores": [None if e.result is None else plain(e.result) for e in (c.first, c.second)],
                "rules": [c.first.rule_id, c.second.rule_id],
            }
            for c in one.changes
        ],
    }


def _total(score: ProjectScore) -> str | None:
    return None if score.total is None else plain(score.total)
