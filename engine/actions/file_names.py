"""What a file may be called: a name that is nothing but a name, and none by which a machine would run it."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
RUNS = frozenset(
    "html htm xhtml xht shtml mhtml mht hta svg svgz xml xsl js mjs jse vbs vbe wsf wsh exe com scr pif msi msp dll cpl "
    "bat cmd ps1 psm1 lnk url scf reg inf jar jnlp sh bash desktop app apk dmg iso img chm hlp gadget appref-ms".split())
"""Endings that a browser opens as a page or an operating system runs."""
MARKUP = re.compile(rb"\s*<\s*(!doctype|\?xml|!--|html|head|body|script|style|svg|iframe|object|embed|img|meta|a\b)", re.I)
MARK = b"\xef\xbb\xbf"


def clean_name(name: str) -> str:
    """A name without folders and without signs that are not seen, at most 200 long; its ending survives."""
    seen = "".join(sign for sign in re.split(r"[/\\]", name)[-1] if unicodedata.category(sign)[0] != "C")
    seen = seen.strip(" .")
    stem, dot, ending = seen.rpartition(".")
    if len(seen) > LONGEST and dot and len(ending) < 12:
        return f"{stem[:LONGEST - len(ending) - 1]}.{ending}"
    return seen[:LONGEST]


def runs(name: str) -> bool:
    """Whether the name's ending makes a machine run the file or open it as a page."""
    return clean_name(name).rpartition(".")[2].lower() in RUNS and "." in clean_name(name)


def given_name(name: str) -> str:
    """The name that comes back with a file that is stored already: cleaned, or nothing where it may not stand."""
    return "" if runs(name) else clean_name(name)


def is_markup(content: bytes) -> bool:
    """Whether a text begins like a page or a picture that can hold a script."""
    return MARKUP.match(content[:1024].removeprefix(MARK)) is not None
