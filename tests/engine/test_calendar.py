"""Periods are computed as the examples of the rules say, and agree with counting day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendar import Amount, Calendar, Year, parse_amount, read_calendar, read_year
from engine.errors import Refusal, Unsound

DAY = timedelta(days=1)


def span(first: date, last: date, name: str) -> dict[date, str]:
    return {first + timedelta(days=i): name for i in range((last - first).days + 1)}


YEAR_2026 = Year(
    {**span(date(2026, 2, 15), date(2026, 2, 23), "spring"), **span(date(2026, 10, 1), date(2026, 10, 7), "national")},
    frozenset({date(2026, 2, 14), date(2026, 2, 28), date(2026, 9, 20), date(2026, 10, 10)}),
    "invented notice",
)
OURS = Calendar("Asia/Shanghai", {2025: Year({}, frozenset(), "none"), 2026: YEAR_2026})
ELSEWHERE = Year({}, frozenset({date(2026, 3, 6)}), "elsewhere")
FRIDAY_SATURDAY = Calendar("Africa/Cairo", {2026: ELSEWHERE}, frozenset({5, 6}))

starts = st.dates(date(2025, 6, 1), date(2026, 11, 30))
small = st.integers(0, 60)
pauses = st.lists(st.tuples(starts, st.integers(0, 40)).map(lambda p: (p[0], p[0] + timedelta(days=p[1]))), max_size=4)
units = st.sampled_from(["working_days", "days", "months"])


def due(start: date, text: str, *, roll: bool = True, calendar: Calendar = OURS, pauses=()) -> date:
    return calendar.add(start, parse_amount(text), roll=roll, pauses=pauses).due


@pytest.mark.parametrize(
    ("start", "text", "expected"),
    [
        (date(2026, 3, 2), "7 working_days", date(2026, 3, 11)),
        (date(2026, 3, 6), "1 working_day", date(2026, 3, 9)),
        (date(2026, 2, 13), "1 working_days", date(2026, 2, 14)),  # a worked Saturday
        (date(2026, 2, 14), "1 working_days", date(2026, 2, 24)),  # the festival
        (date(2026, 2, 24), "4 working_days", date(2026, 2, 28)),  # another worked Saturday
        (date(2026, 3, 2), "0 working_days", date(2026, 3, 2)),
        (date(2026, 3, 2), "30 days", date(2026, 4, 1)),
        (date(2026, 3, 2), "5 days", date(2026, 3, 9)),  # ends on a Saturday
        (date(2026, 9, 1), "30 days", date(2026, 10, 8)),  # ends on the first day of a festival
        (date(2026, 1, 31), "1 month", date(2026, 2, 28)),  # that Saturday is worked
        (date(2026, 1, 30), "1 months", date(2026, 2, 28)),
        (date(2026, 3, 2), "12 months", date(2027, 3, 2)),
    ],
)
def test_a_limit_ends_where_the_rule_says(start, text, expected):
    assert due(start, text) == expected


def test_a_minimum_is_over_on_the_day_after_its_last():
    term = OURS.add(date(2026, 3, 2), parse_amount("30 days"), roll=False)
    assert (term.due, term.earliest) == (date(2026, 4, 1), date(2026, 4, 2))


def test_a_minimum_in_days_does_not_run_on_to_a_working_day():
    assert due(date(2026, 3, 2), "5 days", roll=False) == date(2026, 3, 7)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(start, months, expected):
    assert OURS.add(start, Amount(months, "months"), roll=False).due == expected


def test_the_computation_can_be_shown():
    stopped = [(date(2026, 3, 3), date(2026, 3, 6))]
    term = OURS.add(date(2026, 3, 2), parse_amount("7 working_days"), roll=True, pauses=stopped)
    assert term.due == date(2026, 3, 16)
    assert term.paused == 3
    assert [(s.day.day, s.why) for s in term.skipped] == [
        (4, "pause"), (5, "pause"), (6, "pause"), (7, "weekend"), (8, "weekend"), (14, "weekend"), (15, "weekend")]


def test_a_festival_is_shown_by_its_name_and_the_day_it_would_have_ended():
    term = OURS.add(date(2026, 9, 1), parse_amount("30 days"), roll=True)
    assert (term.ended, term.due) == (date(2026, 10, 1), date(2026, 10, 8))
    assert {s.name for s in term.skipped} == {"national"}


def test_a_pause_of_no_length_and_one_before_the_start_change_nothing():
    same = [(date(2026, 3, 4), date(2026, 3, 4)), (date(2026, 2, 1), date(2026, 3, 2))]
    assert due(date(2026, 3, 2), "7 working_days", pauses=same) == date(2026, 3, 11)


def test_a_pause_in_a_period_of_days_counts_every_day():
    stopped = [(date(2026, 3, 5), date(2026, 3, 9))]
    assert due(date(2026, 3, 2), "10 days", roll=False, pauses=stopped) == date(2026, 3, 16)


def test_an_unknown_year_is_provisional_and_named():
    term = OURS.add(date(2026, 12, 30), parse_amount("7 working_days"), roll=True)
    assert term.provisional and term.unknown_years == (2027,)
    assert term.due == date(2027, 1, 8)


def test_only_years_that_matter_make_an_answer_provisional():
    assert not OURS.add(date(2026, 12, 1), parse_amount("22 working_days"), roll=True).provisional
    assert not OURS.add(date(2026, 12, 30), parse_amount("30 days"), roll=False).provisional
    assert OURS.add(date(2026, 12, 30), parse_amount("30 days"), roll=True).unknown_years == (2027,)


def test_another_weekend():
    assert due(date(2026, 3, 12), "1 working_days", calendar=FRIDAY_SATURDAY) == date(2026, 3, 15)
    assert due(date(2026, 3, 5), "1 working_days", calendar=FRIDAY_SATURDAY) == date(2026, 3, 6)
    assert not FRIDAY_SATURDAY.is_working(date(2026, 3, 13)) and FRIDAY_SATURDAY.is_working(date(2026, 3, 15))


def test_a_day_is_that_of_the_government_s_zone():
    late = datetime(2026, 3, 1, 17, tzinfo=UTC)
    assert OURS.day_of(late) == date(2026, 3, 2)
    assert OURS.end_of(date(2026, 3, 2)).astimezone(UTC) == datetime(2026, 3, 2, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "7", "7 weeks", "-1 days", "7.5 days", "7working_days", "７ days", "1 days 2", "9999999 days"]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(Refusal) as refused:
        parse_amount(text)
    assert refused.value.code == "calendar.amount_unreadable"


def test_absurd_lengths_are_refused():
    with pytest.raises(Refusal) as refused:
        parse_amount("999999 months")
    assert refused.value.code == "calendar.amount_too_long"
    with pytest.raises(Refusal) as refused:
        OURS.add(date(9999, 12, 1), Amount(60, "working_days"), roll=True)
    assert refused.value.code == "calendar.out_of_range"
    with pytest.raises(Refusal):
        OURS.add(date(9999, 12, 1), Amount(1, "months"), roll=True)


@given(starts, small, pauses)
def test_working_days_agree_with_counting(start, n, stops):
    day, left = start, n
    while left:
        day += DAY
        stopped = any(a < day <= b for a, b in stops)
        left -= OURS.is_working(day) and not stopped
    assert OURS.add(start, Amount(n, "working_days"), roll=True, pauses=stops).due == day


@given(starts, small, pauses)
def test_days_agree_with_counting(start, n, stops):
    day, left = start, n
    while left:
        day += DAY
        left -= not any(a < day <= b for a, b in stops)
    term = OURS.add(start, Amount(n, "days"), roll=False, pauses=stops)
    assert term.due == day or n == 0


@given(starts, small, units, st.booleans(), pauses)
def test_longer_and_later_never_end_earlier(start, n, unit, roll, stops):
    term = OURS.add(start, Amount(n, unit), roll=roll, pauses=stops).due
    assert OURS.add(start, Amount(n + 1, unit), roll=roll, pauses=stops).due >= term
    assert OURS.add(start + DAY, Amount(n, unit), roll=roll, pauses=stops).due >= term


@given(starts, small, units, st.booleans(), pauses)
def test_a_pause_never_shortens(start, n, unit, roll, stops):
    amount = Amount(n, unit)
    ends = [OURS.add(start, amount, roll=roll, pauses=stops[:i]).due for i in range(len(stops) + 1)]
    assert ends == sorted(ends)


@given(starts, st.integers(1, 60), units)
def test_a_limit_ends_on_a_working_day(start, n, unit):
    assert OURS.is_working(OURS.add(start, Amount(n, unit), roll=True).due)


@given(starts, small)
def test_between_is_the_inverse_of_adding(start, n):
    assert OURS.between_working_days(start, OURS.add(start, Amount(n, "working_days"), roll=True).due) == n


@settings(max_examples=50)
@given(starts, st.integers(1, 24), units)
def test_the_latest_start_is_the_latest(day, n, unit):
    amount = Amount(n, unit)
    start = OURS.latest_start(day, amount)
    assert OURS.add(start, amount, roll=False).due <= day < OURS.add(start + DAY, amount, roll=False).due


GOOD = {"year": 2026, "source": "notice", "makeup": [date(2026, 1, 4)],
        "holidays": [{"name": "new year", "from": date(2026, 1, 1), "to": date(2026, 1, 3)}]}


def test_a_year_is_read_from_its_file():
    number, year = read_year(GOOD, "2026.yaml")
    assert number == 2026 and sorted(year.holidays) == [date(2026, 1, d) for d in (1, 2, 3)] and year.source == "notice"
    assert read_calendar("Asia/Shanghai", [6, 7], {"2026.yaml": GOOD}).is_working(date(2026, 1, 4))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"makeup": [date(2026, 1, 2)]}, "calendar.off_and_worked"),
        ({"makeup": [date(2027, 1, 2)]}, "calendar.other_year"),
        ({"makeup": ["soon"]}, "calendar.unreadable"),
        ({"makeup": None}, "calendar.unreadable"),
        ({"holidays": [{"name": "x", "from": date(2026, 1, 3), "to": date(2026, 1, 1)}]}, "calendar.unreadable"),
        ({"year": "soon"}, "calendar.unreadable"),
    ],
)
def test_a_bad_year_is_refused_with_what_is_wrong(change, code):
    with pytest.raises(Unsound) as refused:
        read_year({**GOOD, **change}, "2026.yaml")
    assert [f.code for f in refused.value.findings] == [code] and refused.value.findings[0].file == "2026.yaml"


@pytest.mark.parametrize(("zone", "weekend", "code"), [("Nowhere/Else", [6, 7], "calendar.zone_unknown"),
                                                     ("../etc", [6, 7], "calendar.zone_unknown"),
                                                     ("Asia/Shanghai", [0], "calendar.weekend_unknown"),
                                                     ("Asia/Shanghai", range(1, 8), "calendar.weekend_unknown")])
def test_an_unknown_zone_or_weekend_is_refused(zone, weekend, code):
    with pytest.raises(Unsound) as refused:
        read_calendar(zone, weekend, {})
    assert refused.value.findings[0].code == code


@given(st.dates(date(2024, 11, 1), date(2027, 3, 1)), st.dates(date(2024, 11, 1), date(2027, 3, 1)))
def test_counting_at_once_is_counting_one_by_one(a, b):
    first, last = min(a, b), max(a, b)
    for calendar in (OURS, FRIDAY_SATURDAY):
        one_by_one = sum(calendar.is_working(first + timedelta(days=i)) for i in range(1, (last - first).days + 1))
        assert calendar.between_working_days(first, last) == one_by_one
        assert calendar.between_working_days(last, first) == 0


def test_ages_are_counted_at_once_and_not_waited_for():
    assert OURS.between_working_days(date.min, date.max) > 2_000_000
    with pytest.raises(Refusal, match="calendar.amount_too_long"):
        OURS.add(date(2026, 1, 1), Amount(2_000_000, "working_days"), roll=True)
