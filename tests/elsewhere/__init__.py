"""An invented second government: a harbour town with other offices, another weekend and its own procedures.

It runs on the same engine and the same web, untouched; tests of the engine use it, so that nothing of the first
government's rules can slip into them.
"""

from pathlib import Path

ROOT = Path(__file__).parent
