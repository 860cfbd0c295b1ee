"""A bundle of rules becomes a draft Version; refused with every finding when it cannot run, and nothing changes."""

from __future__ import annotations

from sqlalchemy import func, select

from engine.actions import journal
from engine.actions.work import Work
from engine.bpmn.model import listed
from engine.errors import Unsound
from engine.model.version import Version
from engine.rulebook.bundle import Bundle
from engine.rulebook.check import check_bundle
from engine.rulebook.compiled import compile_bundle


def import_version(work: Work, bundle: Bundle, author: str, note: str = "") -> Version:
    """Makes a draft of a bundle, or gives back the Version that already has this content.

    Raises ``Unsound("rulebook.unsound")`` with all findings when any of them is an error.
    """
    same = select(Version).where(Version.procedure == bundle.procedure, Version.hash == bundle.hash)
    known = work.session.scalars(same.order_by(Version.number.desc())).first()
    if known is not None:
        return known
    findings = check_bundle(bundle, work.jurisdiction)
    if any(finding.severity == "error" for finding in findings):
        raise Unsound("rulebook.unsound", findings, procedure=bundle.procedure)
    main = compile_bundle(bundle, work.jurisdiction).procedures[bundle.procedure]
    last = work.session.scalar(select(func.max(Version.number)).where(Version.procedure == bundle.procedure)) or 0
    version = Version(
        procedure=bundle.procedure, name=main.name, number=last + 1, hash=bundle.hash, files=bundle.pack(),
        state="draft", starters=list(listed(main.properties.get("starters"))), created_at=work.now,
        created_by=author, note=note, report={},
    )
    work.session.add(version)
    journal.note(work, "import", procedure=version.procedure, number=version.number, hash=version.hash, author=author)
    return version
