"""Every scenario of features/ passes under pytest-bdd, which is fed the text as Gherkin wants it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pytest_bdd import scenarios

from engine.gate.gherkin import normalise, parse
from engine.gate.sentences import Bound, match
from tests.engine.gate.language import LANGUAGE, ROOT

FEATURES = sorted((ROOT / "features").glob("*.feature"))
_NORMALISED = TemporaryDirectory()
for _path in FEATURES:
    _text = normalise(_path.read_text(encoding="utf-8"), LANGUAGE)
    (Path(_NORMALISED.name) / _path.name).write_text(_text, encoding="utf-8")

scenarios(_NORMALISED.name)


@pytest.mark.parametrize("path", FEATURES, ids=lambda p: p.stem)
def test_each_file_says_its_language_first(path):
    assert path.read_text(encoding="utf-8").startswith(f"# language: {LANGUAGE.dialect}\n")


def test_enough_is_said_and_half_of_it_forbids():
    found = [s for p in FEATURES for s in parse(p.read_text(encoding="utf-8"), p.name, LANGUAGE).scenarios]
    assert len(found) >= 44
    assert sum(s.must_not for s in found) * 2 >= len(found)
    assert [s.name for s in found if not s.articles] == []
    assert [s.name for s in found if len(s.steps) > 12] == []


def test_only_sentences_that_are_offered():
    for path in FEATURES:
        for scenario in parse(path.read_text(encoding="utf-8"), path.name, LANGUAGE).scenarios:
            for step in scenario.steps:
                bound = match(step, LANGUAGE)
                assert isinstance(bound, Bound) and LANGUAGE.offers(bound.sentence), f"{path.name}:{step.line}"
