"""Someone at a browser: opens pages, notes what the console says and what the pages ask for."""

from datetime import UTC, datetime
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Scrolling at once: what is measured has come to rest.
_USUAL: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 800},
    "reduced_motion": "reduce",
}


class Visitor:
    """A browser context on the site at ``url``, of a desk's width and without animations unless
    ``options``, which are Playwright's, say otherwise."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        self.url = url
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.context: BrowserContext = browser.new_context(**(_USUAL | options))
        self.context.on("request", lambda request: self.requests.append(request.url))

    def open(self, path: str) -> Page:
        """Open ``path`` in a tab of its own."""
        page = self.context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{self.url}{path}")
        return page

    def violations(self, page: Page, within: str | None = None) -> list[str]:
        """Return the rules that axe finds broken, on the page or ``within`` a selector of it, each
        with the first place and what is wrong there."""
        before = len(self.complaints)
        options = {"runOnly": TAGS, "resultTypes": ["violations"]}
        found = Axe().run(page, within, options).response["violations"]
        # axe measures with inline styles, which the policy rightly refuses.
        del self.complaints[before:]
        first = [(rule["id"], rule["nodes"][0]) for rule in found]
        return [f"{rule}: {node['html']}: {node['failureSummary']}" for rule, node in first]

    def _note(self, message: ConsoleMessage) -> None:
        # A page that is itself an error answers 404 or 503; the browser says so of its address.
        is_of_the_page = message.page is not None and message.location["url"] == message.page.url
        if message.type == "error" and not (is_of_the_page and "status of" in message.text):
            self.complaints.append(message.text)


def hold_time(page: Page) -> None:
    """Let the page's time pass only by ``page.clock``: a slow machine changes nothing then."""
    page.clock.install(time=datetime(2030, 1, 1, tzinfo=UTC))
    page.clock.pause_at(datetime(2030, 1, 2, tzinfo=UTC))
