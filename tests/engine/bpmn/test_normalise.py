"""What the token carrier is given: the same ids, no links, no event sub-processes, nothing it must not see."""

from xml.etree import ElementTree

import pytest

from engine.bpmn import check, is_generated, normalise, read
from engine.bpmn.names import BPMN
from engine.errors import Refusal
from engine.feel import Language
from tests.engine.bpmn.drawn import MULTI, chain, definition, end, flow, node, simple, start, timer, user
from tests.engine.bpmn.test_picture import SAMPLE


def carried(xml):
    """The rewritten file as a tree, and its elements by id."""
    root = ElementTree.fromstring(normalise(xml))
    return root, {element.get("id"): element for element in root.iter() if element.get("id")}


def flows(root):
    """The (source, target) pairs."""
    return {(f.get("sourceRef"), f.get("targetRef")) for f in root.iter(f"{BPMN}sequenceFlow")}


def test_what_is_drawn_keeps_its_id_and_nothing_foreign_stays():
    root, by_id = carried(SAMPLE.xml)
    assert set(SAMPLE.nodes) | set(SAMPLE.flows) <= set(by_id)
    assert all(element.tag.startswith(BPMN) for element in root.iter())
    gone = ("extensionElements", "laneSet", "collaboration", "textAnnotation", "association", "incoming")
    assert not [tag for tag in gone if root.find(f".//{BPMN}{tag}") is not None]


def test_a_script_in_a_foreign_extension_never_reaches_the_carrier():
    evil = ('<bpmn:extensionElements><s:preScript xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core">'
            "import os</s:preScript>")
    xml = simple().replace(b"<bpmn:extensionElements>", evil.encode())
    assert b"preScript" in xml and b"import os" not in normalise(xml)


def test_a_link_becomes_a_flow():
    thrown = node("intermediateThrowEvent", "t", definition("link", 'name="L"'))
    caught = node("intermediateCatchEvent", "c", definition("link", 'name="L"'))
    root, by_id = carried(simple(thrown, caught, flow("c", "finish")))
    assert ("t", "c") in flows(root)
    assert by_id["t"].tag == by_id["c"].tag == f"{BPMN}exclusiveGateway"
    assert root.find(f".//{BPMN}linkEventDefinition") is None


def test_a_link_without_target_is_refused():
    with pytest.raises(Refusal) as refused:
        normalise(simple(node("intermediateThrowEvent", "t", definition("link", 'name="L"'))))
    assert refused.value.code == "bpmn.link_without_target"


@pytest.mark.parametrize(("attributes", "interrupts"), [("", "true"), ('isInterrupting="false"', "false")])
def test_an_event_sub_process_becomes_a_boundary_event_on_the_rest(attributes, interrupts):
    handler = node("subProcess", "h", start("hs", timer("P1D"), attributes) + end("he") + flow("hs", "he"),
                   attributes='triggeredByEvent="true"')
    root, by_id = carried(simple(handler))
    body, event = by_id["matter__body"], by_id["h__on"]
    assert by_id["a"] in list(body) and by_id["h"] not in list(body)
    assert (event.get("attachedToRef"), event.get("cancelActivity")) == ("matter__body", interrupts)
    assert event.find(f"{BPMN}timerEventDefinition") is not None
    assert by_id["hs"].find(f"{BPMN}timerEventDefinition") is None
    assert ("h__on", "h") in flows(root)
    assert all(is_generated(name) for name in by_id if name not in simple(handler).decode())


def test_an_event_sub_process_inside_a_sub_process_stays_inside():
    handler = node("subProcess", "h", start("hs", timer("P1D")) + end("he") + flow("hs", "he"),
                   attributes='triggeredByEvent="true"')
    inner = node("subProcess", "s", start("s2") + user("b") + end("e2") + chain("s2", "b", "e2") + handler)
    _, by_id = carried(simple(inner))
    assert by_id["s__body"] in list(by_id["s"]) and by_id["h__on"] in list(by_id["s"])


def test_keys_and_the_end_of_a_repetition_stand_where_the_carrier_looks():
    _, by_id = carried(simple(user("m", inside=MULTI, each="=部门", done_when="=够了"), chain("a", "m")))
    repetition = by_id["m"].find(f"{BPMN}multiInstanceLoopCharacteristics")
    assert [(child.tag[len(BPMN):], child.text) for child in repetition] == [
        ("loopCardinality", "部门"), ("completionCondition", "够了")]


def test_conditions_are_plain_feel_and_calls_have_their_target():
    call = ('<bpmn:callActivity id="c8"><bpmn:extensionElements><zeebe:calledElement processId="third"/>'
            "</bpmn:extensionElements></bpmn:callActivity>")
    root, by_id = carried(simple(call, flow("a", "c8", '= x = "是"')))
    assert root.find(f".//{BPMN}conditionExpression").text == 'x = "是"'
    assert by_id["c8"].get("calledElement") == "third"


def test_ids_that_are_made_here_are_refused_in_a_drawing():
    found = check(read(simple(user("x__body")), "a"), Language())
    assert "bpmn.id_reserved" in {finding.code for finding in found}
