import pytest
from pytest_django import DjangoAssertNumQueries

from glossary.editorial import cycles
from glossary.editorial.cycles import cycle_groups
from glossary.indexing.refresh import reindex
from glossary.models import Relation, Status, Term
from tests.factories import make_relation, make_term

pytestmark = pytest.mark.usefixtures("db")


def names_by_heading() -> dict[str, list[str]]:
    return {
        str(group.heading): [" ".join(term.name for term in cycle) for cycle in group.cycles]
        for group in cycle_groups()
    }


def test_relations_without_a_cycle_are_not_listed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a, b = make_term("Alpha"), make_term("Beta", definition="Not an alpha.")
    for kind in Relation.Kind:
        make_relation(a, b, kind)
    make_relation(b, a, Relation.Kind.RELATED)
    with django_assert_num_queries(3):
        assert cycle_groups() == []


def test_each_kind_of_cycle_is_listed_drafts_included(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a, b, c = (make_term(name, definition="Something.") for name in ("Alpha", "Beta", "Gamma"))
    for kind in (Relation.Kind.PREREQUISITE, Relation.Kind.BROADER):
        make_relation(a, b, kind)
        make_relation(b, a, kind)
    make_relation(b, c, Relation.Kind.PREREQUISITE)
    for one, other in ((a, b), (b, c), (c, a)):
        Term.objects.filter(pk=one.pk).update(replaced_by=other, status=Status.DRAFT)
    make_term("Sender", definition="Who writes to a receiver.")
    make_term("Receiver", definition="Who reads what a sender wrote.")
    reindex()
    with django_assert_num_queries(4):
        cycle_groups()
    assert names_by_heading() == {
        "Prerequisites in a cycle": ["Alpha Beta"],
        "Broader entries in a cycle": ["Alpha Beta"],
        "Replacements in a cycle": ["Alpha Beta Gamma"],
        "Definitions that refer to each other": ["Sender Receiver"],
    }


def test_each_kind_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cycles, "LIMIT", 2)
    for number in range(3):
        a, b = make_term(f"A {number}"), make_term(f"B {number}")
        make_relation(a, b, Relation.Kind.BROADER)
        make_relation(b, a, Relation.Kind.BROADER)
    assert names_by_heading() == {"Broader entries in a cycle": ["A 0 B 0", "A 1 B 1"]}
