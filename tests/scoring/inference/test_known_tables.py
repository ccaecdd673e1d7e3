"""What inference makes of rows a person can follow; every figure is derived beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.audit.inference import evidence_of
from engine.examples import example_folder
from engine.intake.disclosure.read import read_disclosure
from engine.intake.disclosure.tables import Disclosure
from indicators.problems import Problem
from indicators.scoring.inference.evidence import Evidence, Origin
from indicators.scoring.inference.outcome import Inference, infer
from indicators.scoring.inference.rounding import named
from indicators.scoring.inference.sides import written_clause
from indicators.scoring.inference.standing import standings
from indicators.scoring.inference.undecided import tied_roundings
from indicators.scoring.inference.writing import inferred_rulebook, inferred_toml
from indicators.scoring.score import score_indicator
from tests.scoring.inference.evidence_of_text import books, clauses, evidence, inferred, row
from tests.scoring.inference.test_laws import agrees_with_its_file


@pytest.fixture(scope="module")
def published() -> Inference:
    """The figures of the published document."""
    disclosure = read_disclosure(example_folder() / "disclosure.txt")
    assert isinstance(disclosure, Disclosure)
    return inferred(evidence_of([disclosure]))


def test_everything_published_is_explained(published: Inference) -> None:
    """42 rows = 3 + 7 + 10 + 7 + 8 + 7; six tables with an execution rate; 总分 in five, the department's has none."""
    assert (published.explained_rows, published.rows) == (42, 42)
    assert (published.explained_executions, len(published.evidence.executions)) == (6, 6)
    assert (published.totals.explained, published.totals.of) == (5, 5)
    assert (published.rates.explained, published.rates.of) == (6, 6)
    assert published.unexplained == ()
    agrees_with_its_file(published)


def test_only_half_even_and_half_down_fit_what_is_published(published: Inference) -> None:
    """5 × 8.29 ÷ 10 = 4.145 is printed 4.14: not half-up, 4.15. 48.29 ÷ 51.60 × 10 = 9.358… is 9.36: not cut, 9.35."""
    tied = tied_roundings(published.best, published.ranking)
    assert [named(step) for step in tied] == ["2 位四舍六入五成双", "2 位五舍六入"]
    says = next(one.says for one in published.undecided if one.about == "得分的修约")
    assert "四舍五入会把 4.145 印成 4.15" in says
    assert "截尾会把 9.3585… 印成 9.35" in says


def test_the_clauses_of_the_published_document(published: Inference) -> None:
    assert clauses(published) == {
        "≥、> 的行": "按比例得分",
        "= 的行": "按比例得分",  # =600 → 610 is full: neither 按偏差率 nor 达标, for 610 is not 600
        "≤、< 的行": "按比例得分",  # ≤10 → 8.29 is met and still 4.14
        "日期目标的行": "达标得满分，否则须人工评分",
        "定性目标的行": "达标得满分，否则须人工评分",
        "预算执行率": "按比例得分",
    }


def test_by_proportion_and_by_deviation_agree_on_every_published_ceiling(published: Inference) -> None:
    """For A ≤ T both are W·A/T: 5 × 8.29 ÷ 10 and 5 × (1 - 1.71 ÷ 10) are 4.145. Only an overspent row would tell."""
    ceiling = next(fit for fit in published.best.fitted if str(fit.part) == "≤、< 的行")
    assert [str(one) for one in ceiling.rivals] == ["按偏差率得分"]
    assert str(written_clause(ceiling)) == "按比例得分，完成率>100% 须人工评分"
    (one,) = [one for one in published.undecided if one.about == "≤、< 的行"]
    assert "没有实际值超过目标的行" in one.says
    # 差旅费 ≤6 万元, weight 4; 7.2 is 20 % over: by proportion min(1, 1.2) × 4 = 4, by deviation (1 - 0.2) × 4 = 3.2.
    assert "实际 7.2 万元、分值 4：「按比例得分」得 4，「按偏差率得分」得 3.2" in one.decides


