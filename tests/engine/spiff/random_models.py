"""Random block-structured models: a tree of blocks, and the diagram that draws it.

The tree is what the oracle interprets; the diagram is what the carrier runs.  Nothing is shared but the ids.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.bpmn import Diagram
from tests.engine.spiff.drawing import drawn, flows, multi

ALL_KINDS = ("task", "xor", "and", "or", "loop", "many", "many_sub", "sub", "call", "bound")
GATEWAYS = {"xor": "exclusiveGateway", "and": "parallelGateway", "or": "inclusiveGateway"}


@dataclass(frozen=True)
class Block:
    """``kind`` as in ALL_KINDS or "seq"; ``inside`` are branches, bodies or the parts of a sequence."""

    kind: str
    id: str = ""
    inside: tuple[Block, ...] = ()
    sequential: bool = False
    called: str = ""
    events: tuple[tuple[str, bool, Block], ...] = ()


@dataclass
class Model:
    """``procedures`` by process id, the case's own is "p"; ``gates`` are the choices, ``counts`` the instances."""

    procedures: dict[str, Block] = field(default_factory=dict)
    gates: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def choices(self, dice: random.Random) -> dict[str, object]:
        """One throw for every gateway."""
        thrown: dict[str, object] = {}
        for gate, (kind, ways) in self.gates.items():
            if kind == "xor":
                thrown[gate] = dice.randrange(ways)
            elif kind == "loop":
                thrown[gate] = dice.random() < 0.6
            elif kind == "or":
                thrown[gate] = frozenset(dice.sample(range(ways), dice.randint(1, ways)))
        return thrown

    def diagrams(self) -> dict[str, Diagram]:
        """The model drawn, a diagram for each procedure."""
        return {name: drawn(_Drawing().level(block, name), name) for name, block in self.procedures.items()}


def random_model(seed: int, size: int = 8, kinds: tuple[str, ...] = ALL_KINDS) -> Model:
    """The model of a seed, always the same."""
    return _Maker(random.Random(seed), kinds).model(size)


