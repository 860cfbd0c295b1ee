"""Reads a feature file with the official Gherkin parser and gives our own frozen objects.

Before parsing, what people type is brought to what Gherkin demands, line for line, so that every line number
stays: full-width colons after keywords, full-width bars of tables, blanks of other widths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gherkin.dialect import Dialect
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from gherkin.token_matcher import TokenMatcher

from engine.errors import Finding, Unsound
from engine.gate.features import Feature, Scenario, Step
from engine.gate.language import SentenceLanguage
from engine.gate.writing import read_article

_TITLES = ("feature", "background", "rule", "scenarioOutline", "scenario", "examples")
_KINDS = {"Context": "given", "Action": "when", "Outcome": "then"}
_IDEOGRAPHIC_SPACE = "\u3000"


def normalise(text: str, language: SentenceLanguage) -> str:
    """The same text as Gherkin's parser wants it; every line keeps its number."""
    dialect = Dialect.for_name(language.dialect)
    words = sorted((w for t in _TITLES for w in dialect.spec[t]), key=len, reverse=True)
    title = re.compile(rf"^(\s*(?:{'|'.join(map(re.escape, words))}))\s*{language.punctuation.colon}")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_line(line, title, language.punctuation.bar) for line in text.split("\n"))


def parse(text: str, uri: str, language: SentenceLanguage) -> Feature:
    """The feature of a file's text; raises Unsound ``gate.unreadable`` with one finding an error, each with its line."""
    try:
        document = Parser().parse(normalise(text, language), TokenMatcher(language.dialect))
    except CompositeParserException as error:
        raise _unreadable(uri, [_finding(uri, e) for e in error.errors]) from error
    except ParserException as error:
        raise _unreadable(uri, [_finding(uri, error)]) from error
    if "feature" not in document:
        raise _unreadable(uri, [Finding("gate.no_feature", "error", uri, "1", {"line": 1})])
    feature = _feature(document, text, uri, language)
    findings = [*_strays(document["feature"], uri), *_empty(feature)]
    if findings:
        raise _unreadable(uri, findings)
    return feature


def _line(line: str, title: re.Pattern[str], bar: str) -> str:
    stripped = line.lstrip()
    if stripped.startswith((bar, "|")):
        return line.replace(bar, "|").replace(_IDEOGRAPHIC_SPACE, " ")
    return title.sub(r"\1:", line)


def _feature(document: dict[str, Any], text: str, uri: str, language: SentenceLanguage) -> Feature:
    drawn = document["feature"]
    lines = {step["id"]: step for step in _steps(drawn)}
    owners = {s["id"]: (s, rule) for s, rule in _scenarios(drawn)}
    pickles = Compiler().compile({**document, "uri": uri})
    return Feature(
        uri=uri,
        name=drawn["name"],
        line=drawn["location"]["line"],
        description=drawn.get("description", "").strip(),
        tags=tuple(t["name"] for t in drawn["tags"]),
        scenarios=tuple(_scenario(p, lines, owners, language) for p in pickles) + _without_steps(owners, pickles),
        source=text,
    )


def _scenario(pickle: dict[str, Any], lines: Mapping, owners: Mapping, language: SentenceLanguage) -> Scenario:
    owner, rule = next(owners[i] for i in pickle["astNodeIds"] if i in owners)
    tags = tuple(dict.fromkeys(t["name"].removeprefix("@") for t in pickle["tags"]))
    row = next((r for e in owner["examples"] for r in e.get("tableBody", []) if r["id"] in pickle["astNodeIds"]), None)
    return Scenario(
        name=pickle["name"],
        line=owner["location"]["line"],
        tags=tags,
        articles=tuple(a for t in tags if (a := read_article(t, language.writing))),
        must_not=language.must_not in tags,
        steps=tuple(_step(s, lines) for s in pickle["steps"]),
        rule=rule,
        row_line=row and row["location"]["line"],
    )


def _without_steps(owners: Mapping, pickles: list[dict[str, Any]]) -> tuple[Scenario, ...]:
    """Scenarios that Gherkin leaves out because they compile to nothing: an outline without examples."""
    seen = {i for p in pickles for i in p["astNodeIds"]}
    left = [(s, rule) for i, (s, rule) in owners.items() if i not in seen]
    return tuple(Scenario(s["name"], s["location"]["line"], (), (), False, (), rule) for s, rule in left)


def _step(pickled: dict[str, Any], lines: Mapping[str, dict[str, Any]]) -> Step:
    drawn = next(lines[i] for i in pickled["astNodeIds"] if i in lines)
    table = pickled.get("argument", {}).get("dataTable", {"rows": []})
    return Step(
        line=drawn["location"]["line"],
        kind=_KINDS.get(pickled["type"], "when"),
        keyword=drawn["keyword"].strip(),
        text=pickled["text"].strip(),
        rows=tuple(tuple(c["value"] for c in row["cells"]) for row in table["rows"]),
    )


def _scenarios(feature: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for child in feature["children"]:
        if "scenario" in child:
            yield child["scenario"], ""
        for inner in child.get("rule", {}).get("children", []):
            if "scenario" in inner:
                yield inner["scenario"], child["rule"]["name"]


def _steps(feature: dict[str, Any]) -> Iterator[dict[str, Any]]:
    inner = [child for outer in feature["children"] for child in outer.get("rule", {}).get("children", [])]
    for child in [*feature["children"], *inner]:
        yield from child.get("scenario", child.get("background", {})).get("steps", [])


def _strays(feature: dict[str, Any], uri: str) -> list[Finding]:
    """Tables that Gherkin takes for a description because the sentence above them has no keyword."""
    return [
        Finding("gate.no_keyword", "error", uri, scenario["name"], {"line": scenario["location"]["line"], "text": line.strip()})
        for scenario, _ in _scenarios(feature)
        for line in scenario.get("description", "").splitlines()
        if line.lstrip().startswith("|")
    ]


def _empty(feature: Feature) -> list[Finding]:
    return [
        Finding("gate.empty_scenario", "error", feature.uri, s.name, {"line": s.line, "scenario": s.name})
        for s in feature.scenarios
        if not s.steps
    ]


def _finding(uri: str, error: ParserException) -> Finding:
    line = error.location["line"]
    got = re.search(r"got '(.*)'$", str(error))
    return Finding("gate.syntax", "error", uri, str(line), {"line": line, "got": got[1] if got else str(error)})


def _unreadable(uri: str, findings: list[Finding]) -> Unsound:
    return Unsound("gate.unreadable", findings, file=uri)
