"""Reading: what a diagram holds, and what is refused in time and without harm."""

import time
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bpmn import Event, Known, check, feel_text, listed, normalise, read, svg
from engine.errors import Refusal, Unsound
from engine.feel import Language
from tests.engine.bpmn.drawn import MULTI, bpmn, chain, definition, end, flow, node, simple, start, timer, user


def codes(xml):
    """The codes that reading is refused with."""
    with pytest.raises(Unsound) as refused:
        read(xml, "a.bpmn")
    assert refused.value.code == "bpmn.unreadable"
    assert all(finding.file == "a.bpmn" for finding in refused.value.findings)
    return {finding.code for finding in refused.value.findings}


def test_a_node_carries_its_properties_name_level_and_flows():
    diagram = read(simple(title="=标题"), "a.bpmn")
    task = diagram.nodes["a"]
    assert (diagram.id, diagram.name, diagram.properties["title"]) == ("matter", "事项", "=标题")
    assert (task.kind, task.name, task.level) == ("userTask", "办理a", "matter")
    assert task.properties == {"post": "某岗位", "form": "sheet"}
    assert (task.incoming, task.outgoing) == (("begin-a",), ("a-finish",))
    assert [n.id for n in diagram.following(task)] == ["finish"]


def test_conditions_lose_their_equals_sign_and_keep_their_text():
    xml = bpmn(start(), node("exclusiveGateway", "g", attributes='default="g-b"'), end("b"), end("c"),
               flow("begin", "g"), flow("g", "b"), flow("g", "c", ' = x = "是" '))
    diagram = read(xml, "a")
    assert diagram.flows["g-c"].condition == 'x = "是"'
    assert diagram.flows["g-b"].condition is None
    assert diagram.nodes["g"].default == "g-b"


def test_events_say_what_they_wait_for():
    root = '<bpmn:message id="m" name="答复"/><bpmn:error id="x" name="错" errorCode="E1"/>'
    boundary = node("boundaryEvent", "late", timer("5 working_days"), attributes='attachedToRef="a" cancelActivity="false"')
    xml = simple(boundary, flow("late", "finish"), end("wrong", definition("error", 'errorRef="x"')),
                 node("intermediateCatchEvent", "wait", definition("message", 'messageRef="m"')), root=root)
    nodes = read(xml, "a").nodes
    assert nodes["late"].event == Event("timer", text="5 working_days", form="timeDuration")
    assert (nodes["late"].attached_to, nodes["late"].interrupting) == ("a", False)
    assert (nodes["wrong"].event.kind, nodes["wrong"].event.code) == ("error", "E1")
    assert nodes["wait"].event.name == "答复"


def test_levels_repetition_and_calls():
    inner = node("subProcess", "sub", start("s2") + user("b") + end("e2") + chain("s2", "b", "e2"), "反复协商")
    called = node("callActivity", "c", attributes='calledElement="other"', title="审查")
    beside = ('<bpmn:callActivity id="c8"><bpmn:extensionElements><zeebe:calledElement processId="third"/>'
              "</bpmn:extensionElements></bpmn:callActivity>")
    diagram = read(simple(inner, called, beside, user("m", inside=MULTI, each="=部门")), "a")
    assert diagram.levels == {"matter": None, "sub": "matter"}
    assert diagram.nodes["b"].level == "sub"
    assert (diagram.nodes["c"].called, diagram.nodes["c8"].called) == ("other", "third")
    assert diagram.nodes["m"].multi is not None and not diagram.nodes["m"].multi.sequential


def test_lanes_keep_their_names():
    lanes = ('<bpmn:laneSet id="l"><bpmn:lane id="l1" name="局"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane>'
             "</bpmn:laneSet>")
    diagram = read(simple(lanes), "a")
    assert diagram.lanes[0].name == "局"
    assert diagram.nodes["a"].lane == "局"


def test_helpers_tell_feel_from_literals():
    assert feel_text(" = 今天 ") == "今天"
    assert feel_text("今天") is None and feel_text(None) is None
    assert listed("甲、乙、 丙") == ("甲", "乙", "丙") and listed(None) == ()


