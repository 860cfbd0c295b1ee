"""From tree to closures: every construct becomes one Python function of the frame it runs in, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from . import arithmetic, ast
from .builtins import BUILTINS
from .comparisons import comparison, passes
from .equality import ENDS
from .errors import FeelSyntaxError
from .functions import Builtin, Defined, call, call_builtin, place, usage
from .language import nearest
from .loops import for_loop, quantified
from .members import member_of, selection
from .run import Frame
from .scope import Closure, Origin, Scope, find, known, read_name
from .types import is_instance, resolve
from .values import Range, adopt, kind


def compile_node(node: ast.Node, scope: Scope) -> Closure:
    """The closure of a tree; raises FeelSyntaxError for names, functions, types that do not exist."""
    return _COMPILERS[type(node)](node, scope)


def _literal(node: ast.Literal, scope: Scope) -> Closure:
    value = node.value
    return lambda frame: value


def _name(node: ast.Name, scope: Scope) -> Closure:
    read = read_name(node.name, node.position, scope)
    if node.name != "partial" or find(node.name, scope).kind != "local":
        return read

    def copied(frame: Frame) -> Any:
        """The list so far goes on growing, so whoever keeps it keeps a copy."""
        so_far = read(frame)
        frame.run.spend(len(so_far) if type(so_far) is list else 1)
        return list(so_far) if type(so_far) is list else so_far

    return copied


def _input(node: ast.Input, scope: Scope) -> Closure:
    return read_name("?", node.position, scope)


def _list(node: ast.ListOf, scope: Scope) -> Closure:
    items = [compile_node(item, scope) for item in node.items]
    return lambda frame: [item(frame) for item in items]


def _context(node: ast.ContextOf, scope: Scope) -> Closure:
    inner = scope.inner()
    entries: list[tuple[str, Closure]] = []
    for name, entry in node.entries:
        if isinstance(entry, ast.FunctionOf):
            inner.names[name] = None
        entries.append((name, compile_node(entry, inner)))
        inner.names[name] = None

    def build(frame: Frame) -> dict[str, Any]:
        values: dict[str, Any] = {}
        here = Frame(values, frame, frame.run)
        for name, entry in entries:
            values[name] = entry(here)
        return values

    return build


def _range(node: ast.RangeOf, scope: Scope) -> Closure:
    start = compile_node(node.start, scope) if node.start else None
    end = compile_node(node.end, scope) if node.end else None

    def build(frame: Frame) -> Any:
        low = start(frame) if start else None
        high = end(frame) if end else None
        interval = Range(low, high, node.start_included, node.end_included, node.unary)
        if not _bounds(low, high):
            return frame.run.fail("feel.kinds", node.position, operator="..", left=kind(low), right=kind(high))
        return interval

    return build


def _bounds(low: Any, high: Any) -> bool:
    """Whether two values can be the ends of an interval: of one kind that has an order, or null."""
    kinds = {kind(low), kind(high)} - {"null"}
    return len(kinds) <= 1 and kinds <= ENDS


# ---- members and filters


def origin(node: ast.Node, scope: Scope) -> Origin:
    """The path of names a value is read from, as far as the tree shows it."""
    if isinstance(node, ast.Name):
        found = find(node.name, scope)
        return found.origin if found.kind in ("local", "root") and not found.items else None
    if isinstance(node, ast.Path):
        base = origin(node.base, scope)
        return (*base, node.member) if base else None
    return origin(node.base, scope) if isinstance(node, ast.Filter) else None


def _path(node: ast.Path, scope: Scope) -> Closure:
    base = compile_node(node.base, scope)
    path = origin(node, scope)
    if path:
        scope.unit.reads.discard(path[:-1])
        scope.unit.reads.add(path)
    member, position = node.member, node.position

    def read(frame: Frame) -> Any:
        value = base(frame)
        if type(value) is dict:
            return adopt(value.get(member))
        return member_of(value, member, frame, position)

    return read


def _filter(node: ast.Filter, scope: Scope) -> Closure:
    is_partial = isinstance(node.base, ast.Name) and node.base.name == "partial"
    base = read_name("partial", node.position, scope) if is_partial else compile_node(node.base, scope)
    condition = compile_node(node.condition, scope.entry(origin(node.base, scope)))
    return selection(base, condition, node.position, ast.weight(node.condition))


# ---- calls


def _call(node: ast.Call, scope: Scope) -> Closure:
    arguments = [compile_node(argument, scope) for argument in node.arguments]
    names, position = node.names, node.position
    builtin = _called_builtin(node, scope)
    if builtin:
        return _builtin_call(builtin, arguments, node)
    function = compile_node(node.function, scope)

    def invoke(frame: Frame) -> Any:
        return call(function(frame), [argument(frame) for argument in arguments], names, frame.run, position)

    return invoke


def _called_builtin(node: ast.Call, scope: Scope) -> Builtin | None:
    """The builtin that is called by name; raises FeelSyntaxError where nothing of the name can be called."""
    if not isinstance(node.function, ast.Name):
        return None
    found = find(node.function.name, scope)
    if found.kind == "unknown" or (found.kind == "root" and node.function.name not in scope.unit.names):
        name = node.function.name
        choices = [*BUILTINS, *known(scope)]
        raise FeelSyntaxError(
            "feel.unknown_function", node.function.position, name=name, nearest=nearest(name, choices)
        )
    return found.builtin


def _builtin_call(builtin: Builtin, arguments: list[Closure], node: ast.Call) -> Closure:
    names, position = node.names, node.position
    if not any(place(signature, arguments, names) is not None for signature in builtin.signatures):
        raise FeelSyntaxError("feel.arguments", position, function=builtin.name, expected=usage(builtin))

    def invoke(frame: Frame) -> Any:
        run = frame.run
        run.steps -= 1
        if run.steps < 0:
            run.spend(0, position)
        return call_builtin(builtin, [argument(frame) for argument in arguments], names, run, position)

    return invoke


def _function(node: ast.FunctionOf, scope: Scope) -> Closure:
    parameters = tuple((name, resolve(type_, scope.unit.types) if type_ else None) for name, type_ in node.parameters)
    body = compile_node(node.body, scope.inner([name for name, _ in parameters])) if node.body else None
    weight = ast.weight(node.body)
    return lambda frame: Defined(parameters, body, frame, weight=weight)


# ---- operators


def _binary(node: ast.Binary, scope: Scope) -> Closure:
    left, right = compile_node(node.left, scope), compile_node(node.right, scope)
    operator, position = node.operator, node.position
    if operator in arithmetic.TABLES:
        compute = arithmetic.compute
        return lambda frame: compute(operator, left(frame), right(frame), frame.run, position)
    test = comparison(operator, position)
    return lambda frame: test(left(frame), right(frame), frame)


def _junction(node: ast.Junction, scope: Scope) -> Closure:
    operands = [compile_node(operand, scope) for operand in node.operands]
    decisive, position = node.operator == "or", node.position

    def decide(frame: Frame) -> bool | None:
        result: bool | None = not decisive
        for operand in operands:
            answer = operand(frame)
            if answer is decisive:
                return decisive
            if type(answer) is not bool:
                if answer is not None:
                    frame.run.fail("feel.kind", position, expected="boolean", found=kind(answer))
                result = None
        return result

    return decide


def _negate(node: ast.Negate, scope: Scope) -> Closure:
    operand, position = compile_node(node.operand, scope), node.position
    return lambda frame: arithmetic.negate(operand(frame), frame.run, position)


def _between(node: ast.Between, scope: Scope) -> Closure:
    operand, low, high = (compile_node(part, scope) for part in (node.operand, node.low, node.high))
    from_low, to_high = comparison(">=", node.position), comparison("<=", node.position)

    def test(frame: Frame) -> bool | None:
        value = operand(frame)
        above = from_low(value, low(frame), frame)
        below = to_high(value, high(frame), frame)
        return None if above is None or below is None else above and below

    return test


def _within(node: ast.Within, scope: Scope) -> Closure:
    operand = compile_node(node.operand, scope)
    tests = [_value_test(test, scope) for test in node.tests]

    def test(frame: Frame) -> bool | None:
        value = operand(frame)
        answers = [test(value, frame) for test in tests]
        return True if True in answers else None if None in answers else False

    return test


def _value_test(node: ast.Node, scope: Scope) -> Callable[[Any, Frame], bool | None]:
    if isinstance(node, ast.Compare):
        compare, operand = comparison(node.operator, node.position), compile_node(node.operand, scope)
        return lambda value, frame: compare(value, operand(frame), frame)
    expression = compile_node(node, scope)
    return lambda value, frame: passes(value, expression(frame), frame, node.position)


def _if(node: ast.If, scope: Scope) -> Closure:
    condition, then, otherwise = (compile_node(part, scope) for part in (node.condition, node.then, node.otherwise))
    position = node.condition.position

    def choose(frame: Frame) -> Any:
        answer = condition(frame)
        if answer is True:
            return then(frame)
        if answer is not False and answer is not None:
            frame.run.fail("feel.kind", position, expected="boolean", found=kind(answer))
        return otherwise(frame)

    return choose


def _iterators(node: ast.For | ast.Quantified, scope: Scope) -> tuple[list[tuple[str, Closure]], Scope]:
    found = []
    for name, domain in node.iterators:
        found.append((name, compile_node(domain, scope)))
        stems = origin(domain, scope)
        scope = scope.inner({name: stems, "partial": None} if isinstance(node, ast.For) else {name: stems})
    return found, scope


def _for(node: ast.For, scope: Scope) -> Closure:
    iterators, inner = _iterators(node, scope)
    return for_loop(iterators, compile_node(node.body, inner), node.position, _turn(node))


def _quantified(node: ast.Quantified, scope: Scope) -> Closure:
    iterators, inner = _iterators(node, scope)
    return quantified(node.quantifier == "some", iterators, compile_node(node.body, inner), node.position, _turn(node))


def _turn(node: ast.For | ast.Quantified) -> int:
    """What a turn of a loop costs: its body, and the domains of the loops inside it."""
    return ast.weight(node.body) + sum(ast.weight(domain) - 1 for _, domain in node.iterators[1:])


def _instance(node: ast.InstanceOf, scope: Scope) -> Closure:
    operand, wanted = compile_node(node.operand, scope), resolve(node.type, scope.unit.types)
    return lambda frame: is_instance(operand(frame), wanted, frame.run)


_COMPILERS: Mapping[type, Callable[[Any, Scope], Closure]] = {
    ast.Literal: _literal,
    ast.Name: _name,
    ast.Input: _input,
    ast.ListOf: _list,
    ast.ContextOf: _context,
    ast.RangeOf: _range,
    ast.Path: _path,
    ast.Filter: _filter,
    ast.Call: _call,
    ast.FunctionOf: _function,
    ast.Binary: _binary,
    ast.Junction: _junction,
    ast.Negate: _negate,
    ast.Between: _between,
    ast.Within: _within,
    ast.If: _if,
    ast.For: _for,
    ast.Quantified: _quantified,
    ast.InstanceOf: _instance,
}
