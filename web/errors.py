"""Puts refusals, findings and field errors into words: what happened, what it rests on, what to do.

The sentences are data: ``web/wording/<room>.yaml`` maps a code to ``{text, remedy}`` and optionally ``basis``; the
key ``_basis`` of a file is what its room's codes rest on where no article is named.  ``{name}`` in a sentence
stands for a fact, ``{file}`` and ``{element}`` for where a finding is.  A code without a sentence gets a general
one: wording never fails.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import yaml

from engine.errors import Invalid, Refusal

WORDING = Path(__file__).parent / "wording"
GENERAL = {"text": "这一步没有办成（{code}）。", "remedy": "请稍后再试；仍不成功时，把括号里的代码告诉系统管理员。"}
GENERAL_BASIS = "系统的办理规则"
DIGITS = "零一二三四五六七八九"
# what expressions call the kinds of value, and the facts under which one is told
KIND_FACTS = ("expected", "found", "left", "right")
KINDS = {
    "null": "空值",
    "boolean": "真假值（true、false）",
    "number": "数字",
    "string": "文字",
    "date": "日期",
    "time": "时间",
    "date and time": "日期和时间",
    "days and time duration": "按天的时长",
    "years and months duration": "按月的时长",
    "list": "列表",
    "context": "一组数据",
    "range": "区间",
    "function": "函数",
}
NO_ARTICLES: Mapping[str, str] = {}


class Said(Protocol):
    """Anything that has a code and facts: a refusal, a finding, what is wrong with a field."""

    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Worded:
    """A refusal in words."""

    text: str
    basis: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.text}（依据：{self.basis}）{self.remedy}"


def word(said: Said, register: Mapping[str, str] = NO_ARTICLES) -> Worded:
    """The sentence for ``said``; ``register`` maps article numbers to how they are cited, where that is not 第…条."""
    wording = wordings().get(said.code, GENERAL)
    where = {name: getattr(said, name) for name in ("code", "file", "element") if hasattr(said, name)}
    facts = _Facts({name: shown(value) for name, value in {**where, **said.facts}.items()})
    facts |= {name: KINDS[facts[name]] for name in KIND_FACTS if facts.get(name) in KINDS}
    facts["because"] = _because(facts)
    articles = cite(getattr(said, "articles", ()), register)
    return Worded(
        text=_place(wording["text"], facts) + wording["text"].format_map(facts),
        basis=articles or wording.get("basis", GENERAL_BASIS).format_map(facts),
        remedy=wording["remedy"].format_map(facts),
    )


def _place(sentence: str, facts: Mapping[str, str]) -> str:
    """Where in a decision table something stands, for a sentence that does not say it itself."""
    parts = (("table", "决策表“{}”"), ("row", "第{}行"), ("column", "“{}”列"))
    if not ("row" in facts or "column" in facts) or any(f"{{{name}}}" in sentence for name, _ in parts):
        return ""
    return "".join(words.format(facts[name]) for name, words in parts if name in facts) + "："


def _because(facts: Mapping[str, str]) -> str:
    """The sentence of the code that a fact named ``cause`` holds: what is wrong inside an expression, say."""
    wording = wordings().get(facts.get("cause", ""))
    return wording["text"].format_map(facts) if wording else ""


def word_whole(refusal: Refusal, register: Mapping[str, str] = NO_ARTICLES) -> str:
    """All that a person reads of a refusal in one line: the sentence, then what is wrong with each field."""
    fields = refusal.fields.items() if isinstance(refusal, Invalid) else ()
    lines = [f"“{path}”：{word(error, register)}" for path, error in fields]
    return " ".join([str(word(refusal, register)), *lines])


def cite(articles: Iterable[str], register: Mapping[str, str] = NO_ARTICLES) -> str:
    """Articles as a reader cites them: ``("25", "19")`` gives 第二十五条、第十九条."""
    return "、".join(register.get(article) or _article(article) for article in articles)


def numeral(number: int) -> str:
    """A number of 0 to 999 in Chinese: 25 gives 二十五, 110 gives 一百一十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if hundreds:
        between = f"{DIGITS[tens]}十" if tens else ("零" if ones else "")
        return f"{DIGITS[hundreds]}百{between}{DIGITS[ones] if ones else ''}"
    if tens:
        return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"
    return DIGITS[ones]


def shown(value: Any) -> str:
    """A fact as it is read in a sentence: dates in words, lists by 、, yes and no as 是 and 否."""
    match value:
        case None | "":
            return "（空）"
        case bool():
            return "是" if value else "否"
        case dt.datetime():
            return f"{shown(value.date())}{value:%H:%M}"
        case dt.date():
            return f"{value.year}年{value.month}月{value.day}日"
        case Decimal():
            return format(value, "f")
        case list() | tuple() | set() | frozenset():
            return "、".join(shown(one) for one in value)
        case _:
            return str(value)


@cache
def wordings() -> Mapping[str, Mapping[str, str]]:
    """Every code with its sentences."""
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted(WORDING.glob("*.yaml")):
        room = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        basis = room.pop("_basis", GENERAL_BASIS)
        found |= {code: {"basis": basis, **wording} for code, wording in room.items()}
    return found


class _Facts(dict):
    """Facts by name; one that a sentence names and nobody gave reads as an ellipsis."""

    def __missing__(self, name: str) -> str:
        return "……"


def _article(article: str) -> str:
    """``25`` is 第二十五条, ``62(2)`` its second item; anything else is cited as it is written."""
    parts = re.fullmatch(r"([0-9]{1,3})(?:\(([0-9]{1,2})\))?", article)
    if not parts:
        return article
    item = f"第（{numeral(int(parts[2]))}）项" if parts[2] else ""
    return f"第{numeral(int(parts[1]))}条{item}"
