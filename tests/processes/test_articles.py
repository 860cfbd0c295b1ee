"""The register holds every article once, in our own words."""

import pytest

from tests.outside import shared
from tests.processes.data import read

RAW = read("articles.yaml")
ARTICLES = {article["number"]: article for article in RAW["articles"]}


def test_there_are_all_eighty_nine_in_order():
    assert [article["number"] for article in RAW["articles"]] == [str(n) for n in range(1, 90)]


@pytest.mark.parametrize("number", ARTICLES)
def test_an_article_says_what_it_asks_and_what_carries_it_out(number):
    article = ARTICLES[number]
    assert article["how"] in ("enforced", "supported", "principle")
    assert 4 <= len(article["summary"]) <= 60 and article["carried_by"]


@pytest.mark.parametrize("rule", RAW["national"], ids=lambda rule: rule["key"])
def test_a_national_rule_is_cited_by_its_key(rule):
    assert rule["key"] == f"▲{rule['of']}-{rule['article']}"
    assert rule["of"] in RAW["sources"] and 4 <= len(rule["summary"]) <= 60


def test_no_key_twice():
    keys = [rule["key"] for rule in RAW["national"]]
    assert len(keys) == len(set(keys)) >= 40


def test_summaries_are_not_the_text():
    text = "".join("".join(path.read_text(encoding="utf-8").split()) for path in shared("seeds").glob("*.txt"))
    assert [n for n, article in ARTICLES.items() if article["summary"] in text] == []
