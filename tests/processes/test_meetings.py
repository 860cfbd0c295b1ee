"""Kinds of meeting name posts and articles that exist and periods that can be computed."""

import pytest

from engine.calendar import parse_amount
from tests.processes.data import read
from tests.processes.test_organisation import POSTS

MEETINGS = {meeting["name"]: meeting for meeting in read("meetings.yaml")["meetings"]}
DERIVED = {"分管副区长", "召集人"}


def test_there_are_the_kinds_the_rules_name():
    assert list(MEETINGS) == ["全体会议", "常务会议", "区长办公会议", "专题会议", "一类工作会议", "二类工作会议"]


@pytest.mark.parametrize("name", MEETINGS)
def test_its_posts_exist(name):
    meeting = MEETINGS[name]
    named = [*meeting["chair"], *meeting["sits_in"], *(m for m in meeting["members"] if isinstance(m, str))]
    named += [post for d in meeting["may_delegate"] for post in (d["from"], *d["to"])]
    assert [post for post in named if post not in POSTS and post not in DERIVED and post != "called"] == []


@pytest.mark.parametrize("name", MEETINGS)
def test_its_articles_exist(name):
    assert set(MEETINGS[name]["articles"]) <= {article["number"] for article in read("articles.yaml")["articles"]}


@pytest.mark.parametrize("name", MEETINGS)
def test_its_periods_can_be_computed(name):
    meeting = MEETINGS[name]
    for told in (meeting["agenda"]["papers_before"], meeting.get("preparation"), meeting.get("every")):
        if told:
            assert parse_amount(told["amount"]).n


def test_only_plenary_and_standing_meetings_decide_major_matters():
    assert [name for name, meeting in MEETINGS.items() if "major" in meeting["decides"]] == ["全体会议", "常务会议"]


def test_the_standing_meeting_needs_more_than_half_and_lets_only_the_first_deputy_chair():
    standing = MEETINGS["常务会议"]
    assert standing["quorum"]["more_than"] == "1/2"
    assert [d["to"] for d in standing["may_delegate"]] == [["第一副区长"]]
