"""The boxes of the staff: what waits, is under way, was handled, has ended, was started, is half written."""

from web.inbox.routes import blueprint

__all__ = ["blueprint"]
