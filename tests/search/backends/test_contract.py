"""What each backend promises. The suite runs on both databases."""

import pytest
from pytest_django import DjangoAssertNumQueries

from glossary.models import Name, Status
from glossary.search.backends import base, get_backend
from glossary.search.backends.base import FIELDS, IndexRow
from glossary.search.query import Query, QueryTerm, parse_query
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


def add_row(name: str, **fields: str) -> int:
    """Create an entry whose row has only these words in ``fields``; return its id."""
    pk = make_term(name).pk
    get_backend().delete([pk])
    get_backend().insert([IndexRow(pk, [fields.get(field, "").split() for field in FIELDS])])
    return pk


def match(query: Query | str, field: str = "") -> set[int]:
    parsed = parse_query(query) if isinstance(query, str) else query
    (found,) = get_backend().match([parsed], field=field)
    return set(found)


def test_all_required_terms_must_be_there_and_no_excluded_one() -> None:
    both = add_row("Both", text="red green")
    one = add_row("One", definition="red")
    assert match("red ") == {both, one}
    assert match("green red") == {both}
    assert match("red -green") == {one}


def test_a_phrase_keeps_its_order_and_stays_within_a_field() -> None:
    adjacent = add_row("Adjacent", text="red green")
    add_row("Reversed", text="green red")
    add_row("Parted", definition="red", applications="green")
    assert match('"red green"') == {adjacent}


def test_the_last_word_may_be_a_prefix() -> None:
    pk = add_row("Container", text="container")
    assert match("contai") == {pk}
    assert match('"contai"') == set()


def test_any_alternative_of_a_term_is_enough() -> None:
    pk = add_row("Datacenter", text="datacenter")
    assert match(Query("", required=(QueryTerm(("data", "center"), compound="datacenter"),))) == {
        pk
    }


def test_a_field_narrows_the_search() -> None:
    pk = add_row("Entry", names="red", text="green")
    assert match("red", "names") == match("green", "text") == {pk}
    assert match("red", "text") == match("green", "names") == set()


def test_several_queries_are_one_and_each_is_limited(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ids = {add_row(name, text="red") for name in ("One", "Two", "Three")}
    queries = [parse_query(text) for text in ("red", "nowhere")]
    with django_assert_num_queries(1):
        found, nothing = get_backend().match(queries, limit=2)
    assert len(found) == 2
    assert ids.issuperset(found)
    assert nothing == []
    assert get_backend().match([]) == []


def test_heavier_fields_rank_first_and_equal_entries_are_a_to_z() -> None:
    text = add_row("Text", text="red")
    b, a = (add_row(name, definition="red") for name in ("B", "A"))
    name = add_row("Zebra", names="red")
    assert get_backend().rank(parse_query("red"), limit=10) == [name, a, b, text]
    assert len(get_backend().rank(parse_query("red"), limit=2)) == 2


def test_what_is_not_ranked_follows_by_id(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [add_row(f"Entry {letter}", text="red") for letter in "EDCBA"]
    monkeypatch.setattr(base, "MAX_RANKED", 2)
    found = get_backend().rank_all(parse_query("red"))
    assert sorted(found) == ids
    assert found[2:] == sorted(found[2:])


@pytest.mark.parametrize("token", ["'", '"', "\\", "a:b", "a&b", "c++", "c#", "\ue000scale", "機"])
def test_no_token_is_syntax(token: str) -> None:
    pk = add_row("Odd", text=f"before {token} after")
    assert match(Query("", required=(QueryTerm(("before",)),))) == {pk}
    assert match(Query("", required=(QueryTerm((token,), is_prefix=True),))) <= {pk}


def test_names_are_public_and_limited_for_each_kind() -> None:
    for name in ("Agent", "Agency", "Agenda", "Zebra"):
        make_term(name)
    make_term("Agent draft", status=Status.DRAFT)
    make_term("Other", aliases=("Age",))
    limits = {Name.Kind.HEADWORD: 2, Name.Kind.ALIAS: 5}
    found = get_backend().names_with_prefix("age", limits)
    assert sorted((row.kind, row.text) for row in found) == [
        (Name.Kind.HEADWORD, "Agency"),
        (Name.Kind.HEADWORD, "Agenda"),
        (Name.Kind.ALIAS, "Age"),
    ]


def test_rows_are_counted_and_deleted() -> None:
    one, _two = add_row("One", text="red"), add_row("Two", text="red")
    assert get_backend().count() == 2
    get_backend().delete([one])
    assert get_backend().count() == 1
    get_backend().clear()
    assert match("red") == set()
