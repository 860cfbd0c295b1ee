"""Files and names: short, and saying what they are."""

import re

from tests.house.source import ROOT, files, place, refuse, text

OURS = ("engine", "web", "cli", "tests", "bench")
MIGRATIONS = ROOT / "engine/model/migrations/versions"  # written once, frozen, one file a release
CODE = (".py", ".js", ".mjs", ".html", ".css")
SAYS_NOTHING = re.compile(r"(^|/)_?(utils?|helpers?|managers?|services?|common|misc)(\.[a-z]+)?(/|$)")


def test_no_file_is_longer_than_400_lines():
    lengths = {path: len(text(path).splitlines()) for path in files(*OURS, endings=CODE)}
    found = [f"{place(path)}: {length}" for path, length in lengths.items()
             if length > 400 and MIGRATIONS not in path.parents]
    refuse(found, "Does it still fit one sentence?  Split it by subject:")


def test_names_say_something():
    found = [place(path) for path in files(*OURS, endings=CODE)
             if SAYS_NOTHING.search(place(path))]
    refuse(found, "Name a file by its subject:")


def test_the_scan_sees_the_product():
    assert len(files("engine")) > 20 and len(files("web", "cli")) > 3
