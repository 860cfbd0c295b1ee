"""Regular expressions of XPath, run by RE2: no backtracking, so no pattern can take long; no references back."""

from __future__ import annotations

import functools
from typing import Any

import re2

from .functions import Misfit
from .run import Run

LONGEST = 2_000
_NAMED = {"\\i": "[_:A-Za-z]", "\\c": "[-._:A-Za-z0-9]", "\\p{IsBasicLatin}": "[\\x00-\\x7f]"}


@functools.lru_cache(maxsize=64)
def compiled(pattern: str, flags: str) -> Any:
    """The pattern ready to search; raises Misfit for one that is wrong, too long, or refers back."""
    if len(pattern) > LONGEST or set(flags) - set("smixq"):
        raise wrong(pattern)
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    options.case_sensitive = "i" not in flags
    options.literal = "q" in flags
    prefix = "".join(f"(?{flag})" for flag in "sm" if flag in flags and "q" not in flags)
    try:
        return re2.compile(prefix + translated(pattern, flags), options)
    except re2.error:
        raise wrong(pattern) from None


def pay(run: Run, regex: Any, length: int, less: int = 0) -> None:
    """Count the work of searching so many characters: at worst RE2 holds every state of the pattern at each of them."""
    run.spend(1 + (length * regex.programsize >> (11 + less)))


def wrong(pattern: str) -> Misfit:
    """What to raise for a pattern that cannot be used."""
    return Misfit("feel.pattern", pattern=pattern[:60])


def translated(pattern: str, flags: str) -> str:
    """A pattern of XPath as RE2 knows it: white space under x, the point, classes less other classes, named blocks."""
    if "q" in flags:
        return pattern
    if "x" in flags:
        pattern = _without_spaces(pattern)
    pieces, at = [], 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            piece, at = _escape(pattern, at)
        elif char == "[":
            piece, at = _class(pattern, at)
        elif char == "." and "s" not in flags:
            piece, at = "[^\\n\\r]", at + 1
        elif pattern.startswith("(?", at) and pattern[at + 2 : at + 3] != ":":
            raise wrong(pattern)
        else:
            piece, at = char, at + 1
        pieces.append(piece)
    return "".join(pieces)


def _escape(pattern: str, at: int) -> tuple[str, int]:
    for written, piece in _NAMED.items():
        if pattern.startswith(written, at):
            return piece, at + len(written)
    if pattern[at + 1 : at + 2].isdigit():
        raise wrong(pattern)
    return pattern[at : at + 2], at + 2


def _class(pattern: str, start: int) -> tuple[str, int]:
    """A class in brackets, up to its end; ``[A-Z-[OI]]`` becomes the ranges that are left."""
    at = start + 1
    while at < len(pattern) and pattern[at] != "]":
        if pattern[at] == "\\":
            if pattern[at + 1 : at + 2].isdigit():
                raise wrong(pattern)
            at += 1
        elif pattern.startswith("-[", at) and at > start + 1:
            minus, end = _class(pattern, at + 1)
            if pattern[end : end + 1] != "]":
                raise wrong(pattern)
            return _less(_ranges(pattern[start + 1 : at], pattern), _ranges(minus[1:-1], pattern)), end + 1
        at += 1
    return pattern[start : at + 1], at + 1


def _ranges(inside: str, pattern: str) -> list[tuple[int, int]]:
    """The ranges of a plain class; raises Misfit for one that is negated or has escapes."""
    if "\\" in inside or inside.startswith("^"):
        raise wrong(pattern)
    found, at = [], 0
    while at < len(inside):
        low = high = ord(inside[at])
        if inside[at + 1 : at + 2] == "-" and at + 2 < len(inside):
            high, at = ord(inside[at + 2]), at + 2
        found.append((low, high))
        at += 1
    return found


def _less(ranges: list[tuple[int, int]], minus: list[tuple[int, int]]) -> str:
    for low, high in minus:
        ranges = [part for a, b in ranges for part in ((a, min(b, low - 1)), (max(a, high + 1), b)) if part[0] <= part[1]]
    return "[" + "".join(f"\\x{{{a:x}}}-\\x{{{b:x}}}" for a, b in ranges) + "]" if ranges else "[^\\x00-\\x{10ffff}]"


def _without_spaces(pattern: str) -> str:
    """Under x, white space outside of brackets says nothing, even behind a backslash."""
    kept, in_class = [], 0
    for char in pattern:
        in_class += (char == "[") - (char == "]" and in_class > 0)
        if in_class or not char.isspace():
            kept.append(char)
    return "".join(kept)


def expand(found: Any, replacement: str) -> str:
    """A replacement with ``$1`` and its kin filled in; a group that is not there is empty."""
    pieces, at, groups = [], 0, found.re.groups
    while at < len(replacement):
        char = replacement[at]
        if char == "\\" and at + 1 < len(replacement):
            pieces.append(replacement[at + 1])
            at += 2
        elif char == "$" and replacement[at + 1 : at + 2].isdecimal():
            number, at = _group(replacement, at + 1, groups)
            pieces.append((found.group(number) or "") if number <= groups else "")
        else:
            pieces.append(char)
            at += 1
    return "".join(pieces)


def _group(replacement: str, at: int, groups: int) -> tuple[int, int]:
    """The longest number of an existing group, and where it ends."""
    number = int(replacement[at])
    at += 1
    while replacement[at : at + 1].isdecimal() and number * 10 + int(replacement[at]) <= groups:
        number = number * 10 + int(replacement[at])
        at += 1
    return number, at
