"""The admin in a real browser, under the site's own Content-Security-Policy."""

import base64
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from glossary.models import Redirect, Term
from tests.browser.admin_helpers import Desk, positions, save
from tests.factories import make_term

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("db")]


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


def paste(page: Page, *names: str) -> None:
    """Paste files into the text in depth; those not called ``.png`` are no pictures within."""
    stream = BytesIO()
    Image.new("RGB", (30, 10), "teal").save(stream, "PNG")
    picture = base64.b64encode(stream.getvalue()).decode()
    page.evaluate(
        """files => {
            const clipboardData = new DataTransfer();
            for (const [name, data] of files) {
                const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
                clipboardData.items.add(new File([bytes], name, { type: "image/png" }));
            }
            const area = document.getElementById("id_in_depth");
            area.focus();
            const options = { clipboardData, bubbles: true, cancelable: true };
            area.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        [[name, picture if name.endswith(".png") else ""] for name in names],
    )


def test_a_pasted_picture_is_uploaded_and_shown(desk: Desk, term: Term) -> None:
    page = desk.open("glossary/term/add/")
    page.fill("#id_in_depth", "Before.After.")
    page.evaluate("document.getElementById('id_in_depth').setSelectionRange(7, 7)")
    paste(page, "x.png", "y.png")
    status = page.locator(".looks-prose .markdown-status")
    expect(status).to_have_text("Picture added. Describe it between the brackets.")
    area, told = page.locator("#id_in_depth").bounding_box(), status.bounding_box()
    assert area
    assert told
    assert told["y"] >= area["y"] + area["height"]
    page.keyboard.type("Teal")
    expect(status).to_be_hidden()
    lines = page.input_value("#id_in_depth").split("\n\n")
    assert [line[:8] for line in lines] == ["Before.", "![Teal](", "![](/med", "After."]
    picture = page.frame_locator(".looks-prose iframe").locator("img[alt=Teal]")
    picture.wait_for()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 30
    assert desk.complaints == []


def test_what_became_of_a_picture_is_told_as_long_as_it_matters(desk: Desk) -> None:
    page = desk.open("glossary/term/add/")
    page.clock.install()
    status = page.locator(".looks-prose .markdown-status")
    paste(page, "x.png")
    expect(status).to_contain_text("Picture added.")
    page.clock.run_for(7000)
    expect(status).to_be_hidden()
    paste(page, "broken", "x.png")
    expect(status).to_be_visible()
    expect(status).not_to_contain_text("Uploading")
    page.clock.run_for(60_000)
    expect(status).to_be_visible()
    expect(status).not_to_contain_text("Picture added.")


def test_a_word_without_end_leaves_the_list_its_other_columns(desk: Desk) -> None:
    make_term("N" * 100, tags=("t" * 100,))
    page = desk.open("glossary/term/")
    expect(page.locator("#result_list .field-on_site")).to_be_in_viewport(ratio=1)


def test_deleting_tells_what_an_editor_wrote_and_what_readers_lose(desk: Desk, term: Term) -> None:
    Redirect.objects.create(slug="genai", term=term)
    page = desk.open(f"glossary/term/{term.pk}/delete/")
    assert sorted(page.locator("#deleted-objects ul li").all_text_contents()) == [
        "Alias: Gen AI",
        "Real-world application: One",
        "Real-world application: Three",
        "Real-world application: Two",
        "Redirect: genai",
        "Relation: Generative AI – Related – Machine learning",
        "Source: A book",
    ]
    told = page.locator(".question")
    expect(told).to_contain_text("no longer open /glossary/generative-ai/")
    assert desk.violations(page) == []
    told.get_by_role("link").click()
    page.locator("#id_status").wait_for()
    page = desk.open("glossary/term/")
    page.check("#result_list tbody tr:first-child .action-select")
    page.select_option("[name=action]", "delete_selected")
    page.click("[name=index]")
    expect(page.locator(".question")).to_contain_text("You can withdraw them instead")
    expect(page.get_by_text("Tag of an entry")).to_have_count(0)
    assert desk.violations(page) == []


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
