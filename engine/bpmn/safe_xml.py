"""XML from anybody, read without risk: no document type, no entities, no network, bounded size, depth and count.

A first pass with expat counts and refuses before anything is built; only then lxml builds the tree.
"""

from __future__ import annotations

from xml.parsers import expat

from lxml import etree

from engine.errors import Finding, Unsound

MAX_BYTES = 5_000_000
MAX_DEPTH = 100
MAX_ELEMENTS = 100_000


class _Stop(Exception):
    """A file that is refused in the first pass."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def parse(data: bytes, file: str, refusal: str = "bpmn.unreadable") -> etree._Element:
    """The root element of an XML file; raises ``Unsound(refusal)`` with one finding when it must not be read."""
    try:
        _look_through(data)
        return _build(data)
    except _Stop as stop:
        raise Unsound(refusal, [Finding(stop.code, "error", file, facts=stop.facts)], file=file) from None


def _look_through(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise _Stop("bpmn.xml_too_large", bytes=len(data), limit=MAX_BYTES)
    count = depth = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal count, depth
        count += 1
        depth += 1
        if depth > MAX_DEPTH:
            raise _Stop("bpmn.xml_too_deep", limit=MAX_DEPTH)
        if count > MAX_ELEMENTS:
            raise _Stop("bpmn.xml_too_many", limit=MAX_ELEMENTS)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _Stop("bpmn.xml_broken", line=error.lineno, column=error.offset) from None
    except (ValueError, LookupError):
        raise _Stop("bpmn.xml_encoding") from None


def _doctype(*_parts: object) -> None:
    raise _Stop("bpmn.xml_doctype")


def _build(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        raise _Stop("bpmn.xml_broken", line=line, column=0) from None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise _Stop("bpmn.xml_doctype")
    return root
