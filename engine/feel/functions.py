"""Functions as values: the builtins, and those an author defined; calling them with positions or names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .run import Frame, Run
from .values import Function, adopt, kind

Body = Callable[[Frame], Any]


@dataclass(frozen=True, eq=False)
class Defined(Function):
    """A function an author defined: parameters with their types, a body, and the names visible where it stands."""

    parameters: tuple[tuple[str, Any], ...]
    body: Body | None
    frame: Frame
    result: Any = None
    name: str = ""
    weight: int = 1


@dataclass(frozen=True)
class Parameter:
    """One parameter of a builtin; ``kind`` is kinds parted by ``|``, ``any``, or ``loose`` (arguments taken as they come)."""

    name: str
    kind: str
    nullable: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Signature:
    """One way to call a builtin; a ``variadic`` one takes its last parameter as a list or as loose arguments."""

    parameters: tuple[Parameter, ...]
    action: Callable[..., Any]
    variadic: bool = False

    @property
    def required(self) -> int:
        """How many arguments there must be at least."""
        return sum(not parameter.optional for parameter in self.parameters)


@dataclass(frozen=True, eq=False)
class Builtin(Function):
    """A function of the standard."""

    name: str
    signatures: tuple[Signature, ...]


class Misfit(Exception):
    """A builtin that cannot give a value for its arguments: code and facts, kept from the author's sight."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def whole(number: Decimal) -> int:
    """A position or part of a date as a whole number; raises Misfit for one that is absurdly large."""
    if number.adjusted() > 15:
        raise Misfit("feel.value")
    return int(number)


def call(function: Any, arguments: Sequence[Any], names: Sequence[str], run: Run, position: int) -> Any:
    """Call any function value; ``names`` is empty for arguments by position."""
    run.spend(function.weight if isinstance(function, Defined) else 1, position)
    if isinstance(function, Builtin):
        return call_builtin(function, arguments, names, run, position)
    if isinstance(function, Defined):
        return call_defined(function, arguments, names, run, position)
    if function is None:
        return None if not run.strict else run.fail("feel.not_function", position, found="null")
    return run.fail("feel.not_function", position, found=kind(function))


def call_defined(function: Defined, arguments: Sequence[Any], names: Sequence[str], run: Run, position: int) -> Any:
    """Run a function of an author with its arguments bound; one that does not fit its type is an error."""
    from .types import conform, fit

    wanted = [name for name, _ in function.parameters]
    if names:
        given = dict(zip(names, arguments, strict=False))
        if set(given) - set(wanted) or len(given) != len(names):
            return run.fail("feel.arguments", position, function=function.name, expected=", ".join(wanted))
        arguments = [given.get(name) for name in wanted]
    if len(arguments) != len(wanted) or function.body is None:
        return run.fail("feel.arguments", position, function=function.name, expected=", ".join(wanted))
    values: dict[str, Any] = {}
    for (name, type_), argument in zip(function.parameters, arguments, strict=False):
        fits, value = fit(argument, type_, run)
        if not fits:
            return run.fail(
                "feel.argument",
                position,
                function=function.name,
                parameter=name,
                expected=type_.name,
                found=kind(argument),
            )
        values[name] = value
    result = function.body(Frame(values, function.frame, run))
    return conform(result, function.result, run, position, function.name) if function.result else result


def call_builtin(builtin: Builtin, arguments: Sequence[Any], names: Sequence[str], run: Run, position: int) -> Any:
    """Choose the signature that fits, check kinds, and run it; whatever it cannot do becomes our own error."""
    problem: Misfit | None = None
    for signature in builtin.signatures:
        placed = place(signature, arguments, names)
        if placed is None:
            continue
        try:
            return signature.action(run, *admit(signature, placed))
        except Misfit as misfit:
            problem = problem or misfit
        except (ArithmeticError, ValueError, TypeError, LookupError, AttributeError):
            problem = problem or Misfit("feel.value")
    if problem is None:
        return run.fail("feel.arguments", position, function=builtin.name, expected=usage(builtin))
    if problem.code == "null":
        return None
    return run.fail(problem.code, position, **{"function": builtin.name, **problem.facts})


def usage(builtin: Builtin) -> str:
    """The parameters of a builtin, as a hint."""
    return ", ".join(parameter.name for parameter in builtin.signatures[0].parameters)


def place(signature: Signature, arguments: Sequence[Any], names: Sequence[str]) -> list[Any] | None:
    """The arguments in the order of the parameters, or ``None`` where the signature is another one."""
    parameters = signature.parameters
    if names:
        given = dict(zip(names, arguments, strict=False))
        if parameters and parameters[-1].kind == "loose":
            return None
        known = [parameter.name for parameter in parameters]
        if set(given) - set(known) or any(
            not p.optional and not p.nullable and p.name not in given for p in parameters
        ):
            return None
        return [given.get(name) for name in known]
    if signature.variadic:
        fixed = len(parameters) - 1
        if len(arguments) < fixed or (len(arguments) == fixed and not parameters[-1].optional):
            return None
        rest = list(arguments[fixed:])
        single = parameters[-1].kind == "list" and len(rest) == 1 and (type(rest[0]) is list or rest[0] is None)
        return [*arguments[:fixed], rest[0] if single else rest]
    if not signature.required <= len(arguments) <= len(parameters):
        return None
    return [*arguments, *[None] * (len(parameters) - len(arguments))]


def admit(signature: Signature, values: list[Any]) -> list[Any]:
    """The values as their parameters want them; raises Misfit for one that does not fit."""
    admitted = []
    for parameter, value in zip(signature.parameters, values, strict=False):
        value = adopt(value)
        if value is None:
            if not (parameter.nullable or parameter.optional):
                raise Misfit("null")
        elif parameter.kind not in ("any", "loose"):
            value = _one(parameter, value)
        admitted.append(value)
    return admitted


def _one(parameter: Parameter, value: Any) -> Any:
    found = kind(value)
    wanted = parameter.kind.split("|")
    if found in wanted:
        return value
    if found == "list" and len(value) == 1 and kind(value[0]) in wanted:
        return adopt(value[0])
    if "list" in wanted:
        return [value]
    raise Misfit("feel.argument", parameter=parameter.name, expected=wanted[0], found=found)
