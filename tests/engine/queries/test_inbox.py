"""The boxes: what is most pressing comes first; long lists of what is over are counted so far and no further."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import update

from engine.model.case import Task
from engine.queries import inbox
from tests.play import Play

CLERK = "Clerk of Harbour Office"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are cut after two lines."""
    for kept in (inbox._boxes, inbox._counting):
        kept.cache_clear()
    monkeypatch.setattr(inbox, "MOST", 2)
    yield
    for kept in (inbox._boxes, inbox._counting):
        kept.cache_clear()


def test_what_is_due_first_comes_first_and_what_has_no_day_last(play: Play) -> None:
    for day in (None, 9, 3, None, 5):
        case = play.open(CLERK, "harbour-permit", title=f"due {day}")
        with play.acting() as work:
            due = day and dt.date(2026, 3, day)
            work.session.execute(update(Task).where(Task.case_id == case, Task.name == "Survey").values(due=due))
        play.later(minutes=1)
    with play.looking() as work:
        page = inbox.box(work, play.actor(work, "Surveyor"), "waiting")
    assert [row.title for row in page.rows] == ["due 3", "due 5", "due 9", "due None", "due None"]


def test_counts_agree_with_the_boxes(play: Play) -> None:
    for number in range(3):
        play.open(CLERK, "harbour-permit", title=f"berth {number}")
    play.do(1, "Surveyor", "Survey")
    for post in (CLERK, "Surveyor", "Head of Fisheries", "Provost"):
        with play.looking() as work:
            who = play.actor(work, post)
            assert inbox.counts(work, who) == {name: inbox.box(work, who, name).total for name in inbox.BOXES}


def test_what_others_did_is_not_what_i_did(play: Play) -> None:
    play.open(CLERK, "harbour-permit", title="berth")
    play.do(1, "Surveyor", "Survey")
    with play.looking() as work:
        told = {post: inbox.counts(work, play.actor(work, post)) for post in (CLERK, "Surveyor", "Head of Works")}
    assert [told[CLERK][name] for name in ("under_way", "started", "handled")] == [1, 1, 0]
    assert [told["Surveyor"][name] for name in ("under_way", "started", "handled")] == [1, 0, 1]
    assert not any(told["Head of Works"][name] for name in ("under_way", "started", "handled"))


def test_long_lists_are_cut_and_words_find_what_lies_beyond(few: None, play: Play) -> None:
    for number in range(4):
        play.open(CLERK, "harbour-permit", title=f"berth {number}")
    with play.looking() as work:
        who = play.actor(work, CLERK)
        page = inbox.box(work, who, "started")
        found = inbox.box(work, who, "started", words="berth 0")
        counted = inbox.counts(work, who)
        waiting = inbox.box(work, play.actor(work, "Surveyor"), "waiting")
    assert page.more and page.total == 2 and [row.title for row in page.rows] == ["berth 3", "berth 2"]
    assert [row.title for row in found.rows] == ["berth 0"]
    assert counted["started"] == 2 and waiting.total == 4 and not waiting.more
