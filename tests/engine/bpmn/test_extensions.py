"""The vocabulary, its page, its schema and the element templates say the same."""

import json
import re
from pathlib import Path

import pytest

from engine.bpmn import check, read, schema
from engine.bpmn.vocabulary import (
    ANY,
    CALL,
    CATCH,
    DECISION,
    END,
    KINDS,
    MULTI,
    PROCESS,
    SERVICE,
    USER,
    VOCABULARY,
    properties_of_kind,
)
from engine.feel import Language
from tests.engine.bpmn.drawn import MULTI as MARKER
from tests.engine.bpmn.drawn import bpmn, chain, end, node, start

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "extensions.md").read_text(encoding="utf-8")
TEMPLATES = json.loads((DOCS / "element-templates/guicheng.json").read_text(encoding="utf-8"))
HEADINGS = {
    PROCESS: "The process", ANY: "Any node", USER: "`userTask`", MULTI: "Any activity", DECISION: "`businessRuleTask`",
    SERVICE: "`serviceTask`", CALL: "`callActivity`", END: "`endEvent`",
    CATCH: "`intermediateCatchEvent`",
}
KIND_OF = {"bpmn:UserTask": USER, "bpmn:BusinessRuleTask": DECISION, "bpmn:ServiceTask": SERVICE,
           "bpmn:CallActivity": CALL, "bpmn:EndEvent": END}


def rows(kind):
    """Of a kind's table on the page: name → (label, text, example)."""
    section = PAGE.split(f"## {HEADINGS[kind]}", 1)[1].split("\n## ", 1)[0]
    found = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \| `(.+)` \|$", section, re.M)
    return {name: (label, text, example) for name, label, text, example in found}


def test_the_stored_schema_is_the_vocabulary():
    stored = (DOCS / "extensions.schema.json").read_text(encoding="utf-8")
    assert stored == schema.text(), "run: python -m engine.bpmn.schema > docs/extensions.schema.json"


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_explains_each_property_and_no_other(kind):
    assert set(rows(kind)) == {word.name for word in VOCABULARY if word.kind == kind}
    for word in properties_of_kind(kind).values():
        assert ("**required.**" in rows(kind)[word.name][1]) == word.required


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_on_the_page_fit_the_schema(kind):
    stored = schema.schema()["properties"]
    words = stored.get(kind) or stored[f"{USER}+{MULTI}" if kind == MULTI else USER]
    for name, (_, _, example) in rows(kind).items():
        rule = words["properties"][name]
        assert re.search(rule.get("pattern", "."), example), name
        assert example in rule.get("enum", [rule.get("const", example)]), name


def test_the_schema_refuses_what_the_checks_refuse():
    kinds = schema.schema()["properties"]
    assert "pots" not in kinds[USER]["properties"] and kinds[USER]["additionalProperties"] is False
    assert kinds[USER]["required"] == ["post", "form"]
    assert not re.search(kinds[USER]["properties"]["limit"]["pattern"], "七个工作日")
    assert not re.search(kinds[CALL]["properties"]["inputs"]["pattern"], "标题")
    assert "each" not in kinds[USER]["properties"] and "each" in kinds[f"{USER}+{MULTI}"]["required"]


def test_templates_are_there():
    assert [t["name"] for t in TEMPLATES] == ["办理环节", "会签", "决策表", "出具文件", "调用流程", "结束结果"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template["id"])
def test_each_binding_of_a_template_is_a_known_property(template):
    kind = KIND_OF[template["elementType"]["value"]]
    words = properties_of_kind(ANY) | properties_of_kind(kind)
    if template["name"] == "会签":
        words |= properties_of_kind(MULTI)
    bound = {p["binding"]["name"]: p for p in template["properties"] if p["binding"]["type"] == "zeebe:property"}
    assert set(bound) <= set(words)
    assert {name for name, word in words.items() if word.required} <= set(bound)
    for name, entry in bound.items():
        assert ("constraints" in entry) == words[name].required or name in ("document", "template"), name
        assert re.search("[\u4e00-\u9fff]", entry["label"])
        if words[name].choices:
            assert {c["value"] for c in entry["choices"]} - {""} == set(words[name].choices)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template["id"])
def test_a_diagram_filled_in_by_a_template_can_be_read_and_holds(template):
    kind = KIND_OF[template["elementType"]["value"]]
    examples = {**rows(ANY), **rows(kind), **(rows(MULTI) if template["name"] == "会签" else {})}
    names = [p["binding"]["name"] for p in template["properties"] if p["binding"]["type"] == "zeebe:property"]
    said = {name: examples[name][2] for name in names if name not in ("stops", "restarts", "set")}
    drawn = _drawn(kind, said, MARKER if template["name"] == "会签" else "")
    diagram = read(drawn, "a.bpmn")
    assert dict(diagram.nodes["x"].properties) == said
    assert [finding for finding in check(diagram, Language()) if finding.severity == "error"] == []


def _drawn(kind, said, inside):
    if kind == END:
        return bpmn(start(), end("x", **said), chain("begin", "x"))
    called = 'calledElement="legality-review"' if kind == CALL else ""
    element = node(kind, "x", inside, "会签", called, **said)
    return bpmn(start(), element, end(), chain("begin", "x", "finish"))
