import re

import pytest
from django.test import Client
from pytest_django import Settings

from glossary import process_memory
from glossary.models import Relation, Status, Term
from glossary.public.views import map_page
from tests.factories import make_category, make_relation, make_term
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")


def read(client: Client, path: str = "/map/") -> str:
    process_memory.reset()
    response = client.get(path)
    assert response.status_code == 200
    return html_of(response)


def names(html: str) -> list[str]:
    """Return the names on the charts of a page, in order; of the wide one, not the narrow one."""
    charts = re.findall(r'<svg class="category-chart chart-(\w+)".*?</svg>', html, re.DOTALL)
    found = []
    for look, svg in re.findall(
        r'<svg class="category-chart chart-(\w+)"(.*?)</svg>', html, re.DOTALL
    ):
        if look != "narrow":
            found += re.findall(r"<text x[^>]*>([^<]*)</text>", svg)
    assert charts
    return found


def test_the_whole_map_is_by_category_and_level(client: Client) -> None:
    first, second = make_category(name="First"), make_category(name="Second")
    make_category(name="Empty")
    make_term("D", category=second)
    for name, level in (("C", "advanced"), ("B", "beginner"), ("A", "intermediate")):
        make_term(name, category=first, level=level)
    make_term("Hidden", category=first, status=Status.DRAFT)
    html = read(client)
    assert names(html) == ["B", "A", "C", "D"]
    assert re.findall(r'<h2 id[^>]*><a href="([^"]*)">([^<]*)</a><small>([^<]*)', html) == [
        (f"?category={first.slug}", "First", "3 entries"),
        (f"?category={second.slug}", "Second", "1 entry"),
    ]
    assert "Empty" not in html
    assert "Hidden" not in html
    twin = html[html.index("The map as a list") :].split("</details>")[0]
    assert re.findall(r'<dd><a href="([^"]*)">', twin) == [
        "/glossary/b/",
        "/glossary/a/",
        "/glossary/c/",
        "/glossary/d/",
    ]


def test_an_empty_glossary_has_an_empty_map(client: Client) -> None:
    assert "No entries have been published yet." in read(client)


def test_the_whole_map_of_a_large_glossary_shows_the_entries_with_the_most_relations(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_page, "MAX_SHOWN_IN_FULL", 4)
    monkeypatch.setattr(map_page, "SHOWN_PER_CATEGORY", 2)
    terms = [make_term(f"T {number}", slug=f"t-{number}") for number in range(5)]
    make_relation(terms[3], terms[1])
    make_relation(terms[3], terms[4])
    html = read(client)
    assert names(html) == ["T 1", "T 3"]
    assert "and 3 more" in html
    assert names(read(client, f"/map/?category={terms[0].category.slug}")) == [
        f"T {number}" for number in range(5)
    ]


def test_a_category_shows_what_to_read_before_what(client: Client) -> None:
    category = make_category(slug="animals")
    low, high = make_term("Low", category=category), make_term("High", category=category)
    elsewhere = make_term("Elsewhere", category=make_category())
    make_relation(high, low, Relation.Kind.PREREQUISITE)
    make_relation(low, high, Relation.Kind.RELATED)
    make_relation(high, elsewhere, Relation.Kind.PREREQUISITE)
    html = read(client, "/map/?category=animals")
    assert (
        re.findall(r'class="line (\w+)" data-ends="([^"]*)"', html)
        == [("prerequisite", "low high")] * 2
    )
    assert 'rel="canonical" href="http://localhost:8000/map/?category=animals"' in html


def test_pages_of_a_large_category_are_lenient_and_bounded(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_page, "ENTRIES_PER_PAGE", 2)
    category = make_category(slug="animals")
    for name in "ABCDE":
        make_term(name, category=category)
    for page, expected in (("", "AB"), ("2", "CD"), ("3", "E"), ("99", "E"), ("x", "AB")):
        assert names(read(client, f"/map/?category=animals&page={page}")) == [*expected]
    assert "?category=animals&amp;page=2" in read(client, "/map/?category=animals")


@pytest.mark.parametrize(
    "query", ["category=none", "category=", "category=%00", "page=x", "page=9"]
)
def test_invalid_values_are_ignored(client: Client, query: str) -> None:
    make_term("A")
    assert names(read(client, f"/map/?{query}")) == ["A"]


def test_numbers_are_numbers_in_every_language(client: Client, settings: Settings) -> None:
    settings.LANGUAGE_CODE = "de"
    term = make_term('<i>&" ' + "long " * 38, slug="long")
    for path in ("/map/", f"/map/?category={term.category.slug}"):
        svg = read(client, path).split("<svg class")[1].split("</svg>")[0]
        assert not re.search(r' (?:x|y|width|height|viewBox)="[^"]*,', svg)
        assert "<i>" not in svg
        assert "<title>&lt;i&gt;&amp;&quot; long" in svg


def test_the_map_follows_each_change(client: Client) -> None:
    make_term("A")
    assert names(html_of(client.get("/map/"))) == ["A"]
    make_term("B")
    assert "B" in names(html_of(client.get("/map/")))
    Term.objects.get(name="A").delete()
    assert names(html_of(client.get("/map/"))) == ["B"]
