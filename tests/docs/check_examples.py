"""One real example for every check (核查项的例子): the published document itself, or one place of it changed.

``docs/checks.md`` prints them; the tests hold the page to what the program says. The document is
``examples/urumqi-2024/disclosure.txt``; a tab is written ``→`` here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from engine.audit import Finding, audit, find_all
from engine.audit.checks import ALL
from engine.audit.judging import judged_document, judged_table
from engine.examples import example_folder
from engine.intake.accounts import load_accounts
from engine.intake.disclosure.read import disclosure_in
from engine.intake.disclosure.tables import Disclosure
from engine.rulebooks import load_rulebook
from engine.scoring import score_files
from indicators.scoring.rulebook import Rulebook

FILE = "公开说明.txt"


@dataclass(frozen=True)
class Example:
    """What is changed in the document, in words and in fact."""

    words: str
    edits: tuple[tuple[str, str], ...] = ()
    rulebook: str = "urumqi-2024"
    last_year: tuple[tuple[str, str], ...] | None = None
    """How last year's document differs from this one."""


AS_PUBLISHED = Example("公开件本身，一字未改")
PRICE = "租用车辆→≤10 万元→=8.29 万元→5→4.14→租车成本测算不精准，实际支出有所节约。"
REPORTS = ">=20 份→=28 份→15→15→项目在规划时调研论证不够，检查报告与预期不符，实际超出 25%。"
TRAINED = "=600 人次→=610 人次→10→10→规划时对企业上市培训的规模缺少摸底，没有论证，结果比预期多。"

