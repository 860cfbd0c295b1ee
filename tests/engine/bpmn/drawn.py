"""Small diagrams for tests, drawn in a few words, with coordinates for everything."""

from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

NAMESPACES = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
)
MULTI = "<bpmn:multiInstanceLoopCharacteristics/>"


def properties(**said):
    """Our extension elements; none for none."""
    if not said:
        return ""
    inside = "".join(f'<zeebe:property name="{name}" value={quoteattr(value)}/>' for name, value in said.items())
    return f"<bpmn:extensionElements><zeebe:properties>{inside}</zeebe:properties></bpmn:extensionElements>"


def node(kind, name, inside="", title="", attributes="", **said):
    """Any element; ``title`` is its name."""
    return f'<bpmn:{kind} id="{name}" name="{title}" {attributes}>{properties(**said)}{inside}</bpmn:{kind}>'


def start(name="begin", inside="", attributes=""):
    """A start event."""
    return node("startEvent", name, inside, attributes=attributes)


def end(name="finish", inside="", **said):
    """An end event."""
    return node("endEvent", name, inside, **said)


def user(name, title="", inside="", attributes="", **said):
    """A user task with a post and a form, unless said otherwise."""
    said = {"post": "某岗位", "form": "sheet"} | said
    said = {key: value for key, value in said.items() if value is not None}
    return node("userTask", name, inside, title or f"办理{name}", attributes, **said)


def flow(source, target, condition=None, name=""):
    """A flow whose id is made of its ends."""
    inside = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" if condition else ""
    return (f'<bpmn:sequenceFlow id="{name or f"{source}-{target}"}" sourceRef="{source}" targetRef="{target}">'
            f"{inside}</bpmn:sequenceFlow>")


def chain(*names):
    """Flows from each to the next."""
    return "".join(flow(a, b) for a, b in zip(names, names[1:], strict=False))


def timer(text, form="timeDuration"):
    """A timer's definition."""
    return f"<bpmn:timerEventDefinition><bpmn:{form}>{text}</bpmn:{form}></bpmn:timerEventDefinition>"


def definition(kind, attributes=""):
    """Any other event definition."""
    return f"<bpmn:{kind}EventDefinition {attributes}/>"


def bpmn(*inside, root="", drawn=True, process="matter", attributes='isExecutable="true"', **said):
    """The bytes of a whole file with one process."""
    body = (f'<bpmn:process id="{process}" name="事项" {attributes}>{properties(**said)}{"".join(inside)}'
            "</bpmn:process>")
    picture = _picture(f"<x {NAMESPACES}>{body}</x>") if drawn else ""
    return f'<bpmn:definitions {NAMESPACES} id="d" targetNamespace="t">{root}{body}{picture}</bpmn:definitions>'.encode()


def simple(*more, **said):
    """A sound diagram of one user task, with whatever else is to stand in it."""
    return bpmn(start(), user("a"), end(), chain("begin", "a", "finish"), *more, **said)


def _picture(text):
    shapes = []
    for element in ElementTree.fromstring(text).iter():
        kind, name = element.tag.rpartition("}")[2], element.get("id")
        if not name or kind == "process":
            continue
        if kind == "sequenceFlow":
            points = '<di:waypoint x="0" y="0"/><di:waypoint x="50" y="50"/>'
            shapes.append(f"<bpmndi:BPMNEdge bpmnElement={quoteattr(name)}>{points}</bpmndi:BPMNEdge>")
        else:
            box = f'<dc:Bounds x="{100 * len(shapes)}" y="0" width="80" height="60"/>'
            shapes.append(f"<bpmndi:BPMNShape bpmnElement={quoteattr(name)}>{box}</bpmndi:BPMNShape>")
    return f"<bpmndi:BPMNDiagram><bpmndi:BPMNPlane>{''.join(shapes)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
