"""Pages in a real browser, wide and narrow: axe clean, nothing on the console, nothing beyond the edge or outside."""

import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from engine.actions.stand_in import delegate, record_absence
from tests.web.site import Site
from web.guard import KEY

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390)
PAGES = {
    "": ("/public", "/public/ended", "/public/1", "/public/1/thanks", "/login"),
    "Clerk of Harbour Office": ("/cases/1/comments", "/stand-ins", "/account/password"),
    "Provost": ("/legal/features", "/legal/features/legal-adviser", "/legal/articles", "/legal/guarantees", "/stand-ins",
                "/admin/versions"),
    "Registrar": ("/admin/posts", "/admin/posts/1", "/admin/people", "/admin/accounts"),
}


@pytest.fixture
def served(site: Site) -> Iterator[str]:
    """The address of a site with a consultation, an absence and a delegation."""
    site.play.open("Clerk of Harbour Office", "harbour-permit", title="A berth")
    with site.play.acting() as work:
        today = work.today
        record_absence(work, "First Bailie", "leave", today, today)
        delegate(work, "Head of Works", "Surveyor", today, today, ("Hear",))
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def look(page: Page, base: str, address: str) -> list[str]:
    """What is wrong with a page."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((base, "data:")) else found.append(asked.url))
    answer = page.goto(base + address)
    if answer is None or answer.status != 200:
        found.append(f"{address}: {answer and answer.status}")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{address}: wider than the screen")
    told = Axe().run(page).response["violations"]
    return [*found, *(f"{address}: {one['id']} {one['nodes'][0]['html']}" for one in told)]


@pytest.mark.parametrize("post", PAGES)
def test_every_page_is_clean_on_a_wide_and_on_a_narrow_screen(
    site: Site, served: str, browser: Browser, post: str
) -> None:
    found = []
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900})
        if post:
            key = site.signed_in(post).get_cookie(KEY)
            assert key
            context.add_cookies([{"name": KEY, "value": key.value, "url": served}])
        for address in PAGES[post]:
            page = context.new_page()
            found += [f"{width}: {one}" for one in look(page, served, address)]
            page.close()
        context.close()
    assert found == []


def test_a_comment_without_any_script(served: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/public")
    page.get_by_role("link", name="A berth").click()
    page.get_by_label("您的意见").fill("Too loud.")
    page.get_by_role("button", name="提交意见").click()
    expect(page.get_by_role("heading", name="意见已收到")).to_be_visible()
    page.get_by_role("link", name="回到这件事项").click()
    expect(page.get_by_text("收到意见 1 条")).to_be_visible()
    context.close()
