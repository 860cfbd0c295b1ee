"""What is known of a case, by the names its forms use, apart from its tokens: by scope and by round.

A called procedure, a sub-process or one instance of a multi-instance step opens a scope when the token enters it.
Answers of a step are written twice: flat (the last written stands: the data of the matter) and under the step's
name (what was answered in the current round).  A send-back closes what it undoes: closed scopes and forgotten step
answers stay in the record and no longer answer an expression.  Pure: no database, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.feel.values import from_json, to_json

CASE = "case"
CALL, SUB, EACH = "call", "sub", "each"


@dataclass
class Scope:
    """One place where facts live.

    ``kind`` is ``case``, ``call``, ``sub`` or ``each``; ``activation`` tells the rounds of a multi-instance step
    apart; ``key`` is what an instance is for; ``outputs`` the names a called procedure lets its caller read.
    """

    id: str
    parent: str | None
    kind: str
    procedure: str
    name: str = ""
    activation: str = ""
    key: Any = None
    outputs: tuple[str, ...] = ()
    closed: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)


class Facts:
    """The facts of one case during one act; read from and written back to JSON.

    ``declared`` gives, by procedure, the names its forms and inputs declare: such a name is null until written and
    is never looked up further outside.  ``told`` are names of what the engine itself knows of the case (who started
    it, when): they are readable from every scope.
    """

    def __init__(
        self, procedure: str, declared: Mapping[str, frozenset[str]] | None = None, told: frozenset[str] = frozenset()
    ) -> None:
        self.scopes: dict[str, Scope] = {CASE: Scope(CASE, None, CASE, procedure)}
        self.declared = declared or {}
        self.told = told

    def open(self, scope: Scope) -> Scope:
        """Adds a scope, unless the one of that id is known; earlier rounds of the same step answer no longer."""
        if scope.id not in self.scopes:
            for older in list(self.scopes.values()):
                if (older.parent, older.name) == (scope.parent, scope.name) and older.activation != scope.activation:
                    self.close(older.id)
        return self.scopes.setdefault(scope.id, scope)

    def close(self, scope_id: str) -> None:
        """Lets a scope and everything inside it answer no longer."""
        for inner in self.inside(scope_id):
            inner.closed = True

    def inside(self, scope_id: str) -> Iterator[Scope]:
        """The scope itself and every scope below it."""
        yield self.scopes[scope_id]
        for scope in list(self.scopes.values()):
            if scope.parent == scope_id:
                yield from self.inside(scope.id)

    def write(self, scope_id: str, values: Mapping[str, Any], *, step: str | None = None, entry: int = 0) -> None:
        """Writes answers into a scope; with ``step`` also under that step's name, done by entry number ``entry``."""
        scope = self.scopes[scope_id]
        self._holder(scope).values.update(values)
        if step is not None:
            scope.steps[step] = dict(values)
            scope.done[step] = entry

    def _holder(self, scope: Scope) -> Scope:
        """A plain sub-process shares the data of the procedure it is drawn in; calls and instances keep their own."""
        while scope.kind == SUB and scope.parent is not None:
            scope = self.scopes[scope.parent]
        return scope

    def is_done(self, scope_id: str, step: str) -> bool:
        """Whether a step of this scope has been completed in its current round (each instance of it, where many)."""
        instances = [s for s in self._children(scope_id, step) if s.key is not None]
        if instances:
            return all(step in instance.done for instance in instances)
        return step in self.scopes[scope_id].done

    def forget(self, scope_id: str, steps: Iterable[str]) -> None:
        """Undoes steps: their answers of this round no longer answer, and what they opened is closed."""
        scope = self.scopes[scope_id]
        for step in steps:
            scope.steps.pop(step, None)
            scope.done.pop(step, None)
            for child in list(self.scopes.values()):
                if child.parent == scope_id and child.name == step:
                    self.close(child.id)

    def view(self, scope_id: str) -> "View":
        """The names an expression in this scope can read."""
        return View(self, scope_id)

    def lookup(self, scope_id: str, name: str) -> Any:
        """The value of a name seen from a scope; KeyError when nobody declares or knows it."""
        scope: Scope | None = self.scopes[scope_id]
        while scope is not None:
            found = self._own(scope, name)
            if found is not _MISSING:
                return found
            if scope.kind in (CALL, CASE):
                break
            scope = self.scopes[scope.parent] if scope.parent else None
        procedure = scope.procedure if scope else ""
        if name in self.declared.get(procedure, ()):
            return None
        if name in self.told:
            return self.scopes[CASE].values.get(name)
        raise KeyError(name)

    def seen(self, scope_id: str) -> dict[str, None]:
        """Every name that holds something as seen from a scope: its own first, then those around it as far as it looks."""
        names: dict[str, None] = {}
        scope: Scope | None = self.scopes[scope_id]
        while scope is not None:
            names |= dict.fromkeys([*scope.values, *scope.steps])
            scope = self.scopes[scope.parent] if scope.parent and scope.kind not in (CALL, CASE) else None
        return names | dict.fromkeys(name for name in self.scopes[CASE].values if name in self.told)

    def _own(self, scope: Scope, name: str) -> Any:
        if name in scope.values:
            return scope.values[name]
        children = self._children(scope.id, name)
        if children:
            return self._told(children)
        return scope.steps.get(name, _MISSING)

    def _children(self, parent: str, name: str) -> list[Scope]:
        """The open scopes of that name below: the latest round of them."""
        found = [s for s in self.scopes.values() if s.parent == parent and s.name == name and not s.closed]
        return [s for s in found if s.activation == found[-1].activation] if found else []

    def _told(self, children: list[Scope]) -> Any:
        """What a caller reads under the name of a step: a context, or a list of them for a multi-instance step."""
        if children[0].key is not None:
            return [self._context(child) for child in children]
        return self._context(children[-1])

    def _context(self, scope: Scope) -> dict[str, Any]:
        values = dict(scope.values)
        if scope.kind == CALL:
            values = {name: values.get(name) for name in scope.outputs}
        return values

    def to_json(self) -> dict[str, Any]:
        """A JSON-able copy; closed scopes keep only their place, the record has what they held."""
        return {"scopes": [_scope_out(scope) for scope in self.scopes.values() if not scope.closed]}

    @classmethod
    def from_json(
        cls, raw: Mapping[str, Any], declared: Mapping[str, frozenset[str]], told: frozenset[str] = frozenset()
    ) -> "Facts":
        """The facts as ``to_json`` wrote them."""
        facts = cls("", declared, told)
        facts.scopes = {item["id"]: _scope_in(item) for item in raw["scopes"]}
        return facts


