"""What may and may not be written in the product's files."""

import io
import re
import tokenize

from tests.house.source import files, place, refuse, text

CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
TEXTS = (".py", ".md", ".yaml", ".toml", ".in", ".txt", ".html", ".css", ".js", ".sh", ".json", ".feature", "Makefile")
WORKPLACE = re.compile(r"/work/|/tmp/contract|\bClaude\b|\bAnthropic\b|\bLLM\b|\bchatbot\b", re.IGNORECASE)
# The names of language and calendar data are no sentences; these files may look outside the repository and say so.
LOOKS_OUTSIDE = ("tests/outside.py", "tests/conformance/", "tests/conftest.py", "tests/house/", "Makefile")


def test_the_engine_has_no_chinese_literal():
    found = []
    for path in files("engine"):
        for token in tokenize.generate_tokens(io.StringIO(text(path)).readline):
            if CHINESE.search(token.string):
                found.append(f"{place(path, token.start[0])}: {token.string[:60]}")
    refuse(found, "The engine knows no government: such words are data (processes/, web/wording/).")


def test_nothing_outside_the_repository_is_needed():
    found = [
        f"{place(path, number)}: {line.strip()[:100]}"
        for path in files("", endings=TEXTS) if not place(path).startswith(LOOKS_OUTSIDE)
        for number, line in enumerate(text(path).splitlines(), 1) if "../shared" in line or "/work/shared" in line
    ]
    refuse(found, "Ask tests.outside.shared(…) for it: it skips and says so where it is absent.")


def test_files_speak_of_the_product_only():
    found = [
        f"{place(path, number)}: {line.strip()[:100]}"
        for path in files("", endings=TEXTS) if not place(path).startswith("tests/house/")
        for number, line in enumerate(text(path).splitlines(), 1) if WORKPLACE.search(line)
    ]
    refuse(found, "No machine's paths and no word of how the product was made:")
