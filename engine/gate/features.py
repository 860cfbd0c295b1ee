"""What a feature file says, as frozen objects: features, scenarios and steps with their lines.

Outlines are already spread out into one scenario an example, backgrounds already stand before each scenario.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One sentence: ``kind`` is given, when or then; ``rows`` the table below it, as written."""

    line: int
    kind: str
    keyword: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Scenario:
    """One scenario; ``articles`` come from its tags, ``must_not`` marks what must not happen.

    ``row_line`` is the line of the example it was made from, None where it is no outline.
    """

    name: str
    line: int
    tags: tuple[str, ...]
    articles: tuple[str, ...]
    must_not: bool
    steps: tuple[Step, ...]
    rule: str = ""
    row_line: int | None = None


@dataclass(frozen=True)
class Feature:
    """One feature file; ``uri`` is how it was named by whoever gave it, ``source`` its text as written."""

    uri: str
    name: str
    line: int
    description: str
    tags: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    source: str
