"""What can be wrong with an expression: before it runs (syntax) and while it runs (evaluation)."""

from __future__ import annotations

from typing import Any

from engine.errors import Refusal


class FeelSyntaxError(Refusal):
    """A text that is no FEEL, or names something unknown; ``position`` counts characters from 0."""

    def __init__(self, code: str, position: int = 0, **facts: Any) -> None:
        super().__init__(code, (), position=position, **facts)
        self.position = position


class EvaluationError(Refusal):
    """An expression that cannot give a value: kinds that do not fit, or a budget that is used up."""

    def __init__(self, code: str, position: int = 0, **facts: Any) -> None:
        super().__init__(code, (), position=position, **facts)
        self.position = position
