"""SpiffWorkflow's parser, kept to what the carrier does faithfully: whatever it has no entry for is refused."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.parser import event_parsers, task_parsers
from SpiffWorkflow.bpmn.parser.util import first, full_tag
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, IntermediateCatchEvent, IntermediateThrowEvent, StartEvent
from SpiffWorkflow.spiff.parser import event_parsers as spiff_events
from SpiffWorkflow.spiff.parser import task_spec as spiff_tasks
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.specs.defaults import ReceiveTask, UserTask

from engine.spiff.gates import Decide, End, EventGateway, Perform
from engine.spiff.joins import Exclusive, Inclusive, Parallel
from engine.spiff.multi import ParallelKeyed, SequentialKeyed
from engine.spiff.scopes import Called, Embedded
from engine.spiff.timers import Due

CONDITION = full_tag("conditionExpression")
TIMES = ("timeDuration", "timeDate", "timeCycle")


class Strict:
    """Mixed into the parser of every node: our multi-instance, no loops, no conditions on ways that have no choice."""

    PARALLEL_MI_CLASS = ParallelKeyed
    SEQUENTIAL_MI_CLASS = SequentialKeyed

    def parse_node(self) -> Any:
        """Refuse what the stock parser passes over in silence."""
        if any(self.node.get(attribute, "1") != "1" for attribute in ("startQuantity", "completionQuantity")):
            raise ValidationException("token quantity", self.node, self.filename)
        return super().parse_node()

    def get_position(self, node: Any = None) -> dict[str, float]:
        """Ways are tried in the order of the file; the stock parser sorts them by where they are drawn."""
        return {"x": 0.0, "y": 0.0}

    def connect_outgoing(self, outgoing_task: Any, sequence_flow_node: Any, is_default: bool) -> None:
        """Refuse a condition that would never be looked at."""
        chooses = isinstance(self, task_parsers.ConditionalGatewayParser)
        if not chooses and sequence_flow_node.find(CONDITION) is not None:
            raise ValidationException("condition without choice", self.node, self.filename)
        super().connect_outgoing(outgoing_task, sequence_flow_node, is_default)

    def _add_loop_task(self, loop_characteristics: Any) -> None:
        raise ValidationException("standard loop", self.node, self.filename)

    def _add_multiinstance_task(self, loop_characteristics: Any) -> None:
        if loop_characteristics.get("behavior", "All") != "All":
            raise ValidationException("multi-instance behavior", self.node, self.filename)
        super()._add_multiinstance_task(loop_characteristics)

    def parse_timer_event(self, event: Any) -> Due:
        """A timer keeps its text for the host."""
        drawn = (event.find(full_tag(kind)) for kind in TIMES)
        text = next((found.text for found in drawn if found is not None), None)
        text = (text or "").strip()
        if not text or text.startswith("R"):
            raise ValidationException("timer without text, or one that repeats", self.node, self.filename)
        return Due(self.bpmn_id, text)

    def parse_message_event(self, message_event: Any) -> Any:
        """A message without a name would be answered by every other."""
        definition = super().parse_message_event(message_event)
        return self._named(definition)

    def parse_signal_event(self, signal_event: Any) -> Any:
        """The same for a signal."""
        return self._named(super().parse_signal_event(signal_event))

    def parse_error_event(self, error_event: Any) -> Any:
        """An error without a code is still that error and no other."""
        return _coded(super().parse_error_event(error_event), error_event.get("errorRef"))

    def parse_escalation_event(self, escalation_event: Any) -> Any:
        """The same for an escalation."""
        return _coded(super().parse_escalation_event(escalation_event), escalation_event.get("escalationRef"))

    def _named(self, definition: Any) -> Any:
        if not definition.name:
            raise ValidationException("event without name", self.node, self.filename)
        return definition


def _coded(definition: Any, reference: str | None) -> Any:
    if reference and not definition.code:
        definition.code = f"#{reference}"
    return definition


class DecideParser(spiff_tasks.SpiffTaskParser):
    """A business rule task; its decision is found by the host, by the node's id."""

    @staticmethod
    def get_decision_ref(node: Any) -> None:
        """The stock decisions are not used."""
        return None


class EndParser(spiff_events.SpiffEndEventParser):
    """End events, signals among them: the stock parser ends without sending them."""

    def create_task(self) -> Any:
        """The end event, tied to the end of its level."""
        kinds = ("MESSAGE", "CANCEL", "ERROR", "ESCALATION", "TERMINATION", "SIGNAL")
        task = self._create_task(self.get_event_definition([getattr(event_parsers, f"{kind}_EVENT_XPATH") for kind in kinds]))
        task.connect(self.spec.end)
        return task


class ReceiveParser(spiff_events.SpiffReceiveTaskParser):
    """A receive task must say what it waits for."""

    def create_task(self) -> Any:
        """The waiting step; the stock one goes on at once when no message is named."""
        if self.node.get("messageRef") is None and first(self.xpath(event_parsers.MESSAGE_EVENT_XPATH)) is None:
            raise ValidationException("receive task without message", self.node, self.filename)
        return super().create_task()


def _strict(parser: type) -> type:
    return type(f"Strict{parser.__name__}", (Strict, parser), {})


_KNOWN = {
    "startEvent": (spiff_events.SpiffStartEventParser, StartEvent),
    "endEvent": (EndParser, End),
    "boundaryEvent": (spiff_events.SpiffBoundaryEventParser, BoundaryEvent),
    "intermediateCatchEvent": (spiff_events.SpiffIntermediateCatchEventParser, IntermediateCatchEvent),
    "intermediateThrowEvent": (spiff_events.SpiffIntermediateThrowEventParser, IntermediateThrowEvent),
    "userTask": (spiff_tasks.UserTaskParser, UserTask),
    "serviceTask": (spiff_tasks.SpiffTaskParser, Perform),
    "businessRuleTask": (DecideParser, Decide),
    "receiveTask": (ReceiveParser, ReceiveTask),
    "callActivity": (spiff_tasks.CallActivityParser, Called),
    "subProcess": (spiff_tasks.SubWorkflowParser, Embedded),
    "exclusiveGateway": (task_parsers.ConditionalGatewayParser, Exclusive),
    "inclusiveGateway": (task_parsers.ConditionalGatewayParser, Inclusive),
    "parallelGateway": (task_parsers.GatewayParser, Parallel),
    "eventBasedGateway": (event_parsers.EventBasedGatewayParser, EventGateway),
}


class Parser(SpiffBpmnParser):
    """The stock parser without its table of everything it knows halfway."""

    PARSER_CLASSES = {}
    OVERRIDE_PARSER_CLASSES = {full_tag(tag): (_strict(parser), spec) for tag, (parser, spec) in _KNOWN.items()}
