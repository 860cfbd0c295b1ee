"""A major decision from draft to follow-up, in a real browser, by everybody who takes part in it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import answers as given
from tests.browser.answers import STARTER, TITLE
from tests.browser.person import Person
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser

Cast = Callable[..., Person]


@pytest.mark.timeout(300)
def test_a_major_decision_from_draft_to_follow_up(stage: Stage, person: Cast, tmp_path: Path) -> None:
    case = it_is_started(person)
    nobody_else_gets_in(person, case)
    departments_and_towns_are_asked(person)
    it_is_argued_side_by_side(person)
    competition_is_reviewed_and_counsel_heard(person)
    the_public_is_asked(stage, person)
    it_is_revised_and_reviewed(stage, person, case)
    the_letter_is_fetched(stage, person, case, tmp_path)
    the_deputy_is_away(person, case)
    it_is_decided_in_a_meeting(stage, person)
    it_is_issued_and_published(person)
    it_is_followed_up(stage, person, case)


def it_is_started(person: Cast) -> str:
    """Refused without the research report, with all that was written still there; gives back the case's address."""
    with person(STARTER) as starter:
        page = starter.page
        page.get_by_role("link", name="重大行政决策").click()
        starter.watch.look(page, "start")
        starter.writes(given.DECISION)
        starter.presses("发起")
        starter.sees("没有提交成功。已填的内容和附件都还在。", "调研报告", "第二十五条")
        expect(page.get_by_label("标题")).to_have_value(TITLE)
        starter.sees("学位布局调整方案（草案）.pdf")
        starter.writes({"调研报告": "调研报告.pdf"})
        starter.presses("发起")
        starter.sees("已记入办理记录。", "五性论证", "法律顾问意见")
        page.get_by_role("link", name="查看事项").click()
        starter.sees("社会稳定风险评估", "应办")
        starter.watch.look(page, "case")
        case = page.url
        page.get_by_role("link", name="单独看大图").click()
        starter.sees("重大行政决策：现在在“")
        starter.watch.look(page, "diagram")
        return case


def nobody_else_gets_in(person: Cast, case: str) -> None:
    """A case of others is not there; who is in it but not called reads whose turn it is and under which article."""
    with person("区司法局承办人") as stranger:
        answer = stranger.page.goto(case)
        assert answer is not None and answer.status == 404
    with person(STARTER) as starter:
        starter.page.goto(case)
        starter.page.get_by_role("row").filter(has_text="区财政局负责人").get_by_role("link", name="部门协商").click()
        starter.sees("现在不能办理：", "区财政局负责人", "第四十九条")
        expect(starter.page.get_by_role("button", name="办理", exact=True)).to_have_count(0)


def departments_and_towns_are_asked(person: Cast) -> None:
    """One department disagrees: issue, both sides and the own view are written down.  A double click is one act."""
    with person("区商务局负责人") as head:
        head.opens(TITLE, "部门协商")
        head.writes(given.AGREES)
        head.page.get_by_role("button", name="办理", exact=True).dblclick()
        head.sees("已记入办理记录。")
        head.page.get_by_role("link", name="查看事项").click()
        expect(head.page.locator(".record li", has_text="办理“部门协商”")).to_have_count(1)
    with person("区财政局负责人") as head:
        head.does(TITLE, "部门协商", given.DISAGREES)
    with person(STARTER) as starter:
        starter.does(TITLE, "分歧说明", given.DIFFERENCES)
    for town in ("张村镇负责人", "鲸园街道负责人"):
        with person(town) as head:
            head.does(TITLE, "征求镇街意见", given.AGREES)


def it_is_argued_side_by_side(person: Cast) -> None:
    """Findings, experts and risks, as the responsible department works through what waits."""
    with person(STARTER) as starter:
        starter.does(TITLE, "五性论证", given.FINDINGS)
        starter.opens(TITLE, "专家论证")
        if not starter.page.locator(".rows-row").count():
            starter.presses("＋ 添加一行（专家）")
        starter.does(TITLE, "专家论证", {**given.EXPERT, **given.EXPERTS})
        starter.does(TITLE, "社会稳定风险评估", given.RISK)


def competition_is_reviewed_and_counsel_heard(person: Cast) -> None:
    """The two called procedures that run beside the rest."""
    with person(STARTER) as starter:
        starter.does(TITLE, "公平竞争初审", given.FIRST_REVIEW)
        starter.does(TITLE, "听取利害关系人意见", given.HEARING)
    with person("区市场监管局审查员") as reviewer:
        reviewer.does(TITLE, "公平竞争审查", given.FAIR)
    with person("区市场监管局负责人") as head:
        head.does(TITLE, "审签", given.AGREES)
    with person("区政府法律顾问") as counsel:
        counsel.does(TITLE, "法律顾问意见", given.ADVICE)


