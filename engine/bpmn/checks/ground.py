"""What every check stands on: the diagram, the language, what is known; and how a finding is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from engine.bpmn.checks.known import Known
from engine.bpmn.model import Diagram, Flow, Node
from engine.errors import Finding
from engine.feel import Language

SCOPES = frozenset({"callActivity", "subProcess"})
STEPS = SCOPES | {"userTask"}
"""Kinds whose names hold facts: answers below a user task's name, a scope's below its own."""


@dataclass(frozen=True)
class Ground:
    """One diagram under examination."""

    diagram: Diagram
    language: Language
    known: Known

    def error(self, code: str, of: Node | Flow | None = None, **facts: object) -> Finding:
        """A finding that keeps the diagram from being released; names the element as its author knows it."""
        return self._finding(code, "error", of, facts)

    def warning(self, code: str, of: Node | Flow | None = None, **facts: object) -> Finding:
        """A finding that its author should look at."""
        return self._finding(code, "warning", of, facts)

    def _finding(self, code: str, severity: str, of: Node | Flow | None, facts: dict[str, object]) -> Finding:
        here = of or self.diagram
        name = here.name or (self.flow_name(of) if isinstance(of, Flow) else here.id)
        return Finding(code, severity, self.diagram.file, here.id, {"name": name, **facts})

    def flow_name(self, flow: Flow) -> str:
        """A nameless flow, told by what it joins."""
        ends = (self.diagram.nodes[flow.source], self.diagram.nodes[flow.target])
        return "\u2192".join(node.name or node.id for node in ends)

    def steps(self) -> dict[str, Node]:
        """The steps of this diagram by name."""
        return {node.name: node for node in self.diagram.nodes.values() if node.kind in STEPS and node.name}


def nearest(name: str, candidates: Iterable[str]) -> str:
    """The candidate most like a name; empty when there are none."""
    return next(iter(get_close_matches(name, sorted(candidates), n=1, cutoff=0.0)), "")
