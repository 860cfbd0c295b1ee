"""Which function does what a sentence means: the names that the sentences file uses, in one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.gate.play import Unmet
from engine.gate.world import (
    acts,
    course,
    documents,
    outside,
    people,
    places,
    registers,
    signers,
    terms,
    time,
    together,
)
from engine.gate.world.scene import Scene

OPERATIONS: Mapping[str, Callable[..., None]] = {
    function.__name__: function
    for function in (
        time.set_clock, time.advance_to, time.pass_working_days, time.pass_days,
        people.appoint, people.stand_in, people.delegate, people.leave, people.pair, people.portfolio,
        acts.open, acts.complete, acts.complete_each, acts.send_back, acts.withdraw, acts.claim, acts.hand_over,
        acts.urge, acts.suspend, acts.resume, acts.terminate, acts.correct, course.usual_course,
        places.inbox_has, places.inbox_lacks, places.stands_at, places.has_passed, places.has_not_passed,
        places.ended, places.terminated, places.not_ended, places.hidden_from,
        terms.limit_is, terms.earliest_is, terms.overdue, terms.clock_stopped, terms.restarted, terms.hint,
        terms.due, terms.not_due,
        documents.numbered, documents.document, documents.document_says, documents.document_silent,
        documents.record_shows,
        signers.add_signer, signers.recuse, signers.enter_for, signers.done_by, signers.not_done_by,
        together.complete_together, together.one_succeeded,
        registers.circulate, registers.read, registers.not_numbered, registers.number_void, registers.register_has, registers.exception,
        registers.lapsed, registers.seen_in_part,
        outside.public_comment, outside.public_sees, outside.public_blind,
    )
}


def perform(scene: Scene, operation: str, arguments: Mapping[str, Any]) -> None:
    """Does or checks what a sentence means; see ``engine.gate.play.World``."""
    if operation not in OPERATIONS:
        raise Unmet("gate.not_offered", sentence=operation, since="")
    OPERATIONS[operation](scene, **arguments)
