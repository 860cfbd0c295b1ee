"""What is accounted for: registers and runs of numbers, for who oversees or keeps them; nothing is changed here."""

from web.papers import routes  # noqa: F401  (its addresses hang on the blueprint)
from web.papers.blueprint import blueprint

__all__ = ["blueprint"]
