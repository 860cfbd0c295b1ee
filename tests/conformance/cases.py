"""Reads the cases of the TCK: inputs, and what is expected of which decision."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from engine.feel import temporal

CASE = "{http://www.omg.org/spec/DMN/20160719/testcase}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "conformance" / "dmn-tck"


@dataclass(frozen=True)
class Expectation:
    """One result that the suite expects."""

    folder: str
    case: str
    node: str
    value: Any


@dataclass(frozen=True)
class Case:
    """One call: a file, inputs, and the nodes whose values are expected."""

    folder: Path
    model: str
    id: str
    service: str
    inputs: dict[str, Any]
    expected: tuple[Expectation, ...]


def home() -> Path | None:
    """The suite, where ``TCK`` says or beside the repository; None where there is none."""
    place = Path(os.environ["TCK"]) if os.environ.get("TCK") else BESIDE
    return place if (place / "TestCases").is_dir() else None


def folders(tck: Path, level: int) -> list[Path]:
    """The folders of one level, in order."""
    return sorted(path for path in (tck / "TestCases" / f"compliance-level-{level}").iterdir() if path.is_dir())


def cases(folder: Path) -> Iterator[Case]:
    """Every case of a folder."""
    for file in sorted(folder.glob("*test*.xml")):
        root = etree.parse(str(file)).getroot()
        model = (root.findtext(CASE + "modelName") or "").strip()
        for element in root.iter(CASE + "testCase"):
            yield _case(folder, model, element)


def _case(folder: Path, model: str, element: Any) -> Case:
    id_ = element.get("id") or ""
    inputs = {" ".join(node.get("name").split()): value_of(node) for node in element.findall(CASE + "inputNode")}
    service = element.get("invocableName") if element.get("type") == "decisionService" else ""
    expected = tuple(
        Expectation(folder.name, id_, node.get("name"), value_of(node.find(CASE + "expected")))
        for node in element.findall(CASE + "resultNode")
    )
    return Case(folder, model, id_, service or "", inputs, expected)


def value_of(element: Any) -> Any:
    """A value as the suite writes it."""
    if element is None:
        return None
    plain, entries = element.find(CASE + "value"), element.find(CASE + "list")
    if plain is not None:
        return (
            None
            if plain.get(XSI + "nil") == "true"
            else _plain(plain.text or "", (plain.get(XSI + "type") or "").rpartition(":")[2])
        )
    if entries is not None:
        return (
            None if entries.get(XSI + "nil") == "true" else [value_of(item) for item in entries.findall(CASE + "item")]
        )
    components = element.findall(CASE + "component")
    return {component.get("name"): value_of(component) for component in components} if components else None


def _plain(text: str, type_: str) -> Any:
    if type_ in ("decimal", "double", "integer", "float"):
        return Decimal(text)
    readers = {
        "date": temporal.read_date,
        "time": temporal.read_time,
        "dateTime": temporal.read_date_time,
        "duration": temporal.read_duration,
    }
    if type_ == "boolean":
        return text == "true"
    value = readers[type_](text) if type_ in readers else None
    return text if value is None else value


def same(found: Any, expected: Any) -> bool:
    """Whether a value is the expected one; numbers agree to what is written, at least eight digits."""
    if isinstance(expected, Decimal) and isinstance(found, Decimal):
        return found == expected or abs(found - expected) <= abs(expected) * Decimal("1e-8")
    if isinstance(expected, list):
        return isinstance(found, list) and len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(expected, dict):
        return (
            isinstance(found, dict)
            and found.keys() == expected.keys()
            and all(same(found[name], value) for name, value in expected.items())
        )
    if isinstance(expected, (dt.datetime, dt.time)) and type(found) is type(expected):
        return found.replace(tzinfo=None) == expected.replace(tzinfo=None) and temporal.offset_of(
            found
        ) == temporal.offset_of(expected)
    return type(found) is type(expected) and found == expected
