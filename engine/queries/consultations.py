"""What the public is shown, and what it wrote; a confidential case is not there for it at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from engine.actions.publish import CONSULTATION
from engine.actions.work import Actor, Work
from engine.bpmn.model import Node
from engine.errors import Refusal
from engine.model.case import Case
from engine.model.document import StoredFile
from engine.model.public import Publication, PublicComment
from engine.queries.visible import visible_to


@dataclass(frozen=True)
class Received:
    """A consultation with what was written on it, oldest first; for the staff of its case alone."""

    publication: Publication
    comments: list[PublicComment]


@dataclass(frozen=True)
class Part:
    """One page of a list of publications, newest first, and how many there are in all."""

    rows: list[Publication]
    total: int


def is_open(publication: Publication, today: dt.date) -> bool:
    """Whether comments are still taken: the step is open and the last day is not over."""
    return publication.closed_at is None and (publication.closes is None or today <= publication.closes)


def consults(node: Node) -> bool:
    """Whether a drawn step asks the public while it is open."""
    return node.properties.get("publishes") == CONSULTATION


def open_consultations(work: Work) -> list[Publication]:
    """Every consultation that takes comments today, the one that ends first on top."""
    query = _public().where(Publication.kind == CONSULTATION, _open(work.today))
    return list(work.session.scalars(query.order_by(func.coalesce(Publication.closes, dt.date.max), Publication.id)))


def ended_consultations(work: Work, size: int, page: int = 1) -> Part:
    """Consultations that take no comments any more."""
    return _part(work, _public().where(Publication.kind == CONSULTATION, ~_open(work.today)), size, page)


def decisions(work: Work, size: int, page: int = 1) -> Part:
    """What was published after it was decided."""
    return _part(work, _public().where(Publication.kind != CONSULTATION), size, page)


def publication(work: Work, number: int) -> Publication:
    """One of them; ``consultation.unknown`` for any other, whether it does not exist or is confidential."""
    found = work.session.scalars(_public().where(Publication.id == number)).one_or_none()
    if found is None:
        raise Refusal("consultation.unknown", consultation=number)
    return found


def shown_file(work: Work, number: int, file_id: str) -> tuple[StoredFile, str]:
    """A file that a publication shows, and the name it is shown under; ``file.unknown`` for any other."""
    names = {one["id"]: str(one["name"]) for row in publication(work, number).shown for one in row.get("files", ())}
    stored = work.session.get(StoredFile, file_id) if file_id in names else None
    if stored is None:
        raise Refusal("file.unknown", file=file_id)
    return stored, names[file_id]


def numbers_received(work: Work, numbers: Iterable[int]) -> Mapping[int, int]:
    """How many comments each publication has; none where it has none."""
    query = select(PublicComment.publication_id, func.count()).where(PublicComment.publication_id.in_(list(numbers)))
    return dict(work.session.execute(query.group_by(PublicComment.publication_id)).all())


def comments_of(work: Work, actor: Actor, case_id: int) -> tuple[Case, list[Received]]:
    """What the public wrote on the consultations of a case; ``case.unknown`` where the actor may not see it."""
    case = work.session.scalars(select(Case).where(Case.id == case_id, visible_to(work, actor))).one_or_none()
    if case is None:
        raise Refusal("case.unknown", case=case_id)
    held = select(Publication).where(Publication.case_id == case_id, Publication.kind == CONSULTATION)
    rows = list(work.session.scalars(held.order_by(Publication.id)))
    written = select(PublicComment).where(PublicComment.publication_id.in_([row.id for row in rows]))
    comments = list(work.session.scalars(written.order_by(PublicComment.id)))
    return case, [Received(row, [c for c in comments if c.publication_id == row.id]) for row in rows]


def _public() -> Select[tuple[Publication]]:
    """Publications of cases that everybody may know of."""
    return select(Publication).join(Case, Case.id == Publication.case_id).where(Case.reserved.is_(None))


def _open(today: dt.date) -> Any:
    return and_(Publication.closed_at.is_(None), or_(Publication.closes.is_(None), Publication.closes >= today))


def _part(work: Work, query: Select[tuple[Publication]], size: int, page: int) -> Part:
    total = work.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    order = query.order_by(Publication.published_at.desc(), Publication.id.desc())
    return Part(list(work.session.scalars(order.limit(size).offset((page - 1) * size))), total)
