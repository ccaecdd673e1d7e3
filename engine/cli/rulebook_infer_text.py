"""An inference as text for people (反推结果)."""

from __future__ import annotations

from engine.cli.output import say, table
from indicators.scoring.inference.outcome import Inference
from indicators.scoring.inference.rounding import RoundingFit, all_named, named
from indicators.scoring.inference.sides import unseen_sides
from indicators.scoring.inference.standing import standings
from indicators.scoring.inference.unexplained import Unexplained

SHOWN = 30
"""Unexplained rows in full; --json has them all."""


def say_inference(inference: Inference) -> None:
    """Best candidate, rules, ranking, unexplained rows, what the data cannot decide."""
    _say_head(inference)
    _say_rules(inference)
    _say_ranking(inference)
    _say_unexplained(inference.unexplained)
    say("数据不能区分的")
    for number, one in enumerate(inference.undecided, 1):
        say(f"  {number}. {one.about}：{one.says}")
        say(f"     要能区分：{one.decides}")


def _say_head(inference: Inference) -> None:
    evidence, best = inference.evidence, inference.best
    say(f"反推评分办法：{'、'.join(evidence.files)}")
    say(
        f"  {inference.rows} 行指标解释了 {inference.explained_rows} 行，"
        f"{len(evidence.executions)} 个执行率得分解释了 {inference.explained_executions} 个；"
        f"得分的修约：{named(best.rounding)}"
    )
    totals = _agreeing("总分", inference.totals, "按印出的各行得分相加")
    say(f"  {totals}；{_agreeing('执行率', inference.rates, '重算')}")
    if best.reading is not None:
        say(f"  没有写计算符号的目标：{best.reading.said_of(evidence.bare)}")
    if inference.is_mostly_unexplained:
        say("  大半的得分不合任何一种规则，多半是人工给的分：下面的规则不能当作依据。")
    if inference.is_all_full:
        say("  印出的得分全部是满分：几乎哪种办法都符合，数据不能区分，只是按规定的次序取了第一种。")
    if better := inference.better_shipped:
        say(f"  随附的 {better.name} 解释得更多（{len(better.explained)} 个），可以直接用它。")
    say()


def _agreeing(what: str, fit: RoundingFit, how: str) -> str:
    return f"{fit.of} 个印出的{what}{how}，{fit.explained} 个相符" if fit.of else f"没有印出的{what}"


def _say_rules(inference: Inference) -> None:
    rows = [
        (
            str(fit.part),
            str(fit.clause) if fit.explained else "没有规则，交给人工",
            "、".join(side.value for side in unseen_sides(fit)),
            f"{len(fit.explained)}/{len(fit.part.items)}",
        )
        for fit in inference.best.fitted
    ]
    own = [item for item in inference.items if item.own is not None]
    if own:
        explained = sum(item.number in inference.best.explained for item in own)
        rows.append(("自带计分规则的行", "表上印的规则", "", f"{explained}/{len(own)}"))
    columns = [("哪些行", "left"), ("计分规则", "left"), ("没有印过、交给人工的", "left"), ("解释", "right")]
    table("最好的一种", columns, rows)


def _say_ranking(inference: Inference) -> None:
    of = inference.evidence.scores
    rows = []
    for number, one in enumerate(standings(inference.ranking), 1):
        best = one.candidate
        name = f"随附 {best.name}" if best.is_shipped else best.name
        near = "" if best.is_shipped else f"{best.distance}（{best.nearest}）"
        rows.append((str(number), name, all_named(one.roundings), f"{len(best.explained)}/{of}", str(best.rules), near))
    columns = [("名次", "right"), ("办法", "left"), ("修约", "left"), ("解释", "right"), ("规则数", "right")]
    table("排名（先比解释的得分，再比规则数，再比与随附办法的距离）", [*columns, ("距离（最近的）", "left")], rows)


def _say_unexplained(rows: tuple[Unexplained, ...]) -> None:
    if not rows:
        say("没有不能解释的行。")
        say()
        return
    shown = [
        (str(one.origin), one.target, one.achieved, one.weight, one.printed, _follows(one), _nearest(one))
        for one in rows[:SHOWN]
    ]
    heads = [("行", "left"), ("目标", "left"), ("实际", "left"), ("分值", "right"), ("印的得分", "right")]
    columns = [*heads, ("按最好的一种", "right"), ("最接近的", "left")]
    table(f"不能解释的 {len(rows)} 行", columns, shown)
    if len(rows) > SHOWN:
        say(f"  只列了前 {SHOWN} 行；全部见 --json。")
        say()


def _follows(one: Unexplained) -> str:
    return "人工" if one.follows is None else f"{one.follows:f}"


def _nearest(one: Unexplained) -> str:
    if one.why:
        return one.why
    return f"{one.nearest.name} → {one.nearest.score:f}" if one.nearest else "没有规则给得出分"
