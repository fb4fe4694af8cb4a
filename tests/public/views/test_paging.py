import pytest
from django.test import Client
from pytest_django import Settings

from glossary.models import Status
from tests.factories import make_category, make_term
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")


def names(client: Client, path: str) -> list[str]:
    return [str(row) for row in client.get(path).context["object_list"]]


@pytest.fixture
def _hidden() -> None:
    """Entries that must be neither listed nor counted, where they could be."""
    shelf = make_category(name="Shelf", slug="shelf")
    make_term("Draft", status=Status.DRAFT, tags=("thread", "draft only"), category=shelf)
    make_term("Later", publish_at="2999-01-01T00:00Z", tags=("thread",), category=shelf)
    make_term("Zebra", tags=("thread",), category=shelf)
    make_term("Élan", tags=("Thread",), category=shelf, status=Status.DEPRECATED)
    make_term("Elsewhere", category=make_category(name="Other", slug="other"))


@pytest.mark.usefixtures("_hidden")
@pytest.mark.parametrize("path", ["/categories/shelf/", "/tags/thread/"])
def test_the_public_entries_of_a_category_or_tag_are_listed_from_a_to_z(
    client: Client, path: str
) -> None:
    assert names(client, path) == ["Élan", "Zebra"]
    html = html_of(client.get(path))
    assert "2 entries." in html
    assert "<strong>Deprecated.</strong> What Élan is." in html


@pytest.mark.usefixtures("_hidden")
def test_categories_are_listed_in_the_editors_order_with_the_entries_counted(
    client: Client,
) -> None:
    make_category(name="First", slug="first", order=0)
    counted = client.get("/categories/").context["object_list"]
    assert [(c.name, c.count) for c in counted] == [("First", 0), ("Shelf", 2), ("Other", 1)]


@pytest.mark.usefixtures("_hidden")
def test_tags_are_listed_where_a_public_entry_has_them(client: Client) -> None:
    assert [(t.name, t.count) for t in client.get("/tags/").context["object_list"]] == [
        ("thread", 2)
    ]


@pytest.mark.usefixtures("_hidden")
def test_a_tag_that_no_public_entry_has_is_named_nowhere(client: Client) -> None:
    assert client.get("/tags/draft-only/").status_code == 404
    assert "draft only" not in html_of(client.get("/glossary/?tag=draft-only"))
    assert "draft-only" not in html_of(client.get("/sitemap.xml"))


@pytest.mark.parametrize("path", ["/categories/none/", "/tags/none/", "/tags/%00/"])
def test_what_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_category_without_public_entries_says_so(client: Client) -> None:
    make_term(status=Status.DRAFT, category=make_category(slug="shelf"))
    assert "Nothing here yet" in html_of(client.get("/categories/shelf/"))


def test_a_list_leads_to_its_filters_in_the_index(client: Client) -> None:
    make_term(tags=("中文",), category=make_category(slug="शेल्फ"))
    tag, category = "%E4%B8%AD%E6%96%87", "%E0%A4%B6%E0%A5%87%E0%A4%B2%E0%A5%8D%E0%A4%AB"
    assert f'href="/glossary/?tag={tag}"' in html_of(client.get(f"/tags/{tag}/"))
    html = html_of(client.get(f"/categories/{category}/"))
    assert f'href="/glossary/?category={category}"' in html


def test_every_list_goes_on_page_by_page(client: Client, settings: Settings) -> None:
    settings.GLOSSARY_PAGE_SIZE = 2
    shelf = make_category(slug="shelf")
    for name in "abc":
        make_term(name, tags=("thread", f"tag {name}"), applications=(name,), category=shelf)
    for path, last in (
        ("/categories/shelf/", ["c"]),
        ("/tags/thread/", ["c"]),
        ("/tags/", ["tag c", "thread"]),
        ("/applications/", ["c"]),
    ):
        assert len(names(client, path)) == 2
        assert 'href="?page=2"' in html_of(client.get(path))
        assert names(client, f"{path}?page=2") == last
        assert names(client, f"{path}?page=99") == last