EXAMPLES: dict[str, Example] = {
    "reading-ambiguous": Example(
        "租用车辆那一行，实际值前的制表符丢了", (("≤10 万元→=8.29 万元→5→4.14", "≤10 万元 =8.29 万元→5→4.14"),)
    ),
    "funding-parts": Example(
        "金融监管的当年财政拨款，执行数 48.29 写成 48.92",
        (("其中：当年财政拨款→51.60→51.60→48.29", "其中：当年财政拨款→51.60→51.60→48.92"),),
    ),
    "execution-rate": Example("金融监管的执行率 93.59% 写成 95.39%", (("→93.59%→", "→95.39%→"),)),
    "execution-rate-from-original": Example(
        "财经办专项的执行率按年初预算算：21.29 ÷ 23.70 = 89.83%",
        (("23.70→21.29→21.29→10→100.00%", "23.70→21.29→21.29→10→89.83%"),),
    ),
    "execution-over-hundred": Example(
        "金融监管的执行数写成 52.60，多于预算 51.60",
        (("51.60→51.60→48.29→10→93.59%→9.36 分", "51.60→51.60→52.60→10→101.94%→10.00 分"),),
    ),
    "execution-score": Example("金融监管的执行率得分 9.36 写成 9.63", (("93.59%→9.36 分", "93.59%→9.63 分"),)),
    "execution-score-rounded": Example(
        "金融监管的执行率印 94%，得分照 94% 算成 9.40", (("93.59%→9.36 分", "94%→9.40 分"),)
    ),
    "zero-budget": Example(
        "忠诚干净担当的全年预算和执行都是 0，仍印 100%",
        (
            ("97.83→0.38→0.38→10→100.00%", "97.83→0.00→0.00→10→100.00%"),
            ("其他资金→97.83→0.38→0.38", "其他资金→97.83→0.00→0.00"),
        ),
    ),
    "money-unreadable": Example(
        "金融监管的全年执行数写成「48.29 左右」", (("51.60→51.60→48.29→10", "51.60→51.60→48.29 左右→10"),)
    ),
    "points-unreadable": Example("租用车辆的得分写成「基本完成」", (("→5→4.14→", "→5→基本完成→"),)),
    "score-over-weight": Example("租用车辆的得分 4.14 写成 6", (("→5→4.14→", "→5→6→"),)),
    "score-negative": Example("租用车辆的得分 4.14 写成 -4.14", (("→5→4.14→", "→5→-4.14→"),)),
    "row-score": Example("租用车辆的得分按四舍五入印成 4.15", (("→5→4.14→", "→5→4.15→"),)),
    "row-score-inferred": Example(
        "租用车辆的目标没有写 ≤，得分给了满分", (("≤10 万元→=8.29 万元→5→4.14", "10 万元→=8.29 万元→5→5"),)
    ),
    "total-score": Example("金融监管的总分 93.50 写成 95.30", (("100→93.50", "100→95.30"),)),
    "total-weight": Example("金融监管的总分值 100 写成 110", (("100→93.50", "110→93.50"),)),
    "weights-not-hundred": Example(
        "租用车辆的分值 5 写成 15，总分值也跟着写 110", (("→5→4.14→", "→15→12.44→"), ("100→93.50", "110→101.80"))
    ),
    "weights-outside-range": Example("用 mof-2020 核查：平台运维的效益指标占 40 分", rulebook="mof-2020"),
    "tables-against-accounts": Example("发布以前，各 .toml 与 accounts.toml 对照"),
    "projects-against-prose": Example(
        "说明里的全年执行数 172.36 写成 172.63", (("全年执行数 172.36 万元", "全年执行数 172.63 万元"),)
    ),
    "department-against-prose": Example(
        "说明里的整体支出执行总额写成 655.59", (("实际执行总额 655.95 万元", "实际执行总额 655.59 万元"),)
    ),
    "department-against-accounts": Example(
        "整体支出表的执行数 655.95 写成 653.95，说明里也照着写",
        (
            ("年度总资金→1,612.98→655.95→655.95→10→100%→10", "年度总资金→1,612.98→655.95→653.95→10→100%→10"),
            ("实际执行总额 655.95 万元", "实际执行总额 653.95 万元"),
        ),
    ),
    "expenditure-parts": Example(
        "说明里的基本支出 483.58 写成 438.58", (("基本支出 483.58 万元", "基本支出 438.58 万元"),)
    ),
    "percent-in-prose": Example("说明里项目支出的占比 26.28% 写成 28.26%", (("占 26.28%", "占 28.26%"),)),
    "score-in-prose": Example(
        "说明里加一句「金融监管工作经费自评得分 95.30 分」",
        (("具体附部门整体支出", "金融监管工作经费自评得分 95.30 分。具体附部门整体支出"),),
    ),
    "tables-announced": Example(
        "说明写绩效评价项目 6 个，附的是 5 张表", (("绩效评价项目 5 个", "绩效评价项目 6 个"),)
    ),
    "project-twice": Example(
        "最后一张表的项目名称和金额都与金融监管那张相同",
        (
            ("项目名称→非法集资平台运维费", "项目名称→金融监管工作经费"),
            ("年度资金总额→78.00→78.00→78.00→10→100.00%→10.00 分", "年度资金总额→51.60→51.60→48.29→10→93.59%→9.36 分"),
        ),
    ),
    "years-differ": Example(
        "最后一张表的年度写成 2023",
        (("(2024 年度)\n\n项目名称→非法集资平台运维费", "(2023 年度)\n\n项目名称→非法集资平台运维费"),),
    ),
    "table-unnamed": Example("平台运维那张表没有填项目名称", (("项目名称→非法集资平台运维费", "项目名称→"),)),
    "comparator-contradicts-reason": Example(
        "走访了 28 家，比目标多，原因却说没有完成",
        (
            (
                "走访家数论证不充分，没有统计和筛选好需调研的机构，最后超出较多。",
                "未完成目标，今后增加人手。",
            ),
        ),
    ),
    "goal-contradicts-numbers": Example(
        "完成情况写出具专项检查报告 30 份，表里是 28 份", (("专项检查报告 28 份", "专项检查报告 30 份"),)
    ),
    "goal-without-indicator": Example(
        "总体目标里加一句「查处案件 12 起」，没有这个指标", (("查处违规行为和风险隐患", "查处案件 12 起"),)
    ),
    "unit-differs": Example("企业上市培训的实际值单位「人次」写成「场」", (("=610 人次", "=610 场"),)),
    "target-unreadable": Example("租用车辆的实际值写成「8.29 万元左右」", (("=8.29 万元", "8.29 万元左右"),)),
    "comparator-missing": Example(
        "合作律所数量的目标只写「1 家」", ((">=1 家→=1 家", "1 家→=1 家"),), rulebook="mof-2020"
    ),
    "score-not-checkable": Example(
        "培训开始得晚了一个月，公开的评分办法没有说怎样扣分",
        (("=2024 年 10 月→=2024 年 10 月→10→10", "=2024 年 10 月→=2024 年 11 月→10→8"),),
    ),
    "soft-targets": Example(
        "拿上一年度的公开件来对照：上年走访调研了 26 家", last_year=(("=28 家", "=26 家"), ("2024 年度", "2023 年度"))
    ),
    "overshoot-unexplained": Example("出具专项检查报告超出 40%，原因栏空着", ((REPORTS, ">=20 份→=28 份→15→15→"),)),
    "deviation-unexplained": Example("租用车辆扣了分，原因栏空着", ((PRICE, PRICE.rsplit("→", 1)[0] + "→"),)),
    "all-full": Example(
        "金融监管也都执行完、都得满分",
        (
            ("51.60→51.60→48.29→10→93.59%→9.36 分", "51.60→51.60→51.60→10→100.00%→10.00 分"),
            ("其中：当年财政拨款→51.60→51.60→48.29", "其中：当年财政拨款→51.60→51.60→51.60"),
            ("=8.29 万元→5→4.14", "=10 万元→5→5"),
            ("=0 万元→5→0", "=1.60 万元→5→5"),
            ("100→93.50", "100→100.00 分"),
        ),
    ),
}
"""By code; every other check finds something in the document as it was published."""


