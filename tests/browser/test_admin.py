"""The editors' door in a real browser, under the site's own Content-Security-Policy."""

import base64
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from glossary.models import Term
from tests.browser.visitor import Visitor
from tests.factories import make_category, make_relation, make_source, make_term, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "A *b*.\n\n| a | b |\n|--|--:|\n| 1 | 2 |\n\n```python\nx = 1\n```\n\n<script>x</script>"


class Desk(Visitor):
    """An editor, signed in, who opens pages of the admin."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        super().__init__(browser, url, **options)
        client = Client()
        client.force_login(make_user(is_superuser=True))
        name = site_settings.SESSION_COOKIE_NAME
        cookie: Any = {"name": name, "value": client.cookies[name].value, "url": url}
        self.context.add_cookies([cookie])

    def open(self, path: str) -> Page:
        return super().open(f"/admin/{path}")


@pytest.fixture
def term() -> Term:
    term = make_term(
        "Generative AI",
        aliases=("Gen AI",),
        applications=("One", "Two", "Three"),
        tags=("models",),
        in_depth=TEXT,
        category=make_category(name="Foundations"),
    )
    make_relation(term, make_term("Machine learning"))
    make_source(term)
    return term


@pytest.fixture
def desk(chromium: Browser, live_server: Any) -> Iterator[Desk]:
    desk = Desk(chromium, live_server.url, viewport={"width": 1280, "height": 1400})
    yield desk
    desk.context.close()


def positions(term: Term) -> list[str]:
    return [application.title for application in term.applications.all()]


def save(page: Page) -> None:
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")


def test_the_preview_is_the_public_page(desk: Desk, term: Term) -> None:
    page = desk.open(f"glossary/term/{term.pk}/change/")
    frame = page.frame_locator(".looks-prose iframe")
    public = desk.context.new_page()
    public.goto(f"{desk.url}{term.get_absolute_url()}")
    frame.locator(".prose table").wait_for()
    shown = frame.locator(".prose").inner_html().strip()
    assert shown in public.locator("#in-depth").inner_html()
    assert "<table tabindex" in shown
    looks = "e => { const s = getComputedStyle(e); return [s.font, s.color, s.backgroundColor] }"
    for part in (".prose p", ".prose table", ".prose th", ".prose pre", ".prose code"):
        there = public.locator(part).first.evaluate(looks)
        assert frame.locator(part).first.evaluate(looks) == there, part
    assert desk.complaints == []


def test_the_preview_follows_what_one_types_and_says_when_it_is_too_long(
    desk: Desk, term: Term
) -> None:
    page = desk.open("glossary/term/add/")
    page.fill("#id_definition", "Now **this**.")
    frame = page.frame_locator(".looks-definition iframe")
    frame.locator("strong", has_text="this").wait_for()
    page.fill("#id_definition", "x" * 1001)
    page.get_by_text("This text is too long: 1001 characters of 1000 allowed.").wait_for()


def test_tab_leaves_a_markdown_field(desk: Desk, term: Term) -> None:
    page = desk.open("glossary/term/add/")
    page.focus("#id_in_depth")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "id_key_takeaway"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.id") == "id_in_depth"


def test_a_pasted_picture_is_uploaded_and_shown(desk: Desk, term: Term) -> None:
    page = desk.open("glossary/term/add/")
    stream = BytesIO()
    Image.new("RGB", (30, 10), "teal").save(stream, "PNG")
    page.evaluate(
        """data => {
            const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
            const clipboardData = new DataTransfer();
            clipboardData.items.add(new File([bytes], "x.png", { type: "image/png" }));
            const area = document.getElementById("id_in_depth");
            area.focus();
            const options = { clipboardData, bubbles: true, cancelable: true };
            area.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        base64.b64encode(stream.getvalue()).decode(),
    )
    page.get_by_text("Picture added. Describe it between the brackets.").wait_for()
    page.keyboard.type("Teal")
    picture = page.frame_locator(".looks-prose iframe").locator("img[alt=Teal]")
    picture.wait_for()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 30
    assert desk.complaints == []


def test_a_slug_is_proposed_until_it_is_edited(desk: Desk, term: Term) -> None:
    page = desk.open("glossary/term/add/")
    page.fill("#id_name", "हिन्दी C++")
    expect(page.locator("#id_slug")).to_have_value("हिन्दी-c-plus-plus")
    page.fill("#id_slug", "mine")
    page.fill("#id_name", "Other")
    page.wait_for_timeout(500)
    assert page.input_value("#id_slug") == "mine"


def test_tags_are_completed_by_keyboard(desk: Desk, term: Term) -> None:
    page = desk.open("glossary/term/add/")
    page.fill("#id_tags", "new, mod")
    page.get_by_role("option", name="models").wait_for()
    page.focus("#id_tags")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#id_tags") == "new, models, "


