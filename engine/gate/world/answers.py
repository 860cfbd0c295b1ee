"""What a scenario answers in a form: what its table says, what was kept for this step, and samples for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from engine.actions.uploads import store_file
from engine.actions.work import Actor, Reading, Work
from engine.forms import Answers, Form, asking
from engine.gate.play import Unmet
from engine.gate.world.scene import nearest
from engine.rulebook.compiled import Compiled


def reading(work: Work, actor: Actor, given: Mapping[str, str]) -> Reading:
    """Reads the given fields that a form asks for; required ones that are not given take their samples.

    An empty cell stays empty.  Files are made up on the spot and stored as the actor's.
    """
    def made_up(name: str) -> dict[str, Any]:
        return store_file(work, actor, name, f"{name}\n".encode())

    def read(form: Form, facts: Mapping[str, Any], now: dt.datetime) -> Answers:
        mine = asked(form, given)
        opened = form.initial(facts, now)
        written = form.read_plain({**opened, **mine}, facts, now, made_up).values
        known = {name: written.get(name) for name in (*opened, *mine)}
        rest = form.samples(facts, now, known, made_up=made_up)
        return form.read_plain({**opened, **rest, **mine}, facts, now, made_up)

    return read


def asked(form: Form | None, given: Mapping[str, str]) -> dict[str, str]:
    """The part of the given fields that this form asks for, by key."""
    found: dict[str, str] = {}
    for one in asking(form.fields) if form else ():
        for name in (one.key, one.label):
            if name in given:
                found.setdefault(one.key, given[name])
    return found


def left_over(form: Form | None, given: Mapping[str, str]) -> dict[str, str]:
    """The part of the given fields that this form does not ask for: kept for the step that does."""
    mine = {name for one in asking(form.fields) for name in (one.key, one.label)} if form else set()
    return {name: value for name, value in given.items() if name not in mine}


def must_be_fields(compiled: Compiled, given: Mapping[str, str]) -> None:
    """Unmet where a table names a field that no form of the procedure or of what it calls has."""
    forms = [form for p in compiled.procedures.values() for form in p.forms.values()]
    known = {name for form in forms for one in asking(form.fields) for name in (one.key, one.label) if name}
    for name in given:
        if name not in known:
            raise Unmet("gate.no_field", field=name, nearest=nearest(name, known))
