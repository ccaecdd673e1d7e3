"""The first sheet (填报说明): how to fill in, in a dozen sentences."""

from __future__ import annotations

from typing import Any

from engine.forms.workbook.kinds import Kind
from engine.forms.workbook.looks import Looks
from engine.forms.workbook.placed import Look
from engine.forms.workbook.stamp import GUIDE

COMMON = (
    "只填浅黄色的格子。橙色的格子是审核人提了意见的。灰色的是已经定下来的内容，改了也导不进去。",
    "照表上的写法写：2024年10月、=28 份、95%、1/2 都会原样保留，不会变成日期或公式。",
    "从别处复制时用「只粘贴文字」（粘贴为数值），不要把公式粘进来。",
    "「提示」一栏和「检查结果」只看得出漏填；对不对由程序导入时再算。",
    "隐藏的列和工作表是程序认行用的，不要删。工作表改了名，列、行的次序变了，也都认得。",
    "填好保存（.xlsx 或 .ods 都行），交给管项目的人，由他运行：jixiao template import 文件名",
)
BY_KIND: dict[Kind, tuple[str, ...]] = {
    Kind.TARGETS: (
        "每个指标一行：一级指标、二级指标从列表里选（二级也可以直接写）；三级指标写名称。",
        "指标值分三格：计算符号（≥、≤、=）、数、计量单位，如「≥」「20」「份」。定性的指标只写中间一格，如「有效提升」。",
        "原来拆不开的写法整句放在「指标值」一格，不用再拆。",
        "加一个指标：在表下面的空白行里填。删一个指标：把那一行各格清空；导入时会再问一次。",
        "各行分值的合计见「检查结果」。金额一律写万元。",
    ),
    Kind.MONITORING: (
        "先写「监控到几月」（7 就是 1~7 月）和「到月底执行数」（万元）。",
        "每个指标写截至期末完成值，如「=12 份」；看得出全年结果的，写全年预计完成值。",
        "完成目标可能性不是「确定能」的，要选偏差原因，并说明。",
        "表里已有的是上一次监控填的数，改成这一次的。",
    ),
    Kind.SELF_ASSESSMENT: (
        "写全年执行数（万元）和每个指标的实际完成值，如「=28 份」。",
        "没有完成，或超过很多的，写偏差原因分析及改进措施。当年不做了的，写不适用的原因，不写实际完成值。",
        "佐证材料一行写一份（在格里换行用 Alt+Enter）。",
        "「得分」是生成这张表时程序算的，只供对照，改了不算数。",
        "「人工评分」只填规则留给人评的行，并写理由。",
    ),
}


def write_guide(book: Any, kind: Kind, looks: Looks) -> None:
    """The guide of a workbook of this kind."""
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 100)
    sheet.merge_range(0, 0, 0, 1, "", looks.plain(Look.TITLE))
    sheet.set_row(0, 32)
    sheet.write_string(0, 0, f"填报说明（{kind.title}）", looks.plain(Look.TITLE))
    for number, sentence in enumerate((*BY_KIND[kind], *COMMON), 1):
        sheet.write_string(number, 0, f"{number}", looks.plain(Look.LABEL, prose=False))
        sheet.write_string(number, 1, sentence, looks.plain(Look.LOCKED))
        sheet.set_row(number, 34 if len(sentence) > 48 else 20)
    sheet.protect("")
    sheet.fit_to_pages(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
