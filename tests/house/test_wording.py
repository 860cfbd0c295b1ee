"""Every refusal and finding has a sentence, a basis and a remedy in web/wording."""

import string
import warnings

import yaml

from tests.house import codes
from tests.house.source import files, place, refuse, text
from web.errors import wordings


def _rooms() -> dict[str, dict]:
    return {place(path): yaml.safe_load(text(path)) or {} for path in files("web/wording", endings=(".yaml",))}


def _named(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name is not None}


def test_every_code_has_a_wording():
    known = wordings()
    unworded = [one for one in codes.said() if one.code not in known]
    found = sorted({f"{one.code}: said in {place(one.path, one.line)}" for one in unworded})
    refuse(found, "Add a line `code: {text: …, remedy: …}` to web/wording/<room>.yaml:")


def test_every_wording_has_a_text_and_a_remedy():
    found = [f"{file}: {code}" for file, room in _rooms().items() for code, wording in room.items()
             if code != "_basis" and not (isinstance(wording, dict) and wording.get("text") and wording.get("remedy"))]
    refuse(found, "Say what happened (text) and what to do now (remedy):")


def test_every_room_says_what_its_refusals_rest_on():
    found = [file for file, room in _rooms().items() if not room.get("_basis")]
    refuse(found, "Add `_basis: …`, what a refusal rests on where no article is named (a standard, a convention):")


def test_no_code_is_worded_twice():
    seen: dict[str, str] = {}
    found = [f"{code}: {file} and {seen[code]}" for file, room in _rooms().items() for code in room
             if code != "_basis" and seen.setdefault(code, file) != file]
    refuse(found, "Keep the wording in the file of the room that says it:")


def test_a_sentence_names_only_facts_that_are_given():
    known = wordings()
    found = []
    for one in codes.said():
        wording = known.get(one.code, {"text": "", "remedy": ""})
        lacking = _named(wording["text"]) | _named(wording["remedy"])
        if one.facts is not None and lacking - one.facts:
            found.append(f"{one.code} in {place(one.path, one.line)} lacks {', '.join(sorted(lacking - one.facts))}")
    refuse(found, "Give the fact where it is said, or leave it out of the sentence:")


def test_wordings_that_nothing_says_are_shown():
    used = codes.mentioned()
    unsaid = [code for code in sorted(wordings()) if code not in used and code.partition(".")[2] not in used]
    if unsaid:
        warnings.warn(f"web/wording has sentences that nothing says: {', '.join(unsaid)}", stacklevel=1)


def test_the_scan_sees_the_codes():
    assert len({one.code for one in codes.said()}) > 30
