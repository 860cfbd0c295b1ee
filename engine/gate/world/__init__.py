"""Where sentences act: one government, seeded from a rulebook, with its people, clock and cases, a copy a scenario.

Everything goes through the verbs and queries that people use, on a database in memory.  What may never happen here:
a way around a rule, or an answer that a person would not get.
"""

from engine.gate.world.government import Government

__all__ = ["Government"]
