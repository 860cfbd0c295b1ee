"""For the legal office: features in words and run, the articles with what carries them out, the guarantees.

What may never happen here: a feature that touches the record.  Scenarios play in memory, on a government of their own.
"""

from web.legal.routes import blueprint

__all__ = ["blueprint"]
