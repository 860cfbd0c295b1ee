"""Reads, normalises, checks and draws BPMN diagrams; reads DMN: the only room that parses XML.

Nothing in here executes a diagram, evaluates an expression or touches a database; whatever a file holds, it
either becomes frozen objects or is refused with findings.
"""

from engine.bpmn.checks import FieldShape, Known, ProcedureShape, call_cycles, check
from engine.bpmn.model import (
    Artifact,
    Bounds,
    Diagram,
    Event,
    Flow,
    Lane,
    Multi,
    Node,
    Pool,
    feel_text,
    listed,
)
from engine.bpmn.normalise import is_generated, normalise
from engine.bpmn.picture import svg
from engine.bpmn.read import read

__all__ = [
    "Artifact",
    "Bounds",
    "Diagram",
    "Event",
    "FieldShape",
    "Flow",
    "Known",
    "Lane",
    "Multi",
    "Node",
    "Pool",
    "ProcedureShape",
    "call_cycles",
    "check",
    "feel_text",
    "is_generated",
    "listed",
    "normalise",
    "read",
    "svg",
]
