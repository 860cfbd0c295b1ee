"""Everything that keeps a diagram from running, or that its author should look at again: one file a subject.

Nothing here follows tokens (that is proof's) or evaluates an expression; a check is a function from a ``Ground``
to findings, and never raises.
"""

from __future__ import annotations

from engine.bpmn.checks import (
    calls,
    drawing,
    elements,
    events,
    expressions,
    gateways,
    identity,
    properties,
    references,
    structure,
    timers,
)
from engine.bpmn.checks.ground import Ground
from engine.bpmn.checks.known import FieldShape, Known, ProcedureShape
from engine.bpmn.model import Diagram
from engine.errors import Finding
from engine.feel import Language

__all__ = ["FieldShape", "Known", "ProcedureShape", "check", "call_cycles"]

call_cycles = calls.call_cycles

SUBJECTS = (
    identity, elements, events, structure, gateways, calls, properties, references, timers, expressions, drawing,
)


def check(diagram: Diagram, language: Language, *, known: Known | None = None) -> list[Finding]:
    """All findings on one diagram, errors first; what ``known`` does not tell is not compared."""
    ground = Ground(diagram, language, known or Known())
    found = [finding for subject in SUBJECTS for finding in subject.find(ground)]
    return sorted(found, key=lambda finding: finding.severity != "error")
