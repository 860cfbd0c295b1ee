"""Contexts: reading, building, changing copies of them. (DMN 1.5, table 79)"""

from __future__ import annotations

from typing import Any

from ..functions import Misfit
from ..run import Run
from ..values import kind
from .registry import builtin


@builtin("get value", "m: context, key: string")
def _get_value(run: Run, context: dict[str, Any], key: str) -> Any:
    if key not in context:
        raise Misfit("feel.no_entry", name=key)
    return context[key]


@builtin("get value", "m: context, keys: list")
def _get_deep(run: Run, context: dict[str, Any], keys: list[Any]) -> Any:
    value: Any = context
    for key in keys:
        value = _get_value(run, value, key) if kind(value) == "context" else None
    return value


@builtin("get entries", "m: context")
def _get_entries(run: Run, context: dict[str, Any]) -> list[Any]:
    run.entries(len(context))
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context", "entries: list")
def _context(run: Run, entries: list[Any]) -> dict[str, Any]:
    run.entries(len(entries))
    built: dict[str, Any] = {}
    for entry in entries:
        if (
            kind(entry) != "context"
            or type(entry.get("key")) is not str
            or "value" not in entry
            or entry["key"] in built
        ):
            raise Misfit("feel.entries")
        built[entry["key"]] = entry["value"]
    return built


@builtin("context put", "context: context, key: string, value: any?")
def _put(run: Run, context: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    run.entries(len(context) + 1)
    return {**context, key: value}


@builtin("context put", "context: context, keys: list, value: any?")
def _put_deep(run: Run, context: dict[str, Any], keys: list[Any], value: Any) -> dict[str, Any]:
    if not keys or type(keys[0]) is not str:
        raise Misfit("feel.argument", parameter="keys", expected="string", found=kind(keys[0]) if keys else "null")
    if len(keys) == 1:
        return _put(run, context, keys[0], value)
    inner = context.get(keys[0])
    if kind(inner) != "context":
        raise Misfit("feel.no_entry", name=keys[0])
    return _put(run, context, keys[0], _put_deep(run, inner, keys[1:], value))


@builtin("context merge", "contexts: list")
def _merge(run: Run, contexts: list[Any]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for context in contexts:
        if kind(context) != "context":
            raise Misfit("feel.argument", parameter="contexts", expected="context", found=kind(context))
        run.entries(len(merged) + len(context))
        merged.update(context)
    return merged
