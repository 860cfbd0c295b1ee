"""For administrators: who holds which post, accounts, versions of procedures; and for everybody who is away.

What may never happen here: one person with two of the administrators' roles, or a password that can be read again.
"""

from web.admin import accounts, journal, passwords, people, posts, stand_ins, versions  # noqa: F401  (their addresses)
from web.admin.blueprint import blueprint

__all__ = ["blueprint"]
