"""Feature files as people type them: both colons, both bars, line numbers that stay."""

import pytest

from engine.errors import Unsound
from engine.gate.gherkin import normalise, parse
from tests.engine.gate.language import LANGUAGE

FULL = """@第二十五条
功能：重大决策
  说明一句

  背景：
    假如 现在是“2026年3月2日 9:00”

  规则：审查在前

    @不得 @▲713-15
    场景大纲：到“<环节>”
      当 “甲”办理“<环节>”，填写：
        ｜ 标题 ｜ <环节> ｜
      那么 事项未办结
      例子：
        | 环节 |
        | 丙   |
        | 丁   |
"""


def test_full_width_signs_and_half_width_ones_read_alike():
    half = FULL.replace("：\n", ":\n").replace("：重", ": 重").replace("：审", ": 审").replace("：到", ": 到").replace("｜", "|")
    half = half.replace("填写:", "填写：")
    one, other = parse(FULL, "a", LANGUAGE), parse(half, "a", LANGUAGE)
    assert one.scenarios == other.scenarios
    assert one.name == "重大决策" and one.description == "说明一句"


def test_lines_tags_tables_examples_and_rules():
    first, second = parse(FULL, "a", LANGUAGE).scenarios
    assert (first.name, second.name) == ("到“丙”", "到“丁”")
    assert first.articles == ("25", "▲713-15") and first.must_not
    assert first.rule == "审查在前"
    assert (first.line, first.row_line, second.row_line) == (11, 17, 18)
    assert [(s.line, s.kind) for s in first.steps] == [(6, "given"), (12, "when"), (14, "then")]
    assert second.steps[1].rows == (("标题", "丁"),)


def test_normalising_keeps_every_line():
    assert normalise(FULL, LANGUAGE).count("\n") == FULL.count("\n")


@pytest.mark.parametrize("text, code, line", [
    ("功能: 甲\n  场景: 乙\n    假如 丙\n    丁\n", "gate.syntax", 4),
    ("功能: 甲\n  场景: 乙\n", "gate.empty_scenario", 2),
    ("功能: 甲\n  场景: 乙\n    办理\n      | a | b |\n    那么 丙\n", "gate.no_keyword", 2),
    ("功能: 甲\n  场景大纲: 乙\n    假如 <丙>\n    例子:\n      | 丙 |\n", "gate.empty_scenario", 2),
    ("功能: 甲\n  场景: 乙\n    当 丙\n      | a | b |\n      | a |\n", "gate.syntax", 5),
    ("", "gate.no_feature", 1),
])
def test_what_cannot_be_read_is_found_with_its_line(text, code, line):
    with pytest.raises(Unsound) as refused:
        parse(text, "a.feature", LANGUAGE)
    assert refused.value.code == "gate.unreadable"
    assert (code, line) in [(f.code, f.facts["line"]) for f in refused.value.findings]
