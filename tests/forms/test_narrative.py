"""十一、预算绩效的情况说明：第一句照公开件。"""

from decimal import localcontext
from fractions import Fraction

from engine.forms.narrative import performance_narrative, table_totals
from indicators.vocabulary.forms import Form
from tests.forms.conftest import Published, Score

# 公开件的第一句，一字不差
FIRST_SENTENCE = (
    "根据预算绩效管理要求，本部门 2024 年度预算绩效管理形成整体支出绩效自评表 1 个，全年预算总额 655.95 万元，"
    "实际执行总额 655.95 万元；预算绩效评价项目 5 个，全年预算数 175.67 万元，全年执行数 172.36 万元。"
)


def test_the_first_sentence_is_the_published_one(published: Published):
    narrative = performance_narrative([score.assessment for score in published.values()])
    assert narrative.heading == "十一、预算绩效的情况说明"
    assert narrative.paragraphs[0] == FIRST_SENTENCE


def test_totals_are_exact_in_any_decimal_context(published: Published):
    # 24.40 + 21.29 + 0.38 + 51.60 + 78.00 = 175.67；24.40 + 21.29 + 0.38 + 48.29 + 78.00 = 172.36
    with localcontext() as context:
        context.prec = 2
        totals = table_totals([score.assessment for score in published.values()], Form.PROJECT)
    assert (totals.tables, totals.revised_budget, totals.outturn) == (5, Fraction(17567, 100), Fraction(17236, 100))


def test_the_office_says_what_was_gained_and_we_do_not(published: Published):
    assessments = [score.assessment for score in published.values()]
    ours = performance_narrative(assessments).text
    assert not any(word in ours for word in ("成效", "问题", "改进"))
    told = performance_narrative(assessments, ["取得的成效：一是……", "发现的问题：……"])
    assert told.paragraphs[1:3] == ("取得的成效：一是……", "发现的问题：……")


def test_without_a_whole_table_only_projects_are_named(score: Score):
    text = performance_narrative([score({}).assessment]).text
    assert "整体支出" not in text
    # DOCUMENT：51.60 / 48.29
    assert "预算绩效评价项目 1 个，全年预算数 51.60 万元，全年执行数 48.29 万元。" in text
