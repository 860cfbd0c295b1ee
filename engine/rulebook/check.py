"""Everything that is wrong with a rulebook's drawings, tables and forms, each compared with all the others.

Nothing is run.  An error keeps a procedure from being released, a warning is for its author to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from engine.bpmn.checks import FieldShape, Known, ProcedureShape, call_cycles
from engine.bpmn.checks import check as check_diagram
from engine.bpmn.model import listed
from engine.errors import Finding, Unsound
from engine.forms.check import Known as Around
from engine.forms.shape import Field, asking
from engine.proof.soundness import check as check_structure
from engine.rulebook.bundle import Bundle
from engine.rulebook.jurisdiction import Jurisdiction
from engine.rulebook.load import load_bundle, load_jurisdiction, procedure_ids
from engine.rulebook.procedure import Procedure, read_procedure


def check_root(root: Path) -> list[Finding]:
    """All findings on every procedure under a root of rules; Unsound where the government's own data are unreadable."""
    jurisdiction = load_jurisdiction(root)
    files: dict[str, bytes] = {}
    found: list[Finding] = []
    for name in procedure_ids(root):
        try:
            files |= load_bundle(root, name).files
        except Unsound as unreadable:
            found += unreadable.findings
    return found + check_files(files, jurisdiction)


def check_bundle(bundle: Bundle, jurisdiction: Jurisdiction) -> list[Finding]:
    """All findings on a procedure and everything that it calls."""
    return check_files(bundle.files, jurisdiction)


def check_files(files: Mapping[str, bytes], jurisdiction: Jurisdiction) -> list[Finding]:
    """All findings on the procedures among the files (paths under a root), as far as each can be read."""
    found: list[Finding] = []
    procedures: dict[str, Procedure] = {}
    for name in sorted({PurePosixPath(path).parent.name for path in files if path.endswith(".bpmn")}):
        try:
            procedures[name] = read_procedure(Bundle(name, files), name, jurisdiction)
        except Unsound as unreadable:
            found += unreadable.findings
    found += call_cycles(procedure.diagram for procedure in procedures.values())
    for procedure in procedures.values():
        found += check_procedure(procedure, procedures, jurisdiction)
    return found


def check_procedure(
    procedure: Procedure, others: Mapping[str, Procedure], jurisdiction: Jurisdiction
) -> list[Finding]:
    """Findings on one procedure's diagram, decisions and forms; ``others`` holds all that it may call, by id."""
    found = check_diagram(procedure.diagram, jurisdiction.language, known=known(procedure, others, jurisdiction))
    found += check_structure(procedure.diagram)
    names = _names(procedure, jurisdiction)
    for decisions in _once(procedure.decisions.values()):
        found += decisions.check(names)
    around = Around(names, frozenset(procedure.steps), frozenset(jurisdiction.articles))
    for form in procedure.forms.values():
        found += form.check(around)
    return found


def known(procedure: Procedure, others: Mapping[str, Procedure], jurisdiction: Jurisdiction) -> Known:
    """What a procedure's diagram can refer to."""
    organisation = jurisdiction.organisation
    return Known(
        procedures={other.id: _shape(other) for other in others.values()},
        forms={name: _fields(form.fields) for name, form in procedure.forms.items()},
        posts=frozenset([*organisation.posts, *organisation.derived]),
        articles=frozenset(jurisdiction.articles),
        decisions=frozenset(procedure.decisions),
        templates=frozenset(procedure.letters),
        steps=frozenset(step for other in others.values() for step in (*other.steps, other.opening)),
        names=frozenset([*jurisdiction.told.values(), *organisation.derived]),
    )


def _shape(procedure: Procedure) -> ProcedureShape:
    said = procedure.properties
    return ProcedureShape(tuple(listed(said.get("inputs"))), tuple(listed(said.get("outputs"))))


def _fields(fields: tuple[Field, ...]) -> dict[str, FieldShape]:
    return {one.key: FieldShape(tuple(option.value for option in one.options), one.required) for one in asking(fields)}


def _names(procedure: Procedure, jurisdiction: Jurisdiction) -> frozenset[str]:
    return procedure.names | frozenset(jurisdiction.told.values())


def _once(values: Iterable[Any]) -> list[Any]:
    """Each thing once, in order; several decisions share one compiled model."""
    return list({id(value): value for value in values}.values())
