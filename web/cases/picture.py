"""Diagrams of a case with where it stands, drawn once for each state of things and kept for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from engine.actions.hand import Hand
from engine.bpmn.model import Diagram
from engine.bpmn.picture import svg
from engine.facts import CALL, CASE
from engine.model.case import Task
from engine.model.entry import Entry
from engine.rulebook.procedure import Procedure

READABLE = 0.78
"""How much smaller than drawn a diagram may be shown."""
STEP, MOST = 340, 16


@dataclass(frozen=True)
class Picture:
    """One diagram: its procedure's name, where the case stands in words, the drawing, and how narrow it may become
    before it scrolls (in steps of 20 rem) so that its words can still be read."""

    title: str
    here: tuple[str, ...]
    svg: Markup
    least: int


class _Drawn:
    """A diagram as a key of the cache: the compiled Version keeps it, so that it is always the same object."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram

    def __hash__(self) -> int:
        return id(self.diagram)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drawn) and other.diagram is self.diagram


def pictures(hand: Hand, tasks: Sequence[Task], entries: Sequence[Entry], of: Task | None = None) -> list[Picture]:
    """The diagrams of the procedures that the case stands in: of a task, the innermost one first."""
    names = _procedures(hand, [of] if of else [t for t in tasks if t.status == "open"])
    if of:
        names.reverse()
    return [_picture(hand, name, tasks, _passed(entries, name)) for name in names]


def _passed(entries: Sequence[Entry], procedure: str) -> frozenset[str]:
    """Drawn ids of one procedure that the case went through without a person."""
    return frozenset(node for entry in entries for node in (entry.move or {}).get("passed", {}).get(procedure, ()))


def _procedures(hand: Hand, tasks: Sequence[Task]) -> list[str]:
    found = [hand.compiled.main]
    for task in tasks:
        scopes = (hand.facts.scopes.get(frame[0]) for frame in task.frames)
        found += [scope.procedure for scope in scopes if scope and scope.kind == CALL]
    return list(dict.fromkeys(found))


def _picture(hand: Hand, name: str, tasks: Sequence[Task], passed: frozenset[str]) -> Picture:
    diagram = hand.compiled.procedures[name].diagram
    here = _here(hand, name, tasks)
    done = {t.node for t in tasks if t.status == "done" and t.procedure == name}
    done |= {n for n in passed if n in diagram.nodes and not (diagram.nodes[n].kind == "endEvent" and here)}
    words = tuple(diagram.nodes[n].name for n in sorted(here) if n in diagram.nodes)
    return Picture(diagram.name, words, *_drawn(_Drawn(diagram), here, frozenset(done), "、".join(words)))


def _here(hand: Hand, name: str, tasks: Sequence[Task]) -> frozenset[str]:
    """Drawn ids in one procedure where open tasks stand, or where what holds them was called."""
    found = set()
    for task in tasks:
        if task.status != "open":
            continue
        if task.procedure == name:
            found.add(task.node)
        scope = CASE
        for owner, node, _title, _key in task.frames:
            known = hand.facts.scopes.get(scope)
            if known is not None and known.procedure == name:
                found.add(node)
            scope = owner
    return frozenset(found)


@lru_cache(maxsize=256)
def _drawn(drawn: _Drawn, here: frozenset[str], done: frozenset[str], words: str) -> tuple[Markup, int]:
    text = f"现在在：{words}。" if words else ""
    wide = max((box.x + box.width for box in drawn.diagram.shapes.values()), default=0) * READABLE
    return Markup(svg(drawn.diagram, here=here, done=done, text=text)), min(MOST, max(1, int(wide // STEP)))


def pictures_of(procedure: Procedure) -> list[Picture]:
    """The diagram of a procedure of which no case has begun."""
    return [Picture(procedure.name, (), *_drawn(_Drawn(procedure.diagram), frozenset(), frozenset(), ""))]
