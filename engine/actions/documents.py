"""Numbered documents: the number is reserved in the act, the page is rendered after it from a frozen payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from engine.bpmn.model import Node, feel_text
from engine.model.document import Document, Number, Outgoing, Series

if TYPE_CHECKING:
    from engine.actions.hand import Hand

PLAIN_NUMBER = "{series} {year}/{serial}"


def order_document(hand: "Hand", scope: str, node: Node) -> Document:
    """Reserves the next number of the node's series and freezes what the document will say."""
    number = ""
    if "series" in node.properties:
        number = reserve(hand, node.properties["series"])
        hand.facts.write(scope, {node.properties.get("number_as", "number"): number})
    document = Document(
        case_id=hand.case.id, entry_number=hand.number, name=node.properties["document"], number=number,
        payload=_payload(hand, scope, node, number), status="waiting", created_at=hand.work.now,
    )
    hand.work.session.add(document)
    hand.work.session.flush()
    hand.work.session.add(Outgoing(kind="render", payload={"document": document.id}, ready_at=hand.work.now))
    hand.documents.append(document.name)
    return document


def reserve(hand: "Hand", name: str) -> str:
    """The next number of a series in the year of the act: no gap, no second use (the series' row is locked)."""
    session, year = hand.work.session, hand.day.year
    begin = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(begin(Series).values(name=name, year=year, last=0).on_conflict_do_nothing())
    query = select(Series).where(Series.name == name, Series.year == year).with_for_update()
    series = session.scalars(query.execution_options(populate_existing=True)).one()
    series.last += 1
    text = number_text(hand.work.jurisdiction.settings, name, year, series.last)
    session.add(Number(series=name, year=year, serial=series.last, text=text, case_id=hand.case.id))
    session.flush()
    return text


def number_text(settings: Mapping[str, Any], series: str, year: int, serial: int) -> str:
    """A number as it is written; the pattern is data of the language."""
    pattern = settings.get("language", {}).get("number", PLAIN_NUMBER)
    return str(pattern.format(series=series, year=year, serial=serial))


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


