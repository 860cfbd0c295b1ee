"""What a browser sent with a sheet: its files are stored at once, its fields are read once against the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from engine.actions.file_names import given_name
from engine.actions.uploads import store_file
from engine.actions.work import Actor, Reading, Work
from engine.errors import Refusal
from engine.forms import ROWS_BUTTON, Answers, Form, upload_paths
from engine.queries.cases import visible_file
from web.act import acting
from web.actor import actor
from web.sheet import find_stored, with_files


@dataclass(frozen=True)
class Kept:
    """A file that has been stored, as ``with_files`` takes it."""

    filename: str
    answer: Mapping[str, Any]


@dataclass
class Submission:
    """The fields sent, files among them as tokens of stored ones; ``problems`` are files that were not taken."""

    data: Any
    pressed: str = ""
    problems: list[Refusal] = field(default_factory=list)
    answers: Answers | None = None

    def reading(self, work: Work, who: Actor) -> Reading:
        """For a verb: reads the fields against the form and keeps what was read for the page."""

        def read(form: Form, facts: Mapping[str, Any], now: dt.datetime) -> Answers:
            self.answers = form.read_html(self.data, facts, now, find_stored(_finder(work, who)))
            return self.answers

        return read

    @property
    def typed(self) -> dict[str, Any]:
        """Everything as it was entered; empty before it was read."""
        return dict(self.answers.typed) if self.answers else {}


def _finder(work: Work, who: Actor) -> Any:
    def find(identity: str, name: str) -> Mapping[str, Any] | None:
        try:
            row = visible_file(work, who, identity)
        except Refusal:
            return None
        return {"id": row.id, "name": given_name(name) or row.name, "size": row.size}

    return find


def sent() -> bool:
    """Whether the request brings any file."""
    return any(one.filename for one in request.files.values())


def take_in(form: Form | None) -> Submission:
    """The submission of this request; ``form`` is needed only where files came, to know which are asked for."""
    data, problems = request.form, []
    if form is not None and sent():
        kept, problems = _store(form)
        data = with_files(form, request.form, kept, lambda one: one.answer)
    return Submission(data, request.form.get(ROWS_BUTTON, ""), problems)


def _store(form: Form) -> tuple[MultiDict[str, Kept], list[Refusal]]:
    kept: MultiDict[str, Kept] = MultiDict()
    problems = []
    for path in upload_paths(form.fields, request.files):
        for one in request.files.getlist(path):
            if not one.filename:
                continue
            try:
                with acting() as work:
                    kept.add(path, Kept(one.filename, store_file(work, actor(), one.filename, one.read())))
            except Refusal as refusal:
                problems.append(refusal)
    return kept, problems
