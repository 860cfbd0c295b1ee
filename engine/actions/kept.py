"""A property that is worked out once for each object, without any lock.

``functools.cached_property`` holds, in Python 3.11, one lock for all objects of a class while it works a value out.
Where that asks the database, one thread can wait for the database's lock with that lock in hand while the thread that
has the database's lock waits for it: neither goes on until the database gives up, half a minute later.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class kept(Generic[Value]):  # noqa: N801 - read like property
    """Works the value out when it is first asked for and leaves it in the object's own dictionary."""

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self.work_out, self.name, self.__doc__ = work_out, work_out.__name__, work_out.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> "kept[Value]": ...
    @overload
    def __get__(self, owner: object, kind: type) -> Value: ...
    def __get__(self, owner: object | None, kind: type) -> "kept[Value] | Value":
        """The value; the next time the object's dictionary answers before this is asked."""
        if owner is None:
            return self
        value = owner.__dict__[self.name] = self.work_out(owner)
        return value
