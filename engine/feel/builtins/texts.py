"""Texts: parts, searches, patterns (by RE2, which is linear in time). (DMN 1.5, table 74)"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..functions import Misfit, whole
from ..patterns import compiled, expand, pay
from ..run import Run
from ..values import kind
from .registry import builtin


@builtin("substring", "string: string, start position: number, length: number=")
def _substring(run: Run, text: str, start: Decimal, length: Decimal | None) -> str:
    at = whole(start)
    index = at - 1 if at > 0 else len(text) + at
    if at == 0 or index < 0 or index >= len(text) or (length is not None and length < 1):
        raise Misfit("feel.position", index=str(start), length=len(text))
    part = text[index:] if length is None else text[index : index + whole(length)]
    run.characters(len(part))
    return part


@builtin("string length", "string: string")
def _length(run: Run, text: str) -> Decimal:
    return Decimal(len(text))


@builtin("upper case", "string: string")
def _upper(run: Run, text: str) -> str:
    run.characters(len(text))
    return text.upper()


@builtin("lower case", "string: string")
def _lower(run: Run, text: str) -> str:
    run.characters(len(text))
    return text.lower()


@builtin("substring before", "string: string, match: string")
def _before(run: Run, text: str, match: str) -> str:
    run.characters(len(text))
    head, found, _ = text.partition(match) if match else ("", "", "")
    return head if found else ""


@builtin("substring after", "string: string, match: string")
def _after(run: Run, text: str, match: str) -> str:
    run.characters(len(text))
    return text.partition(match)[2] if match else text


@builtin("contains", "string: string, match: string")
def _contains(run: Run, text: str, match: str) -> bool:
    run.characters(len(text))
    return match in text


@builtin("starts with", "string: string, match: string")
def _starts(run: Run, text: str, match: str) -> bool:
    run.characters(len(match))
    return text.startswith(match)


@builtin("ends with", "string: string, match: string")
def _ends(run: Run, text: str, match: str) -> bool:
    run.characters(len(match))
    return text.endswith(match)


@builtin("string join", "list: list, delimiter: string=")
def _join(run: Run, entries: list[Any], delimiter: str | None) -> str:
    parts = [entry for entry in entries if entry is not None]
    for part in parts:
        if type(part) is not str:
            raise Misfit("feel.argument", parameter="list", expected="string", found=kind(part))
    run.spend(len(parts))
    run.characters(sum(len(part) for part in parts) + len(parts) * len(delimiter or ""))
    return (delimiter or "").join(parts)


@builtin("matches", "input: string, pattern: string, flags: string=")
def _matches(run: Run, text: str, pattern: str, flags: str | None) -> bool:
    regex = compiled(pattern, flags or "")
    pay(run, regex, len(text))
    return regex.search(text) is not None


@builtin("split", "string: string, delimiter: string")
def _split(run: Run, text: str, delimiter: str) -> list[str]:
    regex = compiled(delimiter, "")
    pieces, at = [], 0
    pay(run, regex, len(text))
    for found in regex.finditer(text):
        pay(run, regex, len(text) - found.end(), 3)
        if found.end() > found.start():
            pieces.append(text[at : found.start()])
            at = found.end()
    run.entries(len(pieces) + 1)
    return [*pieces, text[at:]]


@builtin("replace", "input: string, pattern: string, replacement: string, flags: string=")
def _replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None) -> str:
    regex = compiled(pattern, flags or "")
    pieces, at, size = [], 0, len(text)
    pay(run, regex, size)
    for found in regex.finditer(text):
        pay(run, regex, len(text) - found.end(), 3)
        piece = replacement if "q" in (flags or "") else expand(found, replacement)
        size += len(piece)
        run.characters(len(piece))
        if size > run.budget.characters:
            run.characters(size)
        pieces += [text[at : found.start()], piece]
        at = found.end()
    run.characters(size)
    return "".join([*pieces, text[at:]])
