"""Several decisions in a file: what rests on what, functions, boxed expressions, types, services."""

from decimal import Decimal as D

import pytest

from engine.bpmn.dmn import read_dmn
from engine.feel import EvaluationError
from engine.feel.decisions import compile_model
from tests.engine.feel import LANGUAGE, NOW

HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" id="m" namespace="urn:m">'


def load(body, **options):
    """A compiled model of a file's body."""
    return compile_model(read_dmn(f"{HEAD}{body}</definitions>".encode(), "m.dmn"), LANGUAGE, **options)


def literal(name, text, type_="", needs=""):
    """A decision by a literal expression; ``needs`` holds its requirements."""
    variable = f'<variable name="{name}" typeRef="{type_}"/>' if type_ else ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    logic = f"<literalExpression><text>{escaped}</text></literalExpression>"
    return f'<decision id="{name}" name="{name}">{variable}{needs}{logic}</decision>'


def need(kind, target):
    """A requirement of a decision."""
    outer = {"Decision": "information", "Input": "information", "Knowledge": "knowledge"}[kind]
    return f'<{outer}Requirement><required{kind} href="#{target}"/></{outer}Requirement>'


CHAIN = (
    '<inputData id="i" name="金额"><variable name="金额" typeRef="number"/></inputData>'
    '<businessKnowledgeModel id="b" name="加价"><encapsulatedLogic><formalParameter name="n" typeRef="number"/>'
    "<literalExpression><text>n * 1.1</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>"
    + literal("底价", "加价(金额)", "number", need("Input", "i") + need("Knowledge", "b"))
    + literal("总价", "底价 + 运费", "number", need("Decision", "底价"))
)


def test_a_decision_rests_on_others_on_functions_and_on_facts():
    decisions = load(CHAIN)
    assert decisions.check() == []
    assert decisions.decide("总价", {"金额": 100, "运费": 5}, now=NOW).value == D("115.0")
    assert decisions.reads("总价") == {("运费",), ("金额",)}
    assert decisions.names == ("底价", "总价")


def test_an_input_of_another_type_is_refused():
    with pytest.raises(EvaluationError) as caught:
        load(CHAIN).decide("总价", {"金额": "一百", "运费": 5}, now=NOW)
    assert caught.value.code == "feel.kind" and caught.value.facts["name"] == "金额"


def test_what_is_used_but_not_connected_is_found():
    findings = load(literal("甲", "1") + literal("乙", "甲 + 1")).check()
    assert [(finding.code, finding.element, finding.facts["name"]) for finding in findings] == [
        ("dmn.not_connected", "乙", "甲")
    ]
    findings = load(literal("甲", "1") + literal("乙", "甲 + 1"), names=()).check()
    assert [finding.code for finding in findings] == ["dmn.not_connected"]


def test_facts_that_nobody_knows_are_found():
    decisions = load(CHAIN)
    assert decisions.check(("运费", "标题")) == []
    (found,) = decisions.check(("运 费", "标题"))
    assert (found.code, found.element, found.facts["name"]) == ("feel.unknown_name", "总价", "运费")


def test_a_circle_is_found_and_ends():
    decisions = load(literal("甲", "乙", "", need("Decision", "乙")) + literal("乙", "甲", "", need("Decision", "甲")))
    assert {finding.code for finding in decisions.check()} == {"dmn.cycle"}
    with pytest.raises(EvaluationError) as caught:
        decisions.decide("甲", {}, now=NOW)
    assert caught.value.code == "dmn.cycle"


def test_a_missing_requirement_and_a_name_used_twice_are_found():
    codes = [
        finding.code for finding in load(literal("甲", "1", "", need("Decision", "丙")) + literal("乙", "1")).check()
    ]
    assert codes == ["dmn.missing"]
    body = literal("甲", "1") + literal("甲", "2").replace('id="甲"', 'id="x"')
    assert "dmn.twice" in [finding.code for finding in load(body).check()]


def test_a_required_decision_is_made_once():
    body = (
        literal("根", "1")
        + literal("左", "根", "", need("Decision", "根"))
        + literal("右", "根", "", need("Decision", "根"))
        + literal("顶", "左 + 右", "", need("Decision", "左") + need("Decision", "右"))
    )
    assert load(body).decide("顶", {}, now=NOW).value == D(2)
    layers = literal("n0", "1") + "".join(
        literal(f"n{i}", f"n{i - 1}", "", need("Decision", f"n{i - 1}") * 2) for i in range(1, 60)
    )
    assert load(layers).decide("n59", {}, now=NOW).value == D(1)


def boxed(inner, needs=""):
    """A decision by a boxed expression."""
    return f'<decision id="d" name="d"><variable name="d"/>{needs}{inner}</decision>'


def expression(text):
    """A literal expression."""
    return f"<literalExpression><text>{text}</text></literalExpression>"


