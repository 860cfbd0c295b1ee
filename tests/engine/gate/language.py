"""The shipped language of sentences, for every test of this room."""

from pathlib import Path

from engine.gate.language import read_language
from engine.rulebook.load import load_jurisdiction

ROOT = Path(__file__).parents[3]
LANGUAGE = read_language(ROOT, load_jurisdiction(ROOT).writing)
