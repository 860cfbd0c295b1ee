"""One matter at a time: starting it, its task pages, its case page, what is done to it by hand, its files."""

from web.cases import (  # noqa: F401  (their addresses hang on the blueprint)
    acts,
    colleagues,
    correction,
    files,
    pages,
    paper_entry,
    start,
    tasks,
)
from web.cases.blueprint import blueprint

__all__ = ["blueprint"]
