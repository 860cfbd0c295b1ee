"""What a block-structured model allows, by interpreting its tree: knows no tokens, no joins and no engine.

An enabled thing is (kind, path, id): kind is "step" or "timer", path the (node, key) of every scope around it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.engine.spiff.random_models import Block, Model

Path = tuple[tuple[str, int | None], ...]
Enabled = tuple[str, Path, str]


class Oracle:
    """A case of a model; ``choices`` are what the gateways are asked from now on."""

    def __init__(self, model: Model, choices: dict[str, Any]) -> None:
        self.model, self.choices = model, choices
        self.case = _Scope(self, (), model.procedures["p"])
        self.case.settle()

    def enabled(self) -> list[Enabled]:
        """Everything that can happen now; a handler that was started twice stands here twice."""
        return [(kind, path, name) for kind, path, name, _ in self.case.enabled()]

    def happen(self, enabled: Enabled, choices: dict[str, Any]) -> None:
        """Let one thing happen under new choices."""
        act = next(act for *one, act in self.case.enabled() if tuple(one) == enabled)
        self.choices = choices
        act()
        self.case.settle()


def _begin(oracle: Oracle, block: Block, path: Path, scope: _Scope) -> Any:
    if block.kind == "xor":
        return _begin(oracle, block.inside[oracle.choices[block.id]], path, scope)
    if block.kind == "and":
        return _All([_begin(oracle, branch, path, scope) for branch in block.inside])
    if block.kind == "or":
        taken = sorted(oracle.choices[block.id])
        return _All([_begin(oracle, block.inside[number], path, scope) for number in taken])
    if block.kind == "sub":
        return _Scope(oracle, (*path, (block.id, None)), block.inside[0])
    if block.kind == "call":
        return _Scope(oracle, (*path, (block.id, None)), oracle.model.procedures[block.called])
    if block.kind == "many":
        makers = [_instance(oracle, block, (*path, (block.id, key))) for key in range(1, oracle.model.counts[block.id] + 1)]
        return _OneByOne(makers) if block.sequential else _All([make() for make in makers])
    return {"task": _Step, "seq": _Seq, "loop": _Loop, "bound": _Bound}[block.kind](oracle, block, path, scope)


def _instance(oracle: Oracle, block: Block, path: Path) -> Callable[[], Any]:
    if block.inside:
        return lambda: _Scope(oracle, path, block.inside[0])
    return lambda: _Step(oracle, block, path, None)


class _Step:
    def __init__(self, oracle: Oracle, block: Block, path: Path, scope: Any) -> None:
        self.path, self.id, self.done = path, block.id, False

    def settle(self) -> bool:
        return self.done

    def complete(self) -> None:
        self.done = True

    def enabled(self) -> list[Any]:
        return [] if self.done else [("step", self.path, self.id, self.complete)]


class _OneByOne:
    def __init__(self, makers: list[Callable[[], Any]]) -> None:
        self.makers, self.current = list(makers), None

    def settle(self) -> bool:
        while True:
            if self.current is None:
                if not self.makers:
                    return True
                self.current = self.makers.pop(0)()
            if not self.current.settle():
                return False
            self.current = None

    def enabled(self) -> list[Any]:
        return self.current.enabled() if self.current else []


class _Seq(_OneByOne):
    def __init__(self, oracle: Oracle, block: Block, path: Path, scope: Any) -> None:
        super().__init__([lambda part=part: _begin(oracle, part, path, scope) for part in block.inside])


class _All:
    def __init__(self, parts: list[Any]) -> None:
        self.parts = parts

    def settle(self) -> bool:
        settled = [part.settle() for part in self.parts]  # each of them, also after one that is not
        return all(settled)

    def enabled(self) -> list[Any]:
        return [one for part in self.parts for one in part.enabled()]


class _Loop:
    def __init__(self, oracle: Oracle, block: Block, path: Path, scope: Any) -> None:
        self.oracle, self.id, self.finished = oracle, block.id, False
        self.make = lambda: _begin(oracle, block.inside[0], path, scope)
        self.current: Any = None

    def settle(self) -> bool:
        while not self.finished:
            self.current = self.current or self.make()
            if not self.current.settle():
                return False
            self.current = None
            self.finished = not self.oracle.choices[self.id]
        return True

    def enabled(self) -> list[Any]:
        return self.current.enabled() if self.current else []


class _Scope:
    """A level: done when its main line and every handler that runs beside it are done."""

    def __init__(self, oracle: Oracle, path: Path, body: Block) -> None:
        self.beside: list[Any] = []
        self.main = _begin(oracle, body, path, self)
        self.main_done = False

    def settle(self) -> bool:
        self.main_done = self.main_done or self.main.settle()
        self.beside = [part for part in self.beside if not part.settle()]
        return self.main_done and not self.beside

    def enabled(self) -> list[Any]:
        main = [] if self.main_done else self.main.enabled()
        return main + [one for part in self.beside for one in part.enabled()]


class _Bound:
    def __init__(self, oracle: Oracle, block: Block, path: Path, scope: _Scope) -> None:
        self.path, self.scope = path, scope
        self.main = _begin(oracle, block.inside[0], path, scope)
        self.make = {
            event: (interrupting, lambda handler=handler: _begin(oracle, handler, path, scope))
            for event, interrupting, handler in block.events
        }
        self.handler: Any = None

    def settle(self) -> bool:
        return (self.handler or self.main).settle()

    def ring(self, event: str) -> None:
        interrupting, make = self.make.pop(event)
        if interrupting:
            self.handler, self.make = make(), {}
        else:
            self.scope.beside.append(make())

    def enabled(self) -> list[Any]:
        if self.handler:
            return self.handler.enabled()
        timers = [("timer", self.path, event, lambda event=event: self.ring(event)) for event in self.make]
        return self.main.enabled() + timers
