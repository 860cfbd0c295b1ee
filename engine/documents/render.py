"""From a template's source and a payload to the bytes of a PDF, by the typesetter in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.documents.payload import plain
from engine.documents.press import REFUSED
from engine.errors import Refusal

HERE = Path(__file__).parent
LOOKS = ("letter.typ",)
WALL_SECONDS = 90
INHERITED = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "HOME")
ROADS = ("http_proxy", "https_proxy", "all_proxy")
DEAD_END = "http://127.0.0.1:9"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

# How the typesetter's messages begin, and what they mean to us.
TOLD = {
    "unknown font family": "documents.font_missing",
    "failed to download package": "documents.package_refused",
    "package not found": "documents.package_refused",
    "path `": "documents.file_refused",
    "file not found": "documents.file_refused",
    "failed to load file": "documents.file_refused",
}

Assets = Mapping[str, bytes | str]


def render(
    template: str,
    payload: Mapping[str, Any],
    *,
    fonts: Iterable[Path | str],
    assets: Assets | None = None,
    moment: datetime | None = None,
) -> bytes:
    """The PDF/A-2b of ``template`` (Typst source) filled from ``payload``.

    The template reads its values by ``json(bytes(sys.inputs.payload))`` and may use ``letter.typ``, the look shipped
    with this room, and its ``assets`` (plain file name → content).  ``fonts`` are folders; fonts of the system are
    not seen.  ``moment`` is written into the file as its date of creation: the same arguments give the same bytes.

    Refuses with ``documents.glyph_missing``, ``.font_missing``, ``.file_refused``, ``.package_refused``,
    ``.template_wrong``, ``.warning``, ``.too_heavy``, ``.asset_name`` or ``.payload_unreadable``.
    """
    with TemporaryDirectory(prefix="letter-") as root:
        _lay_out(Path(root), template, assets or {})
        return _press({
            "root": root,
            "fonts": [os.fspath(folder) for folder in fonts],
            "moment": int((moment or EPOCH).timestamp()),
            "inputs": {"payload": json.dumps(plain(payload), ensure_ascii=False)},
        })


def _lay_out(root: Path, template: str, assets: Assets) -> None:
    for name in LOOKS:
        (root / name).write_bytes((HERE / name).read_bytes())
    for name, content in assets.items():
        if not re.fullmatch(r"\w[\w.-]*", name) or name == "main.typ":
            raise Refusal("documents.asset_name", name=name)
        (root / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (root / "main.typ").write_text(template, encoding="utf-8")


def _press(order: dict[str, Any]) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(HERE / "press.py")],
            input=json.dumps(order).encode(),
            env=_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refusal("documents.too_heavy") from None
    if done.returncode == 0 and done.stdout.startswith(b"%PDF-"):
        return done.stdout
    if done.returncode == REFUSED:
        raise _refusal(json.loads(done.stdout))
    raise Refusal("documents.too_heavy")


def _environment() -> dict[str, str]:
    """Little of ours, and every road to the network ends at a closed door (the typesetter would fetch packages)."""
    roads = dict.fromkeys((name for road in ROADS for name in (road, road.upper())), DEAD_END)
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {**kept, **roads, "PYTHONUTF8": "1", "RAYON_NUM_THREADS": "2"}


def _refusal(answer: Mapping[str, Any]) -> Refusal:
    message, where = answer["message"], re.search(r"([\w.-]+\.typ):(\d+):", answer["where"])
    place = {"file": where[1], "line": int(where[2])} if where else {"file": "main.typ", "line": 0}
    facts = {**place, "message": message, "hints": list(answer["hints"])}
    if glyph := re.search(r'the text `"(.*?)"` could not be displayed', message):
        return Refusal("documents.glyph_missing", glyph=_unescape(glyph[1]), **facts)
    usual = "documents.warning" if answer["kind"] == "warning" else "documents.template_wrong"
    return Refusal(next((code for start, code in TOLD.items() if message.startswith(start)), usual), **facts)


def _unescape(text: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), text)
