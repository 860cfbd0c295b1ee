"""How a builtin is declared: its name, its parameters in a line, its action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..functions import Builtin, Parameter, Signature

BUILTINS: dict[str, Builtin] = {}
Action = Callable[..., Any]


def builtin(name: str, parameters: str = "") -> Callable[[Action], Action]:
    """Declare one signature of a builtin.

    ``parameters`` is like ``"string: string, start position: number, length: number="``; behind a kind ``=``
    means optional, ``?`` that null is let in, ``*`` (last one) that loose arguments are taken as a list.  The
    action is called with the run and one value for each parameter.
    """

    def declare(action: Action) -> Action:
        signature = _signature(parameters, action)
        before = BUILTINS.get(name)
        BUILTINS[name] = Builtin(name, (*(before.signatures if before else ()), signature))
        return action

    return declare


def _signature(line: str, action: Action) -> Signature:
    parameters = tuple(_parameter(piece.strip()) for piece in line.split(",") if piece.strip())
    return Signature(parameters, action, variadic=line.rstrip().endswith("*"))


def _parameter(piece: str) -> Parameter:
    name, _, kind = piece.partition(":")
    kind = kind.strip()
    bare = kind.rstrip("=?*")
    marks = kind[len(bare) :]
    return Parameter(name.strip(), bare, nullable="?" in marks, optional="=" in marks)
