"""Sentences about the public: what it can read, and what it says on an open consultation."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from engine.actions.comment import comment
from engine.actions.work import Work
from engine.gate.play import Unmet
from engine.gate.world.scene import Scene
from engine.model.public import Publication


def public_comment(scene: Scene, text: str, case: str | None = None) -> None:
    """Somebody from outside says something on the case's open consultation."""
    with scene.act() as work:
        rows = [row for row in _publications(scene, work, case) if row.kind == "consultation"]
        if not rows:
            raise Unmet("gate.no_consultation")
        comment(work, rows[-1].id, text, sender=f"scenario {len(text)}")


def public_sees(scene: Scene, text: str, case: str | None = None) -> None:
    """What is public of the case contains the text."""
    if not any(text in said for said in _public(scene, case)):
        raise Unmet("gate.public_lacks", text=text)


def public_blind(scene: Scene, text: str, case: str | None = None) -> None:
    """What is public of the case does not contain the text."""
    if any(text in said for said in _public(scene, case)):
        raise Unmet("gate.public_shows", text=text)


def _public(scene: Scene, case: str | None) -> list[str]:
    with scene.look() as work:
        return [said for row in _publications(scene, work, case) for said in _said(row)]


def _publications(scene: Scene, work: Work, case: str | None) -> list[Publication]:
    query = select(Publication).where(Publication.case_id == scene.case_id(work, case)).order_by(Publication.id)
    return list(work.session.scalars(query))


def _said(row: Publication) -> Iterator[str]:
    yield row.title
    yield row.taken_up
    for field in row.shown:
        yield str(field["label"])
        yield str(field["text"])
        yield from (str(file["name"]) for file in field.get("files", ()))
