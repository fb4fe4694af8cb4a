from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from glossary.models import Page, Status
from glossary.public.sitemaps import SiteSitemap
from tests.factories import make_category, make_term
from tests.public.site import read_xml

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://words.example"


@pytest.fixture(autouse=True)
def _address(settings: Settings) -> None:
    settings.SITE_URL = SITE


def addresses(client: Client) -> list[str]:
    urls = read_xml(client, "/sitemap.xml").findall(f"{NAMESPACE}url")
    return [str(url.findtext(f"{NAMESPACE}loc")).removeprefix(SITE) for url in urls]


def test_it_lists_every_public_page_once(client: Client) -> None:
    make_term("中文", tags=("thread",), category=make_category(slug="shelf"))
    make_term("Old word", status=Status.DEPRECATED)
    Page.objects.create(title="About", slug="about")
    assert sorted(addresses(client)) == [
        "/about/",
        "/applications/",
        "/categories/",
        "/categories/shelf/",
        "/glossary/",
        "/glossary/%E4%B8%AD%E6%96%87/",
        "/glossary/old-word/",
        "/tags/",
        "/tags/thread/",
    ]
    assert {client.get(path).status_code for path in addresses(client)} == {200}


def test_what_is_not_public_is_absent(client: Client) -> None:
    hidden = make_category(slug="hidden")
    make_term("Draft", status=Status.DRAFT, tags=("hidden",), category=hidden)
    make_term("Later", publish_at="2999-01-01T00:00Z", tags=("hidden",), category=hidden)
    Page.objects.create(title="Secret", slug="secret", is_published=False)
    assert addresses(client) == ["/glossary/", "/categories/", "/tags/", "/applications/"]


def test_entries_say_when_they_changed(client: Client) -> None:
    term = make_term("Prompt")
    (changed,) = read_xml(client, "/sitemap.xml").iter(f"{NAMESPACE}lastmod")
    assert changed.text == f"{term.updated:%Y-%m-%d}"


def test_robots_are_told_what_to_read(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


def test_too_many_addresses_are_spread_over_the_files_of_an_index(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SiteSitemap, "limit", 4)
    for name in "ABCDE":
        make_term(name)
    files = read_xml(client, "/sitemap.xml").iter(f"{NAMESPACE}loc")
    paths = [urlsplit(str(file.text)) for file in files]
    listed = [
        str(loc.text).removeprefix(SITE)
        for path in paths
        for loc in read_xml(client, f"{path.path}?{path.query}").iter(f"{NAMESPACE}loc")
    ]
    assert [path for path in listed if path.startswith("/glossary/") and path != "/glossary/"] == [
        f"/glossary/{letter}/" for letter in "abcde"
    ]
    assert len(listed) == len(set(listed)) == 10
