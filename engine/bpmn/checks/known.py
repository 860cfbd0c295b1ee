"""What the rest of a rulebook offers to a diagram: names to compare with, never the things themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FieldShape:
    """Of a form's field: the values one can choose from (none: free) and whether it must be answered."""

    options: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class ProcedureShape:
    """Of another procedure: the names it takes and the names it gives."""

    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """Each set is None where it is not known; then nothing is compared with it.

    ``forms`` are this procedure's forms by id, each with its fields by name; ``posts`` holds literal and derived
    posts; ``names`` are facts that exist without any form; ``step_facts`` what can be read below every step's
    name beside its answers; ``steps`` the names of steps of all procedures.
    """

    procedures: Mapping[str, ProcedureShape] | None = None
    forms: Mapping[str, Mapping[str, FieldShape]] | None = None
    posts: frozenset[str] | None = None
    articles: frozenset[str] | None = None
    decisions: frozenset[str] | None = None
    templates: frozenset[str] | None = None
    steps: frozenset[str] | None = None
    names: frozenset[str] = field(default_factory=frozenset)
    step_facts: frozenset[str] = field(default_factory=frozenset)
