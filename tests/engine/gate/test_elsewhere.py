"""Another government writes its features in another language, and the gate reads them by its data alone."""

import pytest

from engine.gate.language import read_language
from engine.gate.runner import run_text
from engine.gate.world import Government
from engine.rulebook.load import load_jurisdiction
from tests.engine.gate.language import ROOT
from web.errors import word_whole

ELSEWHERE = ROOT / "tests" / "elsewhere"
LANGUAGE = read_language(ELSEWHERE, load_jurisdiction(ELSEWHERE).writing)


@pytest.fixture(scope="module")
def town():
    with Government.of(ELSEWHERE, LANGUAGE, word_whole) as found:
        yield found


@pytest.mark.parametrize("name, scenarios, forbidding", [("harbour-permit", 2, 1), ("notice-issue", 7, 3)])
def test_the_features_of_port_meridian_pass(town, name, scenarios, forbidding):
    path = ELSEWHERE / "features" / f"{name}.feature"
    report = run_text(path.name, path.read_text(encoding="utf-8"), LANGUAGE, town.world, word_whole)
    assert len(report.scenarios) == scenarios and sum(s.must_not for s in report.scenarios) == forbidding
    assert report.passed, [(s.name, s.stopped_at) for s in report.scenarios]


def wrong(town, *sentences):
    """What a scenario about a notice, brought to its signature, is told at its last sentence."""
    begun = ("Given it is “2.3.2026 9:00”", "And “Clerk of Fisheries” asks for “Notice”:", "  | title | Fees |",
             "When all goes its way to “Sign”")
    text = "Feature: a\n  Scenario: b\n" + "".join(f"    {line}\n" for line in (*begun, *sentences))
    scenario = run_text("a.feature", text, LANGUAGE, town.world, word_whole).scenarios[0]
    assert scenario.stopped_at is scenario.steps[-1], scenario.stopped_at
    return scenario.stopped_at.refusal.code


SIGNED = "When “Provost” does “Sign”"


@pytest.mark.parametrize("code, sentences", [
    ("gate.is_numbered", [SIGNED, "Then it has no number"]),
    ("gate.number_stands", [SIGNED, "Then “PN/2026/001” is void because “x”"]),
    ("gate.no_such_number", [SIGNED, "Then “PN/2026/002” is void because “x”"]),
    ("gate.other_void_reason", [SIGNED, "When “Provost” ends it because “y”", "Then “PN/2026/001” is void because “x”"]),
    ("gate.register_empty", ["Then the register “Seals used” has:\n      | copies | 3 |"]),
    ("gate.register_lacks", [SIGNED, "When “Registrar” does “Check the print”",
                             "Then the register “Seals used” has:\n      | copies | 4 |"]),
    ("gate.not_done_by", ["Then “Sign” is for “First Bailie”"]),
    ("gate.may_be_done_by", ["Then “Sign” is not for “Provost”"]),
    ("gate.was_done_by", [SIGNED, "Then “Sign” is for “Registrar”"]),
    ("gate.stands_elsewhere", ["Then “Check the print” is not for “Provost”"]),
    ("gate.stands_elsewhere", ["Then “Check the print” is for “Registrar”"]),
    ("gate.not_lapsed", ["Then “Review” holds no longer because “substance”"]),
    ("gate.other_lapse", [SIGNED, "When “Registrar” sends “Check the print” back to “Review” because “misprint”",
                          "Then “Review” holds no longer because “substance”"]),
    ("gate.not_one_succeeded", ["Then only one got through and the other reads “x”"]),
    ("task.not_yours", ["When “Provost” and “Registrar” do “Sign” at once"]),
    ("gate.invisible", ["Then “Head of Works” sees it but not “secret”"]),
    ("gate.field_visible", ["Then “Head of Fisheries” sees it but not “copies”"]),
    ("gate.document_shows", [SIGNED, "When “Registrar” does “Check the print”", "Then the “Notice” does not say “Fees”"]),
    ("add_signer.alone", ["When “Provost” adds “Head of Works” to “Sign”"]),
    ("enter_for.not_allowed", ["When “Surveyor” enters “Sign” for “Provost”, “Signed” being “yes”"]),
    ("recuse.nobody", ["When “Provost” steps aside from “Sign” because “mine”"]),
    ("circulate.not_shown", ["When “Surveyor” has read it"]),
    ("delegation.refused", ["Given “Provost” lets “First Bailie” act at “Sign” from “1.3.2026” to “9.3.2026”"]),
])
def test_what_does_not_hold_elsewhere_is_told(town, code, sentences):
    assert wrong(town, *sentences) == code
