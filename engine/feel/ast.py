"""The tree of a parsed expression: one frozen class a construct, ``position`` counting characters from 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Node:
    """Anything that stands in the tree."""

    position: int


@dataclass(frozen=True)
class Literal(Node):
    """A number, text, true, false, null or ``@"…"``."""

    value: Any


@dataclass(frozen=True)
class Name(Node):
    """A name as it was declared, spaces and all."""

    name: str


@dataclass(frozen=True)
class Input(Node):
    """``?``, the value that a cell tests."""


@dataclass(frozen=True)
class ListOf(Node):
    """``[a, b]``."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class ContextOf(Node):
    """``{a: 1, b: a}``; each entry sees those before it."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class RangeOf(Node):
    """``[a..b)``; a missing end is unbounded, ``unary`` keeps ``<`` and its kin."""

    start: Node | None
    end: Node | None
    start_included: bool
    end_included: bool
    unary: str = ""


@dataclass(frozen=True)
class Path(Node):
    """``base.member``."""

    base: Node
    member: str


@dataclass(frozen=True)
class Filter(Node):
    """``base[condition]`` or ``base[index]``."""

    base: Node
    condition: Node


@dataclass(frozen=True)
class Call(Node):
    """``f(a, b)`` or ``f(x: a)``; ``names`` is empty for arguments by position."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Binary(Node):
    """Arithmetic and comparison of two operands."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Junction(Node):
    """``and`` or ``or`` of two or more operands."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True)
class Negate(Node):
    """``-a``."""

    operand: Node


@dataclass(frozen=True)
class Between(Node):
    """``a between b and c``."""

    operand: Node
    low: Node
    high: Node


@dataclass(frozen=True)
class Compare(Node):
    """``< a`` as a test of a value that stands elsewhere."""

    operator: str
    operand: Node


@dataclass(frozen=True)
class Within(Node):
    """``a in (tests)``."""

    operand: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True)
class If(Node):
    """``if a then b else c``."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True)
class For(Node):
    """``for x in a, y in b return c``."""

    iterators: tuple[tuple[str, Node], ...]
    body: Node


@dataclass(frozen=True)
class Quantified(Node):
    """``some`` or ``every x in a satisfies b``."""

    quantifier: str
    iterators: tuple[tuple[str, Node], ...]
    body: Node


@dataclass(frozen=True)
class FunctionOf(Node):
    """``function(a: number) b``; an external one has no body and cannot be called."""

    parameters: tuple[tuple[str, Any], ...]
    body: Node | None


@dataclass(frozen=True)
class InstanceOf(Node):
    """``a instance of number``; ``type`` is a TypeRef."""

    operand: Node
    type: TypeRef


@dataclass(frozen=True)
class TypeRef(Node):
    """A type as written: a name, and what stands in its angle brackets."""

    name: str
    arguments: tuple[TypeRef, ...] = ()
    members: tuple[tuple[str, TypeRef], ...] = ()
    result: TypeRef | None = None


@dataclass(frozen=True)
class Tests(Node):
    """A cell of a decision table: any of ``tests``, or none of them where ``negated``; no tests at all is ``-``."""

    tests: tuple[Node, ...]
    negated: bool = False


def children(node: Node) -> Iterator[Node]:
    """The nodes directly under a node, wherever its fields hold them."""
    for field in fields(node):
        yield from _nodes(getattr(node, field.name))


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _nodes(entry)


def weight(root: Node | None) -> int:
    """What one evaluation of a tree costs at least, in steps: about four nodes a step, counted without recursion."""
    count, todo = 0, [root] if root is not None else []
    while todo:
        count += 1
        todo += children(todo.pop())
    return 1 + count // 4


def depth(root: Node) -> int:
    """How deep the tree is, counted without recursion."""
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [child for node in level for child in children(node)]
    return deepest
