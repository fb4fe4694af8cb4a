"""Every public page asks the database as often for 300 entries as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from glossary import process_memory
from glossary.indexing.refresh import reindex
from glossary.models import Alias, Application, Page, Relation, Source, Tag, Term, TermTag
from tests.factories import make_category, make_term

pytestmark = pytest.mark.usefixtures("db")
#: Path → queries of an anonymous visitor. One of them is the navigation's; five of a
#: submitted search and of an entry that is missing are the log's, a sixth is the first of the day.
QUERIES = {
    "/glossary/": 9,
    "/glossary/?level=beginner&category=shelf&tag=common&letter=B": 10,
    "/glossary/?page=3": 9,
    "/glossary/b-0/": 16,
    "/categories/": 4,
    "/categories/shelf/": 6,
    "/tags/": 5,
    "/tags/common/": 6,
    "/applications/": 5,
    "/applications/?q=used": 5,
    "/search/": 8,
    "/search/?q=b": 23,
    "/search/?q=nowhere": 21,
    "/search/?q=b&max_level=advanced&category=shelf&tag=common&page=2": 15,
    "/api/search/?q=b": 13,
    "/api/suggest/?q=b 0": 9,
    "/api/suggest/?q=nowhere": 11,
    "/api/card/b-0/": 1,
    "/api/card/none/": 1,
    "/map/": 8,
    "/map/?page=9": 8,
    "/map/?category=shelf&page=2": 10,
    "/compare/b-0/b-0/": 1,
    "/compare/b-0/qqqqqq/": 17,
    "/feed/": 1,
    "/sitemap.xml": 9,
    "/glossary/b-0.json": 7,
    "/glossary/b-0.md": 8,
    "/glossary/b-0.png": 1,
    "/glossary/former.json": 2,
    "/glossary/none.md": 3,
    "/glossary.json": 7,
    "/llms.txt": 5,
    "/opensearch.xml": 0,
    "/robots.txt": 0,
    "/status/": 17,
    "/status.json": 14,
    "/contact/": 4,
    "/contact/sent/": 3,
    "/about/": 4,
    "/none/": 4,
    "/glossary/former/": 2,
    "/glossary/qqqqqq/": 24,
}


def fill(entries: int) -> None:
    """Make ``entries`` entries, each with every kind of part and all tied to the first."""
    shelf = make_category(slug="shelf")
    first = make_term("B 0", category=shelf, tags=("common",))
    first.slug = "former"
    first.save()
    first.slug = "b-0"
    first.save()
    Page.objects.create(title="About", slug="about")
    Term.objects.bulk_create(
        Term(
            name=f"B {i}",
            slug=f"b-{i}",
            sort_key=f"b {i:08}",
            category=shelf,
            status="published",
            definition=f"What B {i} is.",
        )
        for i in range(1, entries)
    )
    terms = list(Term.objects.all())
    common = Tag.objects.get()
    own = Tag.objects.bulk_create(
        Tag(name=f"tag {i}", slug=f"tag-{i}", key=f"tag {i}") for i in range(entries)
    )
    TermTag.objects.bulk_create(
        TermTag(content_object=term, tag=tag)
        for i, term in enumerate(terms)
        for tag in ((own[i], common) if term != first else (own[i],))
    )
    for model in (Alias, Application, Source):
        field = "text" if model is Alias else "title"
        model.objects.bulk_create(model(term=term, **{field: "Used"}) for term in terms)
    Relation.objects.bulk_create(
        Relation(term=a, target=b, kind=kind)
        for kind in Relation.Kind
        for term in terms[1:]
        for a, b in ((term, first), (first, term))
    )
    reindex()


@pytest.mark.parametrize("entries", [1, 3, 300])
def test_each_page_asks_as_often_whatever_the_size(client: Client, entries: int) -> None:
    fill(entries)
    asked = {}
    for path in QUERIES:
        process_memory.reset()
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked[path] = len(queries)
    assert asked == QUERIES


@pytest.mark.parametrize("entries", [2, 300])
def test_a_comparison_asks_as_often_whatever_the_size(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, entries: int
) -> None:
    fill(entries)
    with django_assert_num_queries(10):
        assert client.get("/compare/b-0/b-1/").status_code == 200
    with django_assert_num_queries(1):
        assert client.get("/compare/b-1/b-0/").status_code == 301


def test_the_index_counts_once_for_each_edition(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fill(3)
    first = client.get("/glossary/?letter=B").content
    with django_assert_num_queries(2):
        assert client.get("/glossary/?letter=B").content == first
    with django_assert_num_queries(3):  # the letters under another filter
        client.get("/glossary/?level=beginner")
    make_term("Bee")
    assert b"4 entries" in client.get("/glossary/?letter=B").content
