"""What the stock engine does wrongly in silence and what is therefore refused at import, or at the latest here.

The numbers are those of docs/spiffworkflow.md.
"""

from __future__ import annotations

import pytest

from engine.bpmn import Diagram
from engine.bpmn.checks import check
from engine.errors import Unsound
from engine.feel import Language
from tests.engine.spiff.drawing import drawn, flows, spec_of

STEP = '<userTask id="a" name="a"/>'
LINE = f'<startEvent id="s"/>{STEP}<endEvent id="e"/>' + flows(("s", "a"), ("a", "e"))
HANDLER = (
    '<subProcess id="h" triggeredByEvent="true"><startEvent id="hs"><messageEventDefinition messageRef="m"/></startEvent>'
    '<endEvent id="he"/>' + flows(("hs", "he")) + "</subProcess>"
)
TOP = '<message id="m" name="m"/><error id="er" name="er" errorCode="1"/><escalation id="es" name="es" escalationCode="1"/>'


def findings(body: str) -> set[str]:
    """Codes of the errors found at import, and of what the carrier itself refuses."""
    try:
        diagram: Diagram = drawn(body, top=TOP)
    except Unsound as unreadable:
        return {finding.code for finding in unreadable.findings}
    found = {finding.code for finding in check(diagram, Language()) if finding.severity == "error"}
    try:
        spec_of(diagram)
    except Unsound as refused:
        found |= {finding.code for finding in refused.findings} | {"refused by the carrier"}
    return found


def with_step(step: str) -> str:
    return LINE.replace(STEP, step)


def catching(definition: str) -> str:
    return with_step(f'<intermediateCatchEvent id="a" name="a">{definition}</intermediateCatchEvent>')


@pytest.mark.parametrize("name", ["Start", "End", "p.EndJoin", "a [child]", "a.BoundaryEventSplit", "a.BoundaryEventJoin", "p__body"])
def test_t59_ids_the_engine_uses_itself(name: str) -> None:
    found = findings(LINE.replace('"a"', f'"{name}"'))
    assert found & {"bpmn.id_reserved", "bpmn.id_unusable", "spiff.reserved_id"} and "refused by the carrier" in found


def assert_refused(*bodies: str) -> None:
    """Each of these is refused for what is special about it; the plain line is not."""
    assert "refused by the carrier" not in findings(LINE)
    beside = {"bpmn.property_missing", "bpmn.no_name", "bpmn.no_drawing"}
    for body in bodies:
        assert findings(body) - beside, body


def test_t60_a_way_of_ending_instances_that_is_not_carried_out() -> None:
    loop = '<multiInstanceLoopCharacteristics behavior="One"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>'
    assert_refused(with_step(f'<userTask id="a">{loop}</userTask>'))


def test_t61_compensation() -> None:
    thrown = '<intermediateThrowEvent id="a"><compensateEventDefinition/></intermediateThrowEvent>'
    assert_refused(with_step('<userTask id="a" isForCompensation="true"/>'), with_step(thrown))


def test_t62_an_error_or_escalation_caught_on_the_way() -> None:
    assert_refused(
        catching('<errorEventDefinition errorRef="er"/>'),
        catching('<escalationEventDefinition escalationRef="es"/>'),
    )


def test_t63_a_condition_on_the_way_out_of_a_step() -> None:
    two = flows(("a", "e", "yes"), ("a", "b")) + '<userTask id="b"/>' + flows(("b", "e"))
    assert_refused(LINE.replace(flows(("a", "e")), two), LINE.replace(flows(("a", "e")), flows(("a", "e", "yes"))))


def test_t64_elements_that_are_not_carried() -> None:
    inside = '<startEvent id="s2"/><endEvent id="e2"/>' + flows(("s2", "e2"))
    assert_refused(
        with_step('<adHocSubProcess id="a"><userTask id="c" name="c"/></adHocSubProcess>'),
        with_step('<complexGateway id="a"/>'),
        with_step(f'<transaction id="a">{inside}</transaction>'),
        with_step('<scriptTask id="a"><script>x</script></scriptTask>'),
        with_step('<task id="a"/>'),
        with_step('<sendTask id="a" messageRef="m"/>'),
        catching("<conditionalEventDefinition><condition>x</condition></conditionalEventDefinition>"),
    )


def test_t65_a_terminate_end_beside_a_handler() -> None:
    ended = LINE.replace('<endEvent id="e"/>', '<endEvent id="e"><terminateEventDefinition/></endEvent>')
    assert "bpmn.terminate_beside_handler" in findings(ended + HANDLER)
    assert "bpmn.terminate_beside_handler" not in findings(ended) | findings(LINE + HANDLER)


def test_t66_token_quantities() -> None:
    assert_refused(
        with_step('<userTask id="a" startQuantity="2"/>'), with_step('<userTask id="a" completionQuantity="2"/>')
    )


def test_t67_the_loop_marker() -> None:
    for inside in ('loopMaximum="-3"', 'loopMaximum="3"'):
        assert_refused(with_step(f'<userTask id="a"><standardLoopCharacteristics {inside}/></userTask>'))


def test_t68_a_step_that_nobody_can_reach() -> None:
    assert_refused(LINE + '<userTask id="lost"/><endEvent id="e9"/>' + flows(("lost", "e9")))


def test_t69_a_link_that_leads_nowhere() -> None:
    link = '<intermediateThrowEvent id="e"><linkEventDefinition name="x"/></intermediateThrowEvent>'
    assert_refused(LINE.replace('<endEvent id="e"/>', link))


def test_t70_two_starts() -> None:
    assert_refused(LINE + '<startEvent id="s9"/>' + flows(("s9", "a")))


def test_t71_a_message_without_a_name() -> None:
    assert_refused(catching("<messageEventDefinition/>").replace(' name="a"', ""))