class _Maker:
    def __init__(self, dice: random.Random, kinds: tuple[str, ...]) -> None:
        self.dice, self.kinds, self.count = dice, kinds, 0
        self.made = Model()
        self.callable: list[str] = []

    def model(self, size: int) -> Model:
        if "call" in self.kinds:
            for name in ("q0", "q1"):
                self.made.procedures[name] = self.seq(max(1, size // 3), 2)
                self.callable.append(name)
        self.made.procedures["p"] = self.seq(size, 0)
        return self.made

    def name(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def task(self) -> Block:
        return Block("task", self.name("t"))

    def seq(self, size: int, depth: int) -> Block:
        parts = []
        while size > 0:
            part, cost = self.block(size, depth)
            parts.append(part)
            size -= cost
        return Block("seq", inside=tuple(parts) or (self.task(),))

    def block(self, size: int, depth: int) -> tuple[Block, int]:
        kind = self.dice.choice(self.kinds) if depth < 4 and size > 1 else "task"
        if kind == "call" and not self.callable:
            kind = "task"
        return getattr(self, f"_{kind}")(size, depth)

    def _task(self, size: int, depth: int) -> tuple[Block, int]:
        return self.task(), 1

    def _gate(self, kind: str, size: int, depth: int) -> tuple[Block, int]:
        name, ways = self.name(kind), self.dice.choice((2, 2, 3))
        share = max(1, (size - 1) // ways)
        branches = [self.seq(self.dice.randint(1, share), depth + 1) for _ in range(ways)]
        if kind == "xor" and self.dice.random() < 0.3 or kind == "or" and self.dice.random() < 0.2:
            branches[0] = Block("seq")
        self.made.gates[name] = (kind, ways)
        return Block(kind, name, tuple(branches)), share * ways

    def _xor(self, size: int, depth: int) -> tuple[Block, int]:
        return self._gate("xor", size, depth)

    def _and(self, size: int, depth: int) -> tuple[Block, int]:
        return self._gate("and", size, depth)

    def _or(self, size: int, depth: int) -> tuple[Block, int]:
        return self._gate("or", size, depth)

    def _loop(self, size: int, depth: int) -> tuple[Block, int]:
        name, length = self.name("loop"), self.dice.randint(1, max(1, size - 1))
        self.made.gates[name] = ("loop", 2)
        body = Block("seq", inside=(self.task(), *self.seq(length, depth + 1).inside))
        return Block("loop", name, (body,)), length + 1

    def _many(self, size: int, depth: int) -> tuple[Block, int]:
        name = self.name("m")
        self.made.counts[name] = self.dice.choice((0, 1, 2, 3, 3))
        return Block("many", name, sequential=self.dice.random() < 0.5), 1

    def _many_sub(self, size: int, depth: int) -> tuple[Block, int]:
        name, length = self.name("m"), self.dice.randint(1, max(1, size // 2))
        self.made.counts[name] = self.dice.choice((1, 2, 3))
        return Block("many", name, (self.seq(length, depth + 1),), self.dice.random() < 0.5), length

    def _sub(self, size: int, depth: int) -> tuple[Block, int]:
        length = self.dice.randint(1, size)
        return Block("sub", self.name("s"), (self.seq(length, depth + 1),)), length

    def _call(self, size: int, depth: int) -> tuple[Block, int]:
        return Block("call", self.name("c"), called=self.dice.choice(self.callable)), 2

    def _bound(self, size: int, depth: int) -> tuple[Block, int]:
        kinds = self.kinds
        self.kinds = tuple(kind for kind in ("task", "many", "many_sub", "sub", "call") if kind in kinds)
        main, cost = self.block(size, depth)
        self.kinds = kinds
        events = []
        if self.dice.random() < 0.5:
            events.append((self.name("e"), False, Block("seq", inside=(self.task(),))))
        if not events or self.dice.random() < 0.5:
            handler = self.seq(1, depth + 1) if self.dice.random() < 0.8 else Block("seq")
            events.append((self.name("e"), True, handler))
        return Block("bound", self.name("b"), (main,), events=tuple(events)), cost + 1


class _Drawing:
    """Draws blocks one behind the other; a way is (source, condition) that waits for its target."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.count = 0

    def level(self, block: Block, name: str) -> str:
        inside = _Drawing()
        source, condition = inside.block(block, (f"{name}_in", ""))
        inside.flow(source, f"{name}_out", condition)
        return f'<startEvent id="{name}_in"/><endEvent id="{name}_out"/>' + "".join(inside.parts)

    def node(self, tag: str, name: str, inside: str = "", more: str = "") -> None:
        self.parts.append(f'<{tag} id="{name}"{more}>{inside}</{tag}>')

    def flow(self, source: str, target: str, condition: str = "") -> None:
        self.parts.append(flows((source, target, condition)))

    def block(self, block: Block, way: tuple[str, str]) -> tuple[str, str]:
        if block.kind == "seq":
            for part in block.inside:
                way = self.block(part, way)
            return way
        if block.kind in GATEWAYS:
            return self.gate(block, way)
        if block.kind == "loop":
            return self.loop(block, way)
        if block.kind == "bound":
            return self.bound(block, way)
        self.activity(block)
        self.flow(way[0], block.id, way[1])
        return block.id, ""

    def gate(self, block: Block, way: tuple[str, str]) -> tuple[str, str]:
        split, join, tag = f"{block.id}s", f"{block.id}j", GATEWAYS[block.kind]
        self.flow(way[0], split, way[1])
        at = len(self.parts)
        for number, branch in enumerate(block.inside):
            last = number == len(block.inside) - 1
            condition = "" if block.kind == "and" or (block.kind == "xor" and last) else f"{block.id} {number}"
            source, rest = self.block(branch, (split, condition))
            if block.kind == "xor" and last:
                default = next(part for part in self.parts[at:] if f'sourceRef="{split}"' in part and "condition" not in part)
            self.flow(source, join, rest)
        more = f' default="{default.split(chr(34))[1]}"' if block.kind == "xor" else ""
        self.node(tag, split, more=more)
        self.node(tag, join)
        return join, ""

    def loop(self, block: Block, way: tuple[str, str]) -> tuple[str, str]:
        entry, leave, after = f"{block.id}j", f"{block.id}s", f"{block.id}x"
        self.flow(way[0], entry, way[1])
        source, condition = self.block(block.inside[0], (entry, ""))
        self.flow(source, leave, condition)
        self.flow(leave, entry, f"{block.id} again")
        self.flow(leave, after)
        self.node("exclusiveGateway", entry)
        self.node("exclusiveGateway", leave, more=f' default="f_{leave}_{after}"')
        self.node("exclusiveGateway", after)
        return after, ""

    def bound(self, block: Block, way: tuple[str, str]) -> tuple[str, str]:
        main, merge = block.inside[0], f"{block.id}j"
        self.activity(main)
        self.flow(way[0], main.id, way[1])
        self.flow(main.id, merge)
        for event, interrupting, handler in block.events:
            timer = "<timerEventDefinition><timeDuration>P999D</timeDuration></timerEventDefinition>"
            self.node("boundaryEvent", event, timer, f' attachedToRef="{main.id}" cancelActivity="{str(interrupting).lower()}"')
            source, condition = self.block(handler, (event, ""))
            if not interrupting:
                self.node("endEvent", f"{event}z")
            self.flow(source, merge if interrupting else f"{event}z", condition)
        self.node("exclusiveGateway", merge)
        return merge, ""

    def activity(self, block: Block) -> None:
        if block.kind == "task":
            self.node("userTask", block.id)
        elif block.kind == "sub":
            self.node("subProcess", block.id, self.level(block.inside[0], block.id))
        elif block.kind == "call":
            self.node("callActivity", block.id, more=f' calledElement="{block.called}"')
        else:
            loop = multi(f"{block.id} count", sequential=block.sequential)
            inside = self.level(block.inside[0], block.id) if block.inside else ""
            self.node("subProcess" if block.inside else "userTask", block.id, loop + inside)


def blocks(block: Block) -> Iterator[Block]:
    """A block and all within it."""
    yield block
    for part in (*block.inside, *(handler for _, _, handler in block.events)):
        yield from blocks(part)
