"""A form as the rulebook holds it: frozen, and able to read, show, check and exemplify its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.errors import FieldError, Finding
from engine.forms import check, html, plain, rows, samples, show
from engine.forms.parse import Upload
from engine.forms.read import Reading, read
from engine.forms.shape import Answers, Field, Rule, asking
from engine.forms.shown import Shown
from engine.forms.writing import Writing


def no_upload(_name: str) -> None:
    """Where no files can be taken, none is known."""
    return None


@dataclass(frozen=True)
class Form:
    """What a step asks, with the rules its answers must keep."""

    id: str
    name: str
    file: str
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]
    writing: Writing
    findings: tuple[Finding, ...] = ()

    def check(self, known: check.Known = check.NOTHING) -> list[Finding]:
        """Everything that is wrong with the form, given the names that its conditions may read."""
        return check.check(self, known)

    def read_html(self, data: Any, facts: Mapping[str, Any], now: datetime, stored: Upload = no_upload) -> Answers:
        """Answers from a browser's form: ``data`` has ``getlist`` (werkzeug's MultiDict does).

        ``stored`` finds a file that was uploaded before by the value of its hidden input (``html.file_token``)
        and gives ``{"id", "name", "size"}``, or None when this person may not attach it.
        """
        return self._read(html.tree(self.fields, data), facts, now, stored)

    def read_plain(
        self, given: Mapping[str, Any], facts: Mapping[str, Any], now: datetime, made_up: Upload = no_upload
    ) -> Answers:
        """Answers from ``{field: text or value}``, as a lawyer's table or the API gives them.

        A file is named by its name; ``made_up`` turns the name into ``{"id", "name", "size"}``.  A name that the
        form does not have is an error with the nearest name it does have.
        """
        tree, unknown = plain.tree(self.fields, given, self.writing)
        answers = self._read(tree, facts, now, made_up)
        return Answers(answers.values, {**answers.errors, **unknown}, answers.typed)

    def initial(self, facts: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        """What stands in the form when it is first opened: its defaults."""
        return samples.initial(self, facts, now)

    def view(
        self,
        values: Mapping[str, Any],
        facts: Mapping[str, Any],
        errors: Mapping[str, FieldError] | None = None,
        *,
        now: datetime,
        readonly: bool = False,
    ) -> tuple[Shown, ...]:
        """Plain objects for a template; ``values`` may be answers or what was typed (``Answers.typed``)."""
        return show.show(self, values, facts, errors or {}, now, readonly)

    def samples(
        self,
        facts: Mapping[str, Any],
        now: datetime,
        known: Mapping[str, Any] | None = None,
        *,
        made_up: Upload = samples.made_up,
        optional: bool = False,
    ) -> dict[str, Any]:
        """Sample answers for what is asked beyond ``known`` (answers that are given already).

        Required fields always; others only with ``optional`` and where the author wrote a sample.
        """
        return samples.samples(self, facts, now, known or {}, made_up, optional)

    def field(self, path: str) -> Field | None:
        """The field at a path (``key`` or ``key.0.key``)."""
        fields, found = self.fields, None
        for part in path.split("."):
            if not part.isdigit():
                found = next((one for one in asking(fields) if one.key == part), None)
                fields = found.children if found else ()
        return found

    def press(self, button: str, typed: Mapping[str, Any]) -> dict[str, Any]:
        """What was typed, after a row or file button (``add:path``, ``remove:path:2``, ``drop:path:0``)."""
        return rows.press(self.fields, button, typed)

    def listed(self) -> tuple[Field, ...]:
        """Fields that lists and reports filter by."""
        return check.chosen(self.fields, lambda one: one.listed)

    def public(self) -> tuple[Field, ...]:
        """Fields that everybody may read."""
        return check.chosen(self.fields, lambda one: one.public)

    def _read(self, raw: Mapping[str, Any], facts: Mapping[str, Any], now: datetime, upload: Upload) -> Answers:
        return read(self.fields, self.rules, raw, facts, now, Reading(self.writing, upload))
