"""Lists: parts, joins, searches, sorting; positions count from 1, from the end where negative. (DMN 1.5, table 75)"""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import Any

from ..equality import equal
from ..functions import Defined, Misfit, call, whole
from ..run import Run
from ..values import Function, kind
from .registry import builtin


def _index(entries: list[Any], position: Decimal, end: int = 0) -> int:
    """A position as an index from 0; raises Misfit for one outside the list (``end`` 1 lets in the place behind)."""
    at = whole(position)
    index = at - 1 if at > 0 else len(entries) + at
    if at == 0 or not 0 <= index < len(entries) + end:
        raise Misfit("feel.position", index=str(position), length=len(entries))
    return index


@builtin("list contains", "list: list, element: any?")
def _list_contains(run: Run, entries: list[Any], element: Any) -> bool:
    run.spend(len(entries))
    return any(equal(entry, element, run) for entry in entries)


@builtin("sublist", "list: list, start position: number, length: number=")
def _sublist(run: Run, entries: list[Any], start: Decimal, length: Decimal | None) -> list[Any]:
    index = _index(entries, start)
    count = len(entries) - index if length is None else whole(length)
    run.spend(len(entries))
    if count < 1 or index + count > len(entries):
        raise Misfit("feel.position", index=str(length), length=len(entries))
    return entries[index : index + count]


@builtin("append", "list: list, items: loose*")
def _append(run: Run, entries: list[Any], items: list[Any]) -> list[Any]:
    run.entries(len(entries) + len(items))
    return [*entries, *items]


def _joined(run: Run, lists: list[Any]) -> list[Any]:
    parts = []
    for part in lists:
        if part is None:
            raise Misfit("null")
        parts.append(part if type(part) is list else [part])
    run.entries(sum(len(part) for part in parts))
    return [entry for part in parts for entry in part]


@builtin("concatenate", "lists: loose*")
def _concatenate(run: Run, lists: list[Any]) -> list[Any]:
    return _joined(run, lists)


@builtin("insert before", "list: list, position: number, newItem: any?")
def _insert_before(run: Run, entries: list[Any], position: Decimal, item: Any) -> list[Any]:
    index = _index(entries, position)
    run.entries(len(entries) + 1)
    return [*entries[:index], item, *entries[index:]]


@builtin("remove", "list: list, position: number")
def _remove(run: Run, entries: list[Any], position: Decimal) -> list[Any]:
    index = _index(entries, position)
    run.spend(len(entries))
    return entries[:index] + entries[index + 1 :]


@builtin("list replace", "list: list, position: number, newItem: any?")
def _replace_at(run: Run, entries: list[Any], position: Decimal, item: Any) -> list[Any]:
    index = _index(entries, position)
    run.spend(len(entries))
    return [*entries[:index], item, *entries[index + 1 :]]


@builtin("list replace", "list: list, match: function, newItem: any?")
def _replace_matching(run: Run, entries: list[Any], match: Function, item: Any) -> list[Any]:
    if isinstance(match, Defined) and len(match.parameters) != 2:
        raise Misfit("feel.arguments", expected="item, newItem")
    replaced = []
    for entry in entries:
        answer = call(match, (entry, item), (), run, 0)
        if type(answer) is not bool:
            raise Misfit("feel.argument", parameter="match", expected="boolean", found=kind(answer))
        replaced.append(item if answer else entry)
    return replaced


@builtin("reverse", "list: list")
def _reverse(run: Run, entries: list[Any]) -> list[Any]:
    run.spend(len(entries))
    return entries[::-1]


@builtin("index of", "list: list, match: any?")
def _index_of(run: Run, entries: list[Any], match: Any) -> list[Decimal]:
    run.spend(len(entries))
    return [Decimal(at) for at, entry in enumerate(entries, 1) if equal(entry, match, run)]


def distinct(run: Run, entries: list[Any]) -> list[Any]:
    """The entries without those equal to an earlier one; texts, numbers and truths are found by hash."""
    seen: set[Any] = set()
    kept: list[Any] = []
    others: list[Any] = []
    for entry in entries:
        run.spend(1 + len(others))
        key = (type(entry), entry) if type(entry) in (str, Decimal, bool) else None
        if key is None and not any(equal(entry, other, run) for other in others):
            others.append(entry)
            kept.append(entry)
        elif key is not None and key not in seen:
            seen.add(key)
            kept.append(entry)
    return kept


@builtin("distinct values", "list: list")
def _distinct_values(run: Run, entries: list[Any]) -> list[Any]:
    return distinct(run, entries)


@builtin("union", "lists: loose*")
def _union(run: Run, lists: list[Any]) -> list[Any]:
    return distinct(run, _joined(run, lists))


@builtin("flatten", "list: list")
def _flatten(run: Run, entries: list[Any]) -> list[Any]:
    flat: list[Any] = []
    open_lists = [iter(entries)]
    while open_lists:
        for entry in open_lists[-1]:
            run.spend()
            if type(entry) is list:
                open_lists.append(iter(entry))
                break
            flat.append(entry)
        else:
            open_lists.pop()
    run.entries(len(flat))
    return flat


@builtin("sort", "list: list, precedes: function")
def _sort(run: Run, entries: list[Any], precedes: Function) -> list[Any]:
    def before(left: Any, right: Any) -> int:
        answer = call(precedes, (left, right), (), run, 0)
        if answer is None or type(answer) is not bool:
            raise Misfit("feel.argument", parameter="precedes", expected="boolean", found=kind(answer))
        return -1 if answer else 1

    run.spend(len(entries))
    return sorted(entries, key=functools.cmp_to_key(before))


@builtin("sort", "list: list")
def _sort_plain(run: Run, entries: list[Any]) -> list[Any]:
    from ..equality import order

    def before(left: Any, right: Any) -> int:
        comes = order(left, right)
        if comes is None:
            raise Misfit("feel.no_order", left=kind(left), right=kind(right))
        return comes

    run.spend(len(entries) * max(1, len(entries).bit_length()))
    return sorted(entries, key=functools.cmp_to_key(before))
