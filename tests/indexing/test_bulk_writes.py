"""Derived data follows ``update()``, ``bulk_create()`` and ``bulk_update()``, too."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from glossary.models import Alias, Category, Edition, Mention, Name, Status, Tag, Term, TermTag
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


def names_of(term: Term) -> set[str]:
    written = term.names.filter(kind__in=[Name.Kind.HEADWORD, Name.Kind.ALIAS])
    return set(written.values_list("text", flat=True))


def test_update_of_entries_renews_their_names_and_sort_keys() -> None:
    term = make_term("Zebra")
    assert Term.objects.filter(pk=term.pk).update(name="Ant") == 1
    term.refresh_from_db()
    assert (names_of(term), term.sort_key) == ({"Ant"}, "ant")


def test_update_publishes() -> None:
    term = make_term("Zebra", status=Status.DRAFT)
    other = make_term("Other", definition="About a zebra.")
    Term.objects.filter(pk=term.pk).update(status=Status.PUBLISHED)
    term.refresh_from_db()
    assert term.first_published is not None
    assert Mention.objects.filter(source=other, target=term).exists()
    assert Client().get(term.get_absolute_url()).status_code == 200


def test_update_keeps_the_dates_that_it_is_given() -> None:
    term, moment = make_term("Zebra"), datetime(2020, 1, 1, tzinfo=UTC)
    Term.objects.filter(pk=term.pk).update(updated=moment, first_published=moment)
    term.refresh_from_db()
    assert (term.updated, term.first_published) == (moment, moment)


def test_bulk_update_of_entries() -> None:
    terms = [make_term("Zebra"), make_term("Yak")]
    for term in terms:
        term.name += " herd"
    Term.objects.bulk_update(terms, ["name"])
    assert [names_of(term) for term in terms] == [{"Zebra herd"}, {"Yak herd"}]


def test_bulk_create_of_entries() -> None:
    category = Category.objects.create(name="Animals", slug="animals")
    Term.objects.bulk_create(
        Term(name=name, category=category, definition="An animal.", status=Status.PUBLISHED)
        for name in ("Zebra", "Yak")
    )
    zebra = Term.objects.get(slug="zebra")
    assert (names_of(zebra), zebra.sort_key) == ({"Zebra"}, "zebra")
    assert "Yak" in Client().get("/glossary/").text


def test_aliases_made_in_bulk_moved_and_renamed() -> None:
    zebra, yak = make_term("Zebra"), make_term("Yak")
    Alias.objects.bulk_create([Alias(term=zebra, text="Striped horse")])
    assert names_of(zebra) == {"Zebra", "Striped horse"}
    Alias.objects.update(term=yak, text="Hairy ox")
    assert (names_of(zebra), names_of(yak)) == ({"Zebra"}, {"Yak", "Hairy ox"})


def test_tags_renamed_and_given_in_bulk() -> None:
    zebra = make_term("Zebra")
    tag = Tag.objects.create(name="Animal", slug="animal")
    TermTag.objects.bulk_create([TermTag(content_object=zebra, tag=tag)])
    Tag.objects.update(name="Beast")
    tag.refresh_from_db()
    assert tag.key == "beast"
    assert "Zebra" in Client().get("/search/?q=beast").text


def test_categories_renamed_in_bulk_raise_the_edition() -> None:
    make_term("Zebra")
    before = Edition.current()
    Category.objects.update(name="Beasts")
    assert Edition.current() != before
