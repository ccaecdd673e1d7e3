"""Correct departments, made by chance (干净的部门): prose, an overall table and project tables that agree in every figure.

Every figure follows from the few that are drawn: scores by «W·min(1, A/T), rounded half-even», the total as their sum,
the sums of the prose from the tables, the percents of the reasons from target and achieved, the numbers of the goals
from the targets. So an auditor must find nothing, and after one change must find something.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from random import Random

YEAR = 2024
CENT = Decimal("0.01")
TITLES = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")


@dataclass(frozen=True)
class Row:
    """An indicator row as it will be printed."""

    dimension: str
    category: str
    name: str
    target: str
    achieved: str
    weight: str
    score: str
    reason: str = ""


@dataclass(frozen=True)
class Money:
    """A row of the money block as it will be printed."""

    name: str
    original: str
    revised: str
    outturn: str


@dataclass(frozen=True)
class Table:
    """A form as it will be printed."""

    title: str
    year: str
    name: str
    department: str
    money: tuple[Money, ...]
    rate: str
    execution: str
    planned: str
    done: str
    rows: tuple[Row, ...]
    total_weight: str
    total: str

    def lines(self) -> list[str]:
        """The form as tab separated text, merged cells as one field."""
        head = [
            [self.title],
            [f"（{self.year} 年度）"],
            ["项目名称", self.name, *[""] * 7],
            ["主管部门", self.department, "", "", "实施单位", self.department, "", "", ""],
            ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", ""],
        ]
        points = [["10", self.rate, self.execution], *[["—", "—", "—"]] * (len(self.money) - 1)]
        money = [
            ["", one.name, one.original, one.revised, one.outturn, *its, ""]
            for one, its in zip(self.money, points, strict=True)
        ]
        goals = [
            ["年度总体目标", "预期目标", "", "", "", "实际完成情况", "", "", ""],
            ["", self.planned, "", "", "", self.done, "", "", ""],
        ]
        rows = [["", *TITLES]]
        above = ("", "")
        for row in self.rows:
            level = (row.dimension, row.category)
            shown = ["" if level[0] == above[0] else level[0], "" if level == above else level[1]]
            rows.append(["", *shown, row.name, row.target, row.achieved, row.weight, row.score, row.reason])
            above = level
        last = [["总分", *[""] * 5, self.total_weight, self.total, ""]]
        return ["\t".join(cells) for cells in (*head, *money, *goals, *rows, *last)]


@dataclass(frozen=True)
class Department:
    """A department's year as it will be published."""

    name: str
    tables: tuple[Table, ...]
    prose: tuple[str, ...]
    seed: int = field(default=0, compare=False)

    def text(self) -> str:
        """The published file."""
        parts = [*self.prose, *("\n".join(table.lines()) for table in self.tables)]
        return "\n\n".join(parts) + "\n"

    def with_table(self, index: int, table: Table) -> Department:
        """The department with another table in place of one."""
        return replace(self, tables=(*self.tables[:index], table, *self.tables[index + 1 :]))


# name of the indicator, unit, how the goal speaks of it
WORKS = (
    ("编制技术规范", "份", "编制技术规范"),
    ("开展现场巡查", "次", "开展现场巡查"),
    ("新建监测站点", "个", "新建监测站点"),
    ("培训业务骨干", "人次", "培训业务骨干"),
    ("检修供水设备", "台", "检修供水设备"),
    ("走访服务企业", "家", "走访服务企业"),
    ("整理历史档案", "卷", "整理历史档案"),
    ("发布预警信息", "条", "发布预警信息"),
)
CAUSES_OVER = (
    ("汛期延长，临时加派了队伍", "下一步把汛期天数写进测算"),
    ("上级追加了任务，人手从别的科室调来", "今后在年中按程序调整目标"),
    ("申报时漏算了新划入的片区", "下年按新的区划重新核定"),
    ("同期还办了省里的展会", "将把展会列入年度计划"),
)
CAUSES_SHORT = (
    ("设备到货晚了两个月", "将提前半年订货"),
    ("部分乡镇道路封闭", "下年改在秋季实施"),
    ("承办单位更换，前期资料要重做", "今后在合同里写明移交"),
)
WORDS = ("有效提升", "明显改善", "持续增强")
NAMES = ("水务", "气象", "档案", "林业", "体育", "文旅", "应急", "市场", "粮食", "统计")
WORKS_OF = ("设施维护", "业务培训", "信息平台", "公共服务", "专项检查", "科普宣传")


def department(seed: int) -> Department:
    """A correct department (干净的部门), the same for the same seed."""
    rng = Random(seed)
    name = f"青川市{rng.choice(NAMES)}局"
    count = rng.randint(2, 4)
    works = rng.sample(WORKS_OF, count)
    loser = rng.randrange(count)
    causes = [
        rng.choice(CAUSES_SHORT) if number == loser else one
        for number, one in enumerate(rng.sample(CAUSES_OVER, count))
    ]
    projects = [
        _project(rng, name, f"{work}经费", number == loser, causes[number]) for number, work in enumerate(works)
    ]
    return Department(name, tuple(projects), _prose(name, projects, rng), seed)


