"""Terms of steps in words: the day, and how it was computed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from engine.actions.hand import Hand
from engine.actions.terms import LIMIT, MET, STOPPED
from engine.bpmn.model import listed
from engine.model.case import Term
from web.citation import Cited, cited, in_a_row
from web.shell.moments import NONE, Left, day_words, time_left

UNITS = {"working_days": "个工作日", "days": "日", "months": "个月"}


@dataclass(frozen=True)
class Clock:
    """A term as it is read; ``sum`` is its computation, ``notes`` what else to know of it."""

    step: str
    title: str
    day: str
    left: Left
    sum: str
    notes: tuple[str, ...]
    articles: tuple[Cited, ...]
    provisional: bool


def clock(hand: Hand, term: Term) -> Clock:
    """One term of a case, on the day of the look."""
    today, calendar = hand.work.today, hand.work.jurisdiction.calendar
    node = hand.compiled.node(hand.facts.scopes[term.scope].procedure, term.node)
    limit = term.kind == LIMIT
    left = time_left(calendar, term.due, today) if limit and term.status not in (MET, STOPPED) else NONE
    shown = term.shown or {}
    day = day_words(term.due, today)
    return Clock(
        node.name, "办理时限" if limit else "不得早于", f"{day}前" if limit else f"{day}起可以办结", left,
        _sum(hand, term, node.name, shown, day, today), tuple(_notes(term, shown)),
        tuple(in_a_row(cited(hand.work.jurisdiction, term.articles))), term.provisional,
    )


def _sum(hand: Hand, term: Term, step: str, shown: dict[str, Any], day: str, today: dt.date) -> str:
    start = day_words(term.start, today)
    paused = int(shown.get("paused", 0))
    less = f"，扣除{_stopper(hand, term, step)} {paused} 日" if paused else ""
    if "asked" in shown:
        asked = dt.date.fromisoformat(shown["asked"])
        days = hand.work.jurisdiction.calendar.between_working_days(term.start, asked)
        return f"收到 {start} + {days} 个工作日（要求 {day_words(asked, today)}前完成）{less} = {day}"
    number, _, unit = term.amount.partition(" ")
    begun = "收到" if term.kind == LIMIT else "自"
    return f"{begun} {start} + {number} {UNITS.get(unit, unit)}{less} = {day}"


def _stopper(hand: Hand, term: Term, step: str) -> str:
    """The step that the drawing says stops this clock, by name; otherwise plainly the stop."""
    procedure = hand.procedure(term.scope)
    names = [n.name for n in procedure.diagram.nodes.values() if step in listed(n.properties.get("stops"))]
    return "、".join(names) or "停计"


def _notes(term: Term, shown: dict[str, Any]) -> list[str]:
    notes = []
    if term.status == STOPPED:
        notes.append("现在停计，恢复后顺延。")
    holidays = list(dict.fromkeys(name for _day, why, name in shown.get("skipped", ()) if why == "holiday" and name))
    if holidays:
        notes.append(f"其间{'、'.join(holidays)}放假不计。")
    if term.provisional:
        years = "、".join(f"{year}年" for year in shown.get("unknown_years", ()))
        notes.append(f"{years}的放假安排还没有录入，这个日期是暂定的，录入后重新计算。")
    return notes
