"""A legality review in a real browser: material completed, reviewed, signed, the letter fetched; and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.person import Person
from tests.browser.stage import Stage
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

Cast = Callable[..., Person]

STARTER, REVIEWER, HEAD = "区教育和体育局承办人", "区司法局审查员", "区司法局负责人"
TITLE = "关于规范校外托管服务的若干措施"
START = {"标题": TITLE, "送审稿": "送审稿.pdf"}
COMPLETE = {
    "材料是否齐全": "是", "权限审查": "符合", "内容审查": "符合", "程序审查": "符合", "是否规范性文件": "否",
    "须听取法律顾问意见": "否", "结论": "合法", "理由": "经审查，符合法律规定。",
}


def it_is_sent(person: Cast) -> None:
    """Started by its form; the page says who has it now."""
    with person(STARTER) as starter:
        starter.page.get_by_role("navigation", name="我的办公").get_by_role("link", name="合法性审查").click()
        starter.writes(START)
        starter.watch.look(starter.page, "review-start")
        starter.presses("发起")
        starter.sees("已记入办理记录。", f"现在由{REVIEWER}办理“合法性审查”")


@pytest.mark.timeout(200)
def test_a_review_with_its_clock_stopped_until_the_letter_is_there(stage: Stage, person: Cast) -> None:
    it_is_sent(person)
    with person(REVIEWER) as reviewer:
        reviewer.opens(TITLE, "合法性审查")
        reviewer.sees("为什么有这一环节", "第十九条", "收到 3月2日 + 7 个工作日", "剩 7 个工作日")
        reviewer.page.get_by_role("button", name="签收").click()
        expect(reviewer.page.locator(".case-marks")).to_contain_text("已签收")
        reviewer.writes({"材料是否齐全": "否"})
        reviewer.presses("办理")
        reviewer.sees("没有提交成功。已填的内容和附件都还在。")
        reviewer.watch.look(reviewer.page, "review-refused")
        reviewer.writes({"缺少的材料": "起草说明和制定依据"})
        reviewer.presses("办理")
        reviewer.sees("已记入办理记录。")
    stage.later(days=3)
    with person(STARTER) as starter:
        starter.does(TITLE, "补正材料", {"补正说明": "已补齐", "补充材料": "说明.pdf"})
    with person(REVIEWER) as reviewer:
        reviewer.opens(TITLE, "合法性审查")
        reviewer.sees("扣除补正材料 3 日 = 3月16日")
        reviewer.writes({**COMPLETE, "权限审查": "不符合"})
        reviewer.presses("办理")
        reviewer.sees("审查清单中有一项不符合的，结论不能是“合法”", "第二十五条")
        expect(reviewer.page.get_by_label("理由", exact=False).first).to_have_value("经审查，符合法律规定。")
        reviewer.writes({"权限审查": "符合"})
        reviewer.presses("办理")
        reviewer.sees("已记入办理记录。")
    with person(HEAD) as head:
        head.opens(TITLE, "审签")
        head.sees("不能转办：")
        head.watch.look(head.page, "review-sign")
        head.writes({"意见": "同意"})
        head.presses("办理")
        head.sees("事项已办结：合法")
        head.page.get_by_role("link", name="查看事项").click()
        head.sees("已办结，结果为合法", "正在生成")
        stage.works()
        head.page.reload()
        head.watch.look(head.page, "review-case")
        with head.page.expect_download() as fetched:
            head.page.get_by_role("link", name=re.compile("合法性审查意见书")).click()
        assert fetched.value.path().read_bytes().startswith(b"%PDF-")


def test_what_is_typed_saves_itself(stage: Stage, person: Cast) -> None:
    it_is_sent(person)
    with person(REVIEWER) as reviewer:
        reviewer.opens(TITLE, "合法性审查")
        reviewer.writes({"材料是否齐全": "否", "缺少的材料": "起草说明"})
        expect(reviewer.page.locator("[data-draft-status]")).to_contain_text("已暂存", timeout=8000)
        reviewer.page.goto("/boxes/drafts")
        reviewer.watch.look(reviewer.page, "drafts")
        reviewer.page.get_by_role("link", name=TITLE).click()
        expect(reviewer.page.get_by_label("缺少的材料")).to_have_value("起草说明")


def test_office_acts_by_keyboard_alone(stage: Stage, person: Cast) -> None:
    it_is_sent(person)
    with person(REVIEWER) as reviewer:
        page = reviewer.page
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
        page.keyboard.press("Enter")
        for _ in range(4):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == TITLE:
                break
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
        page.locator("summary", has_text="转办").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_label("转给")).to_be_focused()
        page.get_by_label("转给").select_option("区司法局副局长")
        page.get_by_role("button", name="转办").focus()
        page.keyboard.press("Enter")
        reviewer.sees("已记入办理记录。", "区司法局副局长")


def test_the_whole_without_a_script(stage: Stage, browser: Browser, watch: Watch, person: Cast) -> None:
    it_is_sent(person)
    context = browser.new_context(base_url=stage.url, locale="zh-CN", java_script_enabled=False)
    watch.over(context)
    page = context.new_page()
    page.goto("/login")
    page.get_by_role("button", name=re.compile(rf"^{REVIEWER}\s")).click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("radio", name="否").first.check()
    page.get_by_role("button", name="按所填内容更新表单").click()
    page.get_by_label("缺少的材料").fill("起草说明")
    page.get_by_role("button", name="暂存").click()
    expect(page.get_by_label("缺少的材料")).to_have_value("起草说明")
    page.get_by_role("button", name="办理", exact=True).click()
    expect(page.locator("main")).to_contain_text("现在由区教育和体育局承办人办理“补正材料”")
    context.close()
