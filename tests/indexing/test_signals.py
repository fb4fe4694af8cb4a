import io

import pytest
from django.core.management import call_command
from django.db import transaction

from glossary.indexing.refresh import reindex
from glossary.models import Edition, Name, PendingTerm, Redirect, Tag, Term
from glossary.search import index
from glossary.search.backends import get_backend
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


def names() -> list[tuple[str, int, str]]:
    written = Name.objects.filter(kind__lte=Name.Kind.HIDDEN).order_by("text")
    return list(written.values_list("text", "kind", "initial"))


def test_headword_and_aliases_become_names() -> None:
    make_term("Generative AI", aliases=("Gen AI",))
    assert names() == [
        ("Gen AI", Name.Kind.ALIAS, "G"),
        ("Generative AI", Name.Kind.HEADWORD, "G"),
    ]


def test_reindex_rebuilds_exactly_what_saving_built() -> None:
    make_term("Generative AI", aliases=("Gen AI",))
    make_term("Ångström")
    before = names()
    Name.objects.all().delete()
    index.clear()
    assert reindex() == []
    assert names() == before
    assert get_backend().count() == 2


def test_each_commit_raises_the_edition_once() -> None:
    make_term()
    edition = Edition.objects.get().number
    with transaction.atomic():
        make_term(aliases=("a", "b"), tags=("c",))
    assert Edition.objects.get().number == edition + 1
    assert PendingTerm.objects.count() == 0


def test_a_rolled_back_change_leaves_no_mark() -> None:
    with transaction.atomic():
        make_term("Gone")
        transaction.set_rollback(True)
    assert (names(), PendingTerm.objects.count()) == ([], 0)


def test_the_entry_is_filed_under_sort_as() -> None:
    make_term("The Turing test", sort_as="Turing test")
    assert names() == [("The Turing test", Name.Kind.HEADWORD, "T")]


def test_a_renamed_address_is_kept_and_a_reused_one_ends_the_redirect() -> None:
    first = make_term("First", slug="a")
    first.slug = "b"
    first.save()
    assert list(Redirect.objects.values_list("slug", "term__name")) == [("a", "First")]
    make_term("Second", slug="a")
    assert not Redirect.objects.exists()


def test_two_entries_may_swap_their_addresses() -> None:
    one, two = make_term("One", slug="one"), make_term("Two", slug="two")
    for term, slug in ((one, "aside"), (two, "one"), (one, "two")):
        term.slug = slug
        term.save()
    assert sorted(Term.objects.values_list("name", "slug")) == [("One", "two"), ("Two", "one")]
    assert list(Redirect.objects.values_list("slug", "term__name")) == [("aside", "One")]


def test_a_draft_never_published_leaves_no_address_behind() -> None:
    draft = make_term("Draft", slug="a", status="draft")
    draft.slug = "b"
    draft.save()
    assert not Redirect.objects.exists()


def test_tags_that_differ_by_case_or_accent_are_one() -> None:
    term = make_term(tags=("Éthique", "éthique", "ETHIQUE", "NLP", "nlp"))
    assert sorted(tag.name for tag in term.tags.all()) == ["NLP", "Éthique"]
    assert Tag.objects.count() == 2


def test_tags_without_letters_have_an_address_too() -> None:
    term = make_term(tags=("+++", "中文", "🙂"))
    assert all(tag.get_absolute_url() for tag in term.tags.all())


def test_the_slug_is_proposed_from_the_name_where_it_is_missing() -> None:
    assert make_term("C++").slug == "c-plus-plus"


def test_reindex_says_how_much_it_did() -> None:
    make_term()
    out = io.StringIO()
    call_command("reindex", stdout=out)
    assert out.getvalue() == "1 entries indexed.\n"
