"""The keys that a FEEL context literal writes, told from its text alone."""

from __future__ import annotations

import re

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[{}()\[\],:]|[^{}()\[\],:"]+|"')


def context_keys(text: str) -> tuple[str, ...]:
    """The top-level keys of ``{key: expression, "key": …}``; none when the text is no context literal."""
    stripped = text.strip()
    if not (stripped.startswith("{") and stripped.endswith("}")):
        return ()
    found: list[str] = []
    depth, before = 0, ""
    for token in _TOKEN.findall(stripped):
        if token == ":" and depth == 1 and before:
            found.append(before.strip().strip('"'))
            before = ""
        elif token == "," and depth == 1:
            before = ""
        elif token in "{([":
            depth += 1
            before = "" if depth == 1 else before
        elif token in "})]":
            depth -= 1
        elif depth == 1:
            before = _key_start(before, token)
    return tuple(dict.fromkeys(found))


def _key_start(before: str, token: str) -> str:
    return token if not before.strip() else before
