import pytest
from pytest_django import DjangoAssertNumQueries

from glossary.linking import sieve as module
from glossary.linking.sieve import Sieve, forgotten_if_undone, sieve
from glossary.models import Name
from glossary.text.mentioning import anchor, lead
from tests.factories import make_term

pytestmark = pytest.mark.django_db


def passes(one: Sieve, *keys: str) -> list[bool]:
    return [anchor(key) in one.likely([anchor(key)])[0] for key in keys]


def test_what_is_no_name_does_not_pass_and_what_is_does_with_its_beginning() -> None:
    make_term("Large language model")
    one = Sieve()
    one.catch_up()
    assert passes(one, "large language model", "large language models") == [True, True]
    assert passes(one, "large language", "language model", "nothing") == [False, False, False]
    assert one.likely([lead("large language model")])[1] == {lead("large language model")}


def test_only_new_names_are_read(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_term("One thing")
    one = Sieve()
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
    one = Sieve()
    for number in range(30):
        make_term(f"Thing {number}")
        one.catch_up()
    assert all(passes(one, *(f"thing {number}" for number in range(30))))
    assert sum(passes(one, *(f"other {number}" for number in range(300)))) < 100


def test_what_is_undone_is_forgotten() -> None:
    make_term("One thing")
    sieve.catch_up()
    with pytest.raises(ZeroDivisionError), forgotten_if_undone():
        raise ZeroDivisionError
    assert sieve._last == 0
    assert not any(sieve._table)
