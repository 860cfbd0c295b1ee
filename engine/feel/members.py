"""What is inside a value: members of contexts, parts of dates, entries of lists that a filter chooses."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .builtins.moments import PARTS
from .language import nearest
from .run import Frame
from .scope import Closure, ItemFrame
from .values import adopt, kind


def member_of(value: Any, member: str, frame: Frame, position: int) -> Any:
    """A member of any value: of a context, of every entry of a list, or a part of a date, duration, interval."""
    found = kind(value)
    if found == "null":
        return None
    if found == "context":
        return adopt(value.get(member))
    if found == "list":
        frame.run.spend(len(value), position)
        return [member_of(entry, member, frame, position) for entry in value]
    parts = PARTS.get(found, {})
    if member in parts:
        return parts[member](value)
    return frame.run.fail("feel.no_member", position, member=member, found=found, nearest=nearest(member, parts))


def selection(base: Closure, condition: Closure, position: int, weight: int = 1) -> Closure:
    """The entries for which a condition holds, or the one at a position; the condition runs in a frame of its entry."""

    def select(frame: Frame) -> Any:
        value, run = base(frame), frame.run
        if value is None:
            return None
        entries = value if type(value) is list else [value]
        if not entries:
            return None if type(condition(ItemFrame(None, frame, run))) is Decimal else []
        kept: list[Any] = []
        for entry in entries:
            run.spend(weight, position)
            answer = condition(ItemFrame(entry, frame, run))
            if answer is True:
                kept.append(entry)
            elif type(answer) is Decimal:
                return _at(entries, answer)
            elif answer is not False and answer is not None:
                return run.fail("feel.kind", position, expected="boolean", found=kind(answer))
        return kept

    return select


def _at(entries: list[Any], position: Decimal) -> Any:
    if position.adjusted() > 9:
        return None
    at = int(position)
    if at == 0 or abs(at) > len(entries):
        return None
    return entries[at - 1 if at > 0 else at]
