"""Every trap of docs/spiffworkflow.md has a test of its number, and every such test a line there."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[2] / "docs" / "spiffworkflow.md"


def test_traps_and_tests_are_one_list() -> None:
    listed = re.findall(r"^\| T(\d\d) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    sources = "".join(path.read_text(encoding="utf-8") for path in (HERE / "traps").glob("test_*.py"))
    tested = set(re.findall(r"^def test_t(\d\d)_", sources, re.MULTILINE))
    assert len(listed) == len(set(listed)) > 60
    assert set(listed) == tested
