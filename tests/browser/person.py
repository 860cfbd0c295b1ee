"""People of the story: each has a browser of his own, reads labels, types and presses buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.stage import Stage
from tests.browser.watch import Watch

expect.set_options(timeout=15_000)

Answers = Mapping[str, Any]


def paper(name: str) -> dict[str, Any]:
    """A file to hand in."""
    return {"name": name, "mimeType": "application/pdf", "buffer": f"%PDF-1.4 {name}".encode()}


class Person:
    """Whoever holds a post, in front of a browser.  Without a post: somebody of the public, and without scripts."""

    def __init__(self, stage: Stage, browser: Browser, watch: Watch, post: str = "") -> None:
        self.stage, self.watch, self.post = stage, watch, post
        self.context = browser.new_context(
            base_url=stage.url, locale="zh-CN", timezone_id="Asia/Shanghai", java_script_enabled=bool(post))
        watch.over(self.context)
        self.page: Page = self.context.new_page()

    def __enter__(self) -> Person:
        if self.post:
            self.page.goto("/login")
            self.watch.look(self.page, "login")
            self.page.get_by_role("button", name=re.compile(rf"^{self.post}\s")).click()
            expect(self.page.get_by_role("heading", level=1, name="待办")).to_be_visible()
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def opens(self, title: str, step: str) -> None:
        """Opens a task from the box of what waits."""
        self.page.goto("/boxes/waiting")
        self.watch.look(self.page, "box")
        row = self.page.get_by_role("row").filter(has=self.page.get_by_role("cell", name=step, exact=True))
        row.get_by_role("link", name=title).click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)

    def writes(self, answers: Answers) -> None:
        """Fills in fields by their labels, one after the other."""
        for label, value in answers.items():
            _fill(self.page, _cell(self.page, label), value)

    def presses(self, button: str) -> None:
        """Presses a button of the sheet once the sheet is at rest."""
        expect(self.page.locator("[data-sheet][aria-busy]")).to_have_count(0)
        self.page.get_by_role("button", name=button, exact=True).click()

    def does(self, title: str, step: str, answers: Answers) -> None:
        """Opens a task, fills it in and completes it."""
        self.opens(title, step)
        self.writes(answers)
        self.watch.look(self.page, "task")
        self.presses("办理")
        self.sees("已记入办理记录。")

    def sees(self, *texts: str) -> None:
        """Reads something on the page."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)


def _cell(page: Page, label: str) -> Locator:
    name = re.compile(rf"^\s*{re.escape(label)}[\s\u2060＊]*(（必填）)?\s*$")
    cell = page.locator("[data-sheet] .cell > .cell-label").filter(has_text=name).locator("..")
    expect(cell).to_be_visible()
    return cell


def _fill(page: Page, cell: Locator, value: Any) -> None:
    kind = cell.get_attribute("data-kind")
    if kind in ("radio", "checklist", "taglist"):
        for choice in value if isinstance(value, list) else [value]:
            cell.get_by_label(choice, exact=True).check()
    elif kind == "select":
        cell.get_by_role("combobox").select_option(value)
    elif kind == "filepicker":
        cell.locator("input[type=file]").set_input_files(paper(value))
        expect(cell.get_by_role("button", name=f"移除 {value}")).to_be_visible()
    elif kind == "datetime":
        cell.locator("input").fill(value)
    else:
        cell.get_by_role("textbox").click()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(value)
