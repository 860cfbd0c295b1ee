"""Finds every refusal code that the code can say, by reading its syntax; nothing is run.

A code is said where a refusal, a finding or a field error is made: ``Refusal("step.taken")``.  A room may wrap that
(``self.say("too_long")`` making ``Finding(f"forms.{code}")``); wrappers are recognised by their own body.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.house.source import ROOT, files, tree

MAKERS = {"Refusal", "Invalid", "Unsound", "Finding", "FieldError"}


@dataclass(frozen=True)
class Said:
    """A code where it is said; ``facts`` are the names given with it, None where the syntax does not tell."""

    code: str
    path: Path
    line: int
    facts: frozenset[str] | None


@dataclass(frozen=True)
class Wrapper:
    """A function whose parameter number ``index`` becomes a code after ``prefix``; known within its room."""

    room: str
    name: str
    parameter: str
    index: int
    prefix: str


@cache
def said() -> tuple[Said, ...]:
    """Every code of engine, web and cli."""
    makers = _makers()
    wrappers = {("", name): Wrapper("", name, "code", 0, "") for name in makers}
    while found := {(w.room, w.name): w for w in _wrappers(wrappers) if (w.room, w.name) not in wrappers}:
        wrappers |= found
    return tuple(one for path in _sources() for call in _calls(tree(path)) for one in _read(call, path, wrappers))


def mentioned() -> set[str]:
    """Every text constant of the code: a code that is in none of them, whole or by its last word, is said nowhere."""
    return {node.value for path in _sources() for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _sources() -> list[Path]:
    return files("engine", "web", "cli")


def _makers() -> set[str]:
    """The classes of engine.errors and all that are derived from them, by name."""
    makers = set(MAKERS)
    classes = [node for path in _sources() for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    while more := {c.name for c in classes if {_name(base) for base in c.bases} & makers} - makers:
        makers |= more
    return makers


def _room(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[:2])


def _wrappers(known: dict) -> Iterator[Wrapper]:
    for path in _sources():
        for function in ast.walk(tree(path)):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            names = [argument.arg for argument in [*function.args.posonlyargs, *function.args.args]]
            for call in _calls(function):
                wrapper = _known(call, path, known)
                prefix, parameter = _pattern(_code_of(call, wrapper)) if wrapper else ("", "")
                if wrapper and parameter in names:
                    own = function.name if function.name != "__init__" else _class_of(function, tree(path))
                    index = names.index(parameter) - (names[0] in ("self", "cls"))
                    yield Wrapper(_room(path), own, parameter, index, wrapper.prefix + prefix)


def _class_of(function: ast.AST, module: ast.Module) -> str:
    return next(c.name for c in ast.walk(module) if isinstance(c, ast.ClassDef) and function in c.body)


def _known(call: ast.Call, path: Path, known: dict) -> Wrapper | None:
    name = _name(call.func)
    return known.get(("", name)) or known.get((_room(path), name))


def _read(call: ast.Call, path: Path, known: dict) -> Iterator[Said]:
    wrapper = _known(call, path, known)
    argument = _code_of(call, wrapper) if wrapper else None
    for value in _constants(argument):
        facts = _facts(call, wrapper) if wrapper.room == "" else None
        yield Said(wrapper.prefix + value, path, call.lineno, facts)


def _code_of(call: ast.Call, wrapper: Wrapper) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == wrapper.parameter]
    placed = call.args[wrapper.index:wrapper.index + 1]
    return next(iter(named + placed), None)


def _constants(argument: ast.expr | None) -> list[str]:
    """The texts that an argument can be: a constant, or either side of ``a if … else b``."""
    match argument:
        case ast.Constant(str() as value):
            return [value]
        case ast.IfExp():
            return _constants(argument.body) + _constants(argument.orelse)
    return []


def _pattern(argument: ast.expr | None) -> tuple[str, str]:
    """``(prefix, parameter)`` of ``f"prefix{parameter}"`` or of the bare parameter."""
    match argument:
        case ast.Name(name):
            return "", name
        case ast.JoinedStr([ast.Constant(str() as prefix), ast.FormattedValue(ast.Name(name))]):
            return prefix, name
    return "", ""


def _facts(call: ast.Call, wrapper: Wrapper) -> frozenset[str] | None:
    """The facts given in a call: keywords of a refusal, the dict of a finding; None where one is unpacked."""
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    if wrapper.name not in ("Finding", "FieldError"):
        return frozenset(keyword.arg for keyword in call.keywords) | {"code", "position"}
    position = {"Finding": 4, "FieldError": 2}[wrapper.name]
    given = [keyword.value for keyword in call.keywords if keyword.arg == "facts"] + call.args[position:position + 1]
    where = {"code", "file", "element"} if wrapper.name == "Finding" else {"code"}
    if not given:
        return frozenset(where)
    names = given[0].keys if isinstance(given[0], ast.Dict) else [None]
    if not all(isinstance(name, ast.Constant) for name in names):
        return None
    return frozenset(name.value for name in names) | where


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (child for child in ast.walk(node) if isinstance(child, ast.Call))


def _name(node: ast.AST) -> str:
    match node:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""
