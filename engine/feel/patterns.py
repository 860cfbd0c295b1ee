"""Regular expressions of XPath, run by RE2: no backtracking, so no pattern can take long; no references back."""

from __future__ import annotations

import functools
import re as ascii_only
from typing import Any

import re2

from .functions import Misfit

LONGEST = 2_000


@functools.lru_cache(maxsize=512)
def compiled(pattern: str, flags: str) -> Any:
    """The pattern ready to search; raises Misfit for one that is wrong, too long, or refers back."""
    if len(pattern) > LONGEST or set(flags) - set("smixq"):
        raise Misfit("feel.pattern", pattern=pattern[:60])
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 4 << 20
    options.case_sensitive = "i" not in flags
    options.literal = "q" in flags
    prefix = "".join(f"(?{flag})" for flag in "sm" if flag in flags and "q" not in flags)
    try:
        return re2.compile(prefix + _translated(pattern, flags), options)
    except re2.error:
        raise Misfit("feel.pattern", pattern=pattern[:60]) from None


def _translated(pattern: str, flags: str) -> str:
    """What XPath writes and RE2 does not know: white space under x, named blocks."""
    if "q" in flags:
        return pattern
    if "x" in flags:
        pattern = _without_spaces(pattern)
    pattern = (
        pattern.replace("\\p{IsBasicLatin}", "[\\x00-\\x7f]")
        .replace("\\i", "[_:A-Za-z]")
        .replace("\\c", "[-._:A-Za-z0-9]")
    )
    if ascii_only.search(r"\(\?(?!:)", pattern):
        raise Misfit("feel.pattern", pattern=pattern[:60])
    return pattern


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
