"""How provisions are cited and what they say."""

from engine.rulebook.load import load_jurisdiction
from tests.web.district import ROOT
from web.citation import citations, cited


def test_own_articles_by_number_national_rules_by_name():
    jurisdiction = load_jurisdiction(ROOT)
    found = [one.text for one in cited(jurisdiction, ["25", "62(2)", "▲713-15", "▲713-22(2)"])]
    assert found[0] == "第二十五条" and found[1] == "第六十二条第（二）项"
    assert found[2] == "《重大行政决策程序暂行条例》第十五条" and found[3].endswith("》第二十二条第二款")


def test_every_registered_provision_has_a_summary():
    jurisdiction = load_jurisdiction(ROOT)
    assert all(one.summary for one in cited(jurisdiction, jurisdiction.articles))
    assert all("▲" not in text for text in citations(jurisdiction).values())


def test_a_provision_that_nobody_registered_is_cited_as_it_is_written():
    assert cited(load_jurisdiction(ROOT), ["▲x-1"])[0].summary == ""
