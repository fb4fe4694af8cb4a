import io
import json
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from glossary.exchange.fixture import write_fixture
from glossary.exchange.selection import select_terms
from glossary.models import Status, Term
from tests.factories import (
    make_category,
    make_link_veto,
    make_name_veto,
    make_relation,
    make_term,
)

pytestmark = pytest.mark.django_db


def exported(**filters: Any) -> list[tuple[str, Any]]:
    stream = io.StringIO()
    write_fixture(stream, select_terms(**filters) if filters else None)
    return [
        (row["model"].removeprefix("glossary."), next(iter(row["fields"].values())))
        for row in json.loads(stream.getvalue())
    ]


def test_a_part_holds_what_it_refers_to_and_nothing_else() -> None:
    one, two = make_category(name="One", slug="one"), make_category(name="Two", slug="two")
    kept = make_term("Kept", category=one, tags=("used",), aliases=("K",))
    other = make_term("Other", category=two, tags=("unused",))
    make_relation(kept, other)
    make_link_veto(kept, other)
    make_link_veto(other, kept)
    make_name_veto(kept, "Kepts")
    assert exported(category=["one"]) == [
        ("category", "One"),
        ("tag", "used"),
        ("term", "Kept"),
        ("alias", ["kept"]),
        ("nameveto", ["kept"]),
        ("termtag", ["kept"]),
    ]


def test_a_link_switched_off_comes_along_where_both_its_ends_do() -> None:
    one, two, three = make_term("One"), make_term("Two"), make_term("Three")
    make_link_veto(two, one, "where")
    make_link_veto(one, two)
    make_link_veto(one, three)
    vetoes = [slug for model, slug in exported(slug=["one", "two"]) if model == "linkveto"]
    assert vetoes == [["one"], ["two"]]


def test_what_replaces_an_exported_entry_comes_along() -> None:
    new = make_term("New")
    newer = make_term("Newer")
    old = make_term("Old", status=Status.DEPRECATED, replaced_by=new)
    new.replaced_by, new.status = newer, Status.DEPRECATED
    new.save()
    assert [name for model, name in exported(slug=[old.slug]) if model == "term"] == [
        "New",
        "Newer",
        "Old",
    ]


def test_filters_narrow_together() -> None:
    make_term("A", status="draft", tags=("t",))
    make_term("B", tags=("t",))
    make_term("C")
    names = [name for model, name in exported(status=["published"], tag=["t"]) if model == "term"]
    assert names == ["B"]


@pytest.mark.parametrize("entries", [3, 300])
def test_queries_grow_by_the_chunk_not_by_the_entry(
    entries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    category = make_category()
    make_term(category=category, aliases=("a",), applications=("b",), tags=("c",))
    Term.objects.bulk_create(
        Term(name=f"B {i}", slug=f"b-{i}", category=category) for i in range(entries)
    )
    with django_assert_num_queries(14):
        write_fixture(io.StringIO())
