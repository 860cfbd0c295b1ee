"""The interface for programs: the same verbs and queries as on the screens, as JSON, with a key for each account.

What may never happen here: an act that the screens do not have, or a check that the verbs should make.
"""

from web.api.routes import blueprint
from web.api.tokens import blueprint as tokens

__all__ = ["blueprint", "tokens"]
