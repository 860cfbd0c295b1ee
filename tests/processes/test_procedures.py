"""Every shipped procedure loads, has no error, and says who does each step, with what, and on what it rests."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
import yaml

from engine.bpmn.model import feel_text, listed
from engine.feel import compile_expression
from engine.forms.shape import asking
from engine.rulebook.check import check_root
from engine.rulebook.jurisdiction import Jurisdiction
from engine.rulebook.load import load_bundle, load_jurisdiction, procedure_ids
from engine.rulebook.procedure import Procedure, read_procedure

ROOT = Path(__file__).parents[2]
PROCEDURES = procedure_ids(ROOT)
STEPS_OF_A_MAJOR_DECISION = (
    "决策启动 五性论证 部门协商 征求镇街意见 公众参与 听取各界意见 专家论证 社会稳定风险评估 事前绩效评估 公平竞争审查 法律顾问意见"
    " 修改完善决策草案 合法性审查 分管副区长审核 议题提报 集体讨论决定 向区委请示报告 提请区人大 印发 公布与解读 执行跟踪 执行效果评估"
).split()


@cache
def jurisdiction() -> Jurisdiction:
    return load_jurisdiction(ROOT)


@cache
def procedure(name: str) -> Procedure:
    return read_procedure(load_bundle(ROOT, name), name, jurisdiction())


def the_tasks():
    return [pytest.param(name, node, id=f"{name}-{node.id}") for name in PROCEDURES
            for node in procedure(name).diagram.nodes.values() if node.kind == "userTask"]


def test_there_are_some():
    assert set(PROCEDURES) >= {"major-decision", "legality-review", "fair-competition-review", "legal-adviser"}
    assert len(the_tasks()) >= 28


def test_nothing_is_wrong_with_them():
    assert [finding for finding in check_root(ROOT) if finding.severity == "error"] == []


@pytest.mark.parametrize("name", PROCEDURES)
def test_a_procedure_says_who_may_start_it_and_what_it_rests_on(name):
    said = procedure(name).properties
    assert listed(said["articles"])
    if "starters" in said:
        assert procedure(name).start_form is not None and listed(said["starters"]) and said["title"]
    else:
        called = {node.called for other in PROCEDURES for node in procedure(other).diagram.nodes.values()}
        assert name in called, "nobody may start it and nothing calls it"


@pytest.mark.parametrize(("name", "node"), the_tasks())
def test_a_step_has_post_form_article_and_reason(name, node):
    assert node.properties.get("post")
    assert procedure(name).form_of(node) is not None
    assert listed(node.properties.get("articles")), node.name
    assert node.properties.get("reason"), node.name


@pytest.mark.parametrize(("name", "node"), the_tasks())
def test_a_time_to_keep_says_which_article_sets_it(name, node):
    for kind in ("limit", "minimum"):
        assert kind not in node.properties or listed(node.properties.get(f"{kind}_articles")), (node.name, kind)


@pytest.mark.parametrize("name", PROCEDURES)
def test_a_choice_and_a_call_rest_on_articles(name):
    nodes = procedure(name).diagram.nodes.values()
    for node in nodes:
        choosing = node.kind in ("exclusiveGateway", "inclusiveGateway") and len(node.outgoing) > 1
        if choosing or node.kind in ("callActivity", "businessRuleTask", "serviceTask"):
            assert listed(node.properties.get("articles")), node.id
            assert node.name, node.id


@pytest.mark.parametrize("name", PROCEDURES)
def test_every_end_gives_a_result(name):
    ends = [node for node in procedure(name).diagram.standing_in(name) if node.kind == "endEvent"]
    assert ends and all(node.properties.get("result") for node in ends)


@pytest.mark.parametrize("name", PROCEDURES)
def test_no_name_of_a_step_is_the_name_of_a_field(name):
    own = procedure(name)
    fields = {field.key for form in own.forms.values() for field in asking(form.fields)}
    steps = {node.name for node in own.diagram.nodes.values() if node.kind in ("userTask", "callActivity")}
    assert not fields & steps


@pytest.mark.parametrize("name", PROCEDURES)
def test_everything_drawn_stands_in_a_lane_and_has_its_place(name):
    diagram = procedure(name).diagram
    assert set(diagram.shapes) >= set(diagram.nodes) and set(diagram.edges) >= set(diagram.flows)
    assert all(node.lane for node in diagram.standing_in(name))


@pytest.mark.parametrize("name", PROCEDURES)
def test_what_must_be_answered_can_be_exemplified(name):
    for form in procedure(name).forms.values():
        for field in asking(form.fields):
            if field.required and field.kind not in ("dynamiclist", "filepicker", "datetime"):
                assert field.sample is not None or field.kind == "checkbox", f"{form.id}: {field.key}"


def tables():
    return [(name, rule) for name in PROCEDURES for path in sorted((ROOT / "processes" / name).glob("*.dmn"))
            for rule in path.read_text(encoding="utf-8").split("<rule ")[1:]]


def test_every_row_of_a_table_names_its_basis():
    rows = tables()
    assert len(rows) > 50
    for name, rule in rows:
        note = rule.split("<annotationEntry>")[1].split("<text>")[1].split("</text>")[0]
        assert note and all(basis in jurisdiction().articles for basis in note.split("、")), (name, rule)


def test_the_major_decision_has_its_twenty_two_steps():
    drawn = {node.name for node in procedure("major-decision").diagram.nodes.values()}
    assert len(STEPS_OF_A_MAJOR_DECISION) == 22
    assert [step for step in STEPS_OF_A_MAJOR_DECISION if step not in drawn] == []


def test_each_step_of_the_major_decision_is_due_or_not_and_never_both():
    plain = {"涉及部门": [], "涉及镇街": [], "涉及领域": [], "已作过的评估": []}
    every = {"涉及部门": ["区财政局"], "涉及镇街": ["张村镇"], "涉及领域": ["招商引资"], "事项类别": "年度计划",
             "启动依据": "报请区长同意启动", "专业性技术性较强": "是", "依法需要保密": "是", "需要听取各界意见": "是",
             "涉及重大公共利益": "是", "可能引发社会稳定问题": "是", "可能影响公共安全": "是", "涉及特定群体": "是",
             "新增财政支出": "是", "涉及市场主体经济活动": "是", "法律规定须提请区人大": "是"}
    own = procedure("major-decision")
    nothing = dict.fromkeys(own.names) | plain
    for facts in (nothing, nothing | every, nothing | every | {"已作过的评估": [{"name": "a.pdf"}], "依法需要保密": "否"}):
        rows = own.decisions["应办环节"].decide("应办环节", facts, now=dt.datetime.now(jurisdiction().zone)).value
        said: dict[str, set[bool]] = {}
        for row in rows:
            said.setdefault(row["环节"], set()).add(row["应办"])
            assert row["理由"] and row["依据"], row
        assert [step for step in STEPS_OF_A_MAJOR_DECISION if len(said.get(step, ())) != 1] == []


@pytest.mark.parametrize("name", PROCEDURES)
def test_guarantees_name_steps_and_fields_that_exist(name):
    path = ROOT / "features" / f"{name}.guarantees.yaml"
    known = {node.name for node in procedure(name).diagram.nodes.values()}
    guarantees = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert guarantees
    for each in guarantees:
        assert {each[key] for key in ("first", "then") if key in each} <= known, each
        assert all(str(article) in jurisdiction().articles for article in each["articles"]), each
        assert feel_text(each.get("when")) is None, each


def test_departments_and_towns_offered_are_the_organisation_s():
    offices = jurisdiction().organisation.offices
    fields = {field.key: field for field in asking(procedure("major-decision").start_form.fields)}
    departments = {option.value for option in fields["涉及部门"].options}
    towns = {option.value for option in fields["涉及镇街"].options}
    assert departments | towns <= set(offices)
    assert departments >= {name for name, office in offices.items() if office["kind"] in ("department", "bureau")}
    assert towns >= {name for name, office in offices.items() if office["kind"] == "town"}


@pytest.mark.parametrize(("touched", "risk", "leads"), [
    ("是", "不可控", ["to-competition"]), ("是", "可控", ["to-competition"]), ("否", "不可控", ["to-risk"]), ("否", "可控", []),
])
def test_a_revision_that_touches_the_market_is_reviewed_before_anything_else_is_done_again(touched, risk, leads):
    """Otherwise the next revision would forget that the market was touched: random games found it."""
    diagram, language = procedure("major-decision").diagram, jurisdiction().language
    facts = {"修改完善决策草案": {"修改触及市场主体经济活动": touched}, "社会稳定风险评估": {"结论": risk},
             "公平竞争审查": {"结论": "符合"}, "分管副区长审核": None, "专家论证": None}
    ways = [diagram.flows[flow] for flow in diagram.nodes["redo"].outgoing]
    now = dt.datetime.now(jurisdiction().zone)
    found = [way.target for way in ways if way.condition
             and compile_expression(way.condition, language).evaluate(facts, now=now, strict=False) is True]
    assert found == leads
