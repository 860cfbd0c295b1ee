"""The vocabulary as a JSON Schema (draft 2020-12), for tools that write our properties.

``python -m engine.bpmn.schema`` prints what ``docs/extensions.schema.json`` must hold.
"""

from __future__ import annotations

import json
from typing import Any

from engine.bpmn.checks.elements import ACTIVITIES, CARRIED_OUT
from engine.bpmn.vocabulary import ANY, MULTI, PERIOD, PROCESS, Property, properties_of_kind

FEEL = "^\\s*=\\s*\\S"
LITERAL = "^\\s*[^=\\s]"

_VALUES: dict[str, dict[str, Any]] = {
    "feel": {"pattern": FEEL},
    "period": {"pattern": f"^(\\s*{PERIOD}\\s*|\\s*=.*\\S.*)$"},
    "yes": {"const": "true"},
    "value": {"minLength": 1},
    "post": {"minLength": 1},
}


def schema() -> dict[str, Any]:
    """An object whose keys are kinds of element and whose values are the properties of one such element.

    An activity with the multi-instance marker stands under its kind with ``+multiInstance`` behind it.
    """
    kinds: dict[str, Any] = {PROCESS: _kind(PROCESS)}
    for kind in sorted(CARRIED_OUT):
        kinds[kind] = _kind(ANY, kind)
        if kind in ACTIVITIES:
            kinds[f"{kind}+{MULTI}"] = _kind(ANY, kind, MULTI)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Properties of BPMN elements, by kind of element",
        "type": "object",
        "properties": kinds,
        "additionalProperties": False,
    }


def _kind(*kinds: str) -> dict[str, Any]:
    words: dict[str, Property] = {}
    for kind in kinds:
        words |= properties_of_kind(kind)
    return {
        "type": "object",
        "properties": {word.name: _value(word) for word in words.values()},
        "required": [word.name for word in words.values() if word.required],
        "dependentRequired": {word.name: list(word.needs) for word in words.values() if word.needs},
        "additionalProperties": False,
    }


def _value(word: Property) -> dict[str, Any]:
    if word.choices:
        return {"type": "string", "enum": list(word.choices)}
    return {"type": "string", "description": word.takes, **_VALUES.get(word.takes, {"pattern": LITERAL})}


def text() -> str:
    """The schema as it is stored."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(text(), end="")
