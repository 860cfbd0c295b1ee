"""What an act did to the tokens of a case, and how a place in a case is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Frame:
    """A scope around a token: a called procedure, a sub-process or one instance of a multi-instance step.

    ``owner`` is the id of the token that opened the scope and keys its facts; ``activation`` is the id of the
    running multi-instance step (else the owner's): another round is another activation.  ``key`` is the key of
    the instance, None where there is only one.
    """

    owner: str
    activation: str
    node_id: str
    name: str
    key: str | int | None = None


@dataclass(frozen=True)
class Address:
    """Where in a case a node stands, without ids that differ from run to run: (node, key) of each frame, node."""

    path: tuple[tuple[str, str | int | None], ...]
    node_id: str


@dataclass(frozen=True)
class Opened:
    """A step that now waits for a person; ``process_id`` is the process whose drawing holds the node."""

    task_id: str
    node_id: str
    process_id: str
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True)
class Closed:
    """A step that waits no longer: ``completed`` by this act, ``withdrawn`` by hand, ``interrupted`` by the drawing."""

    task_id: str
    how: str


@dataclass(frozen=True)
class Move:
    """The effect of one act, with the new state as bytes; recorded, so that state can be rebuilt.

    ``left`` names the owners of the scopes that ended, ``passed`` the drawn nodes gone through without a person (``passed_in``
    the procedures they are drawn in),
    ``thrown`` the messages and signals nobody in the case waits for; ``wakes_at`` is the earliest due timer.
    ``end_node`` is the end event of the case's own level by which it ended.
    """

    state: bytes
    opened: tuple[Opened, ...] = ()
    closed: tuple[Closed, ...] = ()
    left: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    passed_in: tuple[str, ...] = ()
    ended: bool = False
    end_node: str | None = None
    wakes_at: datetime | None = None
    thrown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pending:
    """An event a case waits for: a timer with its due date, or a message or signal by name."""

    task_id: str
    node_id: str
    kind: str
    frames: tuple[Frame, ...] = ()
    name: str = ""
    due: datetime | None = None


@dataclass(frozen=True)
class Waiting:
    """Everything a case at rest waits for."""

    steps: tuple[Opened, ...]
    events: tuple[Pending, ...]


def address(opened: Opened) -> Address:
    """The address of an open step, the same in every replay; a second round of the step has the same one."""
    return Address(tuple((frame.node_id, frame.key) for frame in opened.frames), opened.node_id)
