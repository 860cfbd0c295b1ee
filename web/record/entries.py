"""Entries as lines that people read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.model.entry import Entry
from engine.rulebook.jurisdiction import Jurisdiction
from web.citation import Cited, cited
from web.shell.moments import moment_words

ACTS = {
    "open": "发起“{step}”", "complete": "办理“{step}”", "claim": "签收“{step}”", "send_back": "将“{step}”退回到“{to}”",
    "withdraw": "撤回到“{to}”", "hand_over": "将“{step}”由{from}转给{to}", "urge": "催办“{step}”", "suspend": "挂起事项",
    "resume": "恢复办理", "terminate": "终止事项", "correct": "更正“{step}”的“{field}”", "timer": "到时自动流转",
    "assign": "将“{step}”交由{to}办理", "clear_incident": "解除故障",
}
LEAVES = {"open", "complete"}
"""Kinds of entry whose answers are a form's, to be read on a sheet."""


@dataclass(frozen=True)
class Told:
    """An entry as it is read; ``opinion`` are the reasons or remarks that came with it."""

    number: int
    who: str
    when: str
    at: str
    act: str
    opinion: str
    articles: tuple[Cited, ...]
    kind: str
    step: str
    corrects: int | None


def tell(entries: Iterable[Entry], jurisdiction: Jurisdiction) -> list[Told]:
    """The record of a case, oldest first; moments in the government's zone."""
    return [_told(entry, jurisdiction) for entry in entries]


def _told(entry: Entry, jurisdiction: Jurisdiction) -> Told:
    at = entry.at.astimezone(jurisdiction.zone)
    return Told(
        entry.number, who_words(entry), moment_words(at), at.isoformat(timespec="minutes"), act_words(entry),
        entry.note, tuple(cited(jurisdiction, entry.articles)), entry.kind, entry.step, entry.corrects,
    )


def who_words(entry: Entry) -> str:
    """甲（某岗位）, or 甲（某岗位代某岗位） where it was done for another post; the clock is 系统."""
    if entry.person_id is None:
        return "系统"
    behalf = f"代{entry.behalf}" if entry.behalf else ""
    return f"{entry.person}（{entry.post}{behalf}）"


def act_words(entry: Entry) -> str:
    """What was done, in a few words."""
    answers = entry.answers if isinstance(entry.answers, dict) else {}
    facts = {"step": entry.step, "to": answers.get("to", ""), "from": answers.get("from", "")}
    facts["field"] = next(iter(answers), "")
    return ACTS.get(entry.kind, entry.kind).format_map(facts)
