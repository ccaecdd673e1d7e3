"""What can be wrong with a workbook (填报表的毛病): one table, each in words that say what to do.

A word in braces is what the problem is about; ``said_of`` puts it in.
"""

from __future__ import annotations

from dataclasses import replace

from indicators.problems import Problem, Severity

_HINT = Severity.WARNING
_UNDO = "撤消删除，或重新生成模板再填"
_INTO_SPARE_ROW = "清空{which}，在表下面的空白行里填"
_ONLY_YELLOW = "要导入的写在浅黄色的格子里；自己记的，留着也行"

# ---------------------------------------------------------------- the workbook

FOREIGN = Problem(
    "workbook-foreign",
    "这不是 jixiao template build 生成的填报模板",
    expected="从模板填起的工作簿；别的自评表先用模板重填",
    example="jixiao template build 2024-0001 --kind self-assessment --out 填报.xlsx",
)
SHEET_UNKNOWN = Problem(
    "workbook-sheet-unknown",
    "认不出哪张表是哪个项目：隐藏的行标识列删了，表又改了名",
    expected="保留隐藏的列；或把表名改回原来的",
    example="2024-0003 金融监管工作经费",
)
OTHER_SCHEMA = Problem(
    "workbook-schema",
    "这张模板是第 {schema} 版格式，程序认得第 {known} 版",
    expected="用同一版程序生成的模板",
    example="重新生成模板，或升级程序",
)
OTHER_KIND = Problem(
    "workbook-kind",
    "这张表是{kind}的，别的表是{others}的",
    expected="一个工作簿只填一种",
    example="把这张表另存成单独的工作簿，或删去",
)
SHEET_TWICE = Problem(
    "workbook-sheet-twice",
    "项目 {project} 有两张表，不知道用哪一张",
    expected="一个项目一张表",
    example="删去复制出来的一张",
)
SHEET_STRANGER = Problem("workbook-sheet-stranger", "这张表不是模板里的，没有读", expected="模板里的表", severity=_HINT)
SHEET_GONE = Problem(
    "workbook-sheet-gone", "模板里的这张表不在了，那个项目没有动", expected="不填的表留着也行", severity=_HINT
)
OTHER_DATABASE = Problem(
    "workbook-other-database",
    "这张表是项目 {project} 第 {version} 版的，这个数据库里没有",
    expected="从这个数据库生成的模板；数据库用 --db 指定",
    example="jixiao template build {project} --kind {kind} --out 填报.xlsx",
)

# ---------------------------------------------------------------- the parts of a sheet

NO_TABLE = Problem(
    "workbook-table-missing",
    "这张表里没有指标表的表头",
    expected="有「三级指标」那一行表头",
    example="从 jixiao template build 生成的表改起，不删表头",
)
COLUMN_MISSING = Problem(
    "workbook-column-missing", "少了「{name}」一栏", expected="模板里的每一栏都在；可以换位置，不能删", example=_UNDO
)
COLUMN_TWICE = Problem(
    "workbook-column-twice",
    "「{name}」有两栏，不知道用哪一栏",
    expected="每一栏只有一个",
    example="删去多出来的一栏",
)
MONEY_TWICE = Problem(
    "workbook-column-twice",
    "「{name}」有两行，不知道用哪一行",
    expected="每一种资金只有一行",
    example="删去多出来的一行",
)
LABEL_TWICE = Problem(
    "workbook-column-twice",
    "「{name}」有两处，不知道用哪一处",
    expected="每一栏只有一个",
    example="删去多出来的一处",
)
COLUMN_UNKNOWN = Problem(
    "workbook-column-unknown", "这一栏不是模板里的，没有导入", expected="模板里的栏", severity=_HINT
)
PART_MISSING = Problem("workbook-part-missing", "表里找不到「{name}」", expected="模板里的格子都在", example=_UNDO)
TEXT_OUTSIDE = Problem(
    "workbook-text-outside", "这一格不在要填的格子里，没有导入", expected=_ONLY_YELLOW, severity=_HINT
)
TEXTS_OUTSIDE = Problem(
    "workbook-text-outside",
    "从这一格起，还有 {count} 格不在要填的格子里，没有导入",
    expected=_ONLY_YELLOW,
    severity=_HINT,
)

# ---------------------------------------------------------------- its rows

ROWS_MANY = Problem(
    "workbook-rows-many",
    "指标表超过 {most} 行",
    expected="一张表里一个项目的指标",
    example="删去粘贴到表下面的别的内容",
)
ROW_UNKNOWN = Problem(
    "workbook-row-unknown",
    "这一行的标识不是这个项目这一版的，像是从别的表里整行复制来的",
    expected="从别的表复制时只复制可填的格子，贴到空白行里",
    example=_INTO_SPARE_ROW.format(which="这一行"),
)
ROW_TWICE = Problem(
    "workbook-row-twice",
    "有两行是同一个标识，看不出哪一行是原来的",
    expected="每个指标一行；原来的一行保留原来的三级指标",
    example=_INTO_SPARE_ROW.format(which="复制的一行"),
)
ROW_EXTRA = Problem(
    "workbook-row-extra",
    "这一行不是申报过的指标",
    expected="只填模板里已有的行；要加指标，申报时用目标模板，年中用 target adjust",
    example="清空这一行",
)
ROW_MISSING = Problem(
    "workbook-row-missing", "少了「{name}」一行", expected="模板里的每一行都在；不填的留空白，不删", example=_UNDO
)
ROW_GONE = Problem(
    "workbook-row-gone",
    "「{name}」在模板生成以后已经不是这个项目的指标了（删去或改了名）",
    expected="以现在的指标为准",
    example="重新生成模板再填",
)

# ---------------------------------------------------------------- single cells

FORMULA = Problem(
    "workbook-formula",
    "格里是公式，不是填写的内容",
    expected="文字或数；从别处粘贴时选「只粘贴数值」",
    example="=28 份（格子是文本格式，直接这样打，不会变成公式）",
)
WAS_NUMBER = Problem("workbook-number", "格里是数，当作文字读", expected="文本格式的格子", severity=_HINT)
LOCKED_CHANGED = Problem(
    "workbook-locked-changed",
    "「{where}」的{what}不在这张表里改，原来是 {old}",
    expected="灰色的格子保持原样；要改目标、分值和预算，申报时用目标模板，年中用 target adjust",
    example="{shown}",
)


def said_of(problem: Problem, text: str = "", **words: object) -> Problem:
    """A problem of the table as it is said of something: what was written, and the words in braces.

    >>> print(said_of(PART_MISSING, name="主管部门"))
    workbook-part-missing: 表里找不到「主管部门」；应为模板里的格子都在；正确写法如：撤消删除，或重新生成模板再填
    """
    message, example = (one.format(**words) for one in (problem.message, problem.example))
    return replace(problem, message=message, text=text, example=example)
