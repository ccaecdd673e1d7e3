"""One grammar for all forms: each is drawn with its merged cells, what it says is written beside it by hand."""

from __future__ import annotations

import pytest

from engine.intake.disclosure.tables import TableKind
from tests.intake.disclosure.drawing import SMALL, THIRTEEN, money, only, read, rows
from tests.intake.disclosure.truth import text


def test_the_official_form_with_thirteen_fine_columns():
    table = only(THIRTEEN)
    assert (table.kind, table.fiscal_year, table.label) == (TableKind.PROJECT, 2023, "农村公路养护")
    assert (text(table.supervising_department), text(table.implementing_unit)) == ("县交通运输局", "县公路所")
    assert money(table) == [
        "年度资金总额/120/110/99/10/90%/9",
        "其中：当年财政拨款/120/110/99/—/—/—",
        "上年结转资金/0/0/0/—/—/—",
    ]
    assert text(table.objective_planned) == "1.养护公路 50 公里。\n2.群众满意。"
    assert text(table.objective_achieved) == "养护公路45 公里。"  # the break is in mid-sentence
    assert rows(table) == [
        "产出指标/数量指标/养护里程/≥50公里/45公里/30/27",
        "产出指标/质量指标/验收合格率/≥95%/96%/20/20",
        "效益指标/社会效益指标/方便出行/有效/达成/30/30",
        "满意度指标/服务对象满意度指标/群众满意度/≥90%/92%/10/10",
    ]
    assert [text(row.deviation_analysis) for row in table.indicators] == ["雨季停工", "", "", ""]
    assert (text(table.total_weight), text(table.total_score)) == ("100", "96")
    assert table.is_scored
    assert not table.doubts


def test_a_form_that_only_plans_has_no_achievement_and_no_score():
    table = only(
        "项目支出绩效目标申报表",
        "（2024年度）",
        """
        项目名称 | 校舍维修 | < | < | <
        主管部门 | 市教育局 | < | 实施单位 | 第三中学
        项目资金（万元） | 年度资金总额： | < | 80.5 | <
        ^ | 其中：财政拨款 | < | 80 | <
        ^ | 其他资金 | < | 0.5 | <
        年度目标 | 维修校舍两栋，消除隐患。 | < | < | <
        绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
        ^ | 产出指标 | 数量指标 | 维修校舍数 | =2栋
        ^ | ^ | 时效指标 | 完工时间 | 2024年8月
        ^ | 满意度指标 | 服务对象满意度指标 | 师生满意度 | ≥90%
        """,
    )
    assert (table.kind, table.fiscal_year, table.is_scored) == (TableKind.DECLARATION, 2024, False)
    assert money(table) == ["年度资金总额：/80.5/∅/∅/∅/∅/∅", "其中：财政拨款/80/∅/∅/∅/∅/∅", "其他资金/0.5/∅/∅/∅/∅/∅"]
    assert (text(table.objective_planned), table.objective_achieved) == ("维修校舍两栋，消除隐患。", None)
    assert rows(table) == [
        "产出指标/数量指标/维修校舍数/=2栋/∅/∅/∅",
        "产出指标/时效指标/完工时间/2024年8月/∅/∅/∅",
        "满意度指标/服务对象满意度指标/师生满意度/≥90%/∅/∅/∅",
    ]
    assert (table.total_weight, table.total_score) == (None, None)
    assert not table.doubts


def test_a_transfer_has_no_points_and_funds_of_three_tiers():
    table = only(
        """
        中央对地方转移支付区域绩效自评表 | < | < | < | < | <
        （2022年度） | < | < | < | < | <
        转移支付名称 | < | 林业草原生态保护恢复资金 | < | < | <
        中央主管部门 | < | 国家林草局 | < | < | <
        地方主管部门 | < | 省林业局 | < | 资金使用单位 | 各县区
        资金投入情况（万元） | < | | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A×100%）
        ^ | ^ | 年度资金总额： | 500 | 450 | 90%
        ^ | ^ | 其中：中央财政资金 | 400 | 360 | 90%
        ^ | ^ | 地方资金 | 100 | 90 | 90%
        ^ | ^ | 其他资金 | 0 | 0 | 0
        总体目标完成情况 | 总体目标 | < | < | 全年实际完成情况 | <
        ^ | 造林一万亩。 | < | < | 造林九千亩。 | <
        绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值
        ^ | 产出指标 | 数量指标 | 造林面积 | ≥10000亩 | 9000亩
        ^ | ^ | 质量指标 | 造林合格率 | ≥85% | 88%
        ^ | 效益指标 | 生态效益指标 | 水土流失 | 减少 | 减少
        说明 | 无 | < | < | < | <
        """
    )
    assert (table.kind, table.fiscal_year, table.is_scored) == (TableKind.TRANSFER, 2022, False)
    assert table.label == "林业草原生态保护恢复资金"
    assert (text(table.supervising_department), text(table.implementing_unit)) == ("国家林草局", "各县区")
    assert money(table) == [
        "年度资金总额：/∅/500/450/∅/90%/∅",
        "其中：中央财政资金/∅/400/360/∅/90%/∅",
        "地方资金/∅/100/90/∅/90%/∅",
        "其他资金/∅/0/0/∅/0/∅",
    ]
    assert (text(table.objective_planned), text(table.objective_achieved)) == ("造林一万亩。", "造林九千亩。")
    assert rows(table) == [
        "产出指标/数量指标/造林面积/≥10000亩/9000亩/∅/∅",
        "产出指标/质量指标/造林合格率/≥85%/88%/∅/∅",
        "效益指标/生态效益指标/水土流失/减少/减少/∅/∅",
    ]
    assert not table.doubts


