"""Entries as lines that people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.actions.enter_for import ENTERED
from engine.model.entry import Entry
from engine.rulebook.jurisdiction import Jurisdiction
from web.citation import Cited, cited
from web.shell.moments import moment_words

ACTS = {
    "open": "发起“{step}”", "complete": "办理“{step}”", "claim": "签收“{step}”", "send_back": "将“{step}”退回到“{to}”",
    "withdraw": "撤回到“{to}”", "hand_over": "将“{step}”由{from}转给{to}", "urge": "催办“{step}”", "suspend": "挂起事项",
    "resume": "恢复办理", "terminate": "终止事项", "correct": "更正“{step}”的“{field}”", "timer": "到时自动流转",
    "assign": "将“{step}”交由{to}办理", "clear_incident": "解除故障",
    "add_signer": "在“{step}”中加签{post}", "recuse": "就“{step}”申请回避，转由{to}办理", "circulate": "传阅给{to}",
    "read": "已阅",
}
LEAVES = {"open", "complete"}
"""Kinds of entry whose answers are a form's, to be read on a sheet."""


@dataclass(frozen=True)
class Told:
    """An entry as it is read; ``opinion`` are the reasons or remarks that came with it, ``notes`` what it brought about."""

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
    notes: tuple[str, ...] = ()


def tell(entries: Iterable[Entry], jurisdiction: Jurisdiction) -> list[Told]:
    """The record of a case, oldest first; moments in the government's zone."""
    return [_told(entry, jurisdiction) for entry in entries]


def _told(entry: Entry, jurisdiction: Jurisdiction) -> Told:
    at = entry.at.astimezone(jurisdiction.zone)
    return Told(
        entry.number, who_words(entry), moment_words(at), at.isoformat(timespec="minutes"), act_words(entry),
        entry.note, tuple(cited(jurisdiction, entry.articles)), entry.kind, entry.step, entry.corrects,
        tuple(_notes(entry)),
    )


def who_words(entry: Entry) -> str:
    """甲（某岗位）, or 甲（某岗位代某岗位） where it was done for another post; the clock is 系统."""
    if entry.person_id is None:
        return "系统"
    behalf = f"代{entry.behalf}" if entry.behalf and entry.right != ENTERED else ""
    return f"{entry.person}（{entry.post}{behalf}）"


def _notes(entry: Entry) -> Iterator[str]:
    """What an act brought about beside itself: whose decision was entered, which results answer no longer."""
    move = entry.move if isinstance(entry.move, dict) else {}
    if entered := move.get("entered"):
        yield f"按{entered['person']}（{entry.behalf}）的签字件录入，扫描件：{entered['scan']['name']}。"
    because = f"，因为{move['voided_because']}" if move.get("voided_because") else ""
    for step in move.get("voided", ()):
        yield f"“{step}”的结论失效{because}。"


def act_words(entry: Entry) -> str:
    """What was done, in a few words."""
    answers = entry.answers if isinstance(entry.answers, dict) else {}
    if entry.kind == "complete" and entry.right == ENTERED:
        return f"代录{entry.behalf}的“{entry.step}”"
    to = answers.get("to", "")
    facts = {"step": entry.step, "to": "、".join(to) if isinstance(to, list) else to, "from": answers.get("from", ""),
             "post": answers.get("post", "")}
    facts["field"] = next(iter(answers), "")
    return ACTS.get(entry.kind, entry.kind).format_map(facts)