REFUSED = {
    "bpmn.not_bpmn": b"<html/>",
    "bpmn.xml_broken": b"<bpmn:definitions",
    "bpmn.xml_encoding": b'<?xml version="1.0" encoding="no-such"?><a/>',
    "bpmn.one_process": bpmn().replace(b'isExecutable="true"', b'isExecutable="false"'),
    "bpmn.id_twice": simple(user("a")),
    "bpmn.no_id": simple("<bpmn:userTask name='无标识'/>"),
    "bpmn.flow_dangling": simple(flow("a", "nowhere")),
    "bpmn.flow_across": simple(node("subProcess", "sub", user("b")), flow("a", "b")),
    "bpmn.boundary_of_nothing": simple(node("boundaryEvent", "b", timer("P1D"), attributes='attachedToRef="no"')),
    "bpmn.default_of_nothing": simple(node("exclusiveGateway", "g", attributes='default="begin-a"')),
    "bpmn.property_twice": simple().replace(b'name="form"', b'name="post"'),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason(code):
    assert code in codes(REFUSED[code])


def test_two_executable_processes_in_a_file_are_refused():
    assert codes(simple(root='<bpmn:process id="other" isExecutable="true"/>')) == {"bpmn.one_process"}


BILLION = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(10))
HOSTILE = {
    "entity bomb": (f"<!DOCTYPE a [{BILLION}]><a>&l9;</a>".encode(), "bpmn.xml_doctype"),
    "entity bomb in utf-16": (f"<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE a [{BILLION}]><a>&l9;</a>".encode("utf-16"),
                              "bpmn.xml_doctype"),
    "external entity": (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "bpmn.xml_doctype"),
    "external subset": (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>', "bpmn.xml_doctype"),
    "deep nesting": (b"<a>" * 200_000 + b"</a>" * 200_000, "bpmn.xml_too_deep"),
    "deep sub-processes": (bpmn("".join(f'<bpmn:subProcess id="s{i}">' for i in range(5000)),
                                "</bpmn:subProcess>" * 5000, drawn=False), "bpmn.xml_too_deep"),
    "many nodes": (bpmn("".join(f'<bpmn:userTask id="t{i}"/>' for i in range(10_001)), drawn=False),
                   "bpmn.too_many_drawn"),
    "very many elements": (bpmn("<bpmn:documentation/>" * 150_000, drawn=False), "bpmn.xml_too_many"),
    "large": (b"<a>" + b" " * 6_000_000 + b"</a>", "bpmn.xml_too_large"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_in_time(kind):
    xml, code = HOSTILE[kind]
    began = time.process_time()
    assert codes(xml) == {code}
    assert time.process_time() - began < 2


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_diagram_or_a_refusal(data):
    try:
        read(data, "a")
    except Refusal as refused:
        assert refused.code == "bpmn.unreadable"


GOOD = simple(node("subProcess", "sub", start("s2") + end("e2")), user("m", inside=MULTI, each="=部门"),
              node("boundaryEvent", "late", timer("P1D"), attributes='attachedToRef="a"'))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.sampled_from([b"", b'"', b"<", b"a", b"=", b" id=", b"/>", b"0",
       b"NaN", b"inf", b"bpmn:subProcess", b"\xff"]), st.integers(0, 40)), min_size=1, max_size=4))
def test_a_spoilt_diagram_is_refused_or_can_be_checked_drawn_and_rewritten(changes):
    data = GOOD
    for at, put, cut in changes:
        data = data[:at] + put + data[at + cut:]
    try:
        diagram = read(data, "a")
    except Refusal as refused:
        assert refused.code == "bpmn.unreadable"
        return
    found = check(diagram, Language(), known=Known(forms={}, posts=frozenset(), procedures={}))
    ElementTree.fromstring(svg(diagram, here=set(diagram.nodes)))
    if not any(finding.severity == "error" for finding in found):
        ElementTree.fromstring(normalise(data))


@pytest.mark.parametrize("number", ["NaN", "inf", "-1", "1e999", "x", ""])
def test_coordinates_that_are_no_numbers_are_left_out(number):
    xml = simple().replace(b'width="80"', f'width="{number}"'.encode())
    assert read(xml, "a").shapes == {}
