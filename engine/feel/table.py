"""Decision tables: rows of compiled cells, every hit policy of the standard. (DMN 1.5, chapter 8)"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from . import ast
from .builtins import BUILTINS
from .equality import equal
from .errors import EvaluationError, FeelSyntaxError
from .functions import call_builtin
from .model import OutputColumn, Row, Table
from .parser import parse_tests
from .run import Frame, Run
from .scope import Closure, Scope
from .types import Type, conform
from .workshop import Workshop

POLICIES = ("UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT")
AGGREGATIONS = {"": "", "LIST": "", "SUM": "sum", "MIN": "min", "MAX": "max", "COUNT": "count"}


@dataclass(frozen=True)
class Hit:
    """A row that applied: the table's name, the row counted from 1, its remarks by column."""

    table: str
    row: int
    annotations: Mapping[str, str]


@dataclass(frozen=True)
class _Column:
    """A column of inputs: the value tested, and the tests every value must pass."""

    label: str
    read: Closure
    allowed: Closure | None


@dataclass(frozen=True)
class _Line:
    """A compiled row; ``cells`` hold only what tests something, each with the index of its column."""

    hit: Hit
    cells: tuple[tuple[int, Closure], ...]
    outputs: tuple[Closure, ...]


@dataclass(frozen=True)
class _Result:
    """What comes out of one row."""

    line: _Line
    values: tuple[Any, ...]


def compile_table(table: Table, name: str, scope: Scope, shop: Workshop, type_ref: str = "") -> Closure:
    """The closure of a table; hits are added to the run."""
    _check_shape(table, name, shop)
    columns = [_column(column, number, name, scope, shop) for number, column in enumerate(table.inputs, 1)]
    lines = [_line(table, row, number, name, scope, shop) for number, row in enumerate(table.rows, 1)]
    single = len(table.outputs) == 1
    types = [
        shop.type(column.type or (type_ref if single and table.policy in POLICIES[:4] else ""), name)
        for column in table.outputs
    ]
    defaults = [
        shop.expression(column.default, scope, name, column=_head(column)) if column.default else None
        for column in table.outputs
    ]
    settle = _policy(table, name, shop)
    first = table.policy == "FIRST"

    def decide(frame: Frame) -> Any:
        try:
            values = _inputs(columns, frame, name)
            if values is None:
                return None
            results = _hits(lines, values, frame, first, types, name)
        except EvaluationError as error:
            error.facts.setdefault("table", name)
            raise
        if not results and any(defaults):
            given = tuple(default(frame) if default else None for default in defaults)
            return _shape(table, given)
        return settle(results, frame.run)

    return decide


def _head(column: OutputColumn) -> str:
    return column.name or column.label


# ---- compiling


def _check_shape(table: Table, name: str, shop: Workshop) -> None:
    if table.policy not in POLICIES:
        shop.report("dmn.hit_policy", name, found=table.policy)
    if table.aggregation not in AGGREGATIONS or (table.aggregation and table.policy != "COLLECT"):
        shop.report("dmn.aggregation", name, found=table.aggregation)
    if not table.rows:
        shop.report("dmn.no_rows", name)
    if not table.outputs:
        shop.report("dmn.no_outputs", name)
    for number, row in enumerate(table.rows, 1):
        if len(row.inputs) != len(table.inputs) or len(row.outputs) != len(table.outputs):
            facts = {"inputs": len(table.inputs), "outputs": len(table.outputs)}
            shop.report("dmn.columns", name, row=number, **facts, found=len(row.inputs) + len(row.outputs))
    if len(table.outputs) > 1:
        heads = [column.name for column in table.outputs]
        if "" in heads or len(set(heads)) < len(heads):
            shop.report("dmn.output_names", name)
        if AGGREGATIONS.get(table.aggregation, "") not in ("", "count"):
            shop.report("dmn.aggregation", name, found=table.aggregation)


def _column(column: Any, number: int, name: str, scope: Scope, shop: Workshop) -> _Column:
    label = column.label or str(number)
    read = shop.expression(column.expression.text, scope, name, column=label)
    allowed = shop.tests(column.allowed, scope.inner(("?",)), name, column=label) if column.allowed else None
    return _Column(label, shop.typed(read, column.expression.type, name), allowed)


def _line(table: Table, row: Row, number: int, name: str, scope: Scope, shop: Workshop) -> _Line:
    cells = []
    tested = scope.inner(("?",))
    for index, text in enumerate(row.inputs[: len(table.inputs)]):
        if text.strip() not in ("", "-"):
            cells.append((index, shop.tests(text, tested, name, row=number, column=table.inputs[index].label)))
    outputs = []
    for column, text in zip(table.outputs, row.outputs, strict=False):
        if text:
            outputs.append(shop.expression(text, scope, name, row=number, column=_head(column)))
        else:
            outputs.append(lambda frame: None)
    remarks = dict(zip(table.annotations or ("",), row.annotations, strict=False))
    return _Line(Hit(name, number, MappingProxyType(remarks)), tuple(cells), tuple(outputs))


