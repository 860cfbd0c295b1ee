"""The carrier of tokens, and the only room that imports SpiffWorkflow: (spec, state, host, input) -> Move.

It remembers nothing between two calls, holds no facts, evaluates nothing an author wrote and knows no form; the
host answers whatever an expression, a decision, a timer or a service task asks.  What may never happen here: an
import of lxml, a value of a case in a token, a state that is kept after an act has failed.
"""

from engine.spiff.acts import complete, deliver, fire, halt, start
from engine.spiff.by_hand import add_instance, remove_instance, send_back
from engine.spiff.host import Host
from engine.spiff.look import foreign, marking, targets, waiting
from engine.spiff.move import Address, Closed, Frame, Move, Opened, Pending, Waiting, address
from engine.spiff.spec import Spec, compile_spec

__all__ = [
    "Address",
    "Closed",
    "Frame",
    "Host",
    "Move",
    "Opened",
    "Pending",
    "Spec",
    "Waiting",
    "add_instance",
    "address",
    "compile_spec",
    "complete",
    "deliver",
    "fire",
    "foreign",
    "halt",
    "marking",
    "remove_instance",
    "send_back",
    "start",
    "targets",
    "waiting",
]
