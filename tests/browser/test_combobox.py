"""The search box as a combobox, the key that leads to it, and the box without scripts."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.visitor import Visitor, hold_time
from tests.factories import make_term

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("db"),
    pytest.mark.usefixtures("entries"),
]
ENTRY = "/glossary/generative-ai/"
PLACES = (ENTRY, "/glossary/", "/search/?q=nothing", "/nowhere/")


@pytest.fixture
def entries(transactional_db: None) -> None:
    make_term("Generative AI", aliases=("Gen AI",))
    make_term("Genetic algorithm", definition="It *breeds* <b>answers</b>. " * 20)
    make_term("Résumé", definition="A life in a page.")
    make_term("机器学习", definition="计算机从数据中学习。")
    make_term("C++", definition="A language for machines.")


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search the glossary")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def propose(page: Page, text: str = "gen") -> None:
    """Type ``text`` and wait until the list is there."""
    box(page).press_sequentially(text)
    expect(box(page)).to_have_attribute("aria-expanded", "true")


def active(page: Page) -> str:
    """Return the words of the option that the field says is active, or nothing."""
    place = box(page).get_attribute("aria-activedescendant")
    if place is None:
        assert page.locator("[aria-selected=true]").count() == 0
        return ""
    assert page.locator("[aria-selected=true]").get_attribute("id") == place
    return page.locator(f"#{place} b").inner_text()


def asked(reader: Visitor) -> list[str]:
    return [url.rpartition("q=")[2] for url in reader.requests if "/api/suggest/" in url]


def test_the_box_is_a_combobox_on_every_page(reader: Visitor) -> None:
    for path in PLACES:
        page = reader.open(path)
        field = box(page)
        expect(field).to_have_attribute("aria-autocomplete", "list")
        expect(field).to_have_attribute("aria-expanded", "false")
        field.fill("")
        propose(page)
        listed = page.get_by_role("listbox", name="Suggestions")
        assert field.get_attribute("aria-controls") == listed.get_attribute("id")
        expect(page.locator("form[role=search] [role=status]")).to_have_text("Suggestions: 2")
        page.close()
    reader.complaints.clear()  # "/nowhere/" is a 404


def test_a_row_says_what_was_found_and_why(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    propose(page, "gen a")
    first = options(page).first
    assert first.locator("b").inner_text() == "Generative AI"
    propose(page, "i")
    expect(first.locator(".also")).to_have_text("also Gen AI")
    expect(first.locator("em mark")).to_have_text("Gen AI")
    expect(first.locator("small")).to_have_text("What Generative AI is.")
    box(page).fill("")
    propose(page, "geneti")
    expect(options(page).locator("b mark")).to_have_text(["Geneti"])
    snippet = options(page).locator("small")
    assert snippet.inner_text().startswith("It breeds answers.")
    assert snippet.evaluate("e => e.clientHeight < 30 && e.scrollWidth > e.clientWidth")


@pytest.mark.parametrize(
    ("typed", "name", "marked"),
    [("resu", "Résumé", "Résu"), ("c++", "C++", "C++"), ("学", "机器学习", "学")],
)
def test_what_matches_is_emphasised_in_any_script(
    reader: Visitor, typed: str, name: str, marked: str
) -> None:
    page = reader.open(ENTRY)
    propose(page, typed)
    assert options(page).first.locator("b").inner_text() == name
    assert options(page).first.locator("b mark").all_inner_texts() == [marked]


def test_by_keyboard_one_walks_the_list_and_enter_opens_the_entry(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    propose(page)
    first, last = options(page).locator("b").all_inner_texts()
    walk = [active(page)]
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Home", "End", "ArrowUp"):
        page.keyboard.press(key)
        walk.append(active(page))
    assert walk == ["", first, last, first, last, first, last, first]
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("gen")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/genetic-algorithm/")


def test_enter_without_a_choice_searches_for_what_was_typed(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    propose(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("e")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=gene")


def test_escape_closes_the_list_first_and_clears_the_box_then(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    propose(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    assert active(page) == ""
    expect(box(page)).to_have_value("gen")
    page.keyboard.press("ArrowDown")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    expect(box(page)).to_be_focused()


def test_tab_and_a_click_elsewhere_leave_the_list_closed(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    propose(page)
    page.keyboard.press("Tab")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.locator("form[role=search] button")).to_be_focused()
    box(page).click()
    propose(page, "e")
    page.locator("h1").click()
    expect(page.locator("#suggestions")).to_be_hidden()


def test_a_click_on_a_row_opens_its_entry(reader: Visitor) -> None:
    page = reader.open("/glossary/")
    propose(page)
    options(page).last.locator("small").click()
    page.wait_for_url("**/glossary/genetic-algorithm/")


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_no_results_is_a_row_that_offers_the_full_search(reader: Visitor, way: str) -> None:
    page = reader.open(ENTRY)
    propose(page, "qqxxz")
    expect(options(page)).to_have_count(1)
    expect(options(page)).to_contain_text("No results")
    expect(options(page)).to_contain_text("Search everything for “qqxxz”")
    expect(page.locator("form[role=search] [role=status]")).to_contain_text("No results")
    if way == "pointer":
        options(page).click()
    else:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=qqxxz")


def test_it_asks_from_two_letters_once_one_stops_typing_and_never_twice(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    hold_time(page)
    field = box(page)
    field.press_sequentially("g")
    page.clock.run_for(1_000)
    for letter in "en":
        field.press_sequentially(letter)
        page.clock.run_for(100)
    assert asked(reader) == []
    with page.expect_response("**/api/suggest/**"):
        page.clock.run_for(150)
    expect(options(page)).to_have_count(2)
    field.press_sequentially("z")
    page.clock.run_for(50)
    page.keyboard.press("Backspace")
    page.clock.run_for(1_000)
    expect(options(page)).to_have_count(2)
    assert asked(reader) == ["gen"]


def test_an_answer_that_comes_too_late_is_not_shown(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    held: list[Route] = []
    page.route("**/api/suggest/?q=ge", lambda route: held.append(route))
    with page.expect_request("**/api/suggest/?q=ge"):
        box(page).press_sequentially("ge")
    propose(page, "neti")
    expect(options(page)).to_have_count(1)
    row = {"name": "Late", "matched_name": None, "snippet": "", "url": "/late/"}
    for route in held:
        route.fulfill(json={"query": "ge", "results": [row] * 3})
    page.wait_for_timeout(300)
    expect(options(page)).to_have_count(1)
    assert "Late" not in options(page).inner_text()


@pytest.mark.parametrize("status", [200, 429, 500])
def test_a_server_that_cannot_say_leaves_a_plain_search_box(reader: Visitor, status: int) -> None:
    page = reader.open(ENTRY)
    page.route("**/api/suggest/**", lambda route: route.fulfill(status=status, body="<p>No"))
    with page.expect_response("**/api/suggest/**"):
        box(page).press_sequentially("gen")
    page.wait_for_timeout(100)
    expect(page.locator("#suggestions")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=gen")
    reader.complaints.clear()


def test_keys_of_an_input_method_are_left_to_it(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    propose(page)
    compose = """(e, key) => e.dispatchEvent(new KeyboardEvent("keydown",
        { key, isComposing: true, bubbles: true, cancelable: true }))"""
    for key in ("ArrowDown", "Enter", "Escape"):
        assert box(page).evaluate(compose, key), f"{key} was taken"
    assert active(page) == ""
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    before = len(asked(reader))
    box(page).evaluate(
        """(e) => { e.value = "机"; e.dispatchEvent(new InputEvent("input",
            { isComposing: true, bubbles: true })) }"""
    )
    page.wait_for_timeout(400)
    assert len(asked(reader)) == before
    box(page).evaluate("e => e.dispatchEvent(new CompositionEvent('compositionend'))")
    expect(options(page).first).to_contain_text("机器学习")


def test_the_slash_leads_to_the_box_and_stays_a_letter_where_one_types(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    expect(page.locator("form[role=search] kbd")).to_be_visible()
    for keys in ("Control+/", "Alt+/", "Meta+/"):
        page.keyboard.press(keys)
        expect(box(page)).not_to_be_focused()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    expect(page.locator("form[role=search] kbd")).to_be_hidden()
    page.keyboard.type("a/b")
    expect(box(page)).to_have_value("a/b")
    page.goto(f"{reader.url}/contact/")
    page.get_by_label("Your message").press_sequentially("and/or")
    expect(page.get_by_label("Your message")).to_have_value("and/or")


def test_a_reader_switches_the_key_off_and_on_in_the_footer(reader: Visitor) -> None:
    """WCAG 2.1.4: a shortcut of one letter can be turned off."""
    page = reader.open(ENTRY)
    switch = page.get_by_role("button", name="Search with the / key")
    switch.click()
    page.reload()
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(page.locator("form[role=search] kbd")).to_be_hidden()
    page.keyboard.press("/")
    expect(box(page)).not_to_be_focused()
    switch.click()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()


@pytest.mark.parametrize("path", [ENTRY, "/glossary/"])
def test_on_a_phone_the_list_fits_and_a_tap_opens_the_entry(
    chromium: Browser, live_server: Any, path: str
) -> None:
    size = {"width": 320, "height": 640}
    phone = Visitor(chromium, live_server.url, viewport=size, has_touch=True, is_mobile=True)
    page = phone.open(path)
    expect(page.locator("form[role=search] kbd")).to_be_hidden()
    box(page).tap()
    propose(page)
    spread = page.locator("#suggestions").bounding_box()
    assert spread
    assert spread["x"] >= 0
    assert spread["width"] > 240
    assert spread["x"] + spread["width"] <= 320
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    options(page).last.tap()
    page.wait_for_url("**/glossary/genetic-algorithm/")
    assert phone.complaints == []
    phone.context.close()


def test_without_scripts_there_is_a_plain_form(chromium: Browser, live_server: Any) -> None:
    plain = Visitor(chromium, live_server.url, java_script_enabled=False)
    page = plain.open(ENTRY)
    assert page.locator("kbd").count() == 0
    page.get_by_role("searchbox").fill("gen ai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=gen+ai")
    plain.context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_list_open(
    chromium: Browser, live_server: Any, width: int, scheme: Any
) -> None:
    size = {"width": width, "height": 700}
    reader = Visitor(chromium, live_server.url, viewport=size, color_scheme=scheme)
    for path in (ENTRY, "/glossary/"):
        page = reader.open(path)
        propose(page)
        page.keyboard.press("ArrowDown")
        assert reader.violations(page) == []
        box(page).fill("")
        propose(page, "qqxxz")
        expect(options(page).filter(has_text="No results")).to_be_visible()
        assert reader.violations(page) == []
    assert reader.complaints == []
    reader.context.close()
