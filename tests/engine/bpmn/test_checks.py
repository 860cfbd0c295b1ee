"""Every rule of drawing broken once: the finding names the rule and the element; a sound diagram has none."""

import re
from pathlib import Path

import pytest
import yaml

from engine.bpmn import FieldShape, Known, ProcedureShape, call_cycles, check, read
from engine.bpmn.vocabulary import VOCABULARY
from engine.feel import Language
from tests.engine.bpmn.drawn import MULTI, bpmn, chain, definition, end, flow, node, simple, start, timer, user
from tests.engine.bpmn.test_read import HOSTILE, REFUSED
from web.errors import word

WORDING = Path(__file__).parents[3] / "web/wording/bpmn.yaml"
LANGUAGE = Language()
YES_NO = FieldShape(("是", "否"), True)
KNOWN = Known(
    procedures={"matter": ProcedureShape(), "review": ProcedureShape(("送审稿",), ("结论",))},
    forms={"sheet": {"标题": FieldShape(), "可行": YES_NO, "涉及部门": FieldShape(("甲局", "乙局")), "签发人": FieldShape()}},
    posts=frozenset({"某岗位", "甲局承办人"}),
    articles=frozenset({"25", "▲713-15"}),
    decisions=frozenset({"应办环节"}),
    templates=frozenset({"opinion"}),
    steps=frozenset({"别处的环节"}),
)

LETTER = {"document": "意见书", "template": "opinion", "series": "某审", "number_as": "文号", "subject": "=标题"}
CALL = {"inputs": "={送审稿: 标题}"}


def called(**said):
    """A call of the other procedure."""
    return node("callActivity", "call", title="审查", attributes='calledElement="review"', **{**CALL, **said})


def line(*inside, names, **said):
    """A diagram of one line of elements between its start and its end."""
    return bpmn(start(), *inside, end(), chain("begin", *names, "finish"), **said)


def choice(yes='= 可行 = "是"', no='= 可行 = "否"', default="", task=None):
    """A task, then a choice between going on and doing the task again."""
    attributes = f'default="{default}"' if default else ""
    return bpmn(start(), task or user("a"), node("exclusiveGateway", "g", title="可行吗", attributes=attributes), end(),
                chain("begin", "a", "g"), flow("g", "finish", yes), flow("g", "a", no))


def handler(inside=None, attributes="", name="h"):
    """An event sub-process."""
    begin = inside if inside is not None else start("hs", timer("P1D"), attributes)
    return node("subProcess", name, begin + end("he") + flow("hs", "he"), "逾期", 'triggeredByEvent="true"')


def boundary(event, name="late", attributes="", task="a"):
    """A boundary event that leads to an end."""
    return node("boundaryEvent", name, event, "逾期", f'attachedToRef="{task}" {attributes}') + flow(name, "finish")


def findings(xml, known=KNOWN):
    """All findings on a file."""
    return check(read(xml, "matter.bpmn"), LANGUAGE, known=known)


