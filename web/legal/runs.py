"""Running a feature, one run at a time in a process, each scenario told as soon as it is over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from engine.errors import Refusal
from engine.gate.language import SentenceLanguage
from engine.gate.report import ScenarioReport
from engine.gate.runner import run_scenario
from engine.gate.world import Government
from web.errors import word_whole
from web.legal.rules import FeatureFile

_one = threading.Lock()


class Run:
    """A run that has its turn; ``end`` gives the turn back, whatever came of it, and may be called twice."""

    def __init__(self, root: Path, language: SentenceLanguage, file: FeatureFile) -> None:
        """Refuses ``feature.busy`` while another run of this process is going on."""
        if not _one.acquire(blocking=False):
            raise Refusal("feature.busy")
        self._has_turn = True
        self.root, self.language, self.file = root, language, file
        self.problem: Refusal | None = None

    def scenarios(self) -> Iterator[ScenarioReport]:
        """Runs the scenarios one by one on a government in memory; ``problem`` says afterwards if none could be."""
        try:
            with Government.of(self.root, self.language, word_whole) as government:
                for scenario in self.file.scenarios:
                    yield run_scenario(scenario, self.language, lambda: government.world(self.file.name), word_whole)
        except Refusal as refusal:
            self.problem = refusal
        finally:
            self.end()

    def end(self) -> None:
        """Lets the next one have its turn."""
        if self._has_turn:
            self._has_turn = False
            _one.release()
