"""A procedure's files with everything it calls, as one parcel: named by its content, packed for the database."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

import zstandard

from engine.errors import Finding, Unsound
from engine.rulebook.written import is_plain, read_text

CEILING = 64 * 1024 * 1024
"""No bundle may unpack to more bytes than this."""


class _Codec(threading.local):
    """One compressor a thread: a shared one is a segmentation fault."""

    def __init__(self) -> None:
        self.out = zstandard.ZstdCompressor(level=6)
        self.into = zstandard.ZstdDecompressor()


_codec = _Codec()


@dataclass(frozen=True)
class Bundle:
    """``procedure`` is the id of the main one; ``files`` maps paths under the rules' root to their bytes."""

    procedure: str
    files: Mapping[str, bytes]

    @cached_property
    def hash(self) -> str:
        """SHA-256 over every path and content, in order of path."""
        digest = hashlib.sha256(self.procedure.encode())
        for path in sorted(self.files):
            digest.update(f"\n{path}\n{hashlib.sha256(self.files[path]).hexdigest()}".encode())
        return digest.hexdigest()

    def pack(self) -> bytes:
        """The bundle as compressed bytes; the same files always give the same bytes."""
        text = {path: read_text(self.files[path], path) for path in sorted(self.files)}
        return _codec.out.compress(json.dumps([self.procedure, text], ensure_ascii=False).encode())

    @classmethod
    def unpack(cls, raw: bytes) -> "Bundle":
        """The bundle that ``pack`` wrote."""
        procedure, text = json.loads(_codec.into.decompress(raw, max_output_size=CEILING))
        if not all(map(is_plain, text)):
            raise Unsound("rulebook.unreadable", [Finding("rulebook.outside", "error", next(p for p in text if not is_plain(p)))])
        return cls(procedure, {path: content.encode() for path, content in text.items()})

    def procedures(self) -> list[str]:
        """The ids of all procedures in it, the main one first."""
        ids = {PurePosixPath(p).parent.name for p in self.files if p.endswith(".bpmn")}
        return [self.procedure, *sorted(ids - {self.procedure})]
