"""How a test catches a refusal."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.errors import Refusal


def refused(act: Callable[[], Any]) -> Refusal:
    """The refusal of an act; the test fails when there is none."""
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value
