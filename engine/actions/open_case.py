"""A matter begins: under the Version of its procedure that is in force on the day, or not at all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from engine.actions.follow import follow, join, project, title_of, told
from engine.actions.hand import Hand, pack_facts
from engine.actions.uploads import bind_files
from engine.actions.work import Actor, Reading, Work
from engine.bpmn.model import listed
from engine.errors import Invalid, Refusal
from engine.facts import CASE, Facts
from engine.feel.values import to_json
from engine.model.case import Case, Draft
from engine.model.version import Version
from engine.rulebook.compiled import Compiled
from engine.spiff import start


def open_case(work: Work, actor: Actor, procedure: str, reading: Reading) -> Case:
    """Starts a case of a procedure (by id or name) with its start form.

    Refuses: ``procedure.unknown``, ``procedure.not_in_force``, ``procedure.not_yours``, ``form.invalid``.
    """
    version = version_in_force(work, procedure)
    compiled = work.compiled(version.id, version.hash)
    main = compiled.procedures[compiled.main]
    starters = listed(main.properties.get("starters"))
    if not work.jurisdiction.organisation.allows(starters, actor.post):
        raise Refusal("procedure.not_yours", listed(main.properties.get("articles")), procedure=main.name,
                      post=actor.post, starters=starters)
    facts = facts_before(work, actor, compiled)
    values = _answers(work, main, facts, reading)
    case = _row(work, actor, version, facts)
    hand = Hand(work, case, compiled, facts)
    facts.write(CASE, _numbered(work, case))
    facts.write(CASE, values, step=main.opening, entry=1)
    case.title = title_of(hand)
    join(hand, case.opened_by)
    bind_files(hand, values)
    move = start(compiled.spec, hand.host)
    follow(hand, move, actor)
    project(hand, {})
    known = {name: to_json(value) for name, value in (_told(work, actor) | _numbered(work, case)).items()}
    hand.record("open", actor, step=main.opening, articles=listed(main.properties.get("articles")),
                answers={k: to_json(v) for k, v in values.items()}, move={**told(move, hand), "told": known})
    work.session.execute(delete(Draft).where(
        Draft.procedure == main.id, Draft.task_id == "", Draft.person_id == actor.person_id))
    hand.store(move.state)
    return case


def facts_before(work: Work, actor: Actor, compiled: Compiled) -> Facts:
    """What is known of a matter before anything is answered: what the engine itself tells of it."""
    facts = Facts(compiled.main, compiled.declared, frozenset(work.jurisdiction.told.values()))
    facts.write(CASE, _told(work, actor))
    return facts


def version_in_force(work: Work, procedure: str) -> Version:
    """The published Version of a procedure that is in force today."""
    query = select(Version).where((Version.procedure == procedure) | (Version.name == procedure))
    rows = list(work.session.scalars(query.order_by(Version.number.desc())))
    if not rows:
        raise Refusal("procedure.unknown", procedure=procedure)
    for row in rows:
        if row.state == "published" and row.in_force is not None and row.in_force <= work.today:
            return row
    raise Refusal("procedure.not_in_force", procedure=rows[0].name)


def _answers(work: Work, main: Any, facts: Facts, reading: Reading) -> dict[str, Any]:
    if main.start_form is None:
        return {}
    answers = reading(main.start_form, facts.view(CASE), work.now)
    if answers.errors:
        raise Invalid("form.invalid", answers.errors, listed(main.properties.get("articles")), step=main.name)
    return dict(answers.values)


def _told(work: Work, actor: Actor) -> dict[str, Any]:
    """What the engine itself knows of the case, under the names the organisation's data give."""
    names, post = work.jurisdiction.told, work.jurisdiction.organisation.posts.get(actor.post)
    known = {"starter_office": post.office if post else "", "starter_post": actor.post, "started_on": work.today}
    return {names[key]: value for key, value in known.items() if key in names}


def _numbered(work: Work, case: Case) -> dict[str, Any]:
    name = work.jurisdiction.told.get("case_number")
    return {name: str(case.id)} if name else {}


def _row(work: Work, actor: Actor, version: Version, facts: Facts) -> Case:
    case = Case(
        version_id=version.id, procedure=version.procedure, procedure_name=version.name, title="", status="open",
        opened_by=work.jurisdiction.post_ids[actor.post], opened_person=actor.person_id, opened_at=work.now,
        state=b"", facts=pack_facts(facts), entries=0, head="",
    )
    work.session.add(case)
    work.session.flush()
    return case
