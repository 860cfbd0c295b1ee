"""Passwords of local accounts: kept as argon2, tried slowly after failures, for each account and each address."""

from __future__ import annotations

import datetime as dt
import secrets
import threading
from collections import OrderedDict

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from engine.errors import Refusal
from web.network import network

FREE = 5
"""Failures before anybody has to wait."""
LONGEST = dt.timedelta(minutes=30)
SHORTEST = 12
"""Signs that a chosen password must have."""
CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"
MARKS = 10_000

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody")


def hash_password(password: str) -> str:
    """What the database keeps of a password."""
    return _hasher.hash(password)


def is_password(kept: str, given: str) -> bool:
    """Whether a password is the kept one; takes as long for an account that does not exist (``kept`` empty)."""
    try:
        return _hasher.verify(kept or _NOBODY, given) and bool(kept)
    except (Argon2Error, InvalidHashError):
        return False


def must_be_long(password: str) -> None:
    """Refuses ``password.short``."""
    if len(password) < SHORTEST:
        raise Refusal("password.short", least=SHORTEST)


def random_password() -> str:
    """A password to be shown once and typed off: four groups, no sign that is taken for another."""
    return "-".join("".join(secrets.choice(CLEAR) for _ in range(4)) for _ in range(4))


def wait_after(failures: int) -> dt.timedelta:
    """How long to wait after so many failures in a row: nothing at first, then twice as long each time."""
    over = failures - FREE
    return min(dt.timedelta(seconds=15 * 2 ** min(over, 12)), LONGEST) if over >= 0 else dt.timedelta()


class Failures:
    """Failures by a mark (an address, a name), in this process; the mark that was quiet longest is forgotten first.

    ``share``: how many times the failures of one account a mark may have.  ``keeps``: a quiet half hour forgives nothing.
    """

    def __init__(self, share: int = 1, *, keeps: bool = True) -> None:
        self._share, self._keeps = share, keeps
        self._failures: OrderedDict[str, tuple[int, dt.datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def until(self, mark: str) -> dt.datetime | None:
        """Until when a mark has to wait; None when it never failed."""
        count, last = self._failures.get(mark, (0, None))
        return last + wait_after(count // self._share) if last else None

    def failed(self, mark: str, now: dt.datetime) -> None:
        """Notes a failure."""
        with self._lock:
            count, last = self._failures.pop(mark, (0, now))
            self._failures[mark] = (1 if now - last > LONGEST and not self._keeps else count + 1, now)
            while len(self._failures) > MARKS:
                self._failures.popitem(last=False)


class Addresses(Failures):
    """Failures by network address; an office behind one address has four times the failures of an account."""

    def __init__(self) -> None:
        super().__init__(share=4, keeps=False)

    def until(self, mark: str) -> dt.datetime | None:
        """Until when a network has to wait."""
        return super().until(network(mark))

    def failed(self, mark: str, now: dt.datetime) -> None:
        """Notes a failure of everybody in the network."""
        super().failed(network(mark), now)
