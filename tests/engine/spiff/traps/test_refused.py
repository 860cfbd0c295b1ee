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


MULTI = "<multiInstanceLoopCharacteristics{}><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>"
REFUSED = {
    "t60 multi-instance behavior": with_step(
        f'<userTask id="a">{MULTI.format(chr(32) + "behavior=" + chr(34) + "One" + chr(34))}</userTask>'),
    "t61 compensation": with_step('<userTask id="a" isForCompensation="true"/>'),
    "t61 compensation thrown": with_step(
        '<intermediateThrowEvent id="a"><compensateEventDefinition/></intermediateThrowEvent>'
    ),
    "t62 error caught on the way": catching('<errorEventDefinition errorRef="er"/>'),
    "t62 escalation caught on the way": catching('<escalationEventDefinition escalationRef="es"/>'),
    "t63 condition on a way out of a step": LINE.replace(
        flows(("a", "e")), flows(("a", "e", "yes"), ("a", "b")) + '<userTask id="b"/>' + flows(("b", "e"))
    ),
    "t64 ad hoc": with_step(f'<adHocSubProcess id="a">{STEP.replace(chr(34) + "a", chr(34) + "c")}</adHocSubProcess>'),
    "t64 complex gateway": with_step('<complexGateway id="a"/>'),
    "t64 transaction": with_step('<transaction id="a"><startEvent id="s2"/><endEvent id="e2"/>' + flows(("s2", "e2")) + "</transaction>"),
    "t64 script": with_step('<scriptTask id="a"><script>x</script></scriptTask>'),
    "t64 step of no kind": with_step('<task id="a"/>'),
    "t64 send task": with_step('<sendTask id="a" messageRef="m"/>'),
    "t64 conditional event": catching("<conditionalEventDefinition><condition>x</condition></conditionalEventDefinition>"),
    "t65 terminate end beside a handler": LINE.replace('<endEvent id="e"/>', '<endEvent id="e"><terminateEventDefinition/></endEvent>')
    + HANDLER,
    "t66 token quantity": with_step('<userTask id="a" startQuantity="2"/>'),
    "t66 token quantity of a way out": with_step('<userTask id="a" completionQuantity="2"/>'),
    "t67 loop": with_step('<userTask id="a"><standardLoopCharacteristics loopMaximum="-3"/></userTask>'),
    "t68 step nobody can reach": LINE + '<userTask id="lost"/><endEvent id="e9"/>' + flows(("lost", "e9")),
    "t69 link without a target": LINE.replace(
        '<endEvent id="e"/>', '<intermediateThrowEvent id="e"><linkEventDefinition name="x"/></intermediateThrowEvent>'
    ),
    "t70 two starts": LINE + '<startEvent id="s9"/>' + flows(("s9", "a")),
    "t71 message without a name": catching("<messageEventDefinition/>").replace(' name="a"', ""),
}


@pytest.mark.parametrize("what", REFUSED)
def test_t60_to_t71_refused(what: str) -> None:
    assert findings(LINE) & {"refused by the carrier"} == set()
    found = findings(REFUSED[what])
    assert {code for code in found if code not in ("bpmn.property_missing", "bpmn.no_name", "bpmn.no_drawing")}, what
