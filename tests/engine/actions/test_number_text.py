"""How a number is written is data, and only data."""

import pytest

from engine.actions.documents import number_text


@pytest.mark.parametrize(("pattern", "text"), [
    ("{series}/{year}/{serial:03}", "HP/2026/007"), ("{series}\u3014{year}\u3015{serial}", "HP\u30142026\u30157"),
    ("{serial:099}", "000000000007"), ("{series.__class__} {serial:>999999999}", "{series.__class__} {serial:>999999999}"),
])
def test_a_pattern_is_filled_in_and_never_run(pattern, text):
    assert number_text({"language": {"number": pattern}}, "HP", 2026, 7) == text
