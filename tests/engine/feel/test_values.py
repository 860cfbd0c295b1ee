"""Values travel as JSON and come back equal."""

import datetime as dt
import json
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.feel.values import Months, Range, from_json, kind, to_json

PLAIN = (
    some.none()
    | some.booleans()
    | some.text()
    | some.decimals(allow_nan=False, allow_infinity=False)
    | some.dates()
    | some.times()
    | some.datetimes(timezones=some.just(ZoneInfo("Asia/Shanghai")) | some.just(dt.UTC) | some.none())
    | some.timedeltas()
    | some.builds(Months, some.integers(-9999, 9999))
)
VALUES = some.recursive(PLAIN, lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner), max_leaves=20)


@given(VALUES)
def test_json_and_back(value):
    written = json.loads(json.dumps(to_json(value)))
    found = from_json(written)
    assert found == value
    assert kind(found) == kind(value)


def test_ranges_and_scales_survive():
    assert from_json(to_json(Range(Decimal(1), None, False, True, ""))) == Range(Decimal(1), None, False, True, "")
    assert to_json(Decimal("1.20")) == {"$": "n", "v": "1.20"}
    assert to_json(Decimal(3)) == 3
    assert str(from_json(to_json(Decimal("1.20")))) == "1.20"


def test_a_context_that_looks_like_a_tag_is_no_tag():
    assert from_json(to_json({"$": "date", "v": "2026-03-02"})) == {"$": "date", "v": "2026-03-02"}


def test_what_feel_cannot_hold_is_no_json():
    with pytest.raises(TypeError):
        to_json(object())
