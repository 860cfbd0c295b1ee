"""A bundle compiled for running: every procedure in it, and the token carrier's spec; cached by content hash."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from engine.bpmn.model import Node
from engine.feel import Language, compile_expression
from engine.feel.expression import Expression
from engine.rulebook.bundle import Bundle
from engine.rulebook.jurisdiction import Jurisdiction
from engine.rulebook.procedure import Procedure, read_procedure
from engine.spiff import Spec, compile_spec

KEPT = 64
"""How many compiled Versions a process keeps."""


@dataclass(frozen=True)
class Compiled:
    """A Version ready to run: ``main`` is the procedure a case is of, ``spec`` carries its tokens."""

    hash: str
    main: str
    procedures: Mapping[str, Procedure]
    spec: Spec
    language: Language

    def node(self, procedure: str, node_id: str) -> Node:
        """A drawn element."""
        return self.procedures[procedure].diagram.nodes[node_id]

    @cached_property
    def messages(self) -> frozenset[str]:
        """The messages that any of its drawings waits for."""
        nodes = [node for p in self.procedures.values() for node in p.diagram.nodes.values()]
        return frozenset(n.event.name or "" for n in nodes if n.event is not None and n.event.kind == "message") | frozenset(
            n.message for n in nodes if n.message)

    @cached_property
    def declared(self) -> Mapping[str, frozenset[str]]:
        """The names each procedure declares."""
        return {procedure.id: procedure.names for procedure in self.procedures.values()}

    @cached_property
    def expression(self) -> Callable[[str], Expression]:
        """Compiles an expression once for this Version."""
        return lru_cache(maxsize=None)(lambda text: compile_expression(text, self.language))


def compile_bundle(bundle: Bundle, jurisdiction: Jurisdiction) -> Compiled:
    """Compiles a bundle; raises Unsound with findings when it cannot run."""
    procedures = {name: read_procedure(bundle, name, jurisdiction) for name in bundle.procedures()}
    spec = compile_spec({p.id: p.diagram for p in procedures.values()}, bundle.procedure)
    return Compiled(bundle.hash, bundle.procedure, procedures, spec, jurisdiction.language)


class Shelf:
    """The compiled Versions of a process, the least lately used dropped first; safe for threads."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str], Compiled] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, content_hash: str, load: Callable[[], bytes], jurisdiction: Jurisdiction) -> Compiled:
        """The compiled Version of that hash; ``load`` gives its packed bundle when it is not held yet."""
        key = (content_hash, jurisdiction.rules_hash)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        compiled = compile_bundle(Bundle.unpack(load()), jurisdiction)
        with self._lock:
            self._held[key] = compiled
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return compiled
