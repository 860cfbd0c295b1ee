"""Procedures as some author might draw them: small, of one's own, and hostile where a test wants them to be."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from engine.actions.import_version import import_version
from engine.actions.publish_version import publish_version
from engine.model.version import Version
from engine.rulebook.bundle import Bundle
from tests.play import Play

NAME = "authored"
NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
)
POST = "区财政局承办人"
FIELDS = ({"type": "textfield", "key": "标题", "label": "标题"}, {"type": "number", "key": "数", "label": "数"})


def said(**properties: str) -> str:
    """Our extension elements."""
    inside = "".join(f'<zeebe:property name="{name}" value="{escape(value)}"/>' for name, value in properties.items())
    return f"<extensionElements><zeebe:properties>{inside}</zeebe:properties></extensionElements>"


def step(name: str, inside: str = "", **properties: str) -> str:
    """A user task; its id is its name."""
    return f'<userTask id="{name}" name="{name}">{said(**{"post": POST, "form": "form", **properties})}{inside}</userTask>'


def way(source: str, target: str, condition: str = "") -> str:
    """A sequence flow, perhaps on a condition."""
    inside = f'<conditionExpression xsi:type="tFormalExpression">{escape(condition)}</conditionExpression>' if condition else ""
    return f'<sequenceFlow id="f_{source}_{target}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>'


def line(*names: str) -> str:
    """Flows through elements one after the other."""
    return "".join(way(source, target) for source, target in zip(names, names[1:]))


def process(body: str, name: str = NAME, **properties: str) -> bytes:
    """A drawing of one process."""
    given = {"start_form": "start", "starters": POST, "title": "=标题", **properties}
    top = f'<process id="{name}" name="{name}" isExecutable="true">{said(**given)}{body}</process>'
    return f'<definitions {NAMESPACES} id="d_{name}" targetNamespace="x">{top}</definitions>'.encode()


def form(*components: dict[str, Any], name: str = "form", **more: Any) -> bytes:
    """A form's schema."""
    return json.dumps({"type": "default", "schemaVersion": 18, "id": name, "components": list(components), **more}).encode()


def bundle(drawing: bytes, name: str = NAME, **files: bytes) -> Bundle:
    """A procedure with a start form and a form ``form``; ``files`` by path with "/" and "." as they are."""
    own = {
        f"processes/{name}/{name}.bpmn": drawing, f"forms/{name}/start.json": form(*FIELDS, name="start"),
        f"forms/{name}/form.json": form({"type": "textarea", "key": "意见", "label": "意见"}), **files,
    }
    return Bundle(name, own)


def usual(middle: str = "", *between: str, after: str = "", **properties: str) -> bytes:
    """start → 填写 → what stands between → end."""
    body = '<startEvent id="s"/><endEvent id="e"/>' + step("填写") + middle + line("s", "填写", *between, "e") + after
    return process(body, **properties)


def release(play: Play, given: Bundle) -> Version:
    """Imports and publishes; raises Unsound where the import refuses."""
    with play.acting() as work:
        return publish_version(work, import_version(work, given, "author").id, "releaser")
