"""Public pages in a real browser: nothing for axe, nothing from elsewhere, nothing that moves;
by keyboard, on a phone, on paper and without scripts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.sample_pages import ADDRESSES, make_book
from tests.browser.visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("db"),
    pytest.mark.usefixtures("book"),
]
ENTRY, INDEX, LONG = ADDRESSES["entry"], ADDRESSES["index"], ADDRESSES["long words"]
WEIGHT = 60_000
#: What is smaller than a fingertip, links within a sentence aside.
SMALL = """() => [...document.querySelectorAll("a, button, summary, input, textarea")]
    .filter((e) => e.checkVisibility() && !(getComputedStyle(e).display === "inline"
        && e.closest("p, li, dt, dd, h2").textContent.trim() !== e.textContent.trim()))
    .map((e) => [e.outerHTML, e.getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < 24)
    .map(([html, box]) => [html, box.width, box.height])"""
#: What has the focus, whether it is marked, and whether nothing lies on top of it.
FOCUS = """() => {
    const focused = document.activeElement;
    if (focused === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(
        focused.matches("[role=search] input") ? focused.form : focused);
    const box = focused.getClientRects()[0];
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const isMarked = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    return [focused.outerHTML.slice(0, 99), isMarked, focused.contains(there)];
}"""


@pytest.fixture
def book(transactional_db: None) -> None:
    make_book()


@pytest.fixture
def phone(chromium: Browser, live_server: Any) -> Iterator[Visitor]:
    size: Any = {"width": 360, "height": 700}
    reader = Visitor(
        chromium, live_server.url, viewport=size, reduced_motion="reduce", has_touch=True
    )
    yield reader
    reader.context.close()


@pytest.fixture
def plain(chromium: Browser, live_server: Any) -> Iterator[Visitor]:
    """A phone that runs no scripts."""
    size: Any = {"width": 360, "height": 700}
    reader = Visitor(chromium, live_server.url, viewport=size, java_script_enabled=False)
    yield reader
    reader.context.close()


def each(reader: Visitor) -> Iterator[tuple[str, Page]]:
    """Open one address after the other in one tab."""
    page = reader.open(INDEX)
    for name, path in ADDRESSES.items():
        page.goto(f"{reader.url}{path}")
        yield name, page
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_the_console_and_other_hosts_have_nothing_to_say(
    chromium: Browser, live_server: Any, width: int, scheme: Any
) -> None:
    size: Any = {"width": width, "height": 900}
    reader = Visitor(chromium, live_server.url, viewport=size, color_scheme=scheme)
    found: dict[str, Any] = {}

    def look(name: str, page: Page) -> None:
        if found_here := [*reader.complaints, *reader.violations(page)]:
            found[name] = found_here
        reader.complaints.clear()

    for name, page in each(reader):
        look(name, page)
    page = reader.open("/contact/")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("alert").wait_for()
    look("contact, with errors", page)
    page.goto(f"{reader.url}{INDEX}")
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    look("index, unfolded", page)
    reader.context.close()
    assert found == {}
    assert [url for url in reader.requests if not url.startswith(f"{reader.url}/")] == []


def test_no_page_scrolls_sideways(reader: Visitor) -> None:
    wide = {}
    for name, page in each(reader):
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 700})
            if (needed := page.evaluate("document.scrollingElement.scrollWidth")) > width:
                wide[name, width] = needed
    assert wide == {}


@pytest.mark.parametrize("part", [".prose table >> nth=1", ".prose pre"])
def test_what_is_too_wide_scrolls_in_itself_and_by_keyboard(phone: Visitor, part: str) -> None:
    page = phone.open(ENTRY)
    wide = page.locator(part)
    assert wide.evaluate("e => e.scrollWidth > e.clientWidth")
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=wide.element_handle())


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", [INDEX, ENTRY])
def test_nothing_moves_once_it_is_shown(reader: Visitor, path: str, width: int) -> None:
    page = reader.open("/about/")
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"{reader.url}{path}", wait_until="networkidle")
    shifts = page.evaluate(
        """() => new Promise((resolve) => {
            const observer = new PerformanceObserver(() => {});
            observer.observe({ type: "layout-shift", buffered: true });
            setTimeout(() => resolve(observer.takeRecords().map((shift) => shift.value)), 300);
        })"""
    )
    assert shifts == []


def test_what_one_taps_is_24_pixels_high_and_wide(reader: Visitor) -> None:
    """WCAG 2.5.8, whose exception is a link within a sentence."""
    small = {}
    for name, page in each(reader):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 700})
            if found := page.evaluate(SMALL):
                small[name, width] = found
    assert small == {}


def test_the_first_tab_stop_skips_to_the_content(reader: Visitor) -> None:
    for name, page in each(reader):
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to content")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        where = "document.activeElement.closest('main, footer')?.localName"
        assert page.evaluate(where) in {"main", "footer"}, name


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_focus_is_seen_wherever_it_goes(reader: Visitor, key: str) -> None:
    for path in (INDEX, ENTRY, ADDRESSES["search"], ADDRESSES["contact"]):
        page = reader.open(path)
        stops = []
        for _ in range(150):
            page.keyboard.press(key)
            if (stop := page.evaluate(FOCUS)) is None:
                break
            stops.append(stop)
        assert len(stops) > 10
        assert [what for what, is_marked, is_on_top in stops if not is_marked] == [], path
        assert [what for what, is_marked, is_on_top in stops if not is_on_top] == [], path


def test_on_a_phone_the_menu_opens_and_leads_on_by_keyboard(phone: Visitor) -> None:
    page = phone.open(ENTRY)
    menu = page.locator(".site-menu summary")
    link = page.locator(".site-menu").get_by_role("link", name="Contact")
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(menu).to_be_focused()
    expect(link).to_be_hidden()
    page.keyboard.press("Enter")
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/contact/")


def test_the_contents_follow_the_reader(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    contents = page.get_by_role("navigation", name="On this page")
    first, last = contents.get_by_role("link").first, contents.get_by_role("link").last
    is_marked = "e => getComputedStyle(e).borderLeftColor !== 'rgba(0, 0, 0, 0)'"
    assert [first.evaluate(is_marked), last.evaluate(is_marked)] == [True, False]
    last.click()
    expect(page.get_by_role("heading", name="Sources")).to_be_in_viewport()
    page.mouse.move(0, 0)
    assert [first.evaluate(is_marked), last.evaluate(is_marked)] == [False, True]


def test_without_scripts_every_page_has_its_content(plain: Visitor) -> None:
    for name, page in each(plain):
        assert page.locator("main h1").count() == 1, name
        assert len(page.locator("main").inner_text()) > 20, name
        assert page.locator("noscript").count() == 0, name


def test_without_scripts_the_menu_opens_and_filters_narrow_the_list(plain: Visitor) -> None:
    page = plain.open(INDEX)
    page.locator(".site-menu summary").click()
    expect(page.locator(".site-menu").get_by_role("link", name="Contact")).to_be_visible()
    page.locator(".site-menu summary").click()
    page.locator(".filters > summary").click()
    page.get_by_role("link", name="Advanced 1", exact=True).click()
    page.wait_for_url("**/glossary/?level=advanced")
    assert page.locator(".entries dt").all_inner_texts() == ["Bare"]
    page.get_by_role("link", name="Show all").click()
    page.get_by_role("link", name="G", exact=True).click()
    page.wait_for_url("**/glossary/?letter=G")
    assert "Generative AI" in page.locator(".entries").inner_text()


def test_without_scripts_one_searches_with_enter(plain: Visitor) -> None:
    page = plain.open(ENTRY)
    page.get_by_role("searchbox").fill("gen ai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=gen+ai")
    page.get_by_role("link", name="Generative AI").first.click()
    page.wait_for_url(f"**{ENTRY}")


def test_without_scripts_the_contact_form_sends(
    plain: Visitor, mailoutbox: list[EmailMessage]
) -> None:
    page = plain.open("/contact/")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Your e-mail address").fill("ada@example.org")
    page.get_by_label("Your message").fill("A comma is missing.")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/contact/sent/")
    assert [mail.reply_to for mail in mailoutbox] == [["ada@example.org"]]


def test_on_paper_there_is_the_content_without_the_site_around_it(reader: Visitor) -> None:
    for name, page in each(reader):
        page.emulate_media(media="print")
        assert page.locator("main h1").is_visible(), name
        # One summary is the heading of a list that is printed with it.
        around = page.locator("nav, form:not(.form), summary:not(:has(h2)), .back, .skip").all()
        assert [one.inner_html() for one in around if one.is_visible()] == [], name
    page = reader.open(ENTRY)
    page.emulate_media(media="print")
    for part in ("#definition p", "#in-depth table >> nth=0", "#sources", "#applications", "aside"):
        assert page.locator(part).is_visible(), part
    assert page.locator(".prose pre").evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.parametrize("wish", ["reduce", "no-preference"])
def test_who_wants_no_motion_gets_none(chromium: Browser, live_server: Any, wish: Any) -> None:
    reader = Visitor(chromium, live_server.url, reduced_motion=wish)
    page = reader.open(ENTRY)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].map((e) => getComputedStyle(e)).some((s) =>
            s.scrollBehavior !== "auto" || s.animationName !== "none"
                || s.transitionDuration !== "0s")"""
    )
    assert moving is (wish == "no-preference")
    reader.context.close()


@pytest.fixture
def as_deployed(settings: Settings, tmp_path: Path) -> Iterator[str]:
    """A server that sends static files as a deployed site does: collected, hashed and compressed,
    by WhiteNoise. The tests' usual server reads them from the source tree."""
    settings.STATIC_ROOT = tmp_path / "static"
    backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    call_command("collectstatic", interactive=False, verbosity=0)
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = lambda handler: handler  # type: ignore[assignment]
    server.start()
    yield server.url
    server.stop()


def test_a_first_entry_page_weighs_at_most_60_kilobytes(
    chromium: Browser, as_deployed: str
) -> None:
    reader = Visitor(chromium, as_deployed)
    sent: list[Request] = []
    reader.context.on("requestfinished", lambda request: sent.append(request))
    page = reader.open(ENTRY)
    page.wait_for_load_state("networkidle")
    weights = {}
    for request in sent:
        sizes, response = request.sizes(), request.response()
        assert response
        if request.resource_type in {"document", "stylesheet", "script"}:
            assert response.header_value("content-encoding") in {"br", "gzip"}, request.url
        if request.resource_type != "font":
            weights[request.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]
    assert {Path(url).suffix for url in weights} >= {"", ".css", ".svg"}
    reader.context.close()
    assert sum(weights.values()) <= WEIGHT, weights