def test_a_department_s_own_form_with_input_process_output_effect_and_a_column_of_rules():
    table = only(
        "2023年度部门整体支出绩效自评表",
        """
        部门（单位）名称 | 县档案馆 | < | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 评分标准 | 目标值 | 实际值 | 分值 | 自评得分
        投入 | 预算配置 | 在职人员控制率 | ≤100%得满分，每超 1 个百分点扣 0.5 分 | ≤100% | 98% | 5 | 5
        过程 | 预算执行 | 预算调整率 | 0 得满分 | 0 | 12% | 5 | 3
        ^ | 预算管理 | 管理制度健全性 | 制度齐全得满分 | 健全 | 健全 | 10 | 10
        产出 | 职责履行 | 接收档案 | 按比例 | ≥3000卷 | 3300卷 | 50 | 50
        效果 | 履职效益 | 查档群众满意度 | 按比例 | ≥90% | 95% | 30 | 30
        合计 | < | < | < | < | < | 100 | 98
        """.replace("县档案馆 | < | < | < | < | <", "县档案馆 | < | < | < | < | < | <"),
    )
    assert (table.kind, table.fiscal_year, table.label) == (TableKind.DEPARTMENT, 2023, "县档案馆")
    assert rows(table) == [
        "投入/预算配置/在职人员控制率/≤100%/98%/5/5",
        "过程/预算执行/预算调整率/0/12%/5/3",
        "过程/预算管理/管理制度健全性/健全/健全/10/10",
        "产出/职责履行/接收档案/≥3000卷/3300卷/50/50",
        "效果/履职效益/查档群众满意度/≥90%/95%/30/30",
    ]
    assert [text(row.scoring_rule) for row in table.indicators][1:3] == ["0 得满分", "制度齐全得满分"]
    assert (text(table.total_weight), text(table.total_score)) == ("100", "98")
    assert not table.doubts


def test_amounts_without_columns_in_the_money_block_are_a_doubt_not_a_loss():
    table = only(
        "2023年度部门整体支出绩效自评表",
        """
        省级预算部门名称 | 省统计局 | < | < | < | < | < | <
        年度预算申请（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
        ^ | 年度资金总额 | 500 | 480 | 470 | 10 | 97.92% | 9.79
        ^ | 按收入性质分： | < | < | 按支出性质分： | < | < | <
        ^ | 其中：一般公共预算：480 | < | < | 其中：基本支出：300 | < | < | <
        ^ | 政府性基金拨款：0 | < | < | 项目支出：180 | < | < | <
        年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
        ^ | 完成经济普查。 | < | < | 已完成。 | < | < | <
        绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        ^ | 产出指标（90分） | 数量指标 | 普查户数 | 100户 | 110户 | 90 | 90
        总分 | < | < | < | < | < | 100 | 99.79
        填表人：张三 | < | < | < | 填报日期：2024.3.1 | < | < | 联系电话：123
        """,
    )
    assert table.label == "省统计局"
    assert money(table) == ["年度资金总额/500/480/470/10/97.92%/9.79"]
    assert rows(table) == ["产出指标（90分）/数量指标/普查户数/100户/110户/90/90"]
    (doubt,) = table.doubts
    assert (doubt.code, doubt.place.row) == ("money-part-unread", 5)


def test_columns_in_another_order_with_score_before_target_and_last_year_s_value():
    table = only(
        "项目支出绩效自评结果表",
        """
        项目名称 | 图书采购 | < | < | < | < | < | < | <
        三级指标 | 分值 | 得分 | 上年完成值 | 年度指标值 | 实际完成值 | 一级指标 | 二级指标 | 未完成原因
        购书册数 | 60 | 48 | 900册 | ≥1000册 | 800册 | 产出指标 | 数量指标 | 供货迟
        读者满意度 | 40 | 40 | 88% | ≥85% | 90% | 满意度指标 | 服务对象满意度指标 |
        总分 | 100 | 88 | | | | | |
        """,
    )
    assert rows(table) == [
        "产出指标/数量指标/购书册数/≥1000册/800册/60/48",
        "满意度指标/服务对象满意度指标/读者满意度/≥85%/90%/40/40",
    ]
    assert [text(row.previous_achieved) for row in table.indicators] == ["900册", "88%"]
    assert (text(table.total_weight), text(table.total_score)) == ("100", "88")
    assert not table.doubts


