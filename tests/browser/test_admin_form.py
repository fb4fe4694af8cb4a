"""What the form does while one writes in it: suggestions, ordered rows, nothing lost."""

from typing import Any

import pytest
from django.conf import settings as site_settings
from playwright.sync_api import expect

from glossary.models import Term
from tests.browser.admin_helpers import Desk, positions, save
from tests.factories import make_term

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("db")]


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


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(("path", "field"), [("term/add", "#id_tags"), ("term", "[name=tag]")])
def test_tags_are_completed_by_mouse(
    desk: Desk, term: Term, path: str, field: str, width: int
) -> None:
    make_term("Long", tags=("mo" * 50,))
    page = desk.open(f"glossary/{path}/")
    page.set_viewport_size({"width": width, "height": 800})
    page.fill(field, "mo")
    options = page.locator(".tag-suggestions").get_by_role("option")
    expect(options).to_have_count(2)
    for option in options.all():
        expect(option).to_be_in_viewport(ratio=1)
    typed, offered = (page.locator(at).bounding_box() for at in (field, ".tag-suggestions"))
    assert typed
    assert offered
    assert offered["width"] >= typed["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    options.first.click()
    assert page.input_value(field) == "models, "
    assert desk.complaints == []


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


def test_new_rows_are_labelled_by_their_place(desk: Desk) -> None:
    page = desk.open("glossary/term/add/")
    for _ in range(2):
        page.locator("#applications-group .add-row a").click()
    page.locator("#applications-2 [aria-label='Move up']").click()
    labels = page.locator("#applications-group .inline-related:not(.empty-form) .inline_label")
    assert labels.all_text_contents() == ["#1", "#2", "#3"]


FORMS = ["term", "page", "category", "tag", "navigationlink"]
NAMES = {"page": "#id_title", "navigationlink": "#id_label"}


@pytest.mark.parametrize("model", FORMS)
def test_a_form_is_not_sent_into_a_login_page(desk: Desk, term: Term, model: str) -> None:
    path = f"term/{term.pk}/change" if model == "term" else f"{model}/add"
    page = desk.open(f"glossary/{path}/")
    field = NAMES.get(model, "#id_name")
    page.fill(field, "Keep me")
    kept = desk.context.cookies()
    desk.context.clear_cookies(name=site_settings.SESSION_COOKIE_NAME)
    page.click("[name=_save]")
    alert = page.locator(".submit-row").get_by_role("alert")
    expect(alert).to_be_in_viewport(ratio=1)
    expect(alert).to_contain_text("You are logged out.")
    assert page.input_value(field) == "Keep me"
    with desk.context.expect_page() as opened:
        alert.get_by_role("link", name="Log in").click()
    opened.value.get_by_label("Username").wait_for()
    desk.context.add_cookies(kept)  # type: ignore[arg-type]
    page.click("[name=_save]")
    page.locator(".messagelist .success, .errorlist").first.wait_for()


@pytest.mark.parametrize("model", FORMS)
def test_leaving_an_unsaved_form_asks_first(desk: Desk, model: str) -> None:
    page = desk.open(f"glossary/{model}/add/")
    asked: list[str] = []

    def accept(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.type(NAMES.get(model, "#id_name"), "x")
    page.goto(f"{desk.url}/admin/")
    assert asked == ["beforeunload"]
