"""What passes, what fails and where, on a world that only answers what it is told to."""

import pytest

from engine.errors import Refusal
from engine.gate.play import Unmet
from engine.gate.report import FAILED, LEFT_OUT, NOT_OFFERED, PASSED, UNKNOWN
from engine.gate.runner import run_text
from tests.engine.gate.language import LANGUAGE


class Told:
    """A world where the named operations are refused, unmet or broken; it remembers what was done."""

    def __init__(self, **answers):
        self.answers = answers
        self.done = []
        self.closed = False

    def perform(self, operation, arguments):
        self.done.append((operation, dict(arguments)))
        if operation in self.answers:
            raise self.answers[operation]

    def close(self):
        self.closed = True


def play(steps: str, **answers):
    world = Told(**answers)
    text = "功能：甲\n  场景：乙\n" + "".join(f"    {line}\n" for line in steps.strip().splitlines())
    report = run_text("a.feature", text, LANGUAGE, lambda uri: world, lambda r: f"说：{r.code}")
    assert world.closed
    return report, report.scenarios[0], world


def statuses(scenario):
    return [s.status for s in scenario.steps]


CLOSED = Refusal("step.not_open", ("25", "62(2)"))


def test_a_scenario_passes_when_everything_holds():
    report, scenario, world = play("当 “甲”签收“乙”\n那么 事项未办结")
    assert report.passed and scenario.status == PASSED and statuses(scenario) == [PASSED, PASSED]
    assert world.done == [("claim", {"post": "甲", "step": "乙"}), ("not_ended", {})]
    assert scenario.steps[1].line == 4 and scenario.ms >= 0


def test_an_expected_refusal_is_consumed_by_the_sentences_after_it():
    report, scenario, _ = play(
        "当 “甲”签收“乙”\n那么 事项未办结\n而且 被拒绝，依据“第二十五条”\n"
        "而且 被拒绝，依据“第六十二条”\n而且 被拒绝，提示包含“not_open”",
        claim=CLOSED,
    )
    assert report.passed, scenario.stopped_at


def test_an_unexpected_refusal_fails_where_it_happened():
    report, scenario, world = play("当 “甲”签收“乙”\n那么 事项未办结\n当 “甲”催办“乙”\n那么 被拒绝", claim=CLOSED)
    assert not report.passed
    assert statuses(scenario) == [FAILED, LEFT_OUT, LEFT_OUT, LEFT_OUT]
    assert scenario.stopped_at.refusal is CLOSED and scenario.stopped_at.line == 3
    assert len(world.done) == 1


def test_a_refusal_that_is_expected_and_does_not_come_fails():
    _, scenario, _ = play("当 “甲”签收“乙”\n那么 被拒绝，依据“第二十五条”")
    assert scenario.stopped_at.refusal.code == "gate.not_refused"


def test_an_earlier_refusal_does_not_answer_for_a_later_act():
    _, scenario, _ = play("当 “甲”签收“乙”\n那么 被拒绝\n当 “甲”催办“乙”\n那么 被拒绝", claim=CLOSED)
    assert statuses(scenario) == [PASSED, PASSED, PASSED, FAILED]


def test_another_article_or_another_message_fails_and_is_told():
    _, scenario, _ = play("当 “甲”签收“乙”\n那么 被拒绝，依据“第六条”", claim=CLOSED)
    assert scenario.stopped_at.refusal.code == "gate.other_article"
    assert scenario.stopped_at.refusal.articles == ("25", "62(2)")
    _, scenario, _ = play("当 “甲”签收“乙”\n那么 被拒绝，提示包含“过半数”", claim=CLOSED)
    assert scenario.stopped_at.refusal.facts == {"text": "过半数", "said": "说：step.not_open"}


def test_what_cannot_be_acted_is_never_taken_for_a_refusal():
    _, scenario, _ = play("当 “甲”签收“乙”\n那么 被拒绝", claim=Unmet("gate.no_post", post="甲"))
    assert scenario.stopped_at.refusal.code == "gate.no_post"


def test_a_set_up_that_is_refused_fails():
    _, scenario, _ = play("假如 “甲”担任“乙”\n当 “甲”签收“乙”\n那么 被拒绝", appoint=CLOSED)
    assert statuses(scenario) == [FAILED, LEFT_OUT, LEFT_OUT]


def test_an_unknown_sentence_fails_with_the_nearest():
    report, scenario, _ = play("当 “甲”接收“乙”")
    assert scenario.status == UNKNOWN and not report.passed
    assert scenario.stopped_at.refusal.facts["nearest"] == "“区司法局审查员”签收“合法性审查”"


@pytest.mark.parametrize("sentence, since", [
    ("当 系统管理员将事项跳转到“审签”，理由为“时间紧”", 3), ("当 会议“第3次常务会议”按议程审议到“学位规划”", 2),
])
def test_a_sentence_that_is_not_offered_yet_is_never_passed(sentence, since):
    report, scenario, world = play(sentence)
    assert scenario.status == NOT_OFFERED and not report.passed and not world.done
    assert scenario.stopped_at.refusal.facts["since"] == since


def test_a_fault_is_reported_and_does_not_hide_the_rest():
    report, scenario, _ = play("当 “甲”签收“乙”\n那么 被拒绝", claim=ZeroDivisionError("by zero"))
    assert scenario.stopped_at.refusal.code == "gate.fault"
    assert not report.passed


def test_a_file_that_cannot_be_read_or_says_nothing_is_not_passed():
    for text in ("功能：甲\n", "场景：乙\n", ""):
        report = run_text("a.feature", text, LANGUAGE, lambda uri: Told(), str)
        assert report.findings and not report.passed
