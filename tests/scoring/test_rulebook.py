"""Rulebooks: what is built on what, what is refused, and what the static check finds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.scoring.coverage import Uncovered, check_rulebook
from indicators.scoring.proof import DefectKind
from tests.scoring.documents import ANY_ROW, book, built, refused, rule, shipped, text_of_book

BASE = {"urumqi-2024": shipped("urumqi-2024")}


def extending(*tables: str, base: str = "urumqi-2024", book_id: str = "mine", keys: str = "") -> dict[str, str]:
    """The texts of a rulebook built on another."""
    return {book_id: "\n".join([f'id = "{book_id}"', f'based_on = "{base}"', keys, *tables])}


def mine(rule_id: str, clause: str = "不得分", more: str = "") -> str:
    return f'[[rule]]\nid = "{rule_id}"\ntitle = "我的"\nclause = "{clause}"\nsource = "published"\n{more}'


class TestARulebookBuiltOnAnother:
    def test_takes_everything_it_does_not_say_itself(self):
        base, child = built("urumqi-2024", BASE), built("mine", BASE | extending())
        assert (child.id, child.based_on) == ("mine", ("urumqi-2024",))
        assert child.rule == base.rule
        assert child.source == base.source
        assert (child.title, child.rounding, child.weights) == (base.title, base.rounding, base.weights)

    def test_replaces_a_rule_by_its_id(self):
        child = built("mine", BASE | extending(mine("ratio")))
        assert [each.id for each in child.rule].count("ratio") == 1
        assert str(next(each for each in child.rule if each.id == "ratio").clause) == "不得分"
        assert len(child.rule) == len(built("urumqi-2024", BASE).rule)

    def test_puts_its_own_rules_first(self):
        child = built("mine", BASE | extending(mine("extra")))
        assert [each.id for each in child.rule] == ["extra", *(each.id for each in built("urumqi-2024", BASE).rule)]

    def test_replaces_a_source_by_its_key(self):
        source = '[[source]]\nkey = "published"\ntitle = "另一份"\nverified = false'
        child = built("mine", BASE | extending(source))
        assert child.citation("published").title == "另一份"
        assert len(child.source) == len(built("urumqi-2024", BASE).source)

    def test_its_own_keys_win(self):
        child = built("mine", BASE | extending(keys='title = "我的办法"\nsteps = "不足一步不扣"'))
        assert (child.title, child.steps.value) == ("我的办法", "不足一步不扣")

    def test_may_itself_be_built_on(self):
        texts = BASE | extending(mine("a")) | extending(mine("b"), base="mine", book_id="third")
        third = built("third", texts)
        assert third.based_on == ("mine", "urumqi-2024")
        assert [each.id for each in third.rule][:2] == ["b", "a"]


def changed(old: str, new: str) -> dict[str, str]:
    assert old in BASE["urumqi-2024"]
    return {"urumqi-2024": BASE["urumqi-2024"].replace(old, new)}


class TestTheHash:
    def test_is_that_of_the_content_not_of_the_spelling(self):
        spaced = "# 说明\n" + BASE["urumqi-2024"].replace(" = ", "   =  ") + "\n\n# 完"
        assert built("urumqi-2024", {"urumqi-2024": spaced}).hash == built("urumqi-2024", BASE).hash

    def test_does_not_depend_on_the_order_of_keys(self):
        one, two = text_of_book(title='"甲"', note='"乙"'), text_of_book(note='"乙"', title='"甲"')
        assert built("small", {"small": one}).hash == built("small", {"small": two}).hash

    def test_changes_with_any_content(self):
        assert built("urumqi-2024", changed("at_least = 90", "at_least = 91")).hash != built("urumqi-2024", BASE).hash

    def test_changes_when_the_base_changes(self):
        child = extending(mine("extra"))
        before, after = built("mine", BASE | child), built("mine", changed("at_least = 90", "at_least = 91") | child)
        assert before.hash != after.hash

    def test_does_not_change_when_what_changed_in_the_base_is_replaced(self):
        child = extending(keys='note = "我的"')
        before, after = built("mine", BASE | child), built("mine", changed("由一份部门决算", "由另一份决算") | child)
        assert before.hash == after.hash

    def test_depends_on_the_order_of_rules_because_the_first_match_wins(self):
        assert book(rule("a"), rule("b")).hash != book(rule("b"), rule("a")).hash

    def test_cannot_be_written_by_hand(self):
        (problem,) = refused("mine", BASE | extending(keys='hash = "abc"'))
        assert (problem.code, problem.where) == ("field-unknown", ("hash",))


SMALL = text_of_book()
TEN_AND_NINETY = "{ execution = 10, indicators = 90 }"
GATE = '[[explanation]]\nsource = "s"\n'
CAP = '[[cap]]\nwhen = "执行率<80%"\nat_most = 89\nsource = "s"'
REFUSED: list[tuple[str, dict[str, str], str, tuple[str | int, ...]]] = [
    ("没有这个办法", {}, "rulebook-unknown", ()),
    ("没有这个基础", extending(base="没有", book_id="small"), "rulebook-unknown", ()),
    ("基础是自己", extending(base="small", book_id="small"), "rulebook-circular", ()),
    ("互为基础", extending(base="b", book_id="small") | extending(base="small", book_id="b"), "rulebook-circular", ()),
    ("不是 TOML", {"small": "id = "}, "toml-broken", ()),
    ("嵌套太深", {"small": "a = " + "[" * 100000}, "toml-broken", ()),
    ("不认识的项", {"small": text_of_book(colour='"红"')}, "field-unknown", ("colour",)),
    ("规则里不认识的项", {"small": text_of_book(rule("a", more="color = 1"))}, "field-unknown", ("rule", 0, "color")),
    ("缺少来源", {"small": SMALL.replace('source = "s"', "")}, "field-missing", ("rule", 0, "source")),
    ("规则的来源没有登记", {"small": SMALL.replace('source = "s"', 'source = "x"')}, "source-unknown", ("rule", 0, "source")),
    (
        "执行率的来源没有登记",
        {"small": text_of_book(execution='{ clause = "按比例得分", source = "x", zero_budget = "满分" }')},
        "source-unknown",
        ("execution", "source"),
    ),
    ("封顶的来源没有登记", {"small": text_of_book(rule("a"), CAP.replace('"s"', '"x"'))}, "source-unknown", ("cap", 0, "source")),
    (
        "说明原因的来源没有登记",
        {"small": text_of_book(rule("a"), '[[explanation]]\nwhen = "偏差率>0%"\nsource = "x"')},
        "source-unknown",
        ("explanation", 0, "source"),
    ),
    ("封顶看的不是执行率", {"small": text_of_book(rule("a"), CAP.replace("执行率", "完成率"))}, "condition-unsuitable", ("cap", 0, "when")),
    ("两条规则同名", {"small": text_of_book(rule("a"), rule("b"), rule("a"))}, "rulebook-duplicate", ("rule", 2, "id")),
    (
        "两个来源同名",
        {"small": text_of_book(source='[{ key = "s", title = "甲", verified = true }, { key = "s", title = "乙", verified = true }]')},
        "rulebook-duplicate",
        ("source", 1, "key"),
    ),
    ("看不懂的规则", {"small": text_of_book(rule("a", "酌情扣分"))}, "clause-unreadable", ("rule", 0, "clause")),
    ("没有这种符号", {"small": text_of_book(rule("a", when='{ comparator = ["≠"] }'))}, "rulebook-word-unknown", ("rule", 0, "when", "comparator", 0)),
    ("一个数前面不能写 ~", {"small": text_of_book(rule("a"), '[bare]\ndefault = "~"')}, "rulebook-word-unknown", ("bare", "default")),
    ("没有这个一级指标", {"small": text_of_book(rule("a"), '[bare.dimensions]\n"成笨" = "≤"')}, "dimension-unknown", ("bare", "dimensions", "成笨", "[key]")),
    ("规则不是列表", {"small": text_of_book("rule = 5")}, "type-wrong", ("rule",)),
    ("自己的规则不是列表", BASE | extending("rule = 5", book_id="small"), "type-wrong", ("rule",)),
    ("基础的规则不是列表", {"b": text_of_book("rule = 5", book_id="b")} | extending(rule("a"), base="b", book_id="small"), "type-wrong", ("rule",)),
    ("规则不是表", BASE | extending("rule = [1]", book_id="small"), "type-wrong", ("rule", 0)),
    ("规则的 id 不是文字", BASE | extending(mine("x").replace('id = "x"', "id = [1]"), book_id="small"), "type-wrong", ("rule", 0, "id")),
    ("小数位太多", {"small": SMALL.replace("places = 2", "places = 7", 1)}, "number-out-of-range", ("rounding", "score", "places")),
    ("分值合计不是 100", {"small": text_of_book(weights="{ execution = 0, indicators = 90 }")}, "rulebook-inconsistent", ("weights",)),
    ("没有执行率却有分值", {"small": text_of_book(weights=TEN_AND_NINETY)}, "rulebook-inconsistent", ("weights", "execution")),
    ("说明原因没有条件", {"small": text_of_book(rule("a"), GATE)}, "rulebook-inconsistent", ("explanation", 0)),
    ("说明原因有两个条件", {"small": text_of_book(rule("a"), GATE + 'when = "偏差率>0%"\nmissed = true')}, "rulebook-inconsistent", ("explanation", 0)),
    ("分值写成文字", {"small": text_of_book(weights='{ execution = "10", indicators = 90 }')}, "type-wrong", ("weights", "execution")),
    ("分值是负数", {"small": text_of_book(weights="{ execution = -1, indicators = 90 }")}, "number-negative", ("weights", "execution")),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "code", "where"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
def test_a_bad_rulebook_is_refused_with_the_place(texts: dict[str, str], code: str, where: tuple[str | int, ...]):
    problems = refused("small", texts)
    assert (code, where) in [(problem.code, problem.where) for problem in problems]


def test_every_mistake_is_reported_at_once():
    text = text_of_book(rule("a", "酌情扣分"), rule("b", "看着给"), colour='"红"')
    assert {problem.where for problem in refused("small", {"small": text})} == {
        ("colour",),
        ("rule", 0, "clause"),
        ("rule", 1, "clause"),
    }


NUMBERS, DATES, WORDS = '{ kind = ["数值"] }', '{ kind = ["日期"] }', '{ kind = ["定性"] }'


class TestTheStaticCheck:
    def test_a_rulebook_for_everything_is_clean(self):
        report = check_rulebook(book())
        assert report.is_clean
        assert report.curves == 23  # 定性 1；日期 6 种符号；数值 5 种符号 × 3 种正负，区间 1

    def test_a_rule_behind_one_that_takes_everything_is_unreachable(self):
        report = check_rulebook(book(rule("all"), rule("never", when=NUMBERS)))
        assert [each.id for each in report.unreachable] == ["never"]
        assert not report.is_clean

    def test_a_rule_whose_cases_are_all_taken_by_several_is_unreachable(self):
        report = check_rulebook(book(rule("a", when=NUMBERS), rule("b", when=DATES), rule("c", when=WORDS), rule("d")))
        assert [each.id for each in report.unreachable] == ["d"]

    def test_a_rule_asking_for_what_cannot_be_is_unreachable(self):
        never = rule("never", when='{ kind = ["定性"], comparator = ["≥"] }')
        assert [each.id for each in check_rulebook(book(never, rule("rest"))).unreachable] == ["never"]

    def test_a_rule_for_one_name_is_reachable(self):
        assert check_rulebook(book(rule("named", when='{ name = ["在职控制率"] }'), rule("rest"))).is_clean

    def test_a_kind_of_row_without_a_rule_is_named(self):
        report = check_rulebook(book(rule("numbers", when=NUMBERS), rule("words", when=WORDS)))
        named = {str(case) for case in report.uncovered}
        assert len(named) == 6 * 7  # 6 种日期目标 × 7 个一级指标
        assert "≤ · 日期 · 目标为正 · 产出指标" in named
        assert {case.problem for case in report.uncovered} == {None}

    def test_one_sign_of_one_dimension_without_a_rule_is_named(self):
        rest = rule("rest", when='{ sign = ["正", "负"] }')
        costs = rule("zero", when='{ dimension = ["产出", "效益", "满意度", "履职效能", "投入", "过程"] }')
        report = check_rulebook(book(rest, costs))
        assert {str(case) for case in report.uncovered} == {
            f"{sign} · 数值 · 目标为零 · 成本指标" for sign in ("≥", "≤", "=", ">", "<")
        }

    def test_a_rule_that_cannot_be_applied_to_what_it_takes_is_named(self):
        report = check_rulebook(book(rule("ratio", "按比例得分", when=NUMBERS), rule("rest")))
        assert {why(case) for case in report.uncovered} == {"clause-unsuitable"}
        signs = {
            (case.facts.sign.value, case.facts.comparator.value) for case in report.uncovered if case.facts.comparator
        }
        assert {("零", "="), ("负", "≥"), ("正", "~")} <= signs
        assert ("正", "≥") not in signs

    def test_a_rule_with_points_above_its_weight_is_named(self):
        report = check_rulebook(book(rule("rich", "得 6 分", more="weight = 5")))
        assert {why(case) for case in report.uncovered} == {"clause-unsuitable"}

    def test_an_execution_clause_that_does_not_suit_money_is_named(self):
        execution = '{ clause = "每低 1 个百分点扣 1 分", source = "s", zero_budget = "满分" }'
        report = check_rulebook(book(rule("any"), execution=execution, weights=TEN_AND_NINETY))
        assert [(case.facts.name, why(case)) for case in report.uncovered] == [("预算执行率", "clause-unsuitable")]

    def test_a_bad_curve_is_named_with_its_rule_and_its_defect(self):
        grades = "按等次得分：达成 100%~80%，部分达成 80%~60%（默认 80%），未达成 60%~0%"
        report = check_rulebook(book(rule("grades", grades, when=WORDS), rule("rest")))
        (bad,) = report.bad_curves
        # 80% 归「达成」，「部分达成」的默认得分 8 分不在它自己的得分带里
        assert (bad.rule.id, str(bad.target), bad.defect.kind) == ("grades", "有效改善", DefectKind.BAND)
        assert (bad.defect.example, bad.defect.message) == (
            Fraction(1),
            "默认得 8 分，不在得分带 6~8 分（不含上限）之内",
        )
        assert not report.is_clean

    @pytest.mark.parametrize("clause", [ANY_ROW, "须人工评分", "得满分的 60%"])
    def test_what_suits_everything_covers_everything(self, clause: str):
        assert check_rulebook(book(rule("all", clause))).is_clean


def why(case: Uncovered) -> str:
    return case.problem.code if case.problem else ""


@pytest.mark.parametrize(
    ("rate", "at_most"), [(None, None), ("80", None), ("79.99", 89), ("70", 89), ("69.99", 79), ("0", 79)]
)
def test_the_lowest_cap_that_holds_is_the_one(rate: str | None, at_most: int | None):
    caps = book(rule("a"), CAP, CAP.replace("80%", "70%").replace("89", "79"))
    cap = caps.cap_for(None if rate is None else Fraction(rate) / 100)
    assert (cap.at_most if cap else None) == at_most


@pytest.mark.parametrize(
    ("total", "grade"), [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "")]
)
def test_a_grade_begins_at_its_points(total: str, grade: str):
    grades = '[[grade]]\nname = "良"\nat_least = 80\n[[grade]]\nname = "优"\nat_least = 90'
    assert book(rule("a"), grades).grade_of(Decimal(total)) == grade
