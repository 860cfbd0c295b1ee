"""Numbers and documents: a number is reserved in the act, the page is rendered after it from a frozen payload."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engine.bpmn.model import Node, feel_text
from engine.model.document import Document, Number, Outgoing, Series

if TYPE_CHECKING:
    from engine.actions.hand import Hand

PLAIN_NUMBER = "{series} {year}/{serial}"
PLACE = re.compile(r"\{(series|year|serial)(?::0(\d{1,2}))?\}")
MOST_DIGITS = 12


def order_document(hand: "Hand", scope: str, node: Node) -> Document:
    """Freezes what a document will say; its number is the next of the node's series, or one that a fact holds."""
    number = give_number(hand, scope, node) if "series" in node.properties else _said(hand, scope, node, "number_from")
    document = Document(
        case_id=hand.case.id, entry_number=hand.number, name=node.properties["document"], number=number,
        payload=_payload(hand, scope, node, number), status="waiting", created_at=hand.work.now,
    )
    hand.work.session.add(document)
    hand.work.session.flush()
    hand.work.session.add(Outgoing(kind="render", payload={"document": document.id}, ready_at=hand.work.now))
    return document


def give_number(hand: "Hand", scope: str, node: Node) -> str:
    """Reserves the next number of the node's series and keeps it as a fact; one given here before becomes void."""
    void_numbers(hand, [(scope, node.id)], "")
    session, year, name = hand.work.session, hand.day.year, _said(hand, scope, node, "series")
    serial = next_of(session, name, year)
    text = number_text(hand.work.jurisdiction.settings, name, year, serial)
    session.add(Number(series=name, year=year, serial=serial, text=text, case_id=hand.case.id, scope=scope, node=node.id))
    session.flush()
    hand.facts.write(scope, {node.properties.get("number_as", "number"): text})
    hand.numbered.append([node.id, text])
    return text


def next_of(session: Session, name: str, year: int) -> int:
    """The next number of a run in a year: no gap, no second use (its row is locked until the act ends)."""
    begin = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(begin(Series).values(name=name, year=year, last=0).on_conflict_do_nothing())
    query = select(Series).where(Series.name == name, Series.year == year).with_for_update()
    series = session.scalars(query.execution_options(populate_existing=True)).one()
    series.last += 1
    session.flush()
    return series.last


def void_numbers(hand: "Hand", places: Iterable[tuple[str, str]], reason: str) -> list[str]:
    """Numbers given at these places (scope, drawn id) come to nothing: they stay accounted for, with the reason."""
    wanted = set(places)
    query = select(Number).where(Number.case_id == hand.case.id, Number.void_at.is_(None))
    found = [row for row in hand.work.session.scalars(query) if (row.scope, row.node) in wanted]
    for row in found:
        row.void_at, row.void_reason = hand.work.now, reason[:400]
    return [row.text for row in found]


def number_text(settings: Mapping[str, Any], series: str, year: int, serial: int) -> str:
    """A number as it is written; the pattern is data: ``{series}``, ``{year}``, ``{serial}``, or ``{serial:04}`` for at
    least so many digits (at most 12).  Whatever else stands in braces stays as it is."""
    pattern = str(settings.get("language", {}).get("number", PLAIN_NUMBER))
    given = {"series": series, "year": str(year), "serial": str(serial)}
    return PLACE.sub(lambda hit: given[hit[1]].zfill(min(int(hit[2] or 0), MOST_DIGITS)), pattern)


def _payload(hand: "Hand", scope: str, node: Node, number: str) -> dict[str, Any]:
    writing = hand.work.jurisdiction.writing
    view = hand.view(scope)
    told = {name: writing.text(view[name]) for name in view if not isinstance(view[name], Mapping)}
    return {
        "template": node.properties.get("template", ""), "procedure": hand.procedure(scope).id, "number": number,
        "name": node.properties["document"], "title": _said(hand, scope, node, "subject") or hand.case.title,
        "to": _said(hand, scope, node, "to"), "facts": told, "date": hand.day.isoformat(),
        "date_text": writing.date_text(hand.day), "signer": _said(hand, scope, node, "signer"),
        "government": hand.work.jurisdiction.settings["organisation"].get("government", {}),
    }


def _said(hand: "Hand", scope: str, node: Node, name: str) -> str:
    text = node.properties.get(name, "")
    feel = feel_text(text)
    if feel is None:
        return text
    return hand.work.jurisdiction.writing.text(hand.evaluate(scope, feel, element=node.id))