SOUND = {
    "one task": simple(),
    "all of the vocabulary": line(
        user("a", limit="7 working_days", limit_articles="25", minimum="=标题", minimum_from="=标题", minimum_unless="=标题",
             minimum_articles="▲713-15", keeps_clock="true", not_by="别处的环节", not_by_articles="25",
             fixed="true", voids="办理a", voids_when='=可行 = "否"', voids_reason="改了", publishes="consultation",
             published_answer="标题", unpublished_when='=可行 = "否"', notice="办理", articles="25、▲713-15", reason="因为",
             offers="待上会", offers_awaiting="议题结论", offers_facts="标题"),
        user("b", post="〈部门〉承办人", stops="办理a", restarts="办理a", inside=MULTI, each="=应办", each_name="部门",
             done_when="=count(办理b) > 3"),
        node("businessRuleTask", "d", decision="应办环节", result="应办", due_steps="true", due_columns="环节、应办",
             due_word="应办"),
        node("serviceTask", "letter", **LETTER, to="=标题", signer="=标题"),
        node("intermediateCatchEvent", "wait", definition("message", 'messageRef="M"'), "等待", receives="决定"),
        node("serviceTask", "post", sends="议题结论", to_cases="=标题", payload="={决定: 标题}"),
        node("serviceTask", "list", register="登记簿", line="={用途: 标题}"),
        node("serviceTask", "copy", document="意见书", template="opinion", number_from="=文号"),
        node("serviceTask", "note", set='={决策状态: "继续", 时间: 标题}'), called(),
        names=["a", "b", "d", "letter", "wait", "post", "list", "copy", "note", "call"],
        title="=标题", inputs="送审部门", outputs="决策状态、文号、应办、标题、送审部门", start_form="sheet", starters="某岗位",
        articles="25", case_series="某文", reason="因为", start_step="提出", terminate_until="办理b", terminate_articles="25",
        root='<bpmn:message id="M" name="议题结论"/>',
    ),
    "a choice with a default": choice(no=None, default="g-a"),
    "a choice that names every value": choice(),
    "a choice by a step's result": choice('=办理a.可行 = "是"', '=办理a.可行 in ("否")'),
    "a call's result": bpmn(start(), user("a"), called(), node("exclusiveGateway", "g", attributes='default="g-a"'), end(),
                            chain("begin", "a", "call", "g"), flow("g", "a"), flow("g", "finish", '=审查.结论 = "合法"')),
    "events": simple(boundary(timer("5 working_days"), attributes='cancelActivity="false"'), boundary(timer("=标题"), "b2"),
                     boundary(timer("2026-03-02", "timeDate"), "b3"), boundary(definition("error"), "b4"),
                     handler(attributes='isInterrupting="false"')),
    "links": bpmn(start(), user("a"), end(), node("intermediateThrowEvent", "t", definition("link", 'name="L"'), "L"),
                  node("intermediateCatchEvent", "c", definition("link", 'name="L"'), "L"),
                  chain("begin", "a", "t"), flow("c", "finish")),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_diagram_has_no_findings(name):
    assert findings(SOUND[name]) == []


BROKEN = {
    # identity
    "bpmn.id_reserved": [line(user(name), names=[name]) for name in (
        "Start", "End", "a.EndJoin", "a.BoundaryEventSplit", "a.BoundaryEventJoin", "a [child]", "a__body")],
    "bpmn.id_unusable": [line(user("1a"), names=["1a"])],
    "bpmn.no_name": [line(node("userTask", "b", post="某岗位", form="sheet"), names=["b"])],
    "bpmn.name_twice": [line(user("a", "同名"), user("b", "同名"), names=["a", "b"])],
    # elements
    "bpmn.complex_gateway": [line(node("complexGateway", "g"), names=["g"])],
    "bpmn.ad_hoc": [line(node("adHocSubProcess", "s", title="s"), names=["s"])],
    "bpmn.transaction": [line(node("transaction", "s", title="s"), names=["s"])],
    "bpmn.script_task": [line(node("scriptTask", "s"), names=["s"])],
    "bpmn.plain_task": [line(node("task", "s"), names=["s"]), line(node("manualTask", "s"), names=["s"])],
    "bpmn.send_task": [line(node("sendTask", "s"), names=["s"])],
    "bpmn.kind_unknown": [line(node("choreographyTask", "s"), names=["s"])],
    "bpmn.compensation": [simple(boundary(definition("compensate"))), simple(user("x", attributes='isForCompensation="true"')),
                          line(node("intermediateThrowEvent", "t", definition("compensate")), names=["t"])],
    "bpmn.receive_without_message": [line(node("receiveTask", "r"), names=["r"])],
    "bpmn.extension_ignored": [simple().replace(b"<zeebe:properties>", b"<zeebe:taskDefinition/><zeebe:properties>")],
    "bpmn.token_quantity": [line(user("a", attributes=f'{name}Quantity="2"'), names=["a"]) for name in ("start", "completion")],
    "bpmn.loop_marker": [line(user("a", inside="<bpmn:standardLoopCharacteristics/>"), names=["a"])],
    "bpmn.multi_behavior": [line(user("a", inside=MULTI.replace("/>", ' behavior="One"/>'), each="=标题"), names=["a"])],
    "bpmn.multi_handler": [simple(handler(start("hs", timer("P1D")) + MULTI))],
    # events
    "bpmn.event_start": [bpmn(start(inside=timer("P1D")), end(), chain("begin", "finish"))],
    "bpmn.event_misplaced": [line(node("intermediateCatchEvent", "c", definition("error")), names=["c"]),
                             line(node("intermediateCatchEvent", "c", definition("escalation")), names=["c"]),
                             line(node("intermediateCatchEvent", "c", definition("conditional")), names=["c"]),
                             line(node("intermediateCatchEvent", "c"), names=["c"]), simple(boundary("")),
                             simple(boundary(definition("cancel"))), simple(boundary(timer("P1D") + timer("P2D"))),
                             simple(handler(start("hs", definition("conditional"))))],
    "bpmn.event_without_name": [line(node("intermediateCatchEvent", "c", definition("message")), names=["c"]),
                                line(node("intermediateThrowEvent", "c", definition("signal", 'signalRef="no"')), names=["c"]),
                                bpmn(start(), end("finish", definition("error")), chain("begin", "finish"))],
    "bpmn.error_interrupts": [simple(boundary(definition("error"), attributes='cancelActivity="false"'))],
    "bpmn.handler_start": [simple(handler(start("hs"))),
                           simple(handler(start("hs", timer("P1D")) + start("h2", timer("P1D"))))],
    "bpmn.handler_in_flow": [simple(handler(), flow("a", "h"))],
    "bpmn.link_without_target": [bpmn(start(), node("intermediateThrowEvent", "t", definition("link", 'name="L"')), end(),
                                      chain("begin", "t"))],
    "bpmn.link_without_source": [
        simple(node("intermediateCatchEvent", "c", definition("link", 'name="L"')), flow("c", "finish"))],
    "bpmn.link_twice": [simple(*(node("intermediateCatchEvent", c, definition("link", 'name="L"')) for c in "xy"),
                               chain("x", "finish"), chain("y", "finish"))],
    "bpmn.terminate_beside_handler": [simple(handler(), end("stop", definition("terminate")))],
    # structure
    "bpmn.no_start": [bpmn(user("a"), end(), chain("a", "finish")), line(node("subProcess", "s", end("e"), "s"), names=["s"])],
    "bpmn.two_starts": [simple(start("second"), flow("second", "a"))],
    "bpmn.no_end": [bpmn(start(), user("a"), chain("begin", "a"), flow("a", "a"))],
    "bpmn.unreachable": [simple(user("lost"), flow("lost", "finish"))],
    "bpmn.no_way_on": [simple(user("stuck"))],
    "bpmn.flow_into_start": [simple(flow("a", "begin"))],
    "bpmn.flow_out_of_end": [simple(flow("finish", "a"))],
    "bpmn.implicit_split": [simple(end("other"), flow("a", "other"))],
    # gateways
    "bpmn.condition_misplaced": [bpmn(start(), user("a"), end(), flow("begin", "a"), flow("a", "finish", '=可行 = "是"')),
                                 bpmn(start(), node("parallelGateway", "g"), end(), flow("begin", "g"),
                                      flow("g", "finish", "=true"))],
    "bpmn.condition_missing": [choice(no=None)],
    "bpmn.default_with_condition": [choice(default="g-a")],
    "bpmn.gateway_incomplete": [choice(no='=标题 = "否"'), choice(no='=可行 != "是"'), choice('=标题 = "a"', '=标题 = "b"'),
                                choice('=涉及部门 = "甲局"', '=涉及部门 = "乙局"')],
    "bpmn.gateway_values_missing": [choice(no='=可行 = "是"')],
    "bpmn.event_gateway": [line(node("eventBasedGateway", "g"), user("a"), names=["g", "a"])],
    # calls
    "bpmn.calls_nothing": [line(node("callActivity", "c", title="c"), names=["c"])],
    "bpmn.calls_itself": [line(node("callActivity", "c", title="c", attributes='calledElement="matter"'), names=["c"])],
    "bpmn.procedure_unknown": [line(node("callActivity", "c", title="c", attributes='calledElement="revue"'), names=["c"])],
    "bpmn.input_unknown": [line(called(inputs="={送审稿: 标题, 多余: 1}"), names=["call"])],
    "bpmn.input_missing": [line(called(inputs="={}"), names=["call"])],
    # properties
    "bpmn.property_unknown": [line(user("a", pots="某岗位"), names=["a"]), line(user("a", each="=标题"), names=["a"]),
                              simple(post="某岗位")],
    "bpmn.property_empty": [line(user("a", reason=" "), names=["a"])],
    "bpmn.property_missing": [line(user("a", post=None), names=["a"]), line(user("a", form=None), names=["a"]),
                              line(user("a", inside=MULTI), names=["a"])],
    "bpmn.property_needs": [line(user("a", limit_articles="25"), names=["a"]), simple(starters="某岗位")],
    "bpmn.service_does_nothing": [line(node("serviceTask", "s"), names=["s"])],
    "bpmn.feel_expected": [line(called(inputs="标题"), names=["call"])],
    "bpmn.feel_unexpected": [line(user("a", form="=标题"), names=["a"])],
    "bpmn.period_unreadable": [line(user("a", limit="七个工作日"), names=["a"])],
    "bpmn.yes_expected": [line(user("a", limit="7 days", keeps_clock="yes"), names=["a"])],
    "bpmn.choice_unknown": [line(user("a", publishes="all"), names=["a"])],
    # references
    "bpmn.post_unknown": [line(user("a", post="某岗"), names=["a"]), simple(start_form="sheet", starters="某岗位、无岗")],
    "bpmn.post_pattern": [line(user("a", post="〈标题〉所长"), names=["a"])],
    "bpmn.form_unknown": [line(user("a", form="sheets"), names=["a"])],
    "bpmn.article_unknown": [line(user("a", articles="25、2500"), names=["a"])],
    "bpmn.decision_unknown": [line(node("businessRuleTask", "d", decision="应办"), names=["d"])],
    "bpmn.template_unknown": [line(node("serviceTask", "s", **LETTER | {"template": "opnion"}), names=["s"])],
    "bpmn.step_unknown": [line(user("a", not_by="无此环节"), names=["a"]), line(user("a", stops="别处的环节"), names=["a"])],
    "bpmn.step_without_limit": [line(user("a"), user("b", stops="办理a"), names=["a", "b"])],
    # timers
    "bpmn.timer_repeats": [simple(boundary(timer("R/P1D", "timeCycle")))],
    "bpmn.timer_unreadable": [simple(boundary(timer(text, form))) for text, form in
                              [("", "timeDuration"), ("P", "timeDuration"), ("PT", "timeDuration"), ("5天", "timeDuration"),
                               ("明天", "timeDate"), ("P1D", "timeDate")]] + [simple(boundary(definition("timer")))],
    # expressions
    "bpmn.feel_unreadable": [choice("=可行 ="), line(user("a", limit="=标题 +"), names=["a"]), simple(boundary(timer("=(")))],
    "bpmn.name_unknown": [choice('=可形 = "是"', None, "g-a"), line(user("a", post="〈部门〉承办人"), names=["a"]),
                          line(user("a", publishes="consultation", published_answer="采纳"), names=["a"]),
                          simple(title="=题目"), simple(boundary(timer("=某日")))],
    "bpmn.field_unknown": [choice('=办理a.结论 = "是"', None, "g-a")],
    "bpmn.output_unknown": [simple(outputs="结论")],
    "bpmn.each_may_be_empty": [line(user("a"), user("b", inside=MULTI, each="=涉及部门"), names=["a", "b"])],
    # drawing
    "bpmn.no_drawing": [bpmn(start(), end(), chain("begin", "finish"), drawn=False)],
    "bpmn.not_drawn": [simple().replace(b'bpmnElement="a"', b'bpmnElement="gone"'),
                       simple().replace(b'bpmnElement="begin-a"', b'bpmnElement="gone"')],
}
WARNINGS = {"bpmn.extension_ignored", "bpmn.default_with_condition", "bpmn.input_missing", "bpmn.each_may_be_empty",
            "bpmn.no_drawing", "bpmn.not_drawn"}


@pytest.mark.parametrize(("code", "xml"), [(code, xml) for code, several in BROKEN.items() for xml in several])
def test_each_rule_is_found_broken(code, xml):
    found = [finding for finding in findings(xml) if finding.code == code]
    assert found, [finding.code for finding in findings(xml)]
    assert found[0].severity == ("warning" if code in WARNINGS else "error")
    assert found[0].element and found[0].file == "matter.bpmn"


@pytest.mark.parametrize(("code", "xml"), [(code, several[0]) for code, several in BROKEN.items()])
def test_each_finding_is_worded_with_all_that_its_sentence_names(code, xml):
    worded = word(next(finding for finding in findings(xml) if finding.code == code))
    assert "……" not in str(worded) and code not in str(worded)


def test_every_rule_that_is_worded_is_tested():
    wording = yaml.safe_load(WORDING.read_text(encoding="utf-8"))
    tested = {*BROKEN, *REFUSED, *(code for _, code in HOSTILE.values()), "bpmn.unreadable", "bpmn.call_cycle"}
    assert {code for code in wording if code.startswith("bpmn.")} - tested == set()


def test_the_sound_diagram_uses_the_whole_vocabulary():
    diagram = read(SOUND["all of the vocabulary"], "a")
    used = {*diagram.properties, *(name for n in diagram.nodes.values() for name in n.properties)}
    assert {word.name for word in VOCABULARY} == used


def test_errors_come_first():
    severities = [finding.severity for finding in findings(bpmn(user("a"), drawn=False))]
    assert severities == sorted(severities) and len(set(severities)) == 2


def test_an_unknown_name_comes_with_the_nearest():
    found = findings(choice('=可形 = "是"', None, "g-a"))[0]
    assert (found.facts["value"], found.facts["near"]) == ("可形", "可行")


def test_what_is_not_known_is_not_compared():
    xml = line(user("a", post="无岗", form="无表", articles="999"), names=["a"], title="=无名")
    assert findings(xml, Known()) == []


def test_procedures_that_call_each_other_in_a_circle_are_found():
    def calls(name, other):
        inside = node("callActivity", "call", title="c", attributes=f'calledElement="{other}"')
        return read(bpmn(inside, process=name), f"{name}.bpmn")

    circle = [calls("a", "b"), calls("b", "c"), calls("c", "a")]
    found = call_cycles([*circle, calls("d", "a")])
    assert {finding.element for finding in found} == {"a", "b", "c"}
    assert {finding.code for finding in found} == {"bpmn.call_cycle"}
    assert "……" not in str(word(found[0]))
    assert call_cycles(circle[:2]) == []


def test_wording_names_no_code_of_ours():
    text = WORDING.read_text(encoding="utf-8")
    assert not re.search(r"Traceback|None|lxml|Spiff", text)
