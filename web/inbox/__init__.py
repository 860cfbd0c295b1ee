"""The boxes of the staff: what waits, is under way, was handled, has ended, was started, is half written."""

from web.inbox import exceptions, routes  # noqa: F401  (their addresses hang on the blueprint)
from web.inbox.blueprint import blueprint

__all__ = ["blueprint"]
