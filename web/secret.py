"""The secret that visitors' form keys are made with, and those keys."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy.exc import IntegrityError

from engine.model.database import Database
from engine.model.establishment import Setting

NAME = "web_secret"


def secret_of(database: Database, given: str) -> bytes:
    """The secret: as given, else the database's own, made at the first start."""
    if given:
        return given.encode()
    try:
        with database.writing() as session:
            row = session.get(Setting, NAME)
            if row is None:
                row = Setting(name=NAME, value=secrets.token_urlsafe(48))
                session.add(row)
            return str(row.value).encode()
    except IntegrityError:  # another process was first
        with database.reading() as session:
            return str(session.get_one(Setting, NAME).value).encode()


def key_for(secret: bytes, visitor: str) -> str:
    """The form key of a visitor who has not signed in: only who knows the secret can make it."""
    return hmac.new(secret, visitor.encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two keys are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
