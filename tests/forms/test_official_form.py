"""与公开的附表逐格对照（cell by cell as published）：期望的文字照抄公开件，不取自程序。

每一行是公开件的一行，格与格之间两个空格；合并到上面一行的格不写，空格写作「∅」。
"""

import pytest

from engine.forms.grid import Grid
from engine.forms.self_assessment_form import self_assessment_form
from engine.rulebooks import load_rulebook, shipped_texts
from indicators.scoring.rulebook import Inapplicable, Rulebook
from tests.forms.conftest import Published, Score

DEPARTMENT = """
部门名称  中共乌鲁木齐市委金融委员会办公室
部门资金(万元)  资金来源  年初预算数  全年预算数  全年执行数  分值权重  执行率  得分
年度总资金  1,612.98  655.95  655.95  10  100%  10
上级资金(万元)  0.00  0.00  0.00  -  -  -
本级资金(万元)  1,612.98  655.95  655.95  -  -  -
其他资金(万元)  0.00  0.00  0.00  -  -  -
年度总体目标  预期目标  实际完成目标
…
一级指标  二级指标  三级指标  预期指标值  指标值设定依据  实际完成指标值  分值权重  得分
履职效能  数量指标  企业上市调研指导活动  ≥4 场  2024 年工作计划  =4 场  30  30
组织金融机构现场服务活动  ≥4 次  2024 年工作计划  =4 次  30  30
组织开展专题培训活动  ≥2 次  2024 年工作计划  =2 次  30  30
"""

TRAINING = """
项目名称  2024 年计划重点举办培训班次
主管部门  中共乌鲁木齐市委金融委员会办公室  实施单位  中共乌鲁木齐市委金融委员会办公室
项目资金 (万元)  ∅  年初预算数  全年预算数  全年执行数  分值  执行率  得分
年度资金总额  24.40  24.40  24.40  10  100.00%  10.00 分
其中：当年财政拨款  24.40  24.40  24.40  —  —  —
其他资金  0.00  0.00  0.00  —  —  —
年度总体目标  预期目标  实际完成情况
…
∅  一级指标  二级指标  三级指标  年度指标值  实际完成值  分值  得分  偏差原因分析及改进措施
年度绩效指标完成情况  产出指标  数量指标  培训主题数量  ≥1 个  =1 个  10  10  ∅
开展培训期数  ≥1 期  =1 期  10  10  ∅
参与培训人数  ≥50 人  =50 人  10  10  ∅
质量指标  培训覆盖率  =100%  =100%  10  10  ∅
时效指标  培训计划开始时间  =2024 年 10 月  =2024 年 10 月  10  10  ∅
效益指标  社会效益指标  提升我市金融人才队伍的整体素质  提升  完全达到预期目标  20  20  ∅
加强金融与经济的深度融合  加强  完全达到预期目标  20  20  ∅
总分  100  100.00 分  ∅
"""

# 以下只列指标行和钱；表头与上面相同。偏差原因示例里已缩写，所以不对（写作「…」）。
CAIJINGBAN = """
年度资金总额  23.70  21.29  21.29  10  100.00%  10.00 分
其中：当年财政拨款  23.70  21.29  21.29  —  —  —
年度绩效指标完成情况  产出指标  数量指标  企业上市培训人数  =600 人次  =610 人次  10  10  …
走访调研各类机构家数  >=20 家  =28 家  20  20  …
质量指标  相关工作检查覆盖率  =100%  =100%  10  10  ∅
成本指标  经济成本指标  差旅费  ≤6 万元  =6 万元  4  4  ∅
办公费  ≤7.42 万元  =7.42 万元  4  4  ∅
培训费  ≤1.38 万元  =1.38 万元  4  4  ∅
委托业务费  ≤4.50 万元  =4.5 万元  4  4  ∅
奖励经费  ≤2 万元  =2 万元  4  4  ∅
效益指标  社会效益指标  改善金融市场环境，有效处罚非法集资事件  有效改善  完全达到预期目标  20  20  ∅
满意度指标  满意度指标  金融机构满意度  ≥95%  =100%  10  10  …
总分  100  100.00 分  ∅
"""

