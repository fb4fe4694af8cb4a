"""The card beside a mention: by pointer, keyboard and touch, switched off, without scripts."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from glossary.models import Edition
from tests.browser.visitor import Visitor, hold_time
from tests.factories import make_category, make_term

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("db"),
    pytest.mark.usefixtures("entries"),
]
ENTRY = "/glossary/generative-ai/"
DEFINITION = "A generative model that learns to undo noise."
TEXT = f"""{"A model is trained. " * 12}Then a diffusion model draws a picture.

{"A model is trained. " * 40}

Grounding comes last."""
#: Whether two boxes touch.
MEET = """([a, b]) => {
    const boxes = [...a.getClientRects()], card = b.getBoundingClientRect();
    return boxes.some((box) => box.left < card.right && card.left < box.right
        && box.top < card.bottom && card.top < box.bottom);
}"""


@pytest.fixture
def entries(transactional_db: None) -> None:
    category = make_category(name="Generation & more")
    fields: dict[str, Any] = {"category": category, "level": "intermediate"}
    make_term("Diffusion model", definition=DEFINITION, **fields)
    make_term("Grounding", definition="Saying <b>what</b> is so & `no more`. " * 12, **fields)
    make_term("Generative AI", in_depth=TEXT, key_takeaway="", **fields)


def card(page: Page) -> Locator:
    return page.locator("#card")


def mention(page: Page, name: str = "diffusion model") -> Locator:
    return page.locator("a.term", has_text=name)


def asked(reader: Visitor) -> int:
    return len([url for url in reader.requests if "/api/card/" in url])


def reach(page: Page, name: str = "diffusion model") -> None:
    """Move the keyboard's focus to a mention, as Tab does."""
    page.keyboard.press("Shift")
    mention(page, name).focus()


