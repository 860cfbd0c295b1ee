"""`guicheng feature` on files from anywhere: what it prints and how it exits."""

import json

import pytest
from click.testing import CliRunner

from cli.feature import feature_

GOOD = """功能：顾问
  场景：听取意见
    假如 现在是“2026年3月2日 9:00”
    当 “区商务局承办人”发起“法律顾问意见”
    那么 “法律顾问意见”的期限是“2026年3月9日”
"""


@pytest.fixture
def guicheng(tmp_path):
    """Runs the command on a text saved under some name; ``{}`` in the options stands for the file."""

    def run(text: str, *options: str):
        path = tmp_path / "我的 场景.feature"
        path.write_text(text, encoding="utf-8")
        return CliRunner().invoke(feature_, [str(path), *options])

    return run


def test_a_feature_that_holds(guicheng):
    done = guicheng(GOOD)
    assert done.exit_code == 0, done.output
    assert "听取意见" in done.output and "通过 1" in done.output


def test_a_feature_that_does_not_hold_tells_where_and_why(guicheng):
    done = guicheng(GOOD.replace("3月9日", "3月10日"))
    assert done.exit_code == 1
    assert "5  那么 “法律顾问意见”的期限是" in done.output and "2026年3月9日" in done.output


def test_an_unknown_sentence_is_named_with_the_nearest(guicheng):
    done = guicheng(GOOD.replace("的期限是", "期限为"))
    assert done.exit_code == 1
    assert "没有这样的句子" in done.output and "“合法性审查”的期限是“2026年3月11日”" in done.output


def test_a_sentence_of_a_later_issue_is_not_passed(guicheng):
    done = guicheng(GOOD + "    当 系统管理员将事项跳转到“审签”，理由为“时间紧”\n")
    assert done.exit_code == 1 and "尚未开放 1" in done.output


def test_a_file_that_is_no_feature_names_the_line(guicheng):
    done = guicheng("功能：甲\n  场景：乙\n    假如 丙\n    丁\n")
    assert done.exit_code == 1 and "第4行" in done.output


def test_as_json_for_other_programs(guicheng):
    done = guicheng(GOOD.replace("3月9日", "3月10日") + "\n  @第二十二条 @不得\n  场景：丙\n    当 丁\n", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    first, second = told["features"][0]["scenarios"]
    assert told["passed"] is False
    assert first["status"] == "failed" and first["steps"][-1]["code"] == "gate.other_limit"
    assert second["articles"] == ["22"] and second["must_not"] and second["steps"][0]["nearest"]


def test_every_sentence_can_be_listed():
    done = CliRunner().invoke(feature_, ["--sentences"])
    assert done.exit_code == 0 and "### 铁律" in done.output


def test_without_a_file_it_says_what_to_write():
    assert CliRunner().invoke(feature_, []).exit_code == 2
