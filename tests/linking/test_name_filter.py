import pytest
from django.core.management import call_command
from django.db.models import F
from pytest_django import DjangoAssertNumQueries

from glossary.indexing.refresh import raise_edition, reindex
from glossary.linking import name_filter as module
from glossary.linking.link_hashes import NAME, PREFIX
from glossary.linking.name_filter import NameFilter, forgotten_if_undone, name_filter
from glossary.models import Alias, Edition, Name, Term
from glossary.text.tokens import name_hash, prefix_hash
from tests.factories import make_term

pytestmark = pytest.mark.django_db


def passes(one: NameFilter, *keys: str) -> list[bool]:
    hits = one.may_contain((place, name_hash(key)) for place, key in enumerate(keys))
    names = {place for place, _, kind in hits if kind & NAME}
    return [place in names for place in range(len(keys))]


def test_what_is_no_name_does_not_pass_and_what_is_does_with_its_beginning() -> None:
    make_term("Large language model")
    one = NameFilter()
    one.catch_up()
    assert passes(one, "large language model", "large language models") == [True, True]
    assert passes(one, "large language", "language model", "nothing") == [False, False, False]
    begun = prefix_hash("large language model")
    assert one.may_contain([(7, begun)]) == [(7, begun, PREFIX)]


def test_only_new_names_are_read(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_term("One thing")
    one = NameFilter()
    with django_assert_num_queries(2):
        one.catch_up()
    newest = Name.objects.latest("pk").pk
    with django_assert_num_queries(0):
        one.catch_up(newest)
    make_term("Another thing")
    with django_assert_num_queries(1):
        one.catch_up(newest + 1)
    assert passes(one, "one thing", "another thing") == [True, True]


def test_it_grows_with_the_glossary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SMALLEST", 16)
    one = NameFilter()
    for number in range(30):
        make_term(f"Thing {number}")
        one.catch_up()
    assert all(passes(one, *(f"thing {number}" for number in range(30))))
    assert sum(passes(one, *(f"other {number}" for number in range(300)))) < 100


def test_what_is_undone_is_forgotten() -> None:
    make_term("One thing")
    name_filter.catch_up()
    with pytest.raises(ZeroDivisionError), forgotten_if_undone():
        raise ZeroDivisionError
    assert name_filter._last == 0
    Name.objects.all().delete()
    name_filter.catch_up()
    assert passes(name_filter, "one thing") == [False]


def test_whoever_asks_while_it_forgets_is_answered_as_before() -> None:
    make_term("One thing")
    one = NameFilter()
    one.catch_up()
    one.forget()
    assert passes(one, "one thing") == [True]


@pytest.mark.django_db(transaction=True)
def test_a_process_that_goes_on_while_the_database_is_emptied_and_filled_again() -> None:
    for number in range(9):
        make_term(f"Thing {number}")
    one = NameFilter()
    one.catch_up()
    call_command("flush", interactive=False, verbosity=0)
    make_term("Another")
    newest, edition = Name.objects.latest("pk").pk, Edition.objects.get().number
    assert newest <= one._last
    one.catch_up(newest, edition)
    assert passes(one, "another", "thing 1") == [True, False]


@pytest.mark.django_db(transaction=True)
def test_a_process_that_goes_on_while_every_name_gets_an_id_that_was_in_use() -> None:
    make_term("One thing")
    Name.objects.update(id=F("id") + 1_000)
    one = NameFilter()
    one.catch_up()
    reindex()
    Alias.objects.create(term=Term.objects.get(), text="Another")
    newest, edition = Name.objects.latest("pk").pk, Edition.objects.get().number
    assert newest <= one._last
    one.catch_up(newest, edition)
    assert passes(one, "one thing", "another") == [True, True]


@pytest.mark.django_db(transaction=True)
def test_the_first_edition_is_counted_by_both_who_make_it() -> None:
    Edition.objects.all().delete()
    raise_edition()
    raise_edition(5)
    assert Edition.objects.get().number == 6