def example_of(code: str) -> Example:
    """The example of a check."""
    return EXAMPLES.get(code, AS_PUBLISHED)


@cache
def findings_of(code: str) -> tuple[Finding, ...]:
    """What the check says of its example."""
    if code == "tables-against-accounts":
        accounts = load_accounts(example_folder())
        assert not isinstance(accounts, list)
        return _only(code, find_all(score_files([example_folder()]).scores, accounts))
    example = example_of(code)
    rulebook = load_rulebook(example.rulebook)
    assert isinstance(rulebook, Rulebook)
    document = judged_document(_read(example.edits), rulebook)
    if example.last_year is not None:
        before = tuple(judged_table(table, rulebook) for table in _read(example.last_year).tables)
        document = replace(document, previous=before)
    return _only(code, audit(document))


def _only(code: str, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(one for one in found if one.code == code)


def _read(edits: tuple[tuple[str, str], ...]) -> Disclosure:
    text = (example_folder() / "disclosure.txt").read_text(encoding="utf-8")
    for edit in edits:
        old, new = (part.replace("→", "\t") for part in edit)
        assert old in text, f"示例里没有「{old}」"
        text = text.replace(old, new)
    disclosure = disclosure_in(text.encode("utf-8"), FILE)
    assert isinstance(disclosure, Disclosure), disclosure
    return disclosure


def checks_page() -> str:
    """Every check with its example, group by group, as the page prints it."""
    parts = []
    for group, checks in groupby(ALL, key=lambda check: check.group):
        parts.append(f"## {group.value}\n")
        for check in checks:
            (first, *rest) = findings_of(check.code)
            more = f"（同样的还有 {len(rest)} 处）" if rest else ""
            parts.append(
                f"### {check.code}\n\n**{check.severity.value}**　{check.title}。{check.why}\n\n"
                f"例：{example_of(check.code).words}。\n\n> {first.place}：{first.message}{more}\n"
            )
    return "\n".join(parts)
