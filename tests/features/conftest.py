"""pytest-bdd reads the features in Chinese: its steps are the sentences of the rulebook, performed by the gate."""

from __future__ import annotations

import pytest
from pytest_bdd import parsers, step

from engine.gate.features import Step
from engine.gate.language import Sentence
from engine.gate.play import Play, understood
from engine.gate.sentences import tidy
from engine.gate.world import Government
from tests.engine.gate.language import LANGUAGE, ROOT
from web.errors import word_whole


class SentenceParser(parsers.StepParser):
    """Recognises one sentence as the gate does."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.pattern)
        self.sentence = sentence

    def is_matching(self, name: str) -> bool:
        """Whether this sentence is the one that the gate would take."""
        text = LANGUAGE.suffix.sub("", tidy(name, LANGUAGE.punctuation))
        return self.sentence.regex.fullmatch(text) is not None

    def parse_arguments(self, name: str) -> dict[str, str]:
        """Nothing: the gate reads the arguments."""
        return {}


for _sentence in LANGUAGE.sentences:

    @step(SentenceParser(_sentence))
    def _perform(play: Play, current: list) -> None:
        play.perform(current[0], current[1:])


@pytest.fixture(scope="session")
def government():
    """The shipped rulebook, seeded once; every scenario plays on a copy."""
    with Government.of(ROOT, LANGUAGE, word_whole) as found:
        yield found


@pytest.fixture
def current() -> list:
    """The sentence that is performed now, and those after it."""
    return []


@pytest.fixture
def play(government, request):
    """A scenario's own world."""
    world = government.world(request.node.name)
    yield Play(world, LANGUAGE, word_whole)
    world.close()


def pytest_bdd_before_step(request, feature, scenario, step, step_func):
    """Tells the sentence and what follows it, as the gate knows them."""
    steps = scenario.steps
    request.getfixturevalue("current")[:] = [_known(s) for s in steps[steps.index(step):]]


def pytest_bdd_step_func_lookup_error(request, feature, scenario, step, exception):
    """Names the nearest sentence of an unknown one."""
    understood(_known(step), LANGUAGE)


def pytest_bdd_apply_tag(tag, function):
    """Tags name articles; they are no marks."""
    return True


def _known(drawn) -> Step:
    rows = tuple(tuple(row) for row in drawn.datatable.raw()) if drawn.datatable else ()
    return Step(drawn.line_number, drawn.type, drawn.keyword, drawn.name, rows)
