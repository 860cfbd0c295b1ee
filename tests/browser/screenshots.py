"""Takes the pictures that the README shows, of a fresh demonstration: `make screenshots`.

With an address (`python -m tests.browser.screenshots http://127.0.0.1:8000`) of a demonstration that runs already.
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from cli.demo import prepare
from web import create_app

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images"
LARGEST = 250_000
SIZE = {"width": 1280, "height": 800}
STARTER, REVIEWER = "区教育和体育局承办人", "区司法局审查员"


def main() -> None:
    """Takes all pictures, of the demonstration at an address or of one made for the purpose."""
    if len(sys.argv) > 1:
        take(sys.argv[1])
        return
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/demonstration.db"
        prepare(address)
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        server = make_server("127.0.0.1", 0, create_app(address, demonstration=True), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        take(f"http://127.0.0.1:{server.port}")
        server.shutdown()


def take(url: str) -> None:
    """Takes the pictures one after the other."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        box_case_and_diagram(browser, url)
        refusal(browser, url)
        consultation(browser, url)
        features(browser, url)
        browser.close()


def box_case_and_diagram(browser: Browser, url: str) -> None:
    """What waits for the person who starts decisions; one of them; its diagram with where it stands."""
    page = signed_in(browser, url, STARTER)
    keep(page, "box")
    page.goto("/boxes/started")
    page.get_by_role("link", name="城区小学学位布局规划").click()
    keep(page, "case")
    page.get_by_role("link", name="单独看大图").click()
    keep(page, "diagram")


def refusal(browser: Browser, url: str) -> None:
    """A review that contradicts itself is refused under its article, and nothing that was written is lost."""
    page = signed_in(browser, url, REVIEWER)
    page.get_by_role("link", name="区级预算绩效管理办法").click()
    for field, value in {"权限审查": "符合", "内容审查": "不符合", "程序审查": "符合"}.items():
        page.get_by_role("radiogroup", name=field).get_by_label(value, exact=True).check()
    sheet = page.locator("[data-sheet]")
    sheet.get_by_label("结论").select_option("合法")
    sheet.get_by_label("理由").fill("经审查，权限和程序符合规定。")
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="办理", exact=True).click()
    page.locator("[data-error-summary]").wait_for()
    keep(page, "refusal")


def consultation(browser: Browser, url: str) -> None:
    """What everybody can read and say, without signing in."""
    page = browser.new_page(base_url=url, viewport=SIZE)
    page.goto("/public")
    page.get_by_role("link", name="幼儿园延时服务收费政策").click()
    keep(page, "consultation")


def features(browser: Browser, url: str) -> None:
    """The legal office's page: the rules as scenarios in words, run at once."""
    page = signed_in(browser, url, REVIEWER)
    page.get_by_role("link", name="验收").click()
    page.get_by_role("link", name="法律顾问意见").click()
    page.get_by_role("button", name="运行").click()
    page.get_by_role("heading", name="全部通过").wait_for(timeout=120_000)
    page.locator(".scenario", has_text="不得").first.locator("summary").click()
    keep(page, "features")


def signed_in(browser: Browser, url: str, post: str) -> Page:
    """A browser of whoever holds a post."""
    page = browser.new_page(base_url=url, viewport=SIZE, locale="zh-CN")
    page.goto("/login")
    page.get_by_role("button", name=re.compile(rf"^{post}\s")).click()
    page.get_by_role("heading", name="待办").wait_for()
    return page


def keep(page: Page, name: str) -> None:
    """Writes one picture; RuntimeError when it is too large for a README."""
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file)
    if file.stat().st_size > LARGEST:
        raise RuntimeError(f"{file} has {file.stat().st_size} bytes, more than {LARGEST}")
    print(file.relative_to(PICTURES.parents[1]), file.stat().st_size)


if __name__ == "__main__":
    main()