# ---- running


def _inputs(columns: list[_Column], frame: Frame, name: str) -> list[Frame] | None:
    """A frame for every column with its value under ``?``; ``None`` where a value is not allowed."""
    run, frames = frame.run, []
    for column in columns:
        value = column.read(frame)
        tested = Frame({"?": value}, frame, run)
        if column.allowed and value is not None and column.allowed(tested) is not True:
            return run.fail("dmn.not_allowed", 0, table=name, column=column.label, value=str(value)[:60])
        frames.append(tested)
    return frames


def _hits(
    lines: list[_Line], values: list[Frame], frame: Frame, first: bool, types: list[Type | None], name: str
) -> list[_Result]:
    found: list[_Result] = []
    run = frame.run
    for line in lines:
        try:
            for index, cell in line.cells:
                if cell(values[index]) is not True:
                    break
            else:
                found.append(_Result(line, _outputs(line, frame, types)))
                if first:
                    break
        except EvaluationError as error:
            error.facts.setdefault("row", line.hit.row)
            raise
    run.spend(len(lines))
    return found


def _outputs(line: _Line, frame: Frame, types: list[Type | None]) -> tuple[Any, ...]:
    values = []
    for output, wanted in zip(line.outputs, types, strict=False):
        value = output(frame)
        values.append(conform(value, wanted, frame.run) if wanted else value)
    return tuple(values)


def _shape(table: Table, values: tuple[Any, ...]) -> Any:
    """One output is its value, several are a context by their names."""
    if len(table.outputs) == 1:
        return values[0] if values else None
    return {column.name: value for column, value in zip(table.outputs, values, strict=False)}


# ---- hit policies

Settle = Callable[[list[_Result], Run], Any]


def _policy(table: Table, name: str, shop: Workshop) -> Settle:
    if table.policy == "UNIQUE":
        return functools.partial(_unique, table, name)
    if table.policy == "ANY":
        return functools.partial(_any, table, name)
    if table.policy == "COLLECT":
        return functools.partial(_collect, table, name)
    if table.policy in ("PRIORITY", "OUTPUT ORDER"):
        return functools.partial(_ordered, table, _priorities(table, name, shop))
    if table.policy == "RULE ORDER":
        return functools.partial(_all, table)
    return functools.partial(_first, table)


def _first(table: Table, results: list[_Result], run: Run) -> Any:
    if not results:
        return None
    run.hits.append(results[0].line.hit)
    return _shape(table, results[0].values)


def _all(table: Table, results: list[_Result], run: Run) -> Any:
    run.hits += [result.line.hit for result in results]
    return [_shape(table, result.values) for result in results] if results else None


def _unique(table: Table, name: str, results: list[_Result], run: Run) -> Any:
    if len(results) > 1:
        return run.fail("dmn.not_unique", 0, table=name, rows=[result.line.hit.row for result in results])
    return _first(table, results, run)


def _any(table: Table, name: str, results: list[_Result], run: Run) -> Any:
    for result in results[1:]:
        if not equal(list(result.values), list(results[0].values), run):
            return run.fail("dmn.not_same", 0, table=name, rows=[each.line.hit.row for each in results])
    run.hits += [result.line.hit for result in results[1:]]
    return _first(table, results, run)


def _collect(table: Table, name: str, results: list[_Result], run: Run) -> Any:
    run.hits += [result.line.hit for result in results]
    values = [_shape(table, result.values) for result in results]
    aggregate = AGGREGATIONS.get(table.aggregation, "")
    if not aggregate:
        return values if values else None
    if aggregate == "count":
        return Decimal(len(values))
    if len(table.outputs) != 1:
        return run.fail("dmn.aggregation", 0, table=name, found=table.aggregation)
    return call_builtin(BUILTINS[aggregate], [values], (), run, 0)


def _ordered(table: Table, priorities: list[list[Any]], results: list[_Result], run: Run) -> Any:
    def rank(result: _Result) -> list[int]:
        return [_place(value, listed, run) for value, listed in zip(result.values, priorities, strict=False)]

    ordered = sorted(results, key=rank)
    return _first(table, ordered, run) if table.policy == "PRIORITY" else _all(table, ordered, run)


def _place(value: Any, listed: list[Any], run: Run) -> int:
    return next((place for place, entry in enumerate(listed) if equal(value, entry, run)), len(listed))


def _priorities(table: Table, name: str, shop: Workshop) -> list[list[Any]]:
    """The listed values of every output, first priority first."""
    found = []
    for column in table.outputs:
        try:
            tests = parse_tests(column.values, shop.language).tests
        except FeelSyntaxError as error:
            shop.refuse(name, column.values, error, column=_head(column))
            tests = ()
        found.append([test.value for test in tests if isinstance(test, ast.Literal)])
    if not any(found):
        shop.report("dmn.no_priorities", name)
    return found