SIGNED = """
项目名称 | 监管经费 | < | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | {heads} | 实际完成值 | 分值 | 得分 | 备注
产出指标 | 数量指标 | 检查报告 | {report} | 28 | 50 | 50 |
^ | 质量指标 | 覆盖率 | {rate} | 100 | 30 | 30 | 全市
效益指标 | 社会效益指标 | 服务质量 | {words} | 达成 | 20 | 20 |
总分 | < | < | < | < | < | < | 100 | 100 |
"""


@pytest.mark.parametrize(
    ("heads", "report", "rate", "words"),
    [
        ("运算符号 | 指标值 | 计量单位", "≥ | 20 | 份", "＝ | 100 | %", "定性 | 优 |"),
        ("指标值 | 单位 | 计算符号", "20 | 份 | >=", "100 | % | =", "优 | | 定性"),
    ],
)
def test_sign_number_and_unit_in_columns_of_their_own_become_one_target(heads, report, rate, words):
    table = only("项目支出绩效自评表", SIGNED.format(heads=heads, report=report, rate=rate, words=words))
    assert [text(row.target) for row in table.indicators] == ["≥20 份", "=100%", "优"]
    heading = "运算符号" if heads.startswith("运算") else "计算符号"
    assert [[(name, cell.text) for name, cell in row.others] for row in table.indicators] == [
        [],
        [("备注", "全市")],
        [(heading, "定性")],
    ]
    assert not table.doubts


def test_sign_number_and_unit_under_one_heading_of_two_rows():
    table = only(
        "项目支出绩效自评表",
        """
        项目名称 | 监管经费 | < | < | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | < | 实际完成值 | 分值 | 得分
        ^ | ^ | ^ | 符号 | 值 | 单位 | ^ | ^ | ^
        产出指标 | 数量指标 | 检查报告 | ≥ | 20 | 份 | 28份 | 60 | 60
        效益指标 | 社会效益指标 | 违规下降 | ≤ | 5 | 起 | 3起 | 40 | 40
        """.replace("监管经费 | < | < | < | < | < | <", "监管经费 | < | < | < | < | < | < | <"),
    )
    assert rows(table) == [
        "产出指标/数量指标/检查报告/≥20 份/28份/60/60",
        "效益指标/社会效益指标/违规下降/≤5 起/3起/40/40",
    ]
    assert not table.doubts


def test_the_reviewer_s_score_stands_beside_the_department_s_own():
    table = only(
        "项目支出绩效自评表",
        """
        项目名称 | 扶贫贷款贴息 | < | < | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值 | 实际值 | 权重 | 自评分 | 复核分
        产出指标 | 数量指标 | 贴息户数 | ≥100户 | 100户 | 60 | 60 | 50.5
        效益指标 | 社会效益指标 | 脱贫成效 | 巩固 | 巩固 | 40 | 40 | 38.14
        总分 | < | < | < | < | 100 | 100 | 88.64
        """,
    )
    assert rows(table, "name", "weight", "score", "review_score") == ["贴息户数/60/60/50.5", "脱贫成效/40/40/38.14"]
    assert (text(table.total_weight), text(table.total_score)) == ("100", "100")
    assert not table.doubts


def test_two_tables_on_one_sheet_with_and_without_a_title_between():
    title = "项目支出绩效自评表 | < | < | < | < | < | <\n"
    one, two = SMALL.format(name="演练").strip(), SMALL.format(name="普查").strip()
    for sheet in (title + one + "\n" + title + two, one + "\n" + two):
        disclosure = read(sheet)
        assert [table.label for table in disclosure.tables] == ["演练", "普查"]
        assert [rows(table) for table in disclosure.tables] == [
            ["产出指标/数量指标/演练次数/≥2次/2次/100/100"],
            ["产出指标/数量指标/普查次数/≥2次/2次/100/100"],
        ]
        assert not any(table.doubts for table in disclosure.tables)


def test_two_tables_side_by_side_are_never_read_as_one_without_a_word():
    left = [line.strip() for line in SMALL.format(name="演练").strip().split("\n")]
    right = [line.strip() for line in SMALL.format(name="普查").strip().split("\n")]
    disclosure = read("\n".join(f"{one} | {two}" for one, two in zip(left, right, strict=True)))
    assert disclosure.doubts or any(table.doubts for table in disclosure.tables)


def test_a_new_level_one_ends_the_level_two_before_it():
    table = only(THIRTEEN.replace("| 满意度指标 | 服务对象满意度指标 |", "| 满意度指标 | |"))
    assert rows(table, "dimension", "category")[2:] == ["效益指标/社会效益指标", "满意度指标/"]


def test_goals_of_the_whole_period_are_not_taken_for_those_of_the_year():
    table = only(
        "项目支出绩效目标表",
        """
        项目名称 | 校舍维修 | < | <
        总体目标 | 实施期目标 | < | 年度目标
        ^ | 三年维修十栋。 | < | 维修校舍两栋。
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 维修校舍数 | =2栋
        """,
    )
    assert text(table.objective_planned) == "维修校舍两栋。"
    assert not table.doubts
