"""What a DMN file says, as plain frozen objects: no expression is parsed yet, nothing refers to XML.

Lengths of everything are as drawn; rows are counted from 1 when they are spoken of.  (OMG DMN 1.5)
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass


@dataclass(frozen=True)
class Literal:
    """A literal expression: FEEL text."""

    text: str
    type: str = ""
    id: str = ""


@dataclass(frozen=True)
class InputColumn:
    """A column that tests a value; ``allowed`` are the unary tests its values must pass."""

    label: str
    expression: Literal
    allowed: str = ""
    id: str = ""


@dataclass(frozen=True)
class OutputColumn:
    """A column that gives a value; ``values`` are listed from the first priority to the last."""

    name: str
    label: str = ""
    type: str = ""
    values: str = ""
    default: str = ""
    id: str = ""


@dataclass(frozen=True)
class Row:
    """A rule: cells of input columns, cells of output columns, and remarks by their column's name."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    annotations: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True)
class Table:
    """A decision table; ``policy`` is the standard's word, such as ``RULE ORDER``, ``aggregation`` SUM, MIN, MAX or COUNT."""

    inputs: tuple[InputColumn, ...]
    outputs: tuple[OutputColumn, ...]
    rows: tuple[Row, ...]
    policy: str = "UNIQUE"
    aggregation: str = ""
    annotations: tuple[str, ...] = ()
    type: str = ""
    id: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry of a boxed context; the nameless last one is its result."""

    name: str
    value: Boxed | None
    type: str = ""


@dataclass(frozen=True)
class ContextBox:
    """A boxed context."""

    entries: tuple[Entry, ...]
    type: str = ""
    id: str = ""


@dataclass(frozen=True)
class ListBox:
    """A boxed list."""

    items: tuple[Boxed | None, ...]
    type: str = ""
    id: str = ""


@dataclass(frozen=True)
class RelationBox:
    """A list of contexts, as columns and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Boxed | None, ...], ...]
    type: str = ""
    id: str = ""


@dataclass(frozen=True)
class InvocationBox:
    """A call of a function by name, its arguments by the names of the parameters."""

    function: str
    arguments: tuple[tuple[str, Boxed | None], ...]
    type: str = ""
    id: str = ""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function."""

    name: str
    type: str = ""


@dataclass(frozen=True)
class FunctionBox:
    """A function; ``kind`` other than FEEL is a door to the outside and stays shut."""

    parameters: tuple[Parameter, ...]
    body: Boxed | None
    kind: str = "FEEL"
    type: str = ""
    id: str = ""


@dataclass(frozen=True)
class ConditionalBox:
    """Boxed if, then, else."""

    condition: Boxed | None
    then: Boxed | None
    otherwise: Boxed | None
    type: str = ""
    id: str = ""


@dataclass(frozen=True)
class FilterBox:
    """Boxed filter."""

    base: Boxed | None
    match: Boxed | None
    type: str = ""
    id: str = ""


@dataclass(frozen=True)
class IteratorBox:
    """Boxed ``for``, ``some`` or ``every``."""

    kind: str
    variable: str
    domain: Boxed | None
    body: Boxed | None
    type: str = ""
    id: str = ""


Boxed = (
    Literal
    | Table
    | ContextBox
    | ListBox
    | RelationBox
    | InvocationBox
    | FunctionBox
    | ConditionalBox
    | FilterBox
    | IteratorBox
)


def weight(box: Boxed | None) -> int:
    """What one evaluation of a boxed expression costs at least, in steps: by the length of all its texts."""
    return 1 + length(box) // 16


def length(part: object) -> int:
    """How many characters all texts of a model, or of a part of one, have together."""
    total, todo = 0, [part]
    while todo:
        top = todo.pop()
        if isinstance(top, str):
            total += len(top)
        elif isinstance(top, tuple):
            todo += top
        elif is_dataclass(top):
            todo += (getattr(top, each.name) for each in fields(top))
    return total


@dataclass(frozen=True)
class ItemDefinition:
    """A declared type; ``parameters`` and ``result`` where it is a function's."""

    name: str
    type: str = ""
    collection: bool = False
    components: tuple[ItemDefinition, ...] = ()
    allowed: str = ""
    constraint: str = ""
    parameters: tuple[Parameter, ...] | None = None
    result: str = ""


@dataclass(frozen=True)
class InputData:
    """A value that comes from outside."""

    id: str
    name: str
    type: str = ""


@dataclass(frozen=True)
class Decision:
    """A decision and what it rests on, by id (``namespace#id`` for what another file holds)."""

    id: str
    name: str
    logic: Boxed | None
    type: str = ""
    required_decisions: tuple[str, ...] = ()
    required_inputs: tuple[str, ...] = ()
    required_knowledge: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True)
class Knowledge:
    """A business knowledge model: a function with a name."""

    id: str
    name: str
    function: FunctionBox | None
    type: str = ""
    required_knowledge: tuple[str, ...] = ()


@dataclass(frozen=True)
class Service:
    """A decision service: decisions called as a function of input decisions and inputs."""

    id: str
    name: str
    outputs: tuple[str, ...] = ()
    encapsulated: tuple[str, ...] = ()
    input_decisions: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    type: str = ""


@dataclass(frozen=True)
class Import:
    """Another file's model, seen under a name of this one."""

    name: str
    namespace: str


@dataclass(frozen=True)
class DecisionModel:
    """A DMN file."""

    id: str
    name: str
    namespace: str
    file: str
    items: tuple[ItemDefinition, ...] = ()
    inputs: tuple[InputData, ...] = ()
    decisions: tuple[Decision, ...] = ()
    knowledge: tuple[Knowledge, ...] = ()
    services: tuple[Service, ...] = ()
    imports: tuple[Import, ...] = field(default_factory=tuple)
