"""Cuts a FEEL text into tokens; says at once which mark of a Chinese keyboard should have been which of FEEL."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from .errors import FeelSyntaxError

KEYWORDS = frozenset(
    "and or if then else for in return some every satisfies between instance of function external true false null".split()
)
OPERATORS = ("..", "**", "->", "<=", ">=", "!=", *"+-*/()[]{},:.<>=?@|'")
# full-width marks and habits from other languages -> what FEEL writes
INSTEAD: Mapping[str, str] = {
    "==": "=",
    "&&": "and",
    "||": "or",
    "\uff1e": ">",
    "\uff1c": "<",
    "\uff1d": "=",
    "\uff01": "not(\u2026)",
    "\uff0c": ",",
    "\u3001": ",",
    "\uff08": "(",
    "\uff09": ")",
    "\u3010": "[",
    "\u3011": "]",
    "\uff3b": "[",
    "\uff3d": "]",
    "\uff5b": "{",
    "\uff5d": "}",
    "\u201c": '"',
    "\u201d": '"',
    "\u2018": '"',
    "\u2019": '"',
    "\uff02": '"',
    "\u300c": '"',
    "\u300d": '"',
    "\uff1a": ":",
    "\uff1b": ",",
    ";": ",",
    "\u3002": ".",
    "\uff0e": ".",
    "\uff0b": "+",
    "\uff0d": "-",
    "\u2212": "-",
    "\u2014": "-",
    "\uff0a": "*",
    "\u00d7": "*",
    "\u00f7": "/",
    "\uff0f": "/",
    "\u2265": ">=",
    "\u2264": "<=",
    "\u2260": "!=",
    "\uff1f": "?",
    "!": "not(\u2026)",
    "&": "and",
}
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}


class Token(NamedTuple):
    """One piece of text: kind is ``name``, ``keyword``, ``number``, ``string``, ``op`` or ``end``."""

    kind: str
    text: str
    position: int
    value: Any = None
    end: int = 0


def name_start(char: str) -> bool:
    """Whether a name may begin with the character (letters of any script, underscore, pictures)."""
    return char == "_" or char.isalpha() or (char > "\u00ff" and unicodedata.category(char) in ("So", "Nl", "Lo", "No"))


def name_part(char: str) -> bool:
    """Whether a name may go on with the character."""
    return (
        name_start(char)
        or char.isdigit()
        or char == "\u00b7"
        or unicodedata.category(char) in ("Mn", "Mc", "Nd", "Pc", "Sk")
    )


def tokenize(text: str, aliases: Mapping[str, str] | None = None) -> list[Token]:
    """All tokens of a text with an ``end`` behind them; raises FeelSyntaxError for what no token can be."""
    aliases = aliases or {}
    tokens: list[Token] = []
    at = 0
    while (at := _skip(text, at)) < len(text):
        token = _next(text, at, aliases)
        tokens.append(token)
        at = token.end
    tokens.append(Token("end", "", len(text), None, len(text)))
    return tokens


def _skip(text: str, at: int) -> int:
    """Past white space and comments."""
    while at < len(text):
        if text[at].isspace() or text[at] == "\ufeff":
            at += 1
        elif text.startswith("//", at):
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif text.startswith("/*", at):
            end = text.find("*/", at + 2)
            if end < 0:
                raise FeelSyntaxError("feel.unclosed", at, found="/*", missing="*/")
            at = end + 2
        else:
            return at
    return at


def _next(text: str, at: int, aliases: Mapping[str, str]) -> Token:
    char = text[at]
    if char == '"':
        return _string(text, at)
    if char in "0123456789" or (char == "." and text[at + 1 : at + 2].isdigit() and text[at - 1 : at] != "."):
        return _number(text, at)
    if name_start(char):
        return _name(text, at, aliases)
    for wrong in (text[at : at + 2], char):
        if wrong in INSTEAD and not (wrong == "!" and text.startswith("!=", at)):
            raise FeelSyntaxError("feel.operator", at, found=wrong, instead=INSTEAD[wrong])
    for operator in OPERATORS:
        if text.startswith(operator, at):
            return Token("op", operator, at, None, at + len(operator))
    raise FeelSyntaxError("feel.character", at, found=char)


def _name(text: str, at: int, aliases: Mapping[str, str]) -> Token:
    end = at + 1
    while end < len(text) and name_part(text[end]):
        end += 1
    word = text[at:end]
    keyword = aliases.get(word, word)
    if keyword in KEYWORDS:
        return Token("keyword", keyword, at, word, end)
    return Token("name", word, at, None, end)


def _number(text: str, at: int) -> Token:
    end = _digits(text, at)
    if text[end : end + 1] == "." and text[end + 1 : end + 2].isdecimal():
        end = _digits(text, end + 1)
    if text[end : end + 1] in ("e", "E"):
        after = end + 2 if text[end + 1 : end + 2] in ("+", "-") else end + 1
        end = _digits(text, after) if text[after : after + 1].isdecimal() else end
    try:
        value = Decimal(text[at:end])
    except InvalidOperation:
        raise FeelSyntaxError("feel.character", at, found=text[at:end]) from None
    if not -6143 <= value.adjusted() <= 6144:
        raise FeelSyntaxError("feel.number", at, found=text[at : at + 40])
    return Token("number", text[at:end], at, value, end)


def _digits(text: str, at: int) -> int:
    while at < len(text) and text[at] in "0123456789":
        at += 1
    return at


def _string(text: str, start: int) -> Token:
    parts: list[str] = []
    at = start + 1
    while at < len(text):
        char = text[at]
        if char == '"':
            value = "".join(parts)
            if any("\ud800" <= unit <= "\udfff" for unit in value):
                value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            return Token("string", text[start : at + 1], start, value, at + 1)
        if char == "\\" and at + 1 < len(text):
            piece, at = _escape(text, at)
            parts.append(piece)
        else:
            parts.append(char)
            at += 1
    raise FeelSyntaxError("feel.unclosed", start, found='"', missing='"')


def _escape(text: str, at: int) -> tuple[str, int]:
    mark = text[at + 1]
    if mark in ESCAPES:
        return ESCAPES[mark], at + 2
    width = {"u": 4, "U": 6}.get(mark, 0)
    digits = text[at + 2 : at + 2 + width]
    if (
        width
        and len(digits) == width
        and all(d in "0123456789abcdefABCDEF" for d in digits)
        and int(digits, 16) < 0x110000
    ):
        return chr(int(digits, 16)), at + 2 + width
    return "\\", at + 1
