"""Which steps, tables and guarantees of the procedures carry out which provisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.actions.work import Work
from engine.bpmn.model import Node, listed
from engine.errors import Refusal
from engine.feel.model import Table
from engine.model.version import Version
from engine.queries.versions import standing
from engine.rulebook.procedure import Procedure

STEP, BRANCH, TABLE, GUARANTEE, WHOLE = "step", "branch", "table", "guarantee", "procedure"
PARAGRAPH = "("


@dataclass(frozen=True)
class Place:
    """Where a provision is cited: ``kind`` step, branch (a gateway or event), table, guarantee or procedure."""

    procedure: str
    procedure_name: str
    kind: str
    name: str


def procedures(work: Work) -> Iterator[tuple[Version, Procedure]]:
    """Each procedure as it stands today; one whose files no longer compile is left out."""
    for version in standing(work):
        try:
            yield version, work.compiled(version.id, version.hash).procedures[version.procedure]
        except Refusal:
            continue


def citing(work: Work) -> Mapping[str, list[Place]]:
    """Places by the number of the article they cite, in the order of the drawings; each place once."""
    known = frozenset(work.jurisdiction.articles)
    found: dict[str, dict[Place, None]] = {}
    for _version, procedure in procedures(work):
        for number, kind, name in _cited(procedure, known):
            place = Place(procedure.id, procedure.name, kind, name)
            found.setdefault(article(number), {})[place] = None
    return {number: list(places) for number, places in found.items()}


def article(number: str) -> str:
    """The article that a citation with a paragraph in brackets belongs to."""
    return number.partition(PARAGRAPH)[0]


def _cited(procedure: Procedure, known: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    yield from ((number, WHOLE, procedure.name) for number in _of_properties(procedure.properties))
    for node in procedure.diagram.nodes.values():
        kind = BRANCH if node.kind.endswith(("Gateway", "Event")) else STEP
        yield from ((number, kind, node.name or node.id) for number in _of_node(procedure, node))
    for name, decisions in procedure.decisions.items():
        logic = next((one.logic for one in decisions.model.decisions if one.name == name), None)
        if isinstance(logic, Table):
            yield from ((number, TABLE, name) for number in _of_table(logic, known))
    for guarantee in procedure.guarantees:
        yield from ((number, GUARANTEE, guarantee.sentence) for number in guarantee.articles)


def _of_node(procedure: Procedure, node: Node) -> Iterator[str]:
    yield from _of_properties(node.properties)
    form = procedure.form_of(node)
    if form is not None:
        yield from (number for rule in form.rules for number in rule.articles)


def _of_properties(properties: Mapping[str, str]) -> Iterator[str]:
    """What the drawing names as basis: of the step, of its limit, of its minimum."""
    for name, value in properties.items():
        if name == "articles" or name.endswith("_articles"):
            yield from listed(value)


def _of_table(table: Table, known: frozenset[str]) -> Iterator[str]:
    """The cells of every column that holds nothing but provisions of the register."""
    sides = ([row.outputs for row in table.rows], [row.annotations for row in table.rows])
    for column in (column for side in sides for column in zip(*side, strict=False)):
        cells = [_numbers(cell) for cell in column if cell.strip().strip('"')]
        if cells and all(cell and all(article(number) in known for number in cell) for cell in cells):
            yield from (number for cell in cells for number in cell)


def _numbers(cell: str) -> tuple[str, ...]:
    return listed(cell.strip().strip('"'))
