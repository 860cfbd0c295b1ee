"""Boxed expressions of a decision model as closures: contexts, lists, relations, invocations, functions, loops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import model
from .compile import selection
from .functions import Defined, call
from .loops import for_loop, quantified
from .run import Frame
from .scope import Closure, Scope
from .table import compile_table
from .values import kind
from .workshop import Workshop, broken


def compile_boxed(box: model.Boxed | None, element: str, scope: Scope, shop: Workshop, type_ref: str = "") -> Closure:
    """The closure of a boxed expression; ``element`` is the name findings are told under."""
    if box is None:
        shop.report("dmn.no_logic", element)
        return broken(element)
    if isinstance(box, model.Table):
        return shop.typed(compile_table(box, element, scope, shop, type_ref), box.type, element)
    return shop.typed(_COMPILERS[type(box)](box, element, scope, shop), box.type, element)


def _literal(box: model.Literal, element: str, scope: Scope, shop: Workshop) -> Closure:
    return shop.expression(box.text, scope, element)


def _context(box: model.ContextBox, element: str, scope: Scope, shop: Workshop) -> Closure:
    inner = scope.inner()
    entries: list[tuple[str, Closure]] = []
    result: Closure | None = None
    for entry in box.entries:
        if isinstance(entry.value, model.FunctionBox):
            inner.names[entry.name] = None
        value = compile_boxed(entry.value, element, inner, shop)
        value = shop.typed(value, entry.type, element)
        if entry.name:
            entries.append((entry.name, value))
            inner.names[entry.name] = None
            shop.words.add(entry.name)
        else:
            result = value

    def build(frame: Frame) -> Any:
        values: dict[str, Any] = {}
        here = Frame(values, frame, frame.run)
        for name, entry in entries:
            values[name] = entry(here)
        return result(here) if result else values

    return build


def _list(box: model.ListBox, element: str, scope: Scope, shop: Workshop) -> Closure:
    items = [compile_boxed(item, element, scope, shop) for item in box.items]
    return lambda frame: [item(frame) for item in items]


def _relation(box: model.RelationBox, element: str, scope: Scope, shop: Workshop) -> Closure:
    shop.words |= set(box.columns)
    for number, row in enumerate(box.rows, 1):
        if len(row) != len(box.columns):
            shop.report("dmn.columns", element, row=number, inputs=0, outputs=len(box.columns), found=len(row))
    rows = [[compile_boxed(cell, element, scope, shop) for cell in row] for row in box.rows]
    return lambda frame: [dict(zip(box.columns, [cell(frame) for cell in row], strict=False)) for row in rows]


def _invocation(box: model.InvocationBox, element: str, scope: Scope, shop: Workshop) -> Closure:
    function = shop.expression(box.function, scope, element)
    names = [name for name, _ in box.arguments]
    arguments = [compile_boxed(argument, element, scope, shop) for _, argument in box.arguments]
    return lambda frame: call(function(frame), [argument(frame) for argument in arguments], names, frame.run, 0)


def function_of(
    box: model.FunctionBox, name: str, scope: Scope, shop: Workshop, result: str = ""
) -> Callable[[Frame], Defined]:
    """What makes a function value of a boxed function, in the frame where it stands."""
    parameters = tuple((parameter.name, shop.type(parameter.type, name)) for parameter in box.parameters)
    inner = scope.inner([parameter.name for parameter in box.parameters])
    if box.kind not in ("FEEL", ""):
        shop.report("dmn.outside_function", name, found=box.kind)
        body = None
    else:
        body = compile_boxed(box.body, name, inner, shop)
    wanted = shop.type(result, name)
    wanted = wanted.result if wanted is not None and wanted.name == "function" else wanted
    weight = model.weight(box)
    return lambda frame: Defined(parameters, body, frame, wanted, name, weight)


def _function(box: model.FunctionBox, element: str, scope: Scope, shop: Workshop) -> Closure:
    return function_of(box, element, scope, shop)


def _conditional(box: model.ConditionalBox, element: str, scope: Scope, shop: Workshop) -> Closure:
    condition, then, otherwise = (
        compile_boxed(part, element, scope, shop) for part in (box.condition, box.then, box.otherwise)
    )

    def choose(frame: Frame) -> Any:
        answer = condition(frame)
        if answer is not None and type(answer) is not bool:
            return frame.run.fail("feel.kind", 0, expected="boolean", found=kind(answer))
        return then(frame) if answer else otherwise(frame)

    return choose


def _filter(box: model.FilterBox, element: str, scope: Scope, shop: Workshop) -> Closure:
    base = compile_boxed(box.base, element, scope, shop)
    return selection(base, compile_boxed(box.match, element, scope.entry(None), shop), 0, model.weight(box.match))


def _iterator(box: model.IteratorBox, element: str, scope: Scope, shop: Workshop) -> Closure:
    domain = compile_boxed(box.domain, element, scope, shop)
    names = (box.variable, "partial") if box.kind == "for" else (box.variable,)
    body = compile_boxed(box.body, element, scope.inner(names), shop)
    if box.kind == "for":
        return for_loop([(box.variable, domain)], body, 0, model.weight(box.body))
    return quantified(box.kind == "some", [(box.variable, domain)], body, 0, model.weight(box.body))


_COMPILERS: dict[type, Callable[[Any, str, Scope, Workshop], Closure]] = {
    model.Literal: _literal,
    model.ContextBox: _context,
    model.ListBox: _list,
    model.RelationBox: _relation,
    model.InvocationBox: _invocation,
    model.FunctionBox: _function,
    model.ConditionalBox: _conditional,
    model.FilterBox: _filter,
    model.IteratorBox: _iterator,
}
