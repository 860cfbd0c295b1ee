"""Reads DMN files (1.1 to 1.5) into the plain objects of ``engine.feel.model``; parses no expression."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from engine.bpmn import safe_xml
from engine.errors import Finding, Unsound
from engine.feel import model

Element = etree._Element


def read_dmn(xml: bytes, file: str = "") -> model.DecisionModel:
    """The decision model of a file; raises Unsound("dmn.unreadable") with findings for what is no safe DMN."""
    root = safe_xml.parse(xml, file, "dmn.unreadable")
    if _local(root) != "definitions" or "/DMN/" not in (etree.QName(root).namespace or ""):
        finding = Finding("dmn.not_dmn", "error", file, _local(root), {"found": _local(root)})
        raise Unsound("dmn.unreadable", [finding], file=file)
    namespace = root.get("namespace") or ""
    return model.DecisionModel(
        id=root.get("id") or "",
        name=_name(root),
        namespace=namespace,
        file=file,
        items=tuple(_item(child) for child in _all(root, "itemDefinition")),
        inputs=tuple(
            model.InputData(_id(child), _name(child), _variable_type(child)) for child in _all(root, "inputData")
        ),
        decisions=tuple(_decision(child) for child in _all(root, "decision")),
        knowledge=tuple(_knowledge(child) for child in _all(root, "businessKnowledgeModel")),
        services=tuple(_service(child) for child in _all(root, "decisionService")),
        imports=tuple(model.Import(_name(child), child.get("namespace") or "") for child in _all(root, "import")),
    )


# ---- bits of XML


def _local(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _all(element: Element, name: str) -> list[Element]:
    return [child for child in element if _local(child) == name]


def _one(element: Element | None, name: str) -> Element | None:
    return next(iter(_all(element, name)), None) if element is not None else None


def _name(element: Element) -> str:
    return " ".join((element.get("name") or "").split())


def _id(element: Element) -> str:
    return element.get("id") or _name(element)


def _text(element: Element | None, name: str = "text") -> str:
    child = _one(element, name)
    return "".join(child.itertext()).strip() if child is not None else ""


def _type(element: Element | None) -> str:
    """A type reference, as an attribute (since DMN 1.2) or an element, without the prefix of the standard."""
    if element is None:
        return ""
    reference = element.get("typeRef") or _text(element, "typeRef")
    return reference.removeprefix("feel:").strip()


def _variable_type(element: Element) -> str:
    return _type(_one(element, "variable"))


def _targets(element: Element, name: str) -> tuple[str, ...]:
    """Ids that references point to; one in another file keeps its namespace."""
    return tuple((child.get("href") or "").removeprefix("#") for child in element.iter("{*}" + name))


# ---- the parts of a file


def _item(element: Element) -> model.ItemDefinition:
    function = _one(element, "functionItem")
    parameters = None
    if function is not None:
        parameters = tuple(model.Parameter(_name(child), _type(child)) for child in _all(function, "parameters"))
    return model.ItemDefinition(
        name=_name(element),
        type=_type(element),
        collection=element.get("isCollection") == "true",
        components=tuple(_item(child) for child in _all(element, "itemComponent")),
        allowed=_text(_one(element, "allowedValues")),
        constraint=_text(_one(element, "typeConstraint")),
        parameters=parameters,
        result=(function.get("outputTypeRef") or "") if function is not None else "",
    )


def _decision(element: Element) -> model.Decision:
    return model.Decision(
        id=_id(element),
        name=_name(element),
        logic=_boxed_in(element),
        type=_variable_type(element),
        required_decisions=_targets(element, "requiredDecision"),
        required_inputs=_targets(element, "requiredInput"),
        required_knowledge=_targets(element, "requiredKnowledge"),
        question=_text(element, "question"),
    )


def _knowledge(element: Element) -> model.Knowledge:
    logic = _one(element, "encapsulatedLogic")
    function = _function(logic) if logic is not None else None
    return model.Knowledge(
        _id(element), _name(element), function, _variable_type(element), _targets(element, "requiredKnowledge")
    )


def _service(element: Element) -> model.Service:
    return model.Service(
        id=_id(element),
        name=_name(element),
        outputs=_targets(element, "outputDecision"),
        encapsulated=_targets(element, "encapsulatedDecision"),
        input_decisions=_targets(element, "inputDecision"),
        inputs=_targets(element, "inputData"),
        type=_variable_type(element),
    )


# ---- boxed expressions


def _boxed_in(element: Element | None) -> model.Boxed | None:
    """The one boxed expression directly under an element, or nothing."""
    for child in element if element is not None else ():
        reader = _READERS.get(_local(child))
        if reader:
            return reader(child)
    return None


def _boxed_all(element: Element) -> tuple[model.Boxed | None, ...]:
    return tuple(_READERS[_local(child)](child) for child in element if _local(child) in _READERS)


def _literal(element: Element) -> model.Literal:
    return model.Literal(_text(element), _type(element), element.get("id") or "")


def _table(element: Element) -> model.Table:
    remarks = tuple(_name(child) or f"{number}" for number, child in enumerate(_all(element, "annotation"), 1))
    return model.Table(
        inputs=tuple(_input(child) for child in _all(element, "input")),
        outputs=tuple(_output(child) for child in _all(element, "output")),
        rows=tuple(_row(child) for child in _all(element, "rule")),
        policy=element.get("hitPolicy") or "UNIQUE",
        aggregation=element.get("aggregation") or "",
        annotations=remarks,
        type=_type(element),
        id=element.get("id") or "",
    )


def _input(element: Element) -> model.InputColumn:
    expression = _one(element, "inputExpression")
    literal = _literal(expression) if expression is not None else model.Literal("")
    return model.InputColumn(
        element.get("label") or literal.text, literal, _text(_one(element, "inputValues")), element.get("id") or ""
    )


def _output(element: Element) -> model.OutputColumn:
    return model.OutputColumn(
        name=_name(element),
        label=element.get("label") or "",
        type=_type(element),
        values=_text(_one(element, "outputValues")),
        default=_text(_one(element, "defaultOutputEntry")),
        id=element.get("id") or "",
    )


def _row(element: Element) -> model.Row:
    remarks = [_text(child) for child in _all(element, "annotationEntry")]
    description = _text(element, "description")
    return model.Row(
        inputs=tuple(_text(child) for child in _all(element, "inputEntry")),
        outputs=tuple(_text(child) for child in _all(element, "outputEntry")),
        annotations=tuple(remarks or ([description] if description else [])),
        id=element.get("id") or "",
    )


def _context(element: Element) -> model.ContextBox:
    entries = []
    for child in _all(element, "contextEntry"):
        variable = _one(child, "variable")
        name = _name(variable) if variable is not None else ""
        entries.append(model.Entry(name, _boxed_in(child), _type(variable)))
    return model.ContextBox(tuple(entries), _type(element), element.get("id") or "")


def _list(element: Element) -> model.ListBox:
    return model.ListBox(_boxed_all(element), _type(element), element.get("id") or "")


def _relation(element: Element) -> model.RelationBox:
    columns = tuple(_name(child) for child in _all(element, "column"))
    rows = tuple(_boxed_all(child) for child in _all(element, "row"))
    return model.RelationBox(columns, rows, _type(element), element.get("id") or "")


def _invocation(element: Element) -> model.InvocationBox:
    called = _one(element, "literalExpression")
    arguments = []
    for binding in _all(element, "binding"):
        parameter = _one(binding, "parameter")
        arguments.append((_name(parameter) if parameter is not None else "", _boxed_in(binding)))
    return model.InvocationBox(_text(called), tuple(arguments), _type(element), element.get("id") or "")


def _function(element: Element) -> model.FunctionBox:
    parameters = tuple(model.Parameter(_name(child), _type(child)) for child in _all(element, "formalParameter"))
    return model.FunctionBox(
        parameters, _boxed_in(element), element.get("kind") or "FEEL", _type(element), element.get("id") or ""
    )


def _conditional(element: Element) -> model.ConditionalBox:
    condition, then, otherwise = (_boxed_in(_one(element, part)) for part in ("if", "then", "else"))
    return model.ConditionalBox(condition, then, otherwise, _type(element), element.get("id") or "")


def _filter(element: Element) -> model.FilterBox:
    base, match = (_boxed_in(_one(element, part)) for part in ("in", "match"))
    return model.FilterBox(base, match, _type(element), element.get("id") or "")


def _iterator(element: Element) -> model.IteratorBox:
    kind = _local(element)
    domain = _boxed_in(_one(element, "in"))
    body = _boxed_in(_one(element, "return" if kind == "for" else "satisfies"))
    variable = " ".join((element.get("iteratorVariable") or "").split())
    return model.IteratorBox(kind, variable, domain, body, _type(element), element.get("id") or "")


_READERS: dict[str, Callable[[Element], model.Boxed]] = {
    "literalExpression": _literal,
    "decisionTable": _table,
    "context": _context,
    "list": _list,
    "relation": _relation,
    "invocation": _invocation,
    "functionDefinition": _function,
    "conditional": _conditional,
    "filter": _filter,
    "for": _iterator,
    "some": _iterator,
    "every": _iterator,
}
