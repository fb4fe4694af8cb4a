import re

import pytest
from django.test import Client

from glossary.models import NavigationLink, Page
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")


def navigation(client: Client) -> dict[str, list[tuple[str, str]]]:
    """Label and address of the links in each navigation of the index page."""
    html = html_of(client.get("/glossary/"))
    navs = re.findall(
        r'<nav[^>]* aria-label="(Site|Site menu|Footer)">(.*?)</nav>', html, re.DOTALL
    )
    return {name: re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)', inner) for name, inner in navs}


def test_a_page_shows_its_title_and_text(client: Client) -> None:
    Page.objects.create(title="About <us>", slug="about", body="We **explain**.")
    html = html_of(client.get("/about/"))
    assert "<h1>About &lt;us&gt;</h1>" in html
    assert "<p>We <strong>explain</strong>.</p>" in html


def test_a_page_of_any_script_has_an_address(client: Client) -> None:
    page = Page.objects.create(title="О нас", slug="о-нас")
    assert client.get(page.get_absolute_url()).status_code == 200


def test_a_page_not_published_or_not_there_is_not_found(client: Client) -> None:
    Page.objects.create(title="Secret", slug="secret", is_published=False)
    assert client.get("/secret/").status_code == 404
    assert client.get("/none/").status_code == 404


def test_the_front_leads_to_the_glossary(client: Client) -> None:
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "/glossary/")


def test_header_and_footer_show_the_links_that_editors_keep(client: Client) -> None:
    assert navigation(client) == {"Site": [], "Site menu": [], "Footer": []}
    for order, (label, url, place) in enumerate(
        (
            ("System status", "/status/", "footer"),
            ("Blog", "https://e.org/blog", "header"),
            ("Enter the hub", "/hub/", "header"),
        )
    ):
        NavigationLink.objects.create(label=label, url=url, placement=place, order=order)
    header = [("https://e.org/blog", "Blog"), ("/hub/", "Enter the hub")]
    footer = [("/status/", "System status")]
    assert navigation(client) == {"Site": header, "Site menu": header, "Footer": footer}


def test_a_link_follows_its_row(client: Client) -> None:
    link = NavigationLink.objects.create(label="Blog", url="/blog/", placement="footer")
    link.label, link.url, link.placement = "News", "/news/", "header"
    link.save()
    assert navigation(client)["Site"] == [("/news/", "News")]
    link.delete()
    assert navigation(client)["Site"] == []


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//e.org", "/\\e.org"],
)
def test_a_link_that_came_by_another_way_than_the_admin_and_leads_astray_is_left_out(
    client: Client, url: str
) -> None:
    NavigationLink.objects.create(label="Bad", url=url)
    assert navigation(client)["Site"] == []
