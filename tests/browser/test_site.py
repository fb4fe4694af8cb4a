"""Around an entry: the concept map, the map, two entries side by side; by pointer, by keyboard, by
touch, without scripts, and in fonts wider than ours."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from glossary.models import Relation
from tests.browser.visitor import Visitor
from tests.factories import make_category, make_relation, make_term

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("db"),
    pytest.mark.usefixtures("entries"),
]
ENTRY, MAP, NEAR = "/glossary/transformer/", "/map/", "/map/?category=models"
PAIR = "/compare/rnn/transformer/"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 2
NAMES = (
    "Attention",
    "Reinforcement learning from human feedback",
    LONG.strip(),
    "人工知能と機械学習の基礎",
    "الذكاء الاصطناعي التوليدي",
    "हिन्दी भाषा मॉडल",
    "WWW MMM WWW MMM WWW",
)
#: Texts of a picture that reach out of the frame they stand in, or onto another frame.
OUT = """(svg) => [...svg.querySelectorAll("a")].flatMap((link) => {
    const frame = link.querySelector("rect").getBoundingClientRect();
    const others = [...svg.querySelectorAll("a")].filter((other) => other !== link)
        .map((other) => other.querySelector("rect").getBoundingClientRect());
    const whole = svg.getBoundingClientRect();
    return [...link.querySelectorAll("text")].filter((text) => {
        const box = text.getBoundingClientRect();
        return box.left < frame.left - .5 || box.right > frame.right + .5
            || box.top < frame.top - 1 || box.bottom > frame.bottom + 1
            || frame.left < whole.left - 1 || frame.right > whole.right + 1
            || others.some((other) => other.left < frame.right && frame.left < other.right
                && other.top < frame.bottom && frame.top < other.bottom);
    }).map((text) => text.textContent);
})"""


@pytest.fixture
def entries(transactional_db: None) -> None:
    models = make_category(name="Models", slug="models")
    make_category(name="Empty")
    term = make_term("Transformer", category=models, level="advanced")
    kinds = [*Relation.Kind, *Relation.Kind]
    for number, (name, kind) in enumerate(zip(NAMES, kinds, strict=False)):
        other = make_term(name, slug=f"n-{number}", category=models)
        make_relation(term, other, kind)
    make_relation(make_term("RNN", category=models), term, Relation.Kind.DISTINCT)
    make_term("Loss", category=make_category(name="Learning", slug="learning"))


@pytest.fixture
def phone(chromium: Browser, live_server: Any) -> Iterator[Visitor]:
    size = {"width": 360, "height": 700}
    reader = Visitor(chromium, live_server.url, viewport=size, has_touch=True, is_mobile=True)
    yield reader
    assert reader.complaints == []
    reader.context.close()


def pictures(page: Page) -> list[Locator]:
    shown = page.locator(".map svg, svg.category-chart").all()
    return [svg for svg in shown if svg.is_visible()]


def view_box(page: Page) -> list[float]:
    box = page.locator("svg.category-chart:visible").get_attribute("viewBox") or ""
    return [float(number) for number in box.split()]


@pytest.mark.parametrize("fonts", ["ours", "the widest"])
def test_no_name_leaves_its_frame_and_no_frame_lies_on_another(
    chromium: Browser, live_server: Any, fonts: str
) -> None:
    reader = Visitor(chromium, live_server.url)
    if fonts == "the widest":
        reader.context.route("**/*.woff2", lambda route: route.abort())
    for width in (320, 360, 900, 1280):
        for path in (ENTRY, MAP, NEAR):
            page = reader.open(path)
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("document.fonts.ready")
            found = pictures(page)
            assert found
            assert [svg.evaluate(OUT) for svg in found] == [[]] * len(found), (width, path)
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width
            page.close()
    reader.context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(
    chromium: Browser, live_server: Any, width: int, scheme: Any
) -> None:
    size = {"width": width, "height": 900}
    reader = Visitor(chromium, live_server.url, viewport=size, color_scheme=scheme)
    for path in (ENTRY, MAP, NEAR, PAIR):
        page = reader.open(path)
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
        assert reader.violations(page) == [], path
    reader.context.close()
    assert reader.complaints == []


def test_by_keyboard_every_entry_of_the_picture_is_reached_and_seen(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    links = page.locator(".map svg a")
    page.locator(".read-first a").last.focus()
    for number in range(links.count()):
        page.keyboard.press("Tab")
        link = links.nth(number)
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
        assert link.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 2
    page.keyboard.press("Tab")
    expect(page.locator(".map summary")).to_be_focused()
    expect(page.locator(".map details a").first).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".map details a")).to_have_count(links.count())
    links.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/n-*/")


def test_links_of_a_picture_say_what_they_are(reader: Visitor) -> None:
    page = reader.open(ENTRY)
    group = page.get_by_role("group", name="Concept map")
    expect(group.get_by_role("link", name="Not the same: RNN", exact=True)).to_be_visible()
    expect(
        group.get_by_role("link", name=f"Read first: {LONG.strip()}", exact=True)
    ).to_be_visible()
    page = reader.open(MAP)
    group = page.get_by_role("group", name="Models", exact=True)
    expect(group.get_by_role("link", name=LONG.strip(), exact=True)).to_be_visible()


def test_one_comes_nearer_by_pointer_and_drags_without_following_a_link(reader: Visitor) -> None:
    page = reader.open(MAP)
    page.get_by_role("heading", name="Models").get_by_role("link").click()
    page.wait_for_url(f"**{NEAR}")
    whole = view_box(page)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    near = view_box(page)
    assert near[2] == pytest.approx(whole[2] / 2)
    expect(page.get_by_role("group", name="Size of the chart").get_by_role("status")).to_have_text(
        "200 %"
    )
    link = page.locator("svg.category-chart:visible a:visible").first
    link.scroll_into_view_if_needed()
    svg = page.locator("svg.category-chart:visible").bounding_box()
    assert svg
    x, y = svg["x"] + svg["width"] / 2, svg["y"] + svg["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y - 20, steps=4)
    page.mouse.up()
    assert view_box(page)[0] > near[0]
    assert page.url.endswith(NEAR)
    page.get_by_role("button", name="Whole chart").click()
    assert view_box(page) == whole
    page.locator("svg.category-chart:visible a").first.click()
    page.wait_for_url("**/glossary/**")


def test_one_comes_nearer_by_keyboard_and_the_focus_is_kept_in_sight(reader: Visitor) -> None:
    page = reader.open(NEAR)
    closer = page.get_by_role("button", name="Zoom in")
    closer.focus()
    for _ in range(6):
        page.keyboard.press("Enter")
    expect(closer).to_be_focused()
    expect(closer).to_have_attribute("aria-disabled", "true")
    before = view_box(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert view_box(page)[0] > before[0]
    last = page.locator("svg.category-chart:visible a").last
    last.focus()
    left, top, width, height = view_box(page)
    box = last.evaluate("e => { const b = e.getBBox(); return [b.x, b.y, b.width, b.height]; }")
    assert left <= box[0] + box[2] / 2 <= left + width
    assert top <= box[1] + box[3] / 2 <= top + height


def test_lines_of_the_entry_in_hand_stand_out(reader: Visitor) -> None:
    page = reader.open(NEAR)
    chart = page.locator("svg.category-chart:visible")
    expect(chart.locator(".line.lit")).to_have_count(0)
    chart.get_by_role("link", name="Transformer").hover()
    assert chart.locator(".line.lit").count() == chart.locator(".line").count() > 0
    page.mouse.move(0, 0)
    expect(chart.locator(".line.lit")).to_have_count(0)
    chart.get_by_role("link", name="Transformer").focus()
    expect(chart.locator(".line.lit")).not_to_have_count(0)


def test_on_a_phone_a_tap_follows_and_a_finger_drags_only_what_is_near(phone: Visitor) -> None:
    page = phone.open(NEAR)
    chart = page.locator("svg.category-chart:visible")
    assert chart.evaluate("e => getComputedStyle(e).touchAction") == "auto"
    page.get_by_role("button", name="Zoom in").tap()
    assert chart.evaluate("e => getComputedStyle(e).touchAction") == "pinch-zoom"
    page.get_by_role("button", name="Whole chart").tap()
    chart.get_by_role("link", name="Attention").tap()
    page.wait_for_url("**/glossary/n-0/")
    page = phone.open(ENTRY)
    page.locator(".map svg a").first.tap()
    page.wait_for_url("**/glossary/n-*/")


def test_without_scripts_the_map_leads_from_the_whole_to_an_entry(
    chromium: Browser, live_server: Any
) -> None:
    reader = Visitor(chromium, live_server.url, java_script_enabled=False)
    page = reader.open(MAP)
    page.get_by_role("heading", name="Models").get_by_role("link").click()
    page.wait_for_url(f"**{NEAR}")
    expect(page.get_by_role("button", name="Zoom in")).to_have_count(0)
    page.locator(".twin summary").click()
    expect(page.locator(".twin").get_by_role("link", name="Attention")).to_be_visible()
    page.locator("svg.category-chart:visible a").first.click()
    page.wait_for_url("**/glossary/**")
    page = reader.open(ENTRY)
    page.get_by_role("link", name="Compare with RNN").click()
    page.wait_for_url(f"**{PAIR}")
    reader.context.close()


def test_entries_stand_side_by_side_on_a_desk_and_one_below_the_other_on_a_phone(
    reader: Visitor,
) -> None:
    page = reader.open(PAIR)
    sides = page.locator(".facing").first.locator("> div")
    for width, beside in ((1280, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 900})
        one, other = (sides.nth(number).bounding_box() for number in (0, 1))
        assert one
        assert other
        assert (one["y"] == other["y"], one["x"] < other["x"]) == (beside, beside)
        # Each part says whose it is, to all who hear it, and on a phone to all who see it.
        names = page.locator(".facing h3").all_text_contents()
        assert names == ["RNN", "Transformer"] * (len(names) // 2)
        assert page.locator(".heads").is_visible() is beside