CADRES = """
项目名称  财经办忠诚干净担当好班子（上年结转资金）
年度资金总额  97.83  0.38  0.38  10  100.00%  10.00 分
其中：当年财政拨款  0.00  0.00  0.00  —  —  —
其他资金  97.83  0.38  0.38  —  —  —
年度绩效指标完成情况  产出指标  数量指标  组织开展活动次数  >=1 次  =2 次  10  10  …
参与活动人数  >=26 人  =37 人  10  10  …
质量指标  开展活动人员出勤率  >=98%  =100%  10  10  …
时效指标  开展活动截止时间  <=2024 年 12 月  =2024 年 12 月  10  10  ∅
效益指标  社会效益指标  强化领导班子建设，推动高质量发展  有效推动  完全达到预期目标  20  20  ∅
总分  100  100.00 分  ∅
"""

SUPERVISION = """
项目名称  金融监管工作经费
年度资金总额  51.60  51.60  48.29  10  93.59%  9.36 分
其中：当年财政拨款  51.60  51.60  48.29  —  —  —
其他资金  0.00  0.00  0.00  —  —  —
年度绩效指标完成情况  产出指标  数量指标  出具专项检查报告  >=20 份  =28 份  15  15  …
合作律所数量  >=1 家  =1 家  15  15  ∅
质量指标  现场检查覆盖率  =100%  =100%  10  10  ∅
成本指标  经济成本指标  开展现场实质性审查  <=30 万元  =30 万元  5  5  ∅
对相关文件合法性审核  ≤10 万元  =10 万元  5  5  ∅
租用车辆  ≤10 万元  =8.29 万元  5  4.14  …
开展现场检查  ≤1.60 万元  =0 万元  5  0  …
效益指标  社会效益指标  提高小额贷款公司和融资担保平台的服务质量  有效提高  完全达到预期目标  30  30  ∅
总分  100  93.50 分  ∅
"""

PLATFORM = """
年度资金总额  78.00  78.00  78.00  10  100.00%  10.00 分
年度绩效指标完成情况  产出指标  数量指标  平台纳入监测企业数  ≥3 万家  =3.14 万家  10  10  …
平台操作指导维护  ≥30 次  =30 次  10  10  ∅
筛查风险企业数  ≥50 家  =82 家  10  10  …
覆盖区域  >=6 个  =10 个  10  10  …
质量指标  平台监测企业覆盖率  =100%  =100%  5  5  ∅
平台稳定性  =100%  =100%  5  5  ∅
效益指标  社会效益指标  保障用户数据的安全性和隐私性。  有效保障  达成预期指标  40  40  ∅
总分  100  100.00 分  ∅
"""

TABLES = {"00": DEPARTMENT, "01": TRAINING, "02": CAIJINGBAN, "03": CADRES, "04": SUPERVISION, "05": PLATFORM}
LINES = [(number, line) for number, table in TABLES.items() for line in table.strip().splitlines() if line != "…"]


def rows_of(grid: Grid) -> list[list[str]]:
    return [[cell.text or "∅" for cell in row] for row in grid.rows]


@pytest.mark.parametrize(("number", "line"), LINES)
def test_a_line_of_the_published_form(published: Published, number: str, line: str):
    *texts, last = line.split("  ")
    rows = rows_of(self_assessment_form(published[number]))
    if last == "…":  # the office's own sentence stands here, whatever it says
        assert any(row[:-1] == texts and row[-1] != "∅" for row in rows)
    else:
        assert [*texts, last] in rows


@pytest.mark.parametrize("number", ["00", "01"])
def test_the_lines_of_the_form_stand_in_its_order_and_there_are_no_others(published: Published, number: str):
    rows = rows_of(self_assessment_form(published[number]))
    lines = TABLES[number].strip().splitlines()
    assert len(rows) == len(lines)
    assert [row for row, line in zip(rows, lines, strict=True) if line != "…"] == [
        line.split("  ") for line in lines if line != "…"
    ]


def test_titles(published: Published):
    titles = [(grid.title, grid.subtitle) for grid in map(self_assessment_form, published.values())]
    assert titles == [("部门整体支出绩效自评表", "(2024 年度)"), *[("项目支出绩效自评表", "(2024 年度)")] * 5]


def test_the_department_form_has_no_total(published: Published):
    assert not any("总分" in cell.text for cell in self_assessment_form(published["00"]).cells)


