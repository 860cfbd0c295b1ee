"""Another government writes its features in another language, and the gate reads them by its data alone."""

from engine.gate.language import read_language
from engine.gate.runner import run_text
from engine.gate.world import Government
from engine.rulebook.load import load_jurisdiction
from tests.engine.gate.language import ROOT
from web.errors import word_whole

ELSEWHERE = ROOT / "tests" / "elsewhere"


def test_the_features_of_port_meridian_pass():
    language = read_language(ELSEWHERE, load_jurisdiction(ELSEWHERE).writing)
    path = ELSEWHERE / "features" / "harbour-permit.feature"
    with Government.of(ELSEWHERE, language, word_whole) as town:
        report = run_text(path.name, path.read_text(encoding="utf-8"), language, town.world, word_whole)
    assert len(report.scenarios) == 2 and report.scenarios[1].must_not
    assert report.passed, [(s.name, s.stopped_at) for s in report.scenarios]
