"""The words a diagram may use beyond BPMN's own: the properties of each kind of element, as data.

``check`` refuses what is not listed here, ``docs/extensions.md`` explains it, ``docs/extensions.schema.json`` is
made from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.bpmn.model import Node

PROCESS = "process"
USER = "userTask"
DECISION = "businessRuleTask"
SERVICE = "serviceTask"
CALL = "callActivity"
END = "endEvent"
CATCH = "intermediateCatchEvent"
MULTI = "multiInstance"
"""Not a BPMN kind: any activity that carries the multi-instance marker."""

ANY = "any"
"""Whatever node is drawn."""


@dataclass(frozen=True)
class Property:
    """One property name of ``kind``.

    ``takes`` says what its value is:
    ``text`` any text · ``value`` a literal or ``=FEEL`` · ``feel`` always ``=FEEL`` · ``name`` a fact's name ·
    ``names`` a list of facts' names · ``step`` / ``steps`` names of steps of this procedure · ``post`` a post, a
    pattern or ``=FEEL`` · ``posts`` a list of posts · ``form`` a form's id · ``articles`` a list of article numbers ·
    ``period`` an amount of time or ``=FEEL`` giving one or a date · ``decision`` a decision's name · ``document`` a
    template's name · ``yes`` the word ``true`` · one of ``choices`` otherwise.
    """

    name: str
    kind: str
    takes: str
    required: bool = False
    choices: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


VOCABULARY: tuple[Property, ...] = (
    Property("title", PROCESS, "value"),
    Property("inputs", PROCESS, "names"),
    Property("outputs", PROCESS, "names"),
    Property("start_form", PROCESS, "form", needs=("starters",)),
    Property("starters", PROCESS, "posts", needs=("start_form",)),
    Property("articles", PROCESS, "articles"),
    Property("reason", PROCESS, "text"),
    Property("case_series", PROCESS, "text"),
    Property("start_step", PROCESS, "text", needs=("start_form",)),
    Property("terminate_until", PROCESS, "steps"),
    Property("terminate_articles", PROCESS, "articles", needs=("terminate_until",)),
    Property("articles", ANY, "articles"),
    Property("reason", ANY, "text"),
    Property("post", USER, "post", required=True),
    Property("form", USER, "form", required=True),
    Property("limit", USER, "period"),
    Property("limit_articles", USER, "articles", needs=("limit",)),
    Property("minimum", USER, "period"),
    Property("minimum_from", USER, "feel", needs=("minimum",)),
    Property("minimum_unless", USER, "feel", needs=("minimum",)),
    Property("minimum_articles", USER, "articles", needs=("minimum",)),
    Property("stops", USER, "steps"),
    Property("restarts", USER, "steps"),
    Property("keeps_clock", USER, "yes", needs=("limit",)),
    Property("not_by", USER, "steps"),
    Property("not_by_articles", USER, "articles", needs=("not_by",)),
    Property("fixed", USER, "yes"),
    Property("voids", USER, "steps", needs=("voids_when",)),
    Property("voids_when", USER, "feel", needs=("voids",)),
    Property("voids_reason", USER, "text", needs=("voids",)),
    Property("publishes", USER, "choice", choices=("consultation", "decision")),
    Property("published_answer", USER, "name", needs=("publishes",)),
    Property("unpublished_when", USER, "feel", needs=("publishes",)),
    Property("notice", USER, "text"),
    Property("offers", USER, "name", needs=("offers_awaiting",)),
    Property("offers_awaiting", USER, "text", needs=("offers",)),
    Property("offers_facts", USER, "names", needs=("offers",)),
    Property("receives", CATCH, "names"),
    Property("decision", DECISION, "decision", required=True),
    Property("result", DECISION, "name"),
    Property("due_steps", DECISION, "yes"),
    Property("due_columns", DECISION, "names", needs=("due_steps",)),
    Property("due_word", DECISION, "text", needs=("due_steps",)),
    Property("set", SERVICE, "feel"),
    Property("document", SERVICE, "text", needs=("template",)),
    Property("template", SERVICE, "document", needs=("document",)),
    Property("series", SERVICE, "value", needs=("number_as",)),
    Property("number_as", SERVICE, "name", needs=("series",)),
    Property("number_from", SERVICE, "feel", needs=("document",)),
    Property("subject", SERVICE, "value", needs=("document",)),
    Property("to", SERVICE, "value", needs=("document",)),
    Property("signer", SERVICE, "value", needs=("document",)),
    Property("register", SERVICE, "text", needs=("line",)),
    Property("line", SERVICE, "feel", needs=("register",)),
    Property("sends", SERVICE, "text", needs=("to_cases",)),
    Property("to_cases", SERVICE, "feel", needs=("sends",)),
    Property("payload", SERVICE, "feel", needs=("sends",)),
    Property("inputs", CALL, "feel"),
    Property("result", END, "value"),
    Property("each", MULTI, "feel", required=True),
    Property("each_name", MULTI, "name"),
    Property("done_when", MULTI, "feel"),
)

KINDS = tuple(dict.fromkeys(p.kind for p in VOCABULARY))


def properties_of_kind(kind: str) -> dict[str, Property]:
    """The properties that belong to a kind of element, by name; those of any node not included."""
    return {p.name: p for p in VOCABULARY if p.kind == kind}


def properties_for(node: Node) -> dict[str, Property]:
    """Every property that this node may carry, by name."""
    found = properties_of_kind(ANY) | properties_of_kind(node.kind)
    return found | properties_of_kind(MULTI) if node.multi is not None else found


PERIOD = r"[0-9]{1,6} +(working_day|day|month)s?"
"""An amount of time in a property, as ``engine.calendar.parse_amount`` reads it."""
