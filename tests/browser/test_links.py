"""The link report, and the questions before names go live, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from glossary.models import LinkExclusion, Term
from tests.browser.admin_helpers import Desk
from tests.factories import make_link_exclusion, make_term

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("db")]


@pytest.fixture
def agent() -> Term:
    agent = make_term("Agent", aliases=("helper", "a"), definition="Acts. See a text 1.")
    for number in range(5):
        make_term(
            f"Text {number}",
            definition=f"Sentence {number} tells of agents, and of an agent and its helper.",
            status="draft" if number == 4 else "published",
        )
    make_link_exclusion(Term.objects.get(name="Text 0"), agent)
    make_link_exclusion(Term.objects.get(name="Text 2"), agent, "words that are gone | agent |")
    return agent


def link_report(desk: Desk, term: Term) -> Page:
    return desk.open(f"glossary/term/{term.pk}/links/")


def look(desk: Desk, page: Page, width: int, scheme: Any) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    return desk.violations(page)


def test_axe_finds_nothing_on_the_ledger_and_in_its_questions(desk: Desk, agent: Term) -> None:
    robot = make_term("Tells", status="draft")
    asked = desk.open(f"glossary/term/{robot.pk}/change/")
    asked.select_option("#id_status", "published")
    asked.click("[name=_save]")
    asked.locator("#id_confirm_links").wait_for()
    chosen = desk.open("glossary/term/")
    chosen.check(f"input[value='{robot.pk}']")
    chosen.select_option("[name=action]", "publish")
    chosen.click("button[name=index]")
    chosen.get_by_text("Publish all the same").or_(
        chosen.locator("input[value='Publish all the same']")
    ).first.wait_for()
    pages = [link_report(desk, agent), link_report(desk, robot), asked, chosen]
    for page in pages:
        for width in (360, 1280):
            for scheme in ("light", "dark"):
                assert look(desk, page, width, scheme) == [], (page.url, width, scheme)
    assert desk.complaints == []


def test_a_place_is_silenced_and_brought_back_by_keyboard_without_javascript(
    chromium: Browser, live_server: Any, agent: Term
) -> None:
    desk = Desk(chromium, live_server.url, java_script_enabled=False)
    page = link_report(desk, agent)
    place = page.locator(".mentions li", has_text="Sentence 1 tells").first
    place.get_by_role("button", name="No link here").focus()
    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()
    assert LinkExclusion.objects.filter(term__name="Text 1").count() == 1
    place = page.locator(".mentions li", has_text="Sentence 1 tells").first
    place.get_by_role("button", name="Turn on again").focus()
    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()
    assert LinkExclusion.objects.filter(term__name="Text 1").count() == 0
    desk.context.close()


def test_forms_are_switched_off_in_the_entrys_form(desk: Desk, agent: Term) -> None:
    page = desk.open(f"glossary/term/{agent.pk}/change/")
    page.get_by_role("checkbox", name="Agents", exact=True).check()
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")
    assert [exclusion.text for exclusion in agent.name_exclusions.all()] == ["Agents"]


def test_the_preview_shows_links_and_marks_what_leads_nowhere(desk: Desk, agent: Term) -> None:
    page = desk.open("glossary/term/add/")
    page.fill("#id_definition", "An agent and a [[ghost]].")
    frame = page.frame_locator(".looks-definition iframe")
    frame.locator("a.term", has_text="agent").wait_for()
    assert frame.locator("mark").inner_text() == "ghost"
    assert desk.complaints == []
