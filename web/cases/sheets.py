"""What was written before, each step's sheet to be read, corrections applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.actions.hand import Hand
from engine.facts import CALL, CASE
from engine.feel.values import from_json
from engine.forms import Form
from engine.model.case import Task
from engine.model.entry import Entry
from web.record import who_words
from web.record.entries import LEAVES
from web.sheet import Sheet, make_record
from web.shell.moments import moment_words


def written(hand: Hand, entries: Sequence[Entry], tasks: Iterable[Task], only: frozenset[str] | None = None) -> list[Sheet]:
    """The sheets of the acts that still stand, oldest first; ``only`` limits them to some scopes.

    What a send-back has undone stays in the record and is not shown as a sheet.
    """
    by_id = {task.id: task for task in tasks}
    corrections = _corrections(entries)
    found = []
    for entry in entries:
        if entry.kind not in LEAVES or not entry.answers:
            continue
        task = by_id.get(entry.task_id)
        scope = task.scope if task else CASE
        if (only is not None and scope not in only) or not _stands(hand, entry, scope):
            continue
        form = _form(hand, task)
        if form is not None:
            values = {k: from_json(v) for k, v in {**entry.answers, **corrections.get(entry.number, {})}.items()}
            found.append(_sheet(hand, entry, form, scope, values, task, entry.number in corrections))
    return found


def _stands(hand: Hand, entry: Entry, scope: str) -> bool:
    known = hand.facts.scopes.get(scope)
    return entry.kind == "open" or (known is not None and known.done.get(entry.step) == entry.number)


def _form(hand: Hand, task: Task | None) -> Form | None:
    if task is None:
        return hand.main.start_form
    return hand.compiled.procedures[task.procedure].form_of(hand.node(task))


def _corrections(entries: Iterable[Entry]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for entry in entries:
        if entry.kind == "correct" and entry.corrects is not None:
            found.setdefault(entry.corrects, {}).update(entry.answers or {})
    return found


def _sheet(
    hand: Hand, entry: Entry, form: Form, scope: str, values: Mapping[str, Any], task: Task | None, corrected: bool
) -> Sheet:
    work = hand.work
    when = moment_words(entry.at.astimezone(work.jurisdiction.zone), work.today)
    left = f"{who_words(entry)}{'，有更正' if corrected else ''}"
    title = entry.step if task else form.name
    key = task.frames[-1][3] if task and task.frames else None
    return make_record(
        form, values, hand.view(scope), now=work.now, title=f"{title}（{key}）" if key else title,
        id=f"entry-{entry.number}", left=left, right=when, file_url=file_url,
    )


def handed_in(hand: Hand, scope: str) -> Sheet | None:
    """What a called procedure was given, on its own start form; None outside calls."""
    known = hand.facts.scopes.get(scope)
    while known is not None and known.kind != CALL and known.parent:
        known = hand.facts.scopes.get(known.parent)
    if known is None or known.kind != CALL:
        return None
    form = hand.procedure(known.id).start_form
    if form is None:
        return None
    return make_record(
        form, known.values, hand.view(known.id), now=hand.work.now, title=form.name, id=f"given-{known.id}",
        left=known.name, file_url=file_url)


def file_url(file: Any) -> str:
    """Where a file is fetched."""
    return f"/files/{file.id}"