def test_what_never_occurs_in_the_published_document_is_said(published: Inference) -> None:
    said = {one.about: one.says for one in published.undecided}
    assert "部分达成、未达成" in said["定性目标的行"]
    assert "逾期" in said["日期目标的行"]
    assert "没有实际值低于目标的行" in said["≥、> 的行"]


def test_the_ranking_says_what_shipped_rulebooks_explain(published: Inference) -> None:
    """vendor-reverse pays ≤ rows in full: of 48 it misses 4.14 and 0."""
    ranked = {one.candidate.name: len(one.candidate.explained) for one in standings(published.ranking)}
    assert (ranked["逐类反推"], ranked["urumqi-2024"], ranked["vendor-reverse"]) == (48, 48, 46)
    assert published.better_shipped is None
    # Both explain all 48; two sentences are fewer than the five rules of the shipped one.
    assert list(ranked)[:2] == ["逐类反推", "urumqi-2024"]


@pytest.mark.parametrize(
    ("target", "achieved"),
    [
        ("≥20 份", "=10 份"),  # no ≥ row fell short
        ("=600 人次", "=300 人次"),
        ("≤10 万元", "=12 万元"),  # none was overspent
        ("≤2024 年 10 月", "=2024 年 11 月"),
        ("有效改善", "部分达成预期指标并具有一定效果"),
        ("80%~90%", "=85%"),  # no range at all
        ("≤0 起", "=0 起"),
    ],
)
def test_what_was_never_printed_goes_to_a_person_in_the_file(published: Inference, target: str, achieved: str) -> None:
    book = inferred_rulebook(published, "反推")
    assert score_indicator(row(1, "产出指标", target, achieved, "10", "0").indicator, book).score is None


def test_full_marks_everywhere_decide_nothing() -> None:
    inference = inferred("产出指标 | ≥20 份 | =20 份 | 10 | 10\n成本指标 | ≤5 万元 | =5 万元 | 20 | 20")
    assert inference.is_all_full
    assert set(clauses(inference).values()) == {"按比例得分"}  # the first in the stated order
    # Nothing lies below or above a target, so both sides go to a person.
    assert {str(written_clause(fit)) for fit in inference.best.fitted} == {
        "按比例得分，完成率<100% 须人工评分，完成率>100% 须人工评分"
    }
    assert len(tied_roundings(inference.best, inference.ranking)) == 12  # four ways, to 2, 1 or 0 places


def test_scores_set_by_hand_stay_unexplained_and_the_nearest_is_named() -> None:
    """A fifth is printed as 6, four fifths as 3, a half as 9: no clause falls and rises like that."""
    inference = inferred(
        "产出指标 | ≥10 次 | =2 次 | 10 | 6\n产出指标 | ≥10 次 | =8 次 | 10 | 3\n产出指标 | ≥10 次 | =5 次 | 10 | 9"
    )
    assert inference.is_mostly_unexplained
    assert len(inference.unexplained) == 3
    assert [str(written_clause(fit)) for fit in inference.best.fitted] == ["须人工评分"]
    agrees_with_its_file(inference)
    first = inference.unexplained[0]
    # 10 × 2 ÷ 10 = 2 by proportion or deviation, 0 by 达标 and under either floor: of these 2 is nearest to 6.
    assert first.nearest is not None
    assert str(first.nearest.score) == "2.00"


def test_cost_rows_may_have_a_clause_of_their_own() -> None:
    """≤ cost rows by proportion (10 × 4 ÷ 5 = 8), other ≤ rows in full when met: one clause cannot explain both."""
    inference = inferred(
        "成本指标 | ≤5 万元 | =4 万元 | 10 | 8\n成本指标 | ≤8 万元 | =2 万元 | 10 | 2.5\n"
        "产出指标 | ≤5 起 | =4 起 | 10 | 10\n产出指标 | ≤9 起 | =3 起 | 10 | 10"
    )
    assert clauses(inference) == {"成本指标中≤、< 的行": "按比例得分", "≤、< 的行": "达标得满分，否则不得分"}
    assert len(inference.best.explained) == 4
    agrees_with_its_file(inference)


