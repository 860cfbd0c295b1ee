"""The sheet in a real browser: with a script, without one, on a wide screen and a narrow one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.web.sheet.server import Server, serving

pytestmark = pytest.mark.browser


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def sheet(page: Page, server: Server) -> Iterator[Page]:
    """The page, with a script; anything the browser complains of fails the test."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(server.url)
    yield page
    assert said == []


@pytest.fixture
def bare(browser: Browser, server: Server) -> Iterator[Page]:
    """The page in a browser without scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url)
    yield page
    context.close()


def write(page: Page) -> None:
    page.get_by_label("标题").fill("学位规划")
    page.get_by_label("送审部门").select_option("区财政局")
    page.get_by_label("拟完成日期").fill("2026-03-11")
    page.get_by_label("主体权限").check()


def test_the_whole_sheet_without_a_script(bare: Page, server: Server) -> None:
    write(bare)
    bare.get_by_label("不合法", exact=True).check()
    bare.get_by_role("button", name="添加一行").click()
    expect(bare.get_by_label("标题")).to_have_value("学位规划")
    rows = bare.locator(".rows-row")
    expect(rows).to_have_count(2)
    rows.nth(1).get_by_label("条款").fill("第三条")
    rows.nth(1).get_by_label("建议").fill("删去罚款。")
    bare.get_by_role("button", name="删除 修改意见第1行").click()
    expect(rows).to_have_count(1)
    expect(rows.nth(0).get_by_label("条款")).to_have_value("第三条")
    bare.get_by_label("送审稿").set_input_files({"name": "稿.pdf", "mimeType": "application/pdf", "buffer": b"x" * 20})
    bare.get_by_role("button", name="办理").click()
    expect(bare.get_by_text("有 1 处需要改正")).to_be_visible()
    expect(bare.get_by_text("稿.pdf").first).to_be_visible()
    bare.get_by_label("理由").fill("超越权限。")
    bare.get_by_role("button", name="办理").click()
    expect(bare.get_by_text("已办理")).to_be_visible()
    (values,) = server.accepted
    assert values["送审稿"] == [{"id": "id0", "name": "稿.pdf", "size": 20}]
    assert [row["条款"] for row in values["修改意见"]] == ["第三条"]


def test_enter_in_a_field_submits_nothing(bare: Page, server: Server) -> None:
    write(bare)
    bare.get_by_label("标题").press("Enter")
    expect(bare.get_by_label("标题")).to_have_value("学位规划")
    assert server.accepted == [] and bare.locator("[data-error-summary]").count() == 0


def test_a_draft_saves_itself_when_a_field_is_left(sheet: Page, server: Server) -> None:
    sheet.get_by_label("标题").fill("学位")
    sheet.get_by_label("标题").blur()
    expect(sheet.get_by_role("status")).to_contain_text("已暂存")
    assert server.drafts[-1]["标题"] == "学位"


def test_a_draft_saves_itself_after_a_rest(sheet: Page, server: Server) -> None:
    sheet.get_by_label("标题").press_sequentially("abc")
    expect(sheet.get_by_role("status")).to_contain_text("已暂存", timeout=6000)
    assert len(server.drafts) == 1


def test_a_draft_that_is_not_saved_is_said_and_tried_again(page: Page, server: Server) -> None:
    server.refuse_drafts = True
    page.goto(server.url)
    page.get_by_label("标题").fill("学位")
    page.get_by_label("标题").blur()
    expect(page.get_by_role("status")).to_contain_text("未能暂存")
    server.refuse_drafts = False
    expect(page.get_by_role("status")).to_contain_text("已暂存", timeout=6000)


def test_a_phrase_goes_into_the_opinion_and_the_draft(sheet: Page, server: Server) -> None:
    sheet.get_by_role("button", name="请修改后重新送审。").click()
    expect(sheet.get_by_label("理由")).to_have_value("请修改后重新送审。")
    sheet.get_by_label("理由").blur()
    expect(sheet.get_by_role("status")).to_contain_text("已暂存")
    assert server.drafts[-1]["理由"] == "请修改后重新送审。"


def test_a_condition_takes_a_field_away_and_brings_it_back_as_it_was(sheet: Page) -> None:
    sheet.get_by_label("理由").fill("写过")
    sheet.get_by_label("合法", exact=True).check()
    expect(sheet.get_by_label("理由")).to_have_count(0)
    expect(sheet.get_by_label("合法", exact=True)).to_be_focused()
    sheet.get_by_label("应予修改").check()
    expect(sheet.get_by_label("理由")).to_have_value("写过")


def test_typing_goes_on_while_the_sheet_is_fetched(sheet: Page) -> None:
    sheet.route("**/act", lambda route: (sheet.wait_for_timeout(300), route.continue_()))
    sheet.get_by_label("合法", exact=True).check()
    sheet.get_by_label("标题").press_sequentially("学位规划方案", delay=60)
    expect(sheet.get_by_label("理由")).to_have_count(0)
    expect(sheet.get_by_label("标题")).to_have_value("学位规划方案")
    expect(sheet.get_by_label("标题")).to_be_focused()


def test_rows_come_and_go_in_place(sheet: Page) -> None:
    sheet.get_by_label("条款").fill("第一条")
    sheet.get_by_role("button", name="添加一行").click()
    rows = sheet.locator(".rows-row")
    expect(rows).to_have_count(2)
    expect(rows.nth(1).get_by_label("条款")).to_be_focused()
    expect(rows.nth(0).get_by_label("条款")).to_have_value("第一条")
    sheet.get_by_role("button", name="删除 修改意见第1行").click()
    expect(rows).to_have_count(1)
    expect(rows.get_by_label("条款")).to_have_value("")


def test_a_file_is_stored_as_soon_as_it_is_chosen(sheet: Page, server: Server) -> None:
    sheet.get_by_label("送审稿").set_input_files({"name": "稿.pdf", "mimeType": "application/pdf", "buffer": b"x"})
    expect(sheet.get_by_role("button", name="移除 稿.pdf")).to_be_visible()
    sheet.get_by_label("标题").fill("学位")
    sheet.get_by_label("标题").blur()
    expect(sheet.get_by_role("status")).to_contain_text("已暂存")
    assert server.drafts[-1]["送审稿"][0]["name"] == "稿.pdf" and len(server.files) == 1
    sheet.get_by_role("button", name="移除 稿.pdf").click()
    expect(sheet.get_by_role("button", name="移除 稿.pdf")).to_have_count(0)


@pytest.mark.parametrize("width", [1200, 390])
def test_nothing_stands_in_the_way_of_anybody(sheet: Page, width: int, tmp_path: Path) -> None:
    sheet.set_viewport_size({"width": width, "height": 800})
    sheet.get_by_label("不合法", exact=True).check()
    sheet.get_by_role("button", name="办理").click()
    expect(sheet.locator("[data-error-summary]")).to_be_focused()
    assert sheet.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(
        sheet, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    assert found.violations_count == 0, found.generate_report()
    sheet.screenshot(path=tmp_path / f"sheet-{width}.png", full_page=True)
