"""The time that is left, in words and as a light."""

import datetime as dt

import pytest

from engine.rulebook.load import load_jurisdiction
from tests.web.district import ROOT
from web.shell.moments import day_words, moment_words, time_left

TODAY = dt.date(2026, 3, 4)


@pytest.fixture(scope="module")
def calendar():
    return load_jurisdiction(ROOT).calendar


@pytest.mark.parametrize("due, light, words", [
    (None, "none", "无时限"),
    (dt.date(2026, 3, 4), "today", "今天到期"),
    (dt.date(2026, 3, 5), "soon", "剩 1 个工作日"),
    (dt.date(2026, 3, 9), "fine", "剩 3 个工作日"),
    (dt.date(2026, 3, 2), "late", "已超期 2 日"),
    (dt.date(2026, 2, 28), "late", "已超期 3 日"),
])
def test_what_is_left_is_counted_in_working_days(calendar, due, light, words):
    left = time_left(calendar, due, TODAY)
    assert (left.light, left.words) == (light, words)


def test_over_a_weekend_it_is_late_even_though_no_working_day_has_gone(calendar):
    assert time_left(calendar, dt.date(2026, 3, 6), dt.date(2026, 3, 7)).light == "late"


def test_a_day_bears_its_year_where_it_is_not_this_one():
    assert day_words(dt.date(2026, 3, 2), TODAY) == "3月2日"
    assert day_words(dt.date(2025, 12, 31), TODAY) == "2025年12月31日"
    assert moment_words(dt.datetime(2026, 3, 2, 9, 5), TODAY) == "3月2日 09:05"