class _Missing:
    """Told apart from null: null is a value."""


_MISSING: Any = _Missing()


class View(Mapping[str, Any]):
    """The facts seen from one scope, as a mapping; names that are declared and not written are null."""

    def __init__(self, facts: Facts, scope_id: str) -> None:
        self.facts = facts
        self.scope_id = scope_id

    def __getitem__(self, name: str) -> Any:
        return self.facts.lookup(self.scope_id, name)

    def __iter__(self) -> Iterator[str]:
        yield from self.facts.seen(self.scope_id)

    def __len__(self) -> int:
        return len(list(iter(self)))


def _scope_out(scope: Scope) -> dict[str, Any]:
    out: dict[str, Any] = {"id": scope.id, "kind": scope.kind, "procedure": scope.procedure}
    optional = {"parent": scope.parent, "name": scope.name, "activation": scope.activation, "done": scope.done}
    out.update({key: value for key, value in optional.items() if value})
    if scope.key is not None:
        out["key"] = to_json(scope.key)
    if scope.outputs:
        out["outputs"] = list(scope.outputs)
    if scope.values:
        out["values"] = {name: to_json(value) for name, value in scope.values.items()}
    if scope.steps:
        out["steps"] = {s: {n: to_json(v) for n, v in given.items()} for s, given in scope.steps.items()}
    return out


def _scope_in(raw: Mapping[str, Any]) -> Scope:
    return Scope(
        raw["id"], raw.get("parent"), raw["kind"], raw["procedure"], raw.get("name", ""), raw.get("activation", ""),
        from_json(raw["key"]) if "key" in raw else None, tuple(raw.get("outputs", ())), False,
        {name: from_json(value) for name, value in raw.get("values", {}).items()},
        {s: {n: from_json(v) for n, v in given.items()} for s, given in raw.get("steps", {}).items()},
        dict(raw.get("done", {})),
    )
