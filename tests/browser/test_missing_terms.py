"""Missing terms in a real browser: by script and without, narrow and wide, light and dark."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from glossary.models import Alias, RejectedTerm, SearchLogEntry, Term
from tests.browser.admin_helpers import Desk
from tests.browser.sample_pages import WORD
from tests.factories import make_term

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("db")]
WANTED = "glossary/term/missing/"


@pytest.fixture(autouse=True)
def questions(term: Term) -> None:
    today = timezone.localdate()
    SearchLogEntry.objects.bulk_create(
        SearchLogEntry(
            kind=kind, words=words, times=times, results=0, day=today - timedelta(days=times)
        )
        for kind, words, times in (
            ("search", "quantum foo", 7),
            ("search", "rlhf", 3),
            ("address", "vector database", 2),
            ("search", WORD.lower(), 1),
        )
    )
    make_term("Tuning", definition=f"It learns by RLHF, says the {WORD} of the Open Cluster Grid.")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_and_the_console_find_nothing_in_what_is_wanted(
    chromium: Browser, live_server: Any, width: int, scheme: Any
) -> None:
    size: Any = {"width": width, "height": 900}
    desk = Desk(chromium, live_server.url, viewport=size, color_scheme=scheme)
    RejectedTerm.objects.create(key="rlhf")
    for path in (WANTED, f"{WANTED}?kind=refused", f"{WANTED}alias/?name=RLHF"):
        page = desk.open(path)
        assert desk.violations(page) == [], path
        assert desk.complaints == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    desk.context.close()


def test_a_wanted_term_is_started_or_becomes_an_alias_or_goes(desk: Desk, term: Term) -> None:
    page = desk.open(WANTED)
    page.get_by_role("button", name="Reject: Quantum foo").click()
    expect(page.locator(".messagelist")).to_contain_text("no longer listed")
    expect(page.get_by_role("rowheader", name="Quantum foo")).to_have_count(0)
    page.get_by_role("link", name="Add as alias of …: RLHF").click()
    page.locator(".field-term .select2-selection").click()
    page.locator(".select2-search__field").fill("generative")
    page.get_by_role("option", name="Generative AI").click()
    page.get_by_role("button", name="Add the alias").click()
    expect(page.locator(".messagelist")).to_contain_text("is now an alias of")
    assert Alias.objects.get(text="RLHF").term == term
    page.get_by_role("link", name="Start this entry: Vector database").click()
    expect(page.locator("#id_name")).to_have_value("Vector database")
    assert desk.complaints == []


def test_without_scripts_all_of_it_works(chromium: Browser, live_server: Any, term: Term) -> None:
    desk = Desk(chromium, live_server.url, java_script_enabled=False)
    page = desk.open(WANTED)
    page.get_by_role("button", name="Reject: Quantum foo").click()
    page.select_option("#id_kind", "rejected")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="List “Quantum foo” again").click()
    assert not RejectedTerm.objects.exists()
    page = desk.open(WANTED)
    page.get_by_role("link", name="Add as alias of …: RLHF").click()
    page.fill("[name=term_slug]", "generative-ai")
    page.get_by_role("button", name="Add the alias").click()
    expect(page.locator(".messagelist")).to_contain_text("is now an alias of")
    assert Alias.objects.get(text="RLHF").term == term
    desk.context.close()
