"""What a drawn diagram is once it has been read: frozen, in BPMN's own nouns (BPMN 2.0.2, chapters 8 and 10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LIST_SEPARATOR = "\u3001"
"""The enumeration comma that separates the entries of a list in a property."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Bounds:
    """Where a shape stands on the drawing, in the drawing's own units; ``label`` is its label's box, if drawn."""

    x: float
    y: float
    width: float
    height: float
    label: Bounds | None = None
    expanded: bool = True


@dataclass(frozen=True)
class Event:
    """What an event waits for or throws.

    ``kind`` is ``none``, ``timer``, ``message``, ``signal``, ``error``, ``escalation``, ``terminate``, ``link``,
    ``conditional``, ``compensate``, ``cancel`` or ``multiple``.  ``form`` is ``timeDuration``, ``timeDate`` or
    ``timeCycle`` of a timer, ``text`` its text as written (a leading ``=`` marks FEEL) or the condition of a
    conditional event.  ``ref`` is the id of the message, signal, error or escalation, ``name`` its name (of a
    link: the link's own), ``code`` its error or escalation code.
    """

    kind: str
    text: str | None = None
    form: str | None = None
    ref: str | None = None
    name: str | None = None
    code: str | None = None


@dataclass(frozen=True)
class Multi:
    """That an activity is done once for each of several keys: side by side, or one after the other.

    ``cardinality`` and ``completion`` are the standard's own expressions as written; the keys themselves come
    from the property ``each``.  ``behavior`` is the standard's attribute when it is not the default ``All``.
    """

    sequential: bool = False
    cardinality: str | None = None
    completion: str | None = None
    behavior: str | None = None


@dataclass(frozen=True)
class Node:
    """A drawn step, gateway, event or sub-process; ``kind`` is its BPMN local name, ``level`` the id of the process
    or sub-process it stands in, ``incoming`` and ``outgoing`` are ids of flows, ``called`` the procedure that a
    call activity calls, ``quantity`` how many tokens it takes or gives at once (only 1 is carried out), ``foreign``
    the extension elements that mean nothing here."""

    id: str
    name: str
    kind: str
    level: str
    properties: Mapping[str, str] = field(default_factory=dict)
    incoming: tuple[str, ...] = ()
    outgoing: tuple[str, ...] = ()
    default: str | None = None
    multi: Multi | None = None
    loop: bool = False
    called: str | None = None
    event: Event | None = None
    attached_to: str | None = None
    interrupting: bool = True
    triggered_by_event: bool = False
    for_compensation: bool = False
    quantity: int | str = 1
    lane: str | None = None
    message: str | None = None
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flow:
    """A sequence flow; ``condition`` is FEEL without the leading ``=``, None where there is none."""

    id: str
    name: str
    source: str
    target: str
    level: str
    condition: str | None = None


@dataclass(frozen=True)
class Lane:
    """A lane: its name is kept for readers; who does a step is said by the step's own ``post``."""

    id: str
    name: str
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pool:
    """A participant; ``process`` is empty for another party that is drawn as a closed box."""

    id: str
    name: str
    process: str = ""


@dataclass(frozen=True)
class Artifact:
    """What is drawn beside the flow and never executed: text annotation, group, data object, association."""

    id: str
    kind: str
    text: str = ""


@dataclass(frozen=True)
class Diagram:
    """One procedure as drawn: ``id`` is the process id, ``levels`` maps each level to the one around it (the process
    to None), ``shapes`` and ``edges`` are the drawing's own coordinates, ``xml`` the bytes as drawn."""

    id: str
    name: str
    file: str
    properties: Mapping[str, str]
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    levels: Mapping[str, str | None]
    lanes: tuple[Lane, ...]
    pools: tuple[Pool, ...]
    artifacts: Mapping[str, Artifact]
    shapes: Mapping[str, Bounds]
    edges: Mapping[str, tuple[Point, ...]]
    edge_labels: Mapping[str, Bounds]
    xml: bytes

    def standing_in(self, level: str) -> Iterator[Node]:
        """The nodes that stand directly in a level, in drawn order."""
        return (node for node in self.nodes.values() if node.level == level)

    def following(self, node: Node) -> Iterator[Node]:
        """The nodes that the flows out of a node lead to."""
        return (self.nodes[self.flows[flow].target] for flow in node.outgoing)

    def boundary_of(self, node_id: str) -> Iterator[Node]:
        """The boundary events attached to an activity."""
        return (node for node in self.nodes.values() if node.attached_to == node_id)

    def named(self, name: str) -> Iterator[Node]:
        """The nodes that carry a name, at whatever level."""
        return (node for node in self.nodes.values() if node.name == name)


def feel_text(value: str | None) -> str | None:
    """The FEEL of a property's value, without its leading ``=``; None when the value is a literal or absent."""
    if value is None or not value.lstrip().startswith("="):
        return None
    return value.lstrip()[1:].strip()


def listed(value: str | None) -> tuple[str, ...]:
    """The entries of a property that holds a list; none for an absent or empty value."""
    return tuple(entry.strip() for entry in (value or "").split(LIST_SEPARATOR) if entry.strip())
