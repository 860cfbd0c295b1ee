"""What a browser must never do, and what its pages must look like to everybody."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

PICTURES = Path(__file__).resolve().parents[2] / "build" / "pages"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATUS = "Failed to load resource"
"""How Chromium tells every answer above 399: a refusal's page is one, and right; anything else is told by ``heard``."""


class Watch:
    """Looks over the shoulders of all browsers of a story; ``complaints`` must stay empty."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.looked_at: set[str] = set()

    def over(self, context: BrowserContext) -> None:
        """From now on, over this browser too."""
        context.on("request", lambda request: self._inside(request.url))
        context.on("response", self._heard)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))

    def look(self, page: Page, name: str) -> None:
        """Once for each kind of page: axe finds nothing, nothing sticks out at 390 pixels, pictures are kept."""
        if name in self.looked_at:
            return
        self.looked_at.add(name)
        found = Axe().run(page, options={"runOnly": RULES})
        if found.violations_count:
            self.complaints.append(f"{name}: {found.generate_report()}")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                self.complaints.append(f"{name}: wider than {width} pixels")
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 800})

    def _inside(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.complaints.append(f"asked outside: {url}")

    def _heard(self, response: Response) -> None:
        if response.status >= 500 or response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.status}: {response.request.method} {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(STATUS):
            self.complaints.append(f"console: {message.text} ({message.page.url if message.page else ''})")
