"""Tables on the terminal: each line has what was measured, what was promised, and whether it is met."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

console = Console(width=None if sys.stdout.isatty() else 150)


@dataclass(frozen=True)
class Promise:
    """A figure that may not be exceeded (or with ``least`` must be reached), beside the one measured."""

    measured: float
    figure: float
    unit: str = ""
    least: bool = False

    @property
    def met(self) -> bool:
        """Whether it is kept."""
        return self.measured >= self.figure if self.least else self.measured <= self.figure

    def __str__(self) -> str:
        sign, mark = ("≥" if self.least else "≤"), ("[green]met[/]" if self.met else "[red]not met[/]")
        return f"{sign} {self.figure:g}{self.unit} {mark}"


@dataclass
class Lines:
    """A table in the making."""

    title: str
    columns: Sequence[str]
    rows: list[list[str]] = field(default_factory=list)

    def add(self, *cells: object, promises: Iterable[Promise] = ()) -> None:
        """One line; numbers are shown with two or three figures."""
        told = [cell if isinstance(cell, str) else _number(cell) for cell in cells]
        self.rows.append([*told, "; ".join(map(str, promises))])

    def show(self) -> None:
        """Prints it."""
        table = Table(title=self.title, title_justify="left", header_style="bold")
        for number, name in enumerate([*self.columns, "promised"]):
            table.add_column(name, justify="left" if number == 0 or number == len(self.columns) else "right")
        for row in self.rows:
            table.add_row(*row)
        console.print(table)


def _number(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}" if value < 100 else f"{value:.0f}"
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
