"""The shipped years are what the State Council's office published."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from engine.calendar import parse_amount, read_calendar, read_year
from tests.processes.data import ROOT, read

FILES = sorted(path.name for path in (ROOT / "calendar").glob("*.yaml"))
OURS = read_calendar("Asia/Shanghai", read("organisation.yaml")["weekend"],
                     {name: read(f"calendar/{name}") for name in FILES})


def test_there_are_the_years_of_the_demonstration():
    assert {"2025.yaml", "2026.yaml"} <= set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_year_can_be_read_and_names_its_source(name):
    number, year = read_year(read(f"calendar/{name}"), name)
    assert name == f"{number}.yaml" and "国办发明电" in year.source


@pytest.mark.parametrize("number", [int(name.removesuffix(".yaml")) for name in FILES])
def test_every_day_agrees_with_another_s_table(number):
    days = [date(number, 1, 1) + timedelta(days=i) for i in range(365 + (number % 4 == 0))]
    assert [day for day in days if OURS.is_working(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize("name", FILES)
def test_a_worked_day_would_have_been_a_weekend(name):
    assert all(day.isoweekday() in OURS.weekend for day in read(f"calendar/{name}")["makeup"])


def test_the_examples_of_the_rules():
    start = date(2026, 3, 2)
    assert OURS.add(start, parse_amount("7 working_days"), roll=True).due == date(2026, 3, 11)
    assert OURS.add(start, parse_amount("30 days"), roll=False).earliest == date(2026, 4, 2)