def the_public_is_asked(stage: Stage, person: Cast) -> None:
    """Somebody comments without signing in and without a script; thirty days must have gone before it ends."""
    with person() as citizen:
        citizen.page.goto("/public")
        citizen.page.get_by_role("link", name=TITLE).click()
        citizen.page.get_by_label("您的意见").fill(given.COMMENT)
        citizen.page.get_by_role("button", name="提交意见").click()
        citizen.sees("意见已收到")
    with person(STARTER) as starter:
        starter.opens(TITLE, "公众参与")
        starter.writes(given.CONSULTED)
        starter.presses("办理")
        starter.sees("征求意见还没有截止，不能办结。", "没有提交成功")
    stage.later(days=31)
    with person(STARTER) as starter:
        starter.opens(TITLE, "公众参与")
        starter.sees("4月2日")
        starter.writes(given.CONSULTED)
        starter.presses("办理")
        starter.sees("已记入办理记录。", "修改完善决策草案")
    with person("区政府办公室主任") as director:
        director.page.goto("/public")
        director.watch.look(director.page, "public")
        director.page.get_by_role("link", name=TITLE).click()
        director.sees(given.TAKEN_UP)
        director.watch.look(director.page, "consultation")


def it_is_revised_and_reviewed(stage: Stage, person: Cast, case: str) -> None:
    """The legal office finds material missing: its clock stands still until it is there."""
    with person(STARTER) as starter:
        starter.does(TITLE, "修改完善决策草案", given.REVISION)
    with person("区司法局审查员") as reviewer:
        reviewer.does(TITLE, "合法性审查", given.INCOMPLETE)
    stage.later(days=5)
    with person(STARTER) as starter:
        starter.page.goto(case)
        starter.sees("现在停计")
        starter.does(TITLE, "补正材料", given.SUPPLEMENT)
    with person("区司法局审查员") as reviewer:
        reviewer.opens(TITLE, "合法性审查")
        reviewer.sees("扣除补正材料")
        reviewer.does(TITLE, "合法性审查", given.LAWFUL)
    with person("区司法局负责人") as head:
        head.does(TITLE, "审签", given.AGREES)


def the_letter_is_fetched(stage: Stage, person: Cast, case: str, folder: Path) -> None:
    """The numbered opinion as PDF, with its number and the matter's title in it."""
    stage.works()
    with person(STARTER) as starter:
        starter.page.goto(case)
        with starter.page.expect_download() as download:
            starter.page.get_by_role("link", name="合法性审查意见书").click()
        letter = folder / "letter.pdf"
        download.value.save_as(letter)
    read = subprocess.run(["pdftotext", str(letter), "-"], capture_output=True, text=True, check=True).stdout
    text = "".join(read.split())
    assert "威环司审〔2026〕1号" in text and TITLE in text and "合法" in text


def the_deputy_is_away(person: Cast, case: str) -> None:
    """The deputy says that he is away; his pair acts, and the record says for whom."""
    with person("副区长甲") as deputy:
        deputy.page.get_by_role("link", name="离岗与代行").click()
        deputy.page.get_by_label("类别").select_option("离威")
        deputy.page.get_by_label("至（含当日）").first.fill("2026-04-17")
        deputy.page.get_by_role("button", name="登记", exact=True).first.click()
        deputy.sees("副区长乙")
        deputy.watch.look(deputy.page, "stand-ins")
    with person("副区长乙") as pair:
        pair.does(TITLE, "分管副区长审核", given.AGREES)
        pair.page.get_by_role("link", name="查看事项").click()
        pair.sees("副区长乙代副区长甲")


def it_is_decided_in_a_meeting(stage: Stage, person: Cast) -> None:
    """Papers five working days before; then the mayor decides in the meeting."""
    with person("区政府办公室文秘") as office:
        office.does(TITLE, "议题提报", given.AGENDA)
    stage.on(2026, 4, 20, 11)
    with person("区长") as mayor:
        mayor.does(TITLE, "集体讨论决定", given.MEETING)


def it_is_issued_and_published(person: Cast) -> None:
    """The Party committee is asked before; afterwards everybody can read it."""
    with person("区政府办公室文秘") as office:
        office.does(TITLE, "向区委请示报告", given.PARTY)
        office.does(TITLE, "印发", given.ISSUE)
    with person(STARTER) as starter:
        starter.does(TITLE, "公布与解读", given.PUBLICATION)
    with person() as citizen:
        citizen.page.goto("/public")
        citizen.page.get_by_label("已公布的决定").get_by_role("link", name=TITLE).click()
        citizen.sees(given.EXPLANATION)


def it_is_followed_up(stage: Stage, person: Cast, case: str) -> None:
    """Tracked and evaluated, then done; nothing waits any more and the record tells it all."""
    stage.later(days=90)
    with person(STARTER) as starter:
        starter.does(TITLE, "执行跟踪", given.TRACKING)
        starter.does(TITLE, "执行效果评估", given.EVALUATION)
        starter.sees("事项已办结：继续")
        starter.page.goto(case)
        starter.sees("已办结，结果为继续", "办理“执行效果评估”")
