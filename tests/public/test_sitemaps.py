from datetime import datetime
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from glossary.models import Page, Status, Term
from glossary.public.sitemaps import SiteSitemap
from tests.factories import make_category, make_term
from tests.public.site import read_xml

pytestmark = pytest.mark.usefixtures("db")
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
        "/map/",
        "/tags/",
        "/tags/thread/",
    ]
    assert {client.get(path).status_code for path in addresses(client)} == {200}


def test_what_is_not_public_is_absent(client: Client) -> None:
    hidden = make_category(slug="hidden")
    make_term("Draft", status=Status.DRAFT, tags=("hidden",), category=hidden)
    make_term("Later", publish_at="2999-01-01T00:00Z", tags=("hidden",), category=hidden)
    Page.objects.create(title="Secret", slug="secret", is_published=False)
    assert addresses(client) == ["/glossary/", "/map/", "/categories/", "/tags/", "/applications/"]


def test_every_page_says_when_what_it_shows_changed(client: Client) -> None:
    shelf, other = make_category(slug="shelf"), make_category(slug="other")
    for name, category, changed, seen in (
        ("Older", shelf, "2020-05-05", None),
        ("Old", other, "2020-06-06", None),
        ("Scheduled", other, "2020-01-01", "2020-08-08"),
        ("Later", shelf, "2020-09-09", "2999-01-01"),
    ):
        term = make_term(name, category=category, tags=("thread",))
        moment = seen and datetime.fromisoformat(f"{seen}T00:00Z")
        Term.objects.filter(pk=term.pk).update(updated=f"{changed}T00:00Z", publish_at=moment)
    Page.objects.create(title="About", slug="about")
    Page.objects.update(updated="2020-04-04T00:00Z")
    found = {
        str(url.findtext(f"{NAMESPACE}loc")).removeprefix(SITE): url.findtext(f"{NAMESPACE}lastmod")
        for url in read_xml(client, "/sitemap.xml").iter(f"{NAMESPACE}url")
    }
    views = ("/glossary/", "/map/", "/categories/", "/tags/", "/applications/")
    latest = dict.fromkeys(views, "2020-08-08")
    assert found == latest | {
        "/glossary/older/": "2020-05-05",
        "/glossary/old/": "2020-06-06",
        "/glossary/scheduled/": "2020-08-08",
        "/categories/shelf/": "2020-05-05",
        "/categories/other/": "2020-08-08",
        "/tags/thread/": "2020-08-08",
        "/about/": "2020-04-04",
    }


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
    Term.objects.update(updated="2020-01-01T00:00Z")
    index = read_xml(client, "/sitemap.xml")
    changes = [changed.text for changed in index.iter(f"{NAMESPACE}lastmod")]
    assert set(changes) == {"2020-01-01T00:00:00+00:00"}
    paths = [urlsplit(str(file.text)) for file in index.iter(f"{NAMESPACE}loc")]
    assert {f"{path.scheme}://{path.netloc}" for path in paths} == {SITE}
    listed = [
        str(loc.text).removeprefix(SITE)
        for path in paths
        for loc in read_xml(client, f"{path.path}?{path.query}").iter(f"{NAMESPACE}loc")
    ]
    assert [path for path in listed if path.startswith("/glossary/") and path != "/glossary/"] == [
        f"/glossary/{letter}/" for letter in "abcde"
    ]
    assert len(listed) == len(set(listed)) == 11
