"""An act that is asked for twice with the same key is done once; the second asking gets the first answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.model.once import Once

KEPT = dt.timedelta(days=2)
LONGEST_KEY = 80


def once(work: Work, actor: Actor, key: str, act: Callable[[], Any]) -> Any:
    """Does ``act`` and remembers its (JSON-able) answer under the key, or gives back the answer remembered.

    An empty key means no promise is asked for.  Refuses ``once.key_too_long``.
    """
    if not key or actor.person_id is None:
        return act()
    if len(key) > LONGEST_KEY:
        raise Refusal("once.key_too_long", most=LONGEST_KEY)
    table = Once.__table__
    begin = postgresql.insert if work.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    mine = begin(table).values(person_id=actor.person_id, key=key, at=work.now).on_conflict_do_nothing()
    own = (table.c.person_id == actor.person_id, table.c.key == key)
    if work.session.execute(mine.returning(table.c.key)).first() is None:
        return work.session.scalar(select(table.c.answer).where(*own))
    answer = act()
    work.session.execute(update(table).where(*own).values(answer=answer))
    return answer


def forget_old(work: Work) -> None:
    """Drops answers that no honest retry asks for any more."""
    work.session.execute(delete(Once).where(Once.at < work.now - KEPT))
