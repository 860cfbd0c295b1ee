"""What a scenario answers in a form: what its table says, what was kept for this step, and samples for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from engine.actions.uploads import store_file
from engine.actions.work import Actor, Reading, Work
from engine.forms import Answers, Field, Form, asking
from engine.forms.shape import ROWS
from engine.gate.language import SentenceLanguage
from engine.gate.play import Unmet
from engine.gate.world.scene import nearest
from engine.rulebook.compiled import Compiled


def reading(work: Work, actor: Actor, given: Mapping[str, str]) -> Reading:
    """Reads the given fields that a form asks for; required ones that are not given take their samples.

    An empty cell stays empty.  A field of a list of rows is given for every row of it.  Files are made up on the
    spot and stored as the actor's.
    """
    def made_up(name: str) -> dict[str, Any]:
        return store_file(work, actor, name, f"{name}\n".encode())

    def read(form: Form, facts: Mapping[str, Any], now: dt.datetime) -> Answers:
        mine = _mine(form.fields, given)
        opened = form.initial(facts, now)
        written = form.read_plain({**opened, **mine}, facts, now, made_up).values
        known = {name: written.get(name) for name in (*opened, *mine)}
        rest = form.samples(facts, now, known, made_up=made_up)
        return form.read_plain({**opened, **rest, **_rows(form, rest, given), **mine}, facts, now, made_up)

    return read


def _mine(fields: Iterable[Field], given: Mapping[str, str]) -> dict[str, str]:
    """The part of the given fields that is asked here, by key."""
    return {one.key: given[name] for one in asking(tuple(fields)) for name in (one.label, one.key) if name in given}


def _rows(form: Form, rest: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """The sample rows of lists with what is given for their fields."""
    lists = [(one.key, _mine(one.children, given)) for one in asking(form.fields) if one.kind == ROWS]
    return {key: [{**row, **mine} for row in rest.get(key) or [{}]] for key, mine in lists if mine}


def names_of(form: Form) -> set[str]:
    """Every name a field of the form goes by, those in lists of rows among them."""
    found = [one for top in asking(form.fields) for one in (top, *asking(top.children))]
    return {name for one in found for name in (one.key, one.label) if name}


def left_over(form: Form | None, given: Mapping[str, str]) -> dict[str, str]:
    """The part of the given fields that this form does not ask for: kept for the step that does."""
    mine = names_of(form) if form else set()
    return {name: value for name, value in given.items() if name not in mine}


def referred(given: Mapping[str, str], language: SentenceLanguage) -> dict[str, str]:
    """The given fields, a plain yes for something done outside the scenario replaced by a made-up reference to it.

    Which fields those are, and how the reference reads, is data of the language (``references``); a no is empty.
    """
    said = {language.words.get("no", ""): ""}
    yes = language.words.get("yes", "")
    return {name: {**said, yes: language.references[name]}.get(value, value) if name in language.references else value
            for name, value in given.items()}


def must_be_fields(compiled: Compiled, given: Mapping[str, str]) -> None:
    """Unmet where a table names a field that no form of the procedure or of what it calls has."""
    forms = [form for p in compiled.procedures.values() for form in p.forms.values()]
    known = {name for form in forms for name in names_of(form)}
    for name in given:
        if name not in known:
            raise Unmet("gate.no_field", field=name, nearest=nearest(name, known))
