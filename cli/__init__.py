"""The `guicheng` command: reads what was typed, calls the engine, prints what came of it.

What may never happen here: a rule of a government, or an act that the web could not do as well.
"""

from cli import chinese

chinese.speak()
