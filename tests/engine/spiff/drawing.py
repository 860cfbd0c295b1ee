"""Small drawings in a few words, and a host that answers from a dict: for the tests of this room."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.bpmn import Diagram, read
from engine.spiff import Frame, Move, Opened, Spec, compile_spec, complete, start, waiting

NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
)
LOOP = "multiInstanceLoopCharacteristics"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def flows(*ways: tuple[str, ...]) -> str:
    """Sequence flows from (source, target) or (source, target, condition); their ids are f_source_target."""
    return "".join(_flow(*way) for way in ways)


def _flow(source: str, target: str, condition: str = "") -> str:
    inside = f'<conditionExpression xsi:type="tFormalExpression">{condition}</conditionExpression>' if condition else ""
    return f'<sequenceFlow id="f_{source}_{target}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>'


def properties(**named: str) -> str:
    """Our extension elements."""
    inside = "".join(f'<zeebe:property name="{name}" value="{value}"/>' for name, value in named.items())
    return f"<extensionElements><zeebe:properties>{inside}</zeebe:properties></extensionElements>"


def multi(cardinality: str = "", completion: str = "", sequential: bool = False) -> str:
    """Loop characteristics of a multi-instance step."""
    inside = f"<loopCardinality>{cardinality}</loopCardinality>" if cardinality else ""
    inside += f"<completionCondition>{completion}</completionCondition>" if completion else ""
    return f'<{LOOP} isSequential="{str(sequential).lower()}">{inside}</{LOOP}>'


def drawn(body: str, process_id: str = "p", top: str = "") -> Diagram:
    """A diagram of one process."""
    process = f'<process id="{process_id}" isExecutable="true">{body}</process>'
    xml = f'<definitions {NAMESPACES} id="d_{process_id}" targetNamespace="x">{top}{process}</definitions>'
    return read(xml.encode(), f"{process_id}.bpmn")


def spec_of(*diagrams: Diagram) -> Spec:
    """The Spec of the first diagram, the others being what it calls."""
    return compile_spec({diagram.id: diagram for diagram in diagrams}, diagrams[0].id)


@dataclass
class Answers:
    """A host: ``values`` by expression text (or a function of the frames), everything it was told is kept."""

    values: dict[str, Any] = field(default_factory=dict)
    clock: datetime = NOON
    scopes: list[tuple[Frame, ...]] = field(default_factory=list)
    asked: list[tuple[tuple[Frame, ...], str]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def opened(self, frames: tuple[Frame, ...]) -> None:
        self.scopes.append(frames)

    def evaluate(self, frames: tuple[Frame, ...], text: str) -> Any:
        self.asked.append((frames, text))
        value = self.values.get(text)
        return value(frames) if callable(value) else value

    def evaluate_timer(self, frames: tuple[Frame, ...], text: str) -> datetime:
        return self.values.get(text) or self.clock + timedelta(days=int(text.strip("PD")))

    def decide(self, frames: tuple[Frame, ...], node_id: str) -> None:
        self.done.append(node_id)

    def perform(self, frames: tuple[Frame, ...], node_id: str, task_id: str) -> None:
        self.done.append(node_id)

    def now(self) -> datetime:
        return self.clock


class Game:
    """A case played from bytes to bytes: every act loads, moves and dumps."""

    def __init__(self, *diagrams: Diagram, **values: Any) -> None:
        self.spec = spec_of(*diagrams)
        self.host = Answers(values)
        self.move: Move = start(self.spec, self.host)

    def steps(self) -> list[Opened]:
        """The open steps."""
        return list(waiting(self.spec, self.move.state).steps)

    def open(self) -> list[str]:
        """Ids of the open steps, with the key of an instance; sorted."""
        return sorted(_shown(step) for step in self.steps())

    def task(self, shown: str) -> str:
        """The id of an open step."""
        found = [step.task_id for step in self.steps() if _shown(step) == shown]
        assert len(found) == 1, (shown, self.open())
        return found[0]

    def do(self, *shown: str) -> list[str]:
        """Complete open steps one after the other; what is open then."""
        for one in shown:
            self.move = complete(self.spec, self.move.state, self.host, self.task(one))
        return self.open()

    def act(self, verb: Any, *args: Any, **named: Any) -> list[str]:
        """Any other act; what is open then."""
        self.move = verb(self.spec, self.move.state, self.host, *args, **named)
        return self.open()


def _shown(step: Opened) -> str:
    key = step.frames[-1].key if step.frames and step.frames[-1].node_id == step.node_id else None
    return step.node_id if key is None else f"{step.node_id}[{key}]"