def test_merged_cells_are_where_the_form_has_them(published: Published):
    spans = {cell.text: (cell.row_span, cell.column_span) for cell in self_assessment_form(published["04"]).cells}
    assert spans["金融监管工作经费"] == (1, 8)
    assert spans["项目资金 (万元)"] == (4, 1)
    assert spans["年度总体目标"] == (2, 1)
    assert spans["预期目标"] == (1, 3)
    assert spans["实际完成情况"] == (1, 5)
    assert spans["年度绩效指标完成情况"] == (8, 1)
    assert spans["经济成本指标"] == (4, 1)
    assert spans["总分"] == (1, 6)


def test_the_note_names_the_rulebook_and_its_hash(published: Published):
    rulebook = published["04"].rulebook
    note = self_assessment_form(published["04"]).note
    assert rulebook.id in note
    assert rulebook.hash in note


# ---------------------------------------------------------------- what the published forms do not show


def test_an_open_row_and_its_total_print_no_guess(score: Score):
    # 8.29 → 11 万元：超过目标，公开表没有出现过，须由人工评分
    rows = rows_of(self_assessment_form(score({"target": "≤10 万元", "achieved": "=11 万元"})))
    assert rows[-2][-2] == "待定"
    assert rows[-1] == ["总分", "100", "待定", "∅"]


def test_no_achievement_is_an_empty_cell(score: Score):
    rows = rows_of(self_assessment_form(score({"achieved": None})))
    assert rows[-2][-5:] == ["≥20 份", "∅", "90", "待定", "∅"]


def test_why_a_row_does_not_apply_stands_with_the_deviation(score: Score):
    rows = rows_of(self_assessment_form(score({"not_applicable": "当年未开展", "deviation_analysis": "政策调整"})))
    assert rows[-2][-2:] == ["0", "不适用：当年未开展\n政策调整"]


def test_without_budget_there_is_no_rate_and_no_score(score: Score):
    nothing = {"original_budget": 0, "revised_budget": 0, "outturn": 0}
    rows = rows_of(self_assessment_form(score({}, funding=nothing)))
    assert rows[3] == ["年度资金总额", "0.00", "0.00", "0.00", "10", "—", "待定"]


def test_parts_the_office_did_not_give_stay_blank_and_others_are_added(score: Score):
    one = {"original_budget": 1, "revised_budget": 1, "outturn": 1}
    rows = rows_of(self_assessment_form(score({}, funding={"carry_over": one})))
    assert rows[4] == ["其中：当年财政拨款", "∅", "∅", "∅", "—", "—", "—"]
    assert rows[5] == ["上年结转资金", "1.00", "1.00", "1.00", "—", "—", "—"]
    assert rows[6] == ["其他资金", "∅", "∅", "∅", "—", "—", "—"]


@pytest.mark.parametrize("form", ["项目支出", "部门整体支出"])
@pytest.mark.parametrize("rulebook_id", sorted(shipped_texts()))
def test_every_rulebook_fits_both_forms(score: Score, rulebook_id: str, form: str):
    rulebook = load_rulebook(rulebook_id)
    assert isinstance(rulebook, Rulebook)
    scored = score({}, rulebook=rulebook, project={"form": form})
    execution = rows_of(self_assessment_form(scored))[3 if form == "项目支出" else 2]
    # 评分办法不给执行率分值时，分值和得分是「—」或「-」，执行率照印
    assert (execution[-1] in ("—", "-")) == (scored.execution is None)
    assert execution[-2].startswith("93.")  # 48.29 ÷ 51.60


def test_rows_left_out_of_the_total_are_said_to_be(score: Score, urumqi: Rulebook):
    rescaled = urumqi.model_copy(update={"inapplicable": Inapplicable.RESCALED})
    rows = rows_of(self_assessment_form(score({"not_applicable": "当年未开展"}, rulebook=rescaled)))
    assert rows[-2][-2:] == ["不适用", "不适用：当年未开展"]


def test_the_department_form_leaves_an_open_rate_open(score: Score):
    nothing = {"original_budget": 0, "revised_budget": 0, "outturn": 0}
    rows = rows_of(self_assessment_form(score({}, funding=nothing, project={"form": "部门整体支出"})))
    assert rows[2] == ["年度总资金", "0.00", "0.00", "0.00", "10", "-", "待定"]
