"""That posts, forms, articles, decisions, templates and steps which a diagram names exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from engine.bpmn.checks.ground import Ground, nearest
from engine.bpmn.checks.names import facts, form_fields
from engine.bpmn.model import Node, feel_text, listed
from engine.bpmn.vocabulary import PROCESS, Property, properties_for, properties_of_kind
from engine.errors import Finding

PLACEHOLDER = re.compile("\u3008([^\u3008\u3009]*)\u3009")
"""A fact's name inside a post's name: the post depends on the case."""

Check = Callable[[Ground, "Node | None", str], Iterator[Finding]]


def find(ground: Ground) -> Iterator[Finding]:
    """Findings on names of things that stand outside the diagram, or elsewhere in it."""
    yield from _of(ground, None, ground.diagram.properties, properties_of_kind(PROCESS))
    for node in ground.diagram.nodes.values():
        yield from _of(ground, node, node.properties, properties_for(node))


def _of(
    ground: Ground, node: Node | None, said: Mapping[str, str], words: Mapping[str, Property]
) -> Iterator[Finding]:
    for name, value in said.items():
        word = words.get(name)
        if word is not None and value and feel_text(value) is None:
            if word.takes == "steps":
                yield from _steps(ground, node, name, value)
            elif word.takes in CHECKS:
                yield from CHECKS[word.takes](ground, node, value)
    if said.get("published_answer") and ground.known.forms is not None:
        fields = form_fields(ground, said.get("form"))
        yield from _among(ground, node, "bpmn.name_unknown", said["published_answer"], fields)


def _among(
    ground: Ground, node: Node | None, code: str, value: str, known: Collection[str] | None
) -> Iterator[Finding]:
    if known is not None and value not in known:
        yield ground.error(code, node, value=value, near=nearest(value, known))


def _form(ground: Ground, node: Node | None, value: str) -> Iterator[Finding]:
    yield from _among(ground, node, "bpmn.form_unknown", value, ground.known.forms)


def _decision(ground: Ground, node: Node | None, value: str) -> Iterator[Finding]:
    yield from _among(ground, node, "bpmn.decision_unknown", value, ground.known.decisions)


def _template(ground: Ground, node: Node | None, value: str) -> Iterator[Finding]:
    yield from _among(ground, node, "bpmn.template_unknown", value, ground.known.templates)


def _articles(ground: Ground, node: Node | None, value: str) -> Iterator[Finding]:
    for article in listed(value):
        yield from _among(ground, node, "bpmn.article_unknown", article, ground.known.articles)


def _posts(ground: Ground, node: Node | None, value: str) -> Iterator[Finding]:
    for post in listed(value):
        yield from _post(ground, node, post)


def _post(ground: Ground, node: Node | None, value: str) -> Iterator[Finding]:
    names = PLACEHOLDER.findall(value)
    if not names:
        yield from _among(ground, node, "bpmn.post_unknown", value, ground.known.posts)
        return
    for name in names:
        yield from _among(ground, node, "bpmn.name_unknown", name, facts(ground))
    pattern = ".+".join(re.escape(part) for part in PLACEHOLDER.sub("\0", value).split("\0"))
    if ground.known.posts is not None and not any(re.fullmatch(pattern, post) for post in ground.known.posts):
        yield ground.error("bpmn.post_pattern", node, value=value)


def _steps(ground: Ground, node: Node | None, property_name: str, value: str) -> Iterator[Finding]:
    own = ground.steps()
    elsewhere = ground.known.steps if property_name == "not_by" else frozenset()
    for step in listed(value):
        if step in own:
            clocked = property_name not in ("stops", "restarts") or "limit" in own[step].properties
            if not clocked:
                yield ground.error("bpmn.step_without_limit", node, value=step, property=property_name)
        elif elsewhere is not None:
            yield from _among(ground, node, "bpmn.step_unknown", step, own.keys() | elsewhere)


CHECKS: dict[str, Check] = {
    "form": _form, "decision": _decision, "document": _template, "articles": _articles, "posts": _posts,
    "post": _post,
}
