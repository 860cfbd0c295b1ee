"""The sentences of features as a page to read: what docs/features.md holds and `guicheng feature --sentences` prints."""

from __future__ import annotations

from collections.abc import Iterator

from engine.gate.language import Sentence, SentenceLanguage

PARTS = (("given", "假如", "先说情形"), ("when", "当", "再说谁做了什么"), ("then", "那么", "最后说应当怎样"))


def markdown(language: SentenceLanguage) -> str:
    """Every sentence with its example, by keyword; guarantees last."""
    lines: list[str] = []
    for kind, keyword, heading in PARTS:
        lines += [f"### {keyword}：{heading}", ""]
        for sentence in language.sentences:
            if sentence.kind == kind and sentence.means != "guarantee":
                lines += _entry(sentence, keyword, language)
    lines += ["### 铁律：在每条路上都要守住", ""]
    for sentence in language.sentences:
        if sentence.means == "guarantee":
            lines += _entry(sentence, "那么", language)
    return "\n".join(lines).rstrip() + "\n"


def written(sentence: Sentence, language: SentenceLanguage) -> str:
    """A sentence with its slots named in Chinese."""
    text = sentence.pattern
    for name, kind in sentence.slots.items():
        told = "、".join(_choices(sentence, name)) if kind == "choice" else language.slot_names.get(name, name)
        for form in (f"{{{name}}}", f"{{{name}:{kind}}}"):
            text = text.replace(form, f"〈{told}〉")
    return text


def _choices(sentence: Sentence, name: str) -> list[str]:
    return list(sentence.choices[name])


def _entry(sentence: Sentence, keyword: str, language: SentenceLanguage) -> Iterator[str]:
    later = "（尚未开放）" if sentence.waits else f"（第{sentence.since}期起可用）"
    later = "" if language.offers(sentence) else later
    yield f"**{written(sentence, language)}**{later}  "
    yield sentence.says
    yield ""
    yield f"    {keyword} {sentence.example}"
    yield from (f"      | {field} | {value} |" for field, value in sentence.example_table)
    yield ""