BOXES = [
    ("<list>" + expression("1") + expression("'" and '"二"') + "</list>", [D(1), "二"]),
    (
        '<relation><column name="姓名"/><column name="年龄"/><row>'
        + expression('"甲"')
        + expression("30")
        + "</row></relation>",
        [{"姓名": "甲", "年龄": D(30)}],
    ),
    (
        f'<context><contextEntry><variable name="a"/>{expression("2")}</contextEntry>'
        f"<contextEntry>{expression('a + 1')}</contextEntry></context>",
        D(3),
    ),
    (
        f'<context><contextEntry><variable name="a"/>{expression("2")}</contextEntry>'
        f'<contextEntry><variable name="b"/>{expression("a + 1")}</contextEntry></context>',
        {"a": D(2), "b": D(3)},
    ),
    (
        f"<conditional><if>{expression('1 > 2')}</if><then>{expression('1')}</then><else>{expression('2')}</else></conditional>",
        D(2),
    ),
    (f"<filter><in>{expression('[1, 2, 3]')}</in><match>{expression('item > 1')}</match></filter>", [D(2), D(3)]),
    (
        f'<for iteratorVariable="x"><in>{expression("[1, 2]")}</in><return>{expression("x * 2")}</return></for>',
        [D(2), D(4)],
    ),
    (
        f'<some iteratorVariable="x"><in>{expression("[1, 2]")}</in><satisfies>{expression("x > 1")}</satisfies></some>',
        True,
    ),
    (
        f'<every iteratorVariable="x"><in>{expression("[1, 2]")}</in><satisfies>{expression("x > 1")}</satisfies></every>',
        False,
    ),
    (
        f'<context><contextEntry><variable name="f"/><functionDefinition><formalParameter name="n"/>{expression("n + 1")}'
        f'</functionDefinition></contextEntry><contextEntry><invocation>{expression("f")}<binding><parameter name="n"/>'
        f"{expression('41')}</binding></invocation></contextEntry></context>",
        D(42),
    ),
]


@pytest.mark.parametrize(("inner", "expected"), BOXES)
def test_boxed_expressions(inner, expected):
    decisions = load(boxed(inner), names=())
    assert decisions.check() == []
    assert decisions.decide("d", {}, now=NOW).value == expected


TYPES = (
    '<itemDefinition name="档次"><typeRef>string</typeRef><allowedValues><text>"大", "小"</text></allowedValues></itemDefinition>'
    '<itemDefinition name="件"><itemComponent name="名 称"><typeRef>string</typeRef></itemComponent></itemDefinition>'
    '<itemDefinition name="清单" isCollection="true"><typeRef>件</typeRef></itemDefinition>'
)


def test_declared_types_are_kept():
    decisions = load(TYPES + literal("甲", '"大"', "档次") + literal("乙", '"中"', "档次"))
    assert decisions.check() == []
    assert decisions.decide("甲", {}, now=NOW).value == "大"
    with pytest.raises(EvaluationError) as caught:
        decisions.decide("乙", {}, now=NOW)
    assert caught.value.code == "feel.not_allowed"


def test_a_value_of_doubled_parts_is_checked_within_the_budget():
    kinds = '<itemDefinition name="T0"><typeRef>number</typeRef></itemDefinition>' + "".join(
        f'<itemDefinition name="T{n}"><itemComponent name="l"><typeRef>T{n - 1}</typeRef></itemComponent>'
        f'<itemComponent name="r"><typeRef>T{n - 1}</typeRef></itemComponent></itemDefinition>'
        for n in range(1, 41)
    )
    doubled = "{a0: 1, " + ", ".join(f"a{n}: {{l: a{n - 1}, r: a{n - 1}}}" for n in range(1, 41)) + "}.a40"
    decisions = load(kinds + literal("甲", doubled, "T40"))
    assert decisions.check() == []
    with pytest.raises(EvaluationError) as caught:
        decisions.decide("甲", {}, now=NOW)
    assert caught.value.code == "feel.budget.steps"


def test_components_of_several_words_are_names():
    decisions = load(TYPES + literal("甲", '[{名 称: "表"}][名 称 = "表"].名 称', "") + literal("乙", "[{}]", "清单"))
    assert decisions.check() == []
    assert decisions.decide("甲", {}, now=NOW).value == ["表"]
    with pytest.raises(EvaluationError):
        decisions.decide("乙", {}, now=NOW)


def test_a_service_is_a_function_of_its_inputs():
    body = (
        '<decisionService id="s" name="算"><variable name="算"/><outputDecision href="#结果"/>'
        '<inputDecision href="#基数"/></decisionService>'
        + literal("基数", "1", "number")
        + literal("结果", "基数 * 10", "number", need("Decision", "基数"))
        + literal("用", "算(5)", "number", need("Knowledge", "s"))
    )
    decisions = load(body)
    assert decisions.check() == []
    assert decisions.decide("结果", {}, now=NOW).value == D(10)
    assert decisions.decide("用", {}, now=NOW).value == D(50)
    assert decisions.decide("算", {"基数": 7}, now=NOW).value == D(70)


def test_today_in_a_decision_is_the_callers():
    assert load(literal("甲", "string(今天)")).decide("甲", {}, now=NOW).value == "2026-03-02"


def test_a_bomb_in_a_function_ends():
    bomb = (
        '<businessKnowledgeModel id="b" name="f"><encapsulatedLogic><formalParameter name="n"/>'
        "<literalExpression><text>f(n) + f(n)</text></literalExpression></encapsulatedLogic>"
        '<knowledgeRequirement><requiredKnowledge href="#b"/></knowledgeRequirement></businessKnowledgeModel>'
    )
    with pytest.raises(EvaluationError):
        load(bomb + literal("甲", "f(1)", "", need("Knowledge", "b"))).decide("甲", {}, now=NOW)
