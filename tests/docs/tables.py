"""Tables of the documentation that are made from the code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import ModuleType
from typing import Any

from engine.audit.checks import ALL
from engine.definitions import load_workflow, workflow_ids
from engine.forms.document_fields import DOCUMENT_FIELDS
from engine.forms.library import shipped_forms
from engine.forms.row_fields import ROW_FIELDS
from engine.forms.standard import REQUIRED
from engine.forms.subject import Kind
from engine.rulebook_json import STATUS
from engine.rulebooks import load_rulebook, shipped_texts
from indicators.language import achievements, conditions, targets
from indicators.language import clauses as clause_language
from indicators.scoring.rulebook import Rulebook
from indicators.vocabulary import clauses, forms, grades, signs, units
from tests.docs.check_examples import checks_page
from workflows.accounts import ALONE
from workflows.definition import Gate, Phase, Workflow
from workflows.history import Defect
from workflows.mermaid import GATE_TITLES, parties
from workflows.roles import Party, Relation, Role
from workflows.triggers import Trigger

_MARKED = re.compile(r"(<!-- 表 (\S+) -->\n).*?(<!-- 完 -->)", re.DOTALL)


def with_current_tables(text: str) -> str:
    """The text with every marked table as the code has it now."""
    return _MARKED.sub(lambda mark: f"{mark[1]}\n{TABLES[mark[2]]()}\n{mark[3]}", text)


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [list(headings), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _spellings(tables: Mapping[str, Mapping[str, Any]], heading: str) -> str:
    """One row for each meaning, with the spellings it has in each table."""
    meanings = list(dict.fromkeys(value for words in tables.values() for value in words.values()))
    rows = []
    for meaning in meanings:
        cells = [
            " ".join(_code(word) for word, value in words.items() if value is meaning) for words in tables.values()
        ]
        rows.append([f"`{meaning.value}`", *cells])
    return table([heading, *tables], rows)


def _code(text: str) -> str:
    return f"`{text}`"


def _codes(texts: Iterable[str]) -> str:
    return " ".join(map(_code, texts))


def comparators() -> str:
    return _spellings(
        {"写在数前": signs.PREFIXES, "写在数后": signs.SUFFIXES, "写在日期后": signs.DATE_SUFFIXES}, "含义"
    )


def scales() -> str:
    rows = [[_code(word), f"10{_superscript(len(str(factor)) - 1)}"] for word, factor in units.SCALES.items()]
    return table(["数量级", "倍数"], rows)


def _superscript(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def conversions() -> str:
    bases: dict[str, list[str]] = {}
    for unit, (base, numerator, denominator) in units.CONVERSIONS.items():
        factor = f"{numerator}" if denominator == 1 else f"{numerator}/{denominator}"
        shown = _code(unit) if factor == "1" else f"{_code(unit)}（{factor} {base}）"
        bases.setdefault(base, []).append(shown)
    return table(
        ["比较时用的单位", "同一种单位的写法"], [[_code(base), "、".join(them)] for base, them in bases.items()]
    )


def grade_wordings() -> str:
    rows = [
        [_code(grade.value), _codes(word for word, meant in grades.WORDINGS.items() if meant is grade)]
        for grade in grades.Grade
    ]
    rows += [[_code("完成"), _codes(grades.DONE)], [_code("未完成"), _codes(grades.NOT_DONE)]]
    return table(["规范写法", "认得的写法"], rows)


def clause_words() -> str:
    rows = (
        clauses.MET_FULL,
        clauses.PROPORTIONAL,
        clauses.INVERSE,
        clauses.DEVIATION_RATE,
        clauses.ACTUAL_PERCENT,
        clauses.OVERRUN,
        clauses.BY_GRADE,
        clauses.MANUAL,
        clauses.FULL,
        clauses.NOTHING,
        clauses.FLOOR,
        clauses.GIVE_REASON,
    )
    return table(["规范写法", "同义写法"], [[_code(row[0]), _codes(row[1:])] for row in rows])


def step_verbs() -> str:
    return _spellings({"写法": clauses.STEP_VERBS}, "往哪边数")


def subjects() -> str:
    meaning = {
        clauses.Subject.COMPLETION_RATE: "实际 ÷ 目标",
        clauses.Subject.DEVIATION_RATE: "（实际 − 目标）的绝对值 ÷ 目标的绝对值",
        clauses.Subject.OVERSHOOT_RATE: "（实际 − 目标）÷ 目标的绝对值",
        clauses.Subject.ACHIEVED: "实际完成值本身，带单位",
        clauses.Subject.EXECUTION_RATE: "全年执行数 ÷ 全年预算数；只用于评分办法",
        clauses.Subject.SCORE_RATE: "得分 ÷ 分值；只用于评分办法",
        clauses.Subject.DEVIATION: "（实际 − 目标）的绝对值，用目标的单位；百分数目标就是百分点",
    }
    return table(["写法", "是什么"], [[_code(subject.value), meaning[subject]] for subject in clauses.Subject])


def dimensions() -> str:
    return _spellings({"认得的写法": forms.DIMENSION_NAMES}, "一级指标")


def categories() -> str:
    return _spellings({"认得的写法": forms.CATEGORY_NAMES}, "二级指标")


def rulebooks() -> str:
    rows = []
    for name in shipped_texts():
        book = load_rulebook(name)
        assert isinstance(book, Rulebook)
        seen = "；".join(source.title for source in book.source if source.verified and source.key != "undetermined")
        unseen = "；".join(source.title for source in book.source if not source.verified)
        years = "、".join(map(str, book.years)) or "不限"
        origin = f"{STATUS[book.status.value]}（`{book.status.value}`）"
        rows.append([_code(name), book.region, years, origin, _codes(book.based_on), seen, unseen])
    return table(["编号", "地区", "年度", "来源类别", "依据的办法", "已核实的来源", "未核实、不作引用"], rows)


def grammar(module: ModuleType) -> str:
    """The grammar of a reader, out of its docstring: the indented lines."""
    lines = [line[4:] for line in (module.__doc__ or "").splitlines() if line.startswith("    ")]
    assert lines, f"{module.__name__} 的文档里没有语法"
    return "".join(f"{line}\n" for line in ["```ebnf", *lines, "```"])


# ---------------------------------------------------------------- workflows


def workflows() -> list[Workflow]:
    return [load_workflow(name) for name in workflow_ids()]


def workflow_list() -> str:
    return table(["流程", "编号", "怎样审"], [[one.title, _code(one.id), one.note] for one in workflows()])


ANYWHERE = {Trigger.TRANSFER, Trigger.DELEGATE, Trigger.UNDELEGATE}
"""Left out of the tables of steps, and said once above them."""


def workflow_steps(name: str) -> str:
    """Every state with the steps that can be taken in it: who may, where it leads, what must hold."""
    workflow = load_workflow(name)
    rows = []
    for state in workflow.state:
        waits = state.waits_for.title if state.waits_for else "—"
        head = [f"**{state.title}** `{state.id}`", waits]
        steps = workflow.steps_from(state.id)
        always = {step.trigger for step in steps if step.trigger in ANYWHERE}
        assert always == (set() if state.id == "withdrawn" else ANYWHERE), (
            "the page says that these are possible anywhere"
        )
        for step in steps:
            if step.trigger in ANYWHERE:
                continue
            target = workflow.states[step.target(state.id)].title if step.to else "不变"
            gates = "、".join(GATE_TITLES[gate] for gate in step.gates)
            rows.append([*head, step.trigger.title, parties(step.by), target, gates])
            head = ["", ""]
        if head[0]:
            rows.append([*head, "（到此为止）", "", "", ""])
    return table(["状态", "等谁", "办什么", "谁可以", "办了以后", "须"], rows)


def roles() -> str:
    """What each role may do, in any of the workflows; declaring is no step of a project that is not there yet."""
    declaring = {Role.OWNER: "申报自己的项目", Role.FINANCE_OFFICER: "申报（替别人导入）"}
    beside = {Role.ADMINISTRATOR: "开户、换角色、停用账号", Role.AUDITOR: "什么都看得到，什么都不能办"}
    rows = []
    for role in Role:
        own = [Party(role.value)] if role.value in {party.value for party in Party} else []
        own += [Party.DELEGATE] if role is Role.OWNER else []
        steps = [step for workflow in workflows() for step in workflow.transition if set(own) & set(step.by)]
        titles = [trigger.title for trigger in Trigger if trigger in {step.trigger for step in steps}]
        may = "；".join(text for text in (declaring.get(role), "、".join(titles), beside.get(role)) if text)
        rows.append([role.title, _code(role.value), may, "不能兼任" if role in ALONE else "可以兼任"])
    return table(["角色", "标识", "可以办", "兼任"], rows)


def relations() -> str:
    meaning = {
        Relation.OWNER: "项目在他名下；申报时定，移交时换",
        Relation.DELEGATE: "负责人委托他代为填报，直到解除",
        Relation.FORMER: "从前负责、受托过，或申报、改过、监控、填过、提交过；以后一直算",
        Relation.NONE: "与这个项目没有关系",
    }
    return table(["关系", "是什么"], [[relation.title, meaning[relation]] for relation in Relation])


def gates() -> str:
    meaning = {
        Gate.SOUND: "没有错误：读得懂，分值合计 100，没有重复的行",
        Gate.FILLED: "填过全年执行数；每一行都有实际完成值，或写明不适用",
        Gate.EXPLAINED: "评分办法要求说明原因的行都写了",
        Gate.SCORED: "没有待定的行，有总分；规则留给人评的，填报人写了评分和理由，或审核人给了复核分",
        Gate.ANSWERED: "上一次退回时钉了意见的每一行，都改过或回复了",
    }
    return table(["关口", "要什么"], [[GATE_TITLES[gate], meaning[gate]] for gate in Gate])


def triggers() -> str:
    rows = [[one.title, one.side.value, _code(f"jixiao {one.command.format(project='项目')}")] for one in Trigger]
    return table(["办什么", "哪一方的事", "命令"], rows)


def phases() -> str:
    """The phases with the ways a project can stand in each, over all workflows."""
    rows = []
    for phase in Phase:
        found = [state.status for one in workflows() for state in one.state if state.phase is phase]
        rows.append([phase.value, "、".join(dict.fromkeys(found))])
    return table(["阶段", "状态"], rows)


def defects() -> str:
    meaning = {
        Defect.EDITED: "这一条的内容、人、时间或别的哪一项，在写下以后被改过",
        Defect.MISSING: "中间少了记录",
        Defect.RELINKED: "其中一条被换过、移过或插入过",
        Defect.OUT_OF_ORDER: "次序乱了，或一个项目的版次不连续",
        Defect.HEAD: "最后一条不是数据库自己登记的最后一条",
        Defect.ANCHOR: "留存的锚所记的那一条不在了，或不是那一条：末尾被截去，或整个库换成了别的、旧的",
        Defect.ILLEGAL: "哈希都对，但那个人当时没有这个权，或那时不能这样办：有人算好哈希伪造了一步",
    }
    return table(["印出的话", "是什么"], [[defect.value, meaning[defect]] for defect in Defect])


# ---------------------------------------------------------------- forms


def form_list() -> str:
    rows = []
    for form in shipped_forms().values():
        paper = "A4 横向" if form.landscape else "A4 纵向"
        prints = "、".join(one.value for one in form.prints)
        rows.append([_code(form.id), form.title, form.kind.value, prints, str(len(form.widths)), paper])
    return table(["编号", "表名", "环节", "印什么", "栏数", "纸张"], rows)


def document_fields() -> str:
    rows = [[_code(name), one.title, _kinds(one.kinds)] for name, one in DOCUMENT_FIELDS.items()]
    return table(["字段", "是什么", "哪个环节的表"], rows)


def row_fields() -> str:
    rows = [[_code(name), one.title, _kinds(one.kinds)] for name, one in ROW_FIELDS.items()]
    return table(["字段", "是什么", "哪个环节的表"], rows)


def _kinds(kinds: frozenset[Kind]) -> str:
    return "都可以" if kinds == frozenset(Kind) else "、".join(kind.value for kind in Kind if kind in kinds)


def required_fields() -> str:
    """What each kind of form must have, as people call it."""
    rows = []
    for (kind, form), names in REQUIRED.items():
        titles = [
            (DOCUMENT_FIELDS.get(name) or ROW_FIELDS[name]).title for name in (one.split("|")[0] for one in names)
        ]
        rows.append([kind.value, form.value, "、".join(titles)])
    return table(["环节", "印什么", "不能少的栏"], rows)


def check_list() -> str:
    """Every check in a line."""
    rows = ([_code(check.code), check.group.value, check.severity.value, check.title] for check in ALL)
    return table(["代码", "类别", "轻重", "看什么"], rows)


TABLES: dict[str, Callable[[], str]] = {
    "语法：指标值": lambda: grammar(targets),
    "语法：实际完成值": lambda: grammar(achievements),
    "语法：条件": lambda: grammar(conditions),
    "语法：计分规则": lambda: grammar(clause_language),
    "计算符号": comparators,
    "数量级": scales,
    "单位换算": conversions,
    "完成等次": grade_wordings,
    "规则用语": clause_words,
    "逐步扣分": step_verbs,
    "条件": subjects,
    "一级指标": dimensions,
    "二级指标": categories,
    "评分办法": rulebooks,
    "流程": workflow_list,
    **{f"流程：{name}": partial(workflow_steps, name) for name in workflow_ids()},
    "阶段": phases,
    "角色": roles,
    "关系": relations,
    "关口": gates,
    "办理动作": triggers,
    "历史的毛病": defects,
    "表式": form_list,
    "表头字段": document_fields,
    "指标字段": row_fields,
    "必有的栏": required_fields,
    "核查项": check_list,
    "核查项的例子": checks_page,
}
