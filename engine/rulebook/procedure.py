"""A Procedure read from its files: diagram, decisions, forms, letters and what must come before what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from engine.bpmn import read
from engine.bpmn.context import context_keys
from engine.bpmn.dmn import read_dmn
from engine.bpmn.model import Diagram, Node, feel_text, listed
from engine.errors import Finding, Unsound
from engine.feel.decisions import Decisions, compile_model
from engine.forms import Form, asking, load_form
from engine.rulebook.bundle import Bundle
from engine.rulebook.jurisdiction import Jurisdiction
from engine.rulebook.written import read_json, read_text, read_yaml


@dataclass(frozen=True)
class Precedence:
    """A guarantee as data: what must hold, in the lawyers' own sentence, with its articles and its parts."""

    sentence: str
    kind: str
    articles: tuple[str, ...]
    parts: Mapping[str, Any]


@dataclass(frozen=True)
class Procedure:
    """One procedure of a bundle; ``decisions`` are keyed by the name a diagram uses, ``letters`` by template id."""

    id: str
    diagram: Diagram
    forms: Mapping[str, Form]
    decisions: Mapping[str, Decisions]
    letters: Mapping[str, str]
    guarantees: tuple[Precedence, ...] = ()
    tables: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What people call it."""
        return self.diagram.name

    @property
    def properties(self) -> Mapping[str, str]:
        """What the drawing says of the procedure as a whole."""
        return self.diagram.properties

    def form_of(self, node: Node) -> Form | None:
        """The form that a step asks."""
        return self.forms.get(node.properties.get("form", ""))

    @property
    def start_form(self) -> Form | None:
        """The form that starts a case."""
        return self.forms.get(self.properties.get("start_form", ""))

    @cached_property
    def opening(self) -> str:
        """What the act that starts a case is called: ``start_step``, else the drawn beginning's or the procedure's name."""
        nodes = self.diagram.nodes.values()
        named = (node.name for node in nodes if node.kind == "startEvent" and node.level == self.diagram.id)
        return self.properties.get("start_step") or next(filter(None, named), self.name)

    @cached_property
    def steps(self) -> Mapping[str, Node]:
        """User tasks by the name people know them under."""
        return {node.name: node for node in self.diagram.nodes.values() if node.kind == "userTask"}

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The fields of its forms that lists and reports filter by."""
        return tuple(sorted({one.key for form in self.forms.values() for one in form.listed()}))

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name an expression of this procedure may read: fields, inputs, results, steps, instances."""
        found = {f.key for form in self.forms.values() for f in asking(form.fields)}
        found.update(listed(self.properties.get("inputs")))
        for node in self.diagram.nodes.values():
            given = node.properties
            found.update(n for n in (given.get("each_name"), given.get("result"), given.get("number_as"), given.get("offers")) if n)
            found.update(listed(given.get("receives")))
            if node.kind in ("userTask", "callActivity", "subProcess", "businessRuleTask", "intermediateCatchEvent") and node.name:
                found.add(node.name)
            found.update(given.get("decision", "").split())
            found.update(context_keys(feel_text(given.get("set")) or ""))
        return frozenset(found)


def read_procedure(bundle: Bundle, procedure: str, jurisdiction: Jurisdiction) -> Procedure:
    """Reads one procedure out of a bundle; raises Unsound with every finding when any of its files cannot be read."""
    findings: list[Finding] = []
    base = f"processes/{procedure}/"
    own = {path: raw for path, raw in bundle.files.items() if path.startswith((base, f"forms/{procedure}/"))}
    diagram = _kept(findings, read, own.get(f"{base}{procedure}.bpmn", b""), f"{base}{procedure}.bpmn")
    tables = {path: raw for path, raw in own.items() if path.endswith(".dmn")}
    decisions: dict[str, Decisions] = {}
    for path, raw in sorted(tables.items()):
        model = _kept(findings, read_dmn, raw, path)
        compiled = _kept(findings, compile_model, model, jurisdiction.language) if model else None
        decisions.update(dict.fromkeys(compiled.names, compiled) if compiled else {})
    forms = {}
    for path, raw in sorted(own.items()):
        if path.startswith("forms/") and path.endswith(".json"):
            form = _kept(findings, _form, raw, path, jurisdiction)
            forms.update({PurePosixPath(path).stem: form} if form else {})
    letters = {PurePosixPath(p).stem: _kept(findings, read_text, raw, p) for p, raw in own.items() if p.endswith(".typ")}
    proofs = f"features/{procedure}.guarantees.yaml"
    guarantees = _kept(findings, _guarantees, bundle.files.get(proofs, b""), proofs)
    if findings or diagram is None:
        raise Unsound("rulebook.unreadable", findings)
    return Procedure(procedure, diagram, forms, decisions, letters, tuple(guarantees), tables)


def _form(raw: bytes, path: str, jurisdiction: Jurisdiction) -> Form:
    return load_form(read_json(raw, path), jurisdiction.language, path, jurisdiction.writing)


def _kept(findings: list[Finding], act: Any, *arguments: Any) -> Any:
    """Runs a reading; what it finds wrong is gathered, so that an author sees everything at once."""
    try:
        return act(*arguments)
    except Unsound as refusal:
        findings.extend(refusal.findings)
        return None


def _guarantees(raw: bytes, path: str) -> list[Precedence]:
    found = []
    try:
        for item in read_yaml(raw, path) or ():
            parts = {k: v for k, v in item.items() if k not in ("sentence", "kind", "articles")}
            found.append(Precedence(item["sentence"], item["kind"], tuple(map(str, item.get("articles", ()))), parts))
    except (AttributeError, KeyError, TypeError) as error:
        facts = {"problem": f"{type(error).__name__}: {error}"[:200]}
        raise Unsound("rulebook.unreadable", [Finding("rulebook.not_yaml", "error", path, "", facts)]) from None
    return found
