"""How values are written is data; without data it is ISO."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from engine.forms import ISO, Writing
from tests.engine.forms.examples import NOW

SHIPPED = Path(__file__).parents[3] / "processes" / "language.zh-CN.yaml"


@pytest.fixture(scope="module")
def chinese() -> Writing:
    return Writing.from_data(yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["writing"])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "是"),
        (False, "否"),
        (date(2026, 3, 2), "2026年3月2日"),
        (NOW, "2026年3月2日 9:00"),
        (time(14, 5), "14:05"),
        (Decimal("1E+3"), "1000"),
        (["甲", "乙"], "甲、乙"),
        ([{"id": "1", "name": "a.pdf", "size": 1}], "a.pdf"),
        ({"甲": date(2026, 3, 2), "乙": None}, "2026年3月2日"),
    ],
)
def test_values_in_words(chinese: Writing, value: object, text: str) -> None:
    assert chinese.text(value) == text


def test_the_shipped_language_reads_what_it_writes(chinese: Writing) -> None:
    assert chinese.read_date(chinese.date_text(date(2026, 12, 31))) == date(2026, 12, 31)
    assert chinese.read_datetime(chinese.text(NOW), NOW.tzinfo) == NOW
    assert chinese.read_time("9时30分") == time(9, 30)


def test_without_data_iso_is_written_and_read() -> None:
    plain = Writing.from_data(None)
    assert plain == ISO
    assert plain.text(date(2026, 3, 2)) == "2026-3-2"
    assert plain.read_datetime("2026-03-02 09:00", None) == datetime(2026, 3, 2, 9)
    assert plain.read_date("2026年3月2日") is None
    assert plain.split("a, b") == ["a", "b"]


@pytest.mark.parametrize("text", ["", "、、", " 、 "])
def test_a_list_of_nothing(chinese: Writing, text: str) -> None:
    assert chinese.split(text) == []
