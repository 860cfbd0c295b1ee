"""Every code of the room has its sentence and remedy, and no sentence is left over."""

import re
from pathlib import Path

import yaml

import engine.forms

ROOM = Path(engine.forms.__file__).parent
WORDING = Path(__file__).parents[3] / "web" / "wording" / "forms.yaml"


def test_every_code_is_worded_and_every_wording_used() -> None:
    written = {
        code
        for file in ROOM.glob("*.py")
        for code in re.findall(r'"(forms\.[a-z_]+)"', file.read_text(encoding="utf-8"))
    }
    worded = yaml.safe_load(WORDING.read_text(encoding="utf-8"))
    assert len(written) > 50
    assert {code for code in worded if not code.startswith("_")} == written
    assert all(one["text"] and one["remedy"] for code, one in worded.items() if not code.startswith("_"))
