"""One matter at a time: starting it, its task pages, its case page, what is done to it by hand, its files."""

from web.cases import acts, correction, files, pages, start, tasks  # noqa: F401  (their addresses hang on the blueprint)
from web.cases.blueprint import blueprint

__all__ = ["blueprint"]
