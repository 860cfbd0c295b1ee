"""Where the typesetter's fonts lie: the pinned package, and a folder of a site's own licensed ones."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from engine.errors import Refusal

PINNED = "manimgx_fonts_cjk"


def pinned_fonts() -> Path:
    """The folder of the pinned font package (Noto Sans CJK, SIL Open Font License 1.1).

    Refuses with ``documents.no_font`` where the package is not installed: without it pages would come out blank.
    """
    spec = find_spec(PINNED)
    if spec is None or not spec.submodule_search_locations:
        raise Refusal("documents.no_font", package=PINNED)
    return Path(spec.submodule_search_locations[0])