def test_applications_are_ordered_by_keyboard_and_by_dragging(desk: Desk, term: Term) -> None:
    page = desk.open(f"glossary/term/{term.pk}/change/")
    page.focus("#applications-2 [aria-label='Move up']")
    page.keyboard.press("Enter")
    assert page.get_by_text("Three: now 2 of 4").count() == 1
    save(page)
    assert positions(term) == ["One", "Three", "Two"]
    page.close()

    page = desk.open(f"glossary/term/{term.pk}/change/")
    page.locator("#applications-1").scroll_into_view_if_needed()
    handle = page.locator("#applications-2 .order-handle").bounding_box()
    first = page.locator("#applications-0").bounding_box()
    assert handle
    assert first
    page.mouse.move(handle["x"] + 5, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(handle["x"] + 9, handle["y"] - 20, steps=3)
    page.mouse.move(first["x"] + 100, first["y"] + 20, steps=10)
    page.mouse.up()
    save(page)
    assert positions(term) == ["Two", "One", "Three"]


def test_a_new_row_moved_up_and_removed_leaves_the_stored_rows_alone(
    desk: Desk, term: Term
) -> None:
    page = desk.open(f"glossary/term/{term.pk}/change/")
    for _ in range(3):
        page.locator("#applications-3 [aria-label='Move up']").click()
    page.locator("#applications-3 .inline-deletelink").click()
    page.wait_for_timeout(100)
    page.fill("#id_applications-1-title", "Second")
    save(page)
    assert positions(term) == ["One", "Second", "Three"]


def test_a_form_is_not_sent_into_a_login_page(desk: Desk, term: Term) -> None:
    page = desk.open(f"glossary/term/{term.pk}/change/")
    page.fill("#id_key_takeaway", "Keep me.")
    kept = desk.context.cookies()
    desk.context.clear_cookies(name=site_settings.SESSION_COOKIE_NAME)
    page.click("[name=_save]")
    page.get_by_role("alert").wait_for()
    assert page.input_value("#id_key_takeaway") == "Keep me."
    desk.context.add_cookies(kept)  # type: ignore[arg-type]
    save(page)
    term.refresh_from_db()
    assert term.key_takeaway == "Keep me."


def test_leaving_an_unsaved_form_asks_first(desk: Desk, term: Term) -> None:
    page = desk.open(f"glossary/term/{term.pk}/change/")
    asked: list[str] = []

    def accept(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.type("#id_name", "x")
    page.goto(f"{desk.url}/admin/")
    assert asked == ["beforeunload"]


def test_without_scripts_an_entry_is_written(
    chromium: Browser, live_server: Any, term: Term
) -> None:
    desk = Desk(chromium, live_server.url, java_script_enabled=False)
    page = desk.open("glossary/term/add/")
    page.fill("#id_name", "Plain")
    page.select_option("#id_category", label="Foundations")
    page.fill("#id_definition", "Works.")
    page.fill("#id_applications-0-position", "2")
    page.fill("#id_applications-0-title", "Use")
    page.fill("#id_applications-0-description", "It is used.")
    page.fill("[name=relations-0-target_slug]", "generative-ai")
    save(page)
    plain = Term.objects.get(slug="plain")
    assert [relation.target for relation in plain.relations.all()] == [term]
    assert positions(plain) == ["Use"]
    desk.context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_and_the_console_find_nothing(
    chromium: Browser, live_server: Any, term: Term, width: int, scheme: Any
) -> None:
    size: Any = {"width": width, "height": 900}
    desk = Desk(chromium, live_server.url, viewport=size, color_scheme=scheme)
    found: dict[str, Any] = {}
    change = f"glossary/term/{term.pk}/change/"
    for path in ("", "glossary/term/", "glossary/term/add/", change, "glossary/category/"):
        page = desk.open(path)
        previews = page.locator("iframe").count()
        page.wait_for_timeout(800 if previews else 0)  # for the previews to be drawn
        if found_here := [*desk.complaints, *desk.violations(page)]:
            found[path] = found_here
        desk.complaints.clear()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        # No script runs in the frame of a preview, not even axe: look at what it shows outside, on
        # the ground it stands on.
        filled = [frame for frame in page.frames[1:] if frame.locator("body > *").count()]
        assert len(filled) == (6 if path == change else 0)
        contents = [frame.content() for frame in filled]
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        for html in contents:
            page.set_content(html)
            page.evaluate("ground => { document.body.style.background = ground }", ground)
            if preview := desk.violations(page, "body"):
                found[html] = preview
        desk.complaints.clear()
        page.close()
    desk.context.close()
    assert found == {}


def test_axe_finds_nothing_in_what_the_admin_asks_back(desk: Desk, term: Term) -> None:
    taken = desk.open("glossary/term/add/")
    taken.fill("#id_name", "Gen AI")
    taken.select_option("#id_category", label="Foundations")
    taken.fill("#id_definition", "The same by another name.")
    taken.click("[name=_save]")
    overtaken = desk.open(f"glossary/term/{term.pk}/change/")
    overtaken.fill("#id_definition", "Mine.")
    term.key_takeaway = "Theirs."  # type: ignore[assignment]
    term.save()
    overtaken.click("[name=_save]")
    for page in (taken, overtaken):
        page.locator(".question").wait_for()
        for width in (360, 1280):
            for scheme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                # Django's links change their colour slowly.
                page.evaluate("document.getAnimations().forEach((one) => one.finish())")
                assert desk.violations(page) == [], (width, scheme)
