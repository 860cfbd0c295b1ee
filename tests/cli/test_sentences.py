"""The page for those who write features lists every sentence as it is in the data."""

from cli.sentences import markdown, written
from tests.engine.gate.language import LANGUAGE, ROOT

PAGE = (ROOT / "docs" / "features.md").read_text(encoding="utf-8")


def test_the_page_is_up_to_date():
    listed = PAGE.split("<!-- sentences:")[1].split("-->\n", 1)[1].split("<!-- end of sentences")[0]
    assert listed.strip() == markdown(LANGUAGE).strip(), "write it anew: guicheng feature --sentences"


def test_every_sentence_stands_there_with_its_example():
    for sentence in LANGUAGE.sentences:
        assert sentence.example in PAGE and written(sentence, LANGUAGE) in PAGE
        assert "{" not in written(sentence, LANGUAGE)
