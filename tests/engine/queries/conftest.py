"""The second government, as the tests of verbs have it."""

from tests.engine.actions.conftest import play, settled

__all__ = ["play", "settled"]
