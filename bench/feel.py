"""What an expression and a decision table cost: ``python -m bench.feel`` prints a table.

A condition may take 0.05 ms, a table of twenty rows 0.3 ms.  Machines differ, so every figure also stands as a
ratio to the same test written by hand in Python and measured in the same run.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass

from engine.feel import compile_expression
from engine.feel.decisions import compile_model
from engine.feel.model import Decision, DecisionModel, InputColumn, Literal, OutputColumn, Row, Table

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
CONDITION = '合法性审查.结论 = "合法" and 涉及市场主体经济活动 = "是"'
FACTS = {"合法性审查": {"结论": "合法"}, "涉及市场主体经济活动": "是", "金额": 0, "类别": "第20类"}
ROUNDS = 7


@dataclass(frozen=True)
class Measured:
    """One line of the table: microseconds of the fastest round, and what is allowed (0 where nothing is said)."""

    name: str
    micro: float
    allowed: float = 0.0


def fastest(action: Callable[[], object], turns: int) -> float:
    """Microseconds of one call, in the fastest of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(turns):
            action()
        best = min(best, (time.perf_counter() - start) / turns)
    return best * 1e6


def twenty_rows() -> DecisionModel:
    """A table of twenty rows and three inputs, of which only the last row applies."""
    inputs = tuple(InputColumn(name, Literal(name)) for name in ("类别", "金额", "涉及市场主体经济活动"))
    rows = tuple(Row((f'"第{number}类"', "< 100", '"是", "否"'), (f'"{number}"', '"是"')) for number in range(1, 21))
    outputs = (OutputColumn("环节"), OutputColumn("应办"))
    table = Table(inputs, outputs, rows, "COLLECT")
    return DecisionModel("m", "m", "", "bench.dmn", decisions=(Decision("d", "应办环节", table),))


def measure() -> list[Measured]:
    """All lines of the table; the first is the same condition written by hand."""
    condition = compile_expression(CONDITION)
    decisions = compile_model(twenty_rows())
    aggregate = compile_expression("sum(for i in 1..100 return i * 1.5)")
    return [
        Measured("condition by hand in Python", fastest(_by_hand, 20_000)),
        Measured("condition", fastest(lambda: condition.evaluate(FACTS, now=NOW), 5_000), 50),
        Measured("condition, parse and compile", fastest(lambda: compile_expression(CONDITION), 200)),
        Measured("table of 20 rows, 3 inputs", fastest(lambda: decisions.decide("应办环节", FACTS, now=NOW), 500), 300),
        Measured("table, parse and compile", fastest(lambda: compile_model(twenty_rows()), 5)),
        Measured("sum of a loop of 100", fastest(lambda: aggregate.evaluate({}, now=NOW), 200)),
    ]


def _by_hand() -> bool:
    return FACTS["合法性审查"]["结论"] == "合法" and FACTS["涉及市场主体经济活动"] == "是"


def main() -> int:
    """Print the table; 1 when something takes longer than it may."""
    lines = measure()
    base = lines[0].micro
    print(f"{'FEEL and DMN':32} {'µs':>9} {'may be':>8} {'x by hand':>10}")
    for line in lines:
        allowed = f"{line.allowed:8.0f}" if line.allowed else " " * 8
        print(f"{line.name:32} {line.micro:9.2f} {allowed} {line.micro / base:10.1f}")
    return int(any(line.allowed and line.micro > line.allowed for line in lines))


if __name__ == "__main__":
    raise SystemExit(main())