def test_a_target_without_a_sign_is_read_as_explains_most() -> None:
    """Cost 80 of 100 in full is a ceiling that was kept; 50 of 100 as half is a floor that was missed."""
    inference = inferred(
        "成本指标 | 100 元 | 80 元 | 10 | 10\n产出指标 | 100 份 | 50 份 | 10 | 5\n产出指标 | ≤4 起 | 2 起 | 10 | 10"
    )
    assert len(inference.best.explained) == 3
    assert inference.best.reading is not None
    assert inference.best.reading.said_of(inference.evidence.bare) == "成本指标当作「≤」，其他指标当作「≥」"
    agrees_with_its_file(inference)


def test_grades_below_achieved_choose_the_bands() -> None:
    """部分达成 as half: the bands 80~50, whose lowest is the default, and not 80~60."""
    inference = inferred(
        "效益指标 | 有效改善 | 达成预期指标 | 20 | 20\n效益指标 | 有效提升 | 部分达成预期指标并具有一定效果 | 20 | 10"
    )
    assert "部分达成 80%~50%" in clauses(inference)["定性目标的行"]


def test_a_row_with_its_own_printed_rule_is_held_against_that() -> None:
    """18 of 20 is 2 short: 每少 1 次扣 2 分 leaves 6 of 10; 按比例 would give 9."""
    inference = inferred("产出指标 | ≥20 次 | =18 次 | 10 | 6 | 每少 1 次扣 2 分\n产出指标 | ≥10 次 | =5 次 | 10 | 5")
    assert len(inference.best.explained) == 2
    agrees_with_its_file(inference)


@pytest.mark.parametrize(
    ("printed", "treated"), [("10", "满分"), ("0", "不得分"), ("4", "须人工评分")], ids=["full", "nothing", "between"]
)
def test_nothing_spent_of_no_budget(printed: str, treated: str) -> None:
    text = f"执行 | 50 | 40 | 10 | 8 | 80\n执行 | 0 | 0 | 10 | {printed}"
    assert f'zero_budget = "{treated}"' in inferred_toml(inferred(text), "反推")


def test_names_that_no_file_may_hold_break_nothing() -> None:
    """Names come from files of strangers: quotes, line breaks and control characters among them."""
    text = "产出指标 | ≥20 份 | =28 份 | 10 | 10\n产出指标 | ≥20 份 | =7 份 | 7.31 | 2.56"
    whole = evidence(text)  # 7.31 × 7 ÷ 20 = 2.5585, which only rounds to 2.56: the row that excludes 截尾 is named
    name = 'a"\x01\x7f\n[rule]\\'
    rows = tuple(replace(one, origin=Origin(name, name, name)) for one in whole.rows)
    agrees_with_its_file(inferred(replace(whole, files=(name,), rows=rows)))


def test_an_execution_weight_that_could_not_be_printed_gives_no_unsound_file() -> None:
    """10.5 points cannot be printed without decimals, which is how the rows are printed: 10 × 7 ÷ 16 = 4.375 as 4."""
    inference = inferred(
        "产出指标 | ≥16 份 | =7 份 | 10 | 4\n产出指标 | ≥16 份 | =5 份 | 10 | 3\n执行 | 60 | 50 | 10.5 | 1"
    )
    assert inference.best.rounding.places == 0
    agrees_with_its_file(inference)


def test_a_special_case_must_explain_two_rows() -> None:
    """One satisfaction row at 98 % of 98 % as 19.6 of 20 explains only itself; two of them make a rule."""
    one = (
        "满意度指标 | ≥98% | =98% | 20 | 19.6\n产出指标 | ≥10 份 | =5 份 | 10 | 5\n产出指标 | ≥10 份 | =12 份 | 10 | 10"
    )
    assert list(clauses(inferred(one)).values()) == ["按比例得分"]
    two = f"{one}\n满意度指标 | ≥95% | =95% | 10 | 9.5"
    assert clauses(inferred(two)) == {"满意度指标中≥、> 的行": "按实际百分比得分", "≥、> 的行": "按比例得分"}


def test_without_scores_there_is_nothing_to_infer() -> None:
    problem = infer(Evidence(("目标表.txt",), (), (), (), ()), books())
    assert isinstance(problem, Problem)
    assert problem.code == "nothing-to-infer"