def _prose(name: str, projects: list[Table], rng: Random) -> tuple[str, ...]:
    revised = sum((number(one.money[0].revised) for one in projects), Decimal(0))
    outturn = sum((number(one.money[0].outturn) for one in projects), Decimal(0))
    basic = Decimal(rng.randint(20_000, 90_000)) * CENT
    spent = (
        f"本年支出 {money(basic + outturn)} 万元，其中：基本支出 {money(basic)} 万元；项目支出 {money(outturn)} 万元。"
    )
    formed = f"本部门 {YEAR} 年度预算绩效评价项目 {len(projects)} 个，全年预算数 {money(revised)} 万元，"
    carried = f"全年执行数 {money(outturn)} 万元。具体附项目支出绩效自评表。"
    return (name, f"{YEAR} 年度部门决算公开说明", spent, "十一、预算绩效的情况说明", formed + carried)


def _project(rng: Random, owner: str, name: str, loses: bool, cause: tuple[str, str]) -> Table:
    revised = Decimal(rng.randint(2_000, 30_000)) * CENT
    underspent = rng.random() < 0.4
    outturn = revised - Decimal(rng.randint(1, int(revised * 8))) * CENT if underspent else revised
    other = Decimal(rng.randint(0, int(revised * 20))) * CENT
    rate = (Fraction(outturn) / Fraction(revised)) * 100
    works = rng.sample(WORKS, 3)
    weights = rng.choice(((15, 10, 10), (10, 10, 15), (20, 5, 10)))
    deviating = rng.randrange(3)
    rows = []
    for place, ((work, unit, _), weight) in enumerate(zip(works, weights, strict=True)):
        rows.append(_work(rng, work, unit, weight, place == deviating, loses, cause))
    month = rng.randint(6, 11)
    rows += [
        _full("产出指标", "质量指标", "验收合格率", "=100%", "=100%", 10),
        _full("产出指标", "时效指标", "完成时间", f"≤{YEAR} 年 {month} 月", f"={YEAR} 年 {month} 月", 10),
        *_costs(rng, revised, underspent),
        _full(
            "效益指标", "社会效益指标", f"{name.removesuffix('经费')}的社会影响", rng.choice(WORDS), "达成预期指标", 5
        ),
        _full("效益指标", "社会效益指标", "受益对象覆盖率", "=100%", "=100%", 10),
        _full("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", "=90%", 10),
    ]
    execution = rounded(Fraction(outturn) / Fraction(revised) * 10)
    total = execution + sum((Decimal(row.score) for row in rows), Decimal(0))
    planned = "；".join(f"{said} {row.target[1:]}" for (_, _, said), row in zip(works, rows[:3], strict=True))
    done = "；".join(f"{said} {row.achieved[1:]}" for (_, _, said), row in zip(works, rows[:3], strict=True))
    return Table(
        title="项目支出绩效自评表",
        year=str(YEAR),
        name=name,
        department=owner,
        money=(
            Money("年度资金总额", money(revised), money(revised), money(outturn)),
            Money("其中：当年财政拨款", money(revised - other), money(revised - other), money(outturn - other)),
            Money("其他资金", money(other), money(other), money(other)),
        ),
        rate=f"{rounded(rate)}%",
        execution=f"{execution}",
        planned=f"全年{planned}，{month} 月底前完成。",
        done=f"已{done}，按时完成。",
        rows=tuple(rows),
        total_weight="100",
        total=f"{total}",
    )


def _work(rng: Random, name: str, unit: str, weight: int, off: bool, loses: bool, cause: tuple[str, str]) -> Row:
    """A count: met, or off by a whole percent that the reason names."""
    planned = 20 * rng.randint(1, 40)
    if not off:
        return _full("产出指标", "数量指标", name, f"≥{planned} {unit}", f"={planned} {unit}", weight)
    percent = rng.choice((5, 10, 15))
    step = planned * percent // 100
    achieved = planned - step if loses else planned + step
    score = rounded(Fraction(min(achieved, planned) * weight, planned))
    word = "少" if loses else "超出"
    reason = f"比目标{word} {percent}%，即{word} {step} {unit}：{cause[0]}；{cause[1]}。"
    return Row(
        "产出指标", "数量指标", name, f"≥{planned} {unit}", f"={achieved} {unit}", str(weight), f"{score}", reason
    )


def _costs(rng: Random, revised: Decimal, underspent: bool) -> list[Row]:
    """Cost rows that add up to the budget; where money was saved, a unit cost instead."""
    if underspent:
        price = 10 * rng.randint(2, 90)
        return [_full("成本指标", "经济成本指标", "单位平均成本", f"≤{price} 元", f"={price} 元", 10)]
    first = Decimal(rng.randint(1, int(revised * 100) - 1)) * CENT
    parts = (("材料费", first), ("劳务费", revised - first))
    return [
        _full("成本指标", "经济成本指标", name, f"≤{money(part)} 万元", f"={money(part)} 万元", 5)
        for name, part in parts
    ]


def _full(dimension: str, category: str, name: str, target: str, achieved: str, weight: int) -> Row:
    return Row(dimension, category, name, target, achieved, str(weight), f"{weight}.00")


def rounded(value: Fraction) -> Decimal:
    """Two places, half to even, by the decimal module: not by the code under test."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)  # 28 digits, ties at two places are exact in them
    return exact.quantize(CENT, ROUND_HALF_EVEN)


def money(amount: Decimal) -> str:
    """An amount in 万元 as the forms print it."""
    return f"{amount:,.2f}"


def number(text: str) -> Decimal:
    """The amount of a printed text."""
    return Decimal(text.replace(",", ""))