def test_a_pointer_that_stays_opens_a_card_and_one_that_leaves_closes_it(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    hold_time(page)
    mention(page).hover()
    page.clock.run_for(100)
    assert asked(reader) == 0
    with page.expect_response("**/api/card/diffusion-model/"):
        page.clock.run_for(100)
    page.clock.run_for(250)
    expect(card(page)).to_be_hidden()
    page.clock.run_for(100)
    expect(card(page)).to_be_visible()
    assert card(page).locator("p").all_inner_texts()[:2] == [
        DEFINITION,
        "Intermediate · Generation & more",
    ]
    expect(card(page).get_by_role("link", name="Diffusion model")).to_have_attribute(
        "href", re.compile("/glossary/diffusion-model/$")
    )
    page.clock.run_for(60_000)
    expect(card(page)).to_be_visible()
    page.mouse.move(5, 5)
    page.clock.run_for(250)
    expect(card(page)).to_be_visible()
    page.clock.run_for(100)
    expect(card(page)).to_be_hidden()


def test_a_pointer_that_passes_by_asks_for_nothing(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    hold_time(page)
    mention(page).hover()
    page.clock.run_for(100)
    page.mouse.move(5, 5)
    page.clock.run_for(5_000)
    assert asked(reader) == 0
    expect(card(page)).to_be_hidden()


def test_the_pointer_may_enter_the_card_and_select_its_text(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    mention(page).hover()
    expect(card(page)).to_be_visible()
    page.locator("#card-says").hover()
    page.wait_for_timeout(500)
    expect(card(page)).to_be_visible()
    page.locator("#card-says").dblclick(position={"x": 60, "y": 8})
    assert page.evaluate("getSelection().toString().trim()") in DEFINITION.split()
    expect(card(page)).to_be_visible()
    card(page).get_by_role("link").click()
    page.wait_for_url("**/glossary/diffusion-model/")


def test_a_click_elsewhere_closes_the_card(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    reach(page)
    expect(card(page)).to_be_visible()
    page.mouse.click(5, 600)
    expect(card(page)).to_be_hidden()


def test_from_one_mention_to_the_next_goes_the_card(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    page.set_viewport_size({"width": 1280, "height": 1600})
    mention(page).hover()
    expect(card(page)).to_contain_text(DEFINITION)
    mention(page, "Grounding").hover()
    expect(card(page)).to_contain_text("Saying what is so & no more.")
    expect(card(page)).to_be_visible()


@pytest.mark.parametrize("size", [(1280, 700), (360, 640), (320, 256)])
@pytest.mark.parametrize("name", ["diffusion model", "Grounding"])
def test_the_card_is_in_sight_and_never_over_its_mention(
    reader: Visitor, size: tuple[int, int], name: str
) -> None:
    page = reader.open(ENTRY)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for block in ("start", "end", "center"):
        there = mention(page, name)
        page.mouse.move(1, 1)
        there.evaluate("(e, block) => e.scrollIntoView({ block })", block)
        there.hover()
        expect(card(page)).to_be_visible()
        if size[1] > 300:
            expect(card(page)).to_be_in_viewport(ratio=1)
        assert not page.evaluate(MEET, [there.element_handle(), card(page).element_handle()])
        assert page.evaluate("document.scrollingElement.scrollWidth") <= size[0]
        page.keyboard.press("Escape")


def test_by_keyboard_the_card_opens_and_tab_leads_through_it_and_on(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    reach(page)
    expect(card(page)).to_be_visible()
    expect(mention(page)).to_be_focused()
    link = card(page).get_by_role("link")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_have_accessible_description(DEFINITION)
    page.keyboard.press("Tab")
    expect(card(page).get_by_role("button", name="Turn previews off")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(mention(page)).to_be_focused()
    expect(card(page)).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(card(page)).to_be_hidden()
    expect(mention(page, "Grounding")).to_be_focused()
    expect(card(page)).to_contain_text("Saying")
    page.keyboard.press("Shift+Tab")
    expect(mention(page)).to_be_focused()


def test_escape_closes_the_card_and_the_focus_stays_with_the_mention(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    for steps in (0, 1, 2):
        page.locator("h1").click()
        reach(page)
        expect(card(page)).to_be_visible()
        for _ in range(steps):
            page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(card(page)).to_be_hidden()
        expect(mention(page)).to_be_focused()
    page.wait_for_timeout(700)
    expect(card(page)).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/diffusion-model/")


def test_escape_closes_a_card_the_pointer_opened_and_leaves_the_focus_alone(
    reader: Visitor,
) -> None:
    page = reader.open(ENTRY)
    box = page.get_by_role("combobox")
    box.fill("typed")
    mention(page).hover()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(box).to_be_focused()
    expect(box).to_have_value("typed")


def test_screen_readers_hear_the_words_of_the_mention_and_nothing_else(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    reach(page)
    expect(card(page)).to_be_visible()
    assert mention(page).evaluate("e => e.getAttributeNames()") == ["class", "href"]
    expect(mention(page)).to_have_accessible_name("diffusion model")
    expect(mention(page)).to_have_accessible_description("")
    assert card(page).get_by_role("status").inner_text() == ""


def test_a_tap_follows_the_link_at_once(chromium: Browser, live_server: Any) -> None:
    size = {"width": 360, "height": 700}
    phone = Visitor(chromium, live_server.url, viewport=size, has_touch=True, is_mobile=True)
    page = phone.open(ENTRY)
    there = mention(page)
    there.evaluate("e => e.addEventListener('click', (event) => event.preventDefault())")
    there.tap()
    page.wait_for_timeout(800)
    expect(card(page)).to_be_hidden()
    assert asked(phone) == 0
    mention(page, "Grounding").tap()
    page.wait_for_url("**/glossary/grounding/")
    assert phone.complaints == []
    phone.context.close()


def test_without_scripts_a_mention_is_a_link_and_nothing_offers_cards(
    chromium: Browser, live_server: Any
) -> None:
    plain = Visitor(chromium, live_server.url, java_script_enabled=False)
    page = plain.open(ENTRY)
    mention(page).hover()
    for part in ("#card", ".switches button >> nth=0", ".switches button >> nth=1"):
        expect(page.locator(part)).to_be_hidden()
    mention(page).click()
    page.wait_for_url("**/glossary/diffusion-model/")
    plain.context.close()


def test_a_reader_switches_cards_off_in_a_card_and_on_again_in_the_footer(
    reader: Visitor,
) -> None:
    page = reader.open(ENTRY)
    switch = page.get_by_role("button", name="Previews of linked entries")
    expect(switch).to_have_attribute("aria-pressed", "true")
    reach(page)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card(page).get_by_role("status")).to_contain_text("Previews are off.")
    expect(mention(page)).to_be_focused()
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Tab")
    expect(mention(page, "Grounding")).to_be_focused()
    page.reload()
    expect(switch).to_have_attribute("aria-pressed", "false")
    mention(page).hover()
    page.wait_for_timeout(800)
    expect(card(page)).to_be_hidden()
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    mention(page).hover()
    expect(card(page)).to_contain_text(DEFINITION)


def test_where_storage_is_forbidden_the_switch_is_for_the_page(reader: Visitor) -> None:
    forbid = "Object.defineProperty(window, '{}', {{ get() {{ throw new Error('no') }} }});"
    reader.context.add_init_script(forbid.format("localStorage") + forbid.format("sessionStorage"))
    page = reader.open(ENTRY)
    mention(page).hover()
    expect(card(page)).to_be_visible()
    card(page).get_by_role("button").click()
    switch = page.get_by_role("button", name="Previews of linked entries")
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(switch).to_have_attribute("aria-pressed", "true")


def test_a_card_is_asked_for_once_in_an_edition(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    for _ in range(2):
        for name in ("diffusion model", "Grounding"):
            reach(page, name)
            expect(card(page)).to_be_visible()
            page.keyboard.press("Escape")
        page.reload()
    assert asked(reader) == 2
    edition = Edition.objects.get()
    make_term("Another")
    page.reload()
    assert page.locator("body").get_attribute("data-edition") != str(edition.number)
    reach(page)
    expect(card(page)).to_be_visible()
    assert asked(reader) == 3


def test_no_network_no_card(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    reader.context.set_offline(True)
    mention(page).hover()
    page.wait_for_timeout(1_000)
    expect(card(page)).to_be_hidden()
    reader.context.set_offline(False)
    page.mouse.move(5, 5)
    mention(page).hover()
    expect(card(page)).to_be_visible()
    reader.complaints.clear()


@pytest.mark.parametrize("status", [404, 500, 200])
def test_a_server_that_cannot_say_leaves_the_link(reader: Visitor, status: int) -> None:
    page = reader.open(ENTRY)
    broken = {"status": status, "body": "<h1>No JSON</h1>"}

    def fail(route: Route) -> None:
        route.fulfill(**broken)  # type: ignore[arg-type]

    page.route("**/api/card/**", fail)
    mention(page).hover()
    expect(card(page)).to_contain_text("The preview of this entry is not available right now.")
    reader.complaints.clear()
    card(page).get_by_role("link", name="diffusion model").click()
    page.wait_for_url("**/glossary/diffusion-model/")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_a_card_open(
    chromium: Browser, live_server: Any, width: int, scheme: Any
) -> None:
    size = {"width": width, "height": 700}
    reader = Visitor(chromium, live_server.url, viewport=size, color_scheme=scheme)
    page = reader.open(ENTRY)
    reach(page)
    expect(card(page)).to_be_visible()
    assert reader.violations(page) == []
    card(page).get_by_role("button").click()
    assert reader.violations(page) == []
    assert reader.complaints == []
    reader.context.close()


def test_on_paper_there_are_no_cards_and_no_dotted_lines(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    reach(page)
    expect(card(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(card(page)).to_be_hidden()
    line = "e => getComputedStyle(e).textDecorationLine"
    assert mention(page).evaluate(line) == "none"
    page.emulate_media(media="screen")
    assert mention(page).evaluate(line) == "underline"
