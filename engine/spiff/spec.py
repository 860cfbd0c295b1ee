"""From diagrams to a Spec: parsed once for a Version, immutable afterwards, shared by every thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.spiff.parser.process import VALIDATOR

from engine.bpmn import Diagram, normalise
from engine.errors import Finding, Refusal, Unsound
from engine.proof.net import Net
from engine.spiff.multi import Keyed
from engine.spiff.parser import Parser
from engine.spiff.scopes import BODY

RESERVED = frozenset({"Start", "End", "Root", "StartEventSplit", "StartEventJoin"})
RESERVED_ENDS = (".EndJoin", " [child]", ".BoundaryEventSplit", ".BoundaryEventJoin", BODY)
_DEEP = 60_000
_parsing = threading.Lock()


@dataclass(frozen=True)
class Spec:
    """A procedure and all it calls, ready to carry tokens.

    ``main`` and ``levels`` are SpiffWorkflow's, by process or sub-process id; ``procedures`` says which process
    each level is drawn in, ``nets`` are our own nets of the same levels.
    """

    process_id: str
    main: Any
    levels: Mapping[str, Any]
    procedures: Mapping[str, str]
    nets: Mapping[str, Net] = field(compare=False)

    def level(self, name: str) -> Any:
        """The level of that id, the generated body in the place of a level that has event sub-processes."""
        return self.main if name == self.process_id else self.levels[name]

    def name_of(self, node: str) -> str:
        """The name a node is drawn with, else its id."""
        names = (net.nodes[node].name for net in self.nets.values() if node in net.nodes)
        return next(names, "") or node

    def net(self, name: str) -> Net:
        """Our own net of a level; a generated body has the net of the level it was made of."""
        return self.nets[name.removesuffix(BODY)]


def compile_spec(diagrams: Mapping[str, Diagram], process_id: str) -> Spec:
    """The Spec of a process; ``diagrams`` hold it and every process it calls, by process id.

    Raises ``Unsound("spiff.unsound")`` with findings for whatever cannot be carried faithfully.
    """
    findings = [finding for diagram in diagrams.values() for finding in _reserved(diagram)]
    if findings:
        raise Unsound("spiff.unsound", findings, procedure=process_id)
    with _parsing, _deep_recursion():
        main, levels = _parse(diagrams, process_id)
    _connect_instances([main, *levels.values()])
    used = [diagram for diagram in diagrams.values() if diagram.id == process_id or diagram.id in levels]
    findings = [finding for diagram in used for finding in _unreachable(diagram, main, levels)]
    if findings:
        raise Unsound("spiff.unsound", findings, procedure=process_id)
    procedures = {level: diagram.id for diagram in used for level in diagram.levels}
    nets = {level: Net.of(diagram, level) for diagram in used for level in diagram.levels}
    return Spec(process_id, main, MappingProxyType(levels), MappingProxyType(procedures), MappingProxyType(nets))


def _parse(diagrams: Mapping[str, Diagram], process_id: str) -> tuple[Any, dict[str, Any]]:
    parser, file = Parser(validator=VALIDATOR), ""
    try:
        for diagram in diagrams.values():
            file = diagram.file
            parser.add_bpmn_str(normalise(diagram.xml, diagram.file), diagram.file)
        return parser.get_spec(process_id), parser.get_subprocess_specs(process_id)
    except ValidationException as wrong:
        finding = Finding("spiff.cannot_carry", "error", wrong.file_name or file, wrong.id, {"reason": str(wrong)})
    except (SpiffWorkflowException, ValueError, KeyError, AttributeError, TypeError, NotImplementedError) as wrong:
        finding = Finding("spiff.cannot_carry", "error", file, "", {"reason": str(wrong)})
    except Refusal as wrong:
        finding = Finding(wrong.code, "error", file, str(wrong.facts.get("element", "")), wrong.facts)
    except RecursionError:
        finding = Finding("spiff.too_long", "error", file, process_id)
    raise Unsound("spiff.unsound", [finding], procedure=process_id)


@contextmanager
def _deep_recursion() -> Iterator[None]:
    """The stock parser goes one call deeper with every node of a chain."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEP))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _connect_instances(levels: list[Any]) -> None:
    """Tie instances to their step once and for all; the stock spec does it when the first one opens, in one process."""
    for level in levels:
        for spec in list(level.task_specs.values()):
            if isinstance(spec, Keyed):
                level.task_specs[spec.task_spec].completed_event.connect(spec.merge_child)


def _reserved(diagram: Diagram) -> Iterator[Finding]:
    for name in (*diagram.levels, *diagram.nodes):
        if name in RESERVED or name.endswith(RESERVED_ENDS):
            yield Finding("spiff.reserved_id", "error", diagram.file, name, {"id": name})


def _unreachable(diagram: Diagram, main: Any, levels: Mapping[str, Any]) -> Iterator[Finding]:
    carried = {name for level in (main, *levels.values()) for name in level.task_specs}
    for node in diagram.nodes.values():
        if node.id not in carried:
            yield Finding("spiff.unreachable", "error", diagram.file, node.id, {"name": node.name or node.id})
