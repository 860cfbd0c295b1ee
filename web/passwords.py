"""Passwords of local accounts: kept as argon2, tried slowly after failures, for each account and each address."""

from __future__ import annotations

import datetime as dt
import secrets
import threading
from collections import OrderedDict

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from engine.errors import Refusal

FREE = 5
"""Failures before anybody has to wait."""
LONGEST = dt.timedelta(minutes=30)
SHORTEST = 12
"""Signs that a chosen password must have."""
CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"
ADDRESSES = 10_000

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


class Addresses:
    """Failures by address, in this process; the address that was quiet longest is forgotten first."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, tuple[int, dt.datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def until(self, address: str) -> dt.datetime | None:
        """Until when an address has to wait; None when it never failed."""
        count, last = self._failures.get(address, (0, None))
        return last + wait_after(count // 4) if last else None

    def failed(self, address: str, now: dt.datetime) -> None:
        """Notes a failure; an office behind one address has four times the failures of an account."""
        with self._lock:
            count, last = self._failures.pop(address, (0, now))
            self._failures[address] = (1 if now - last > LONGEST else count + 1, now)
            while len(self._failures) > ADDRESSES:
                self._failures.popitem(last=False)
