import pytest
from pytest_django import DjangoAssertNumQueries

from glossary.editorial import cycles
from glossary.editorial.cycles import findings
from glossary.indexing.refresh import reindex
from glossary.models import Relation, Status, Term
from tests.factories import make_relation, make_term

pytestmark = pytest.mark.usefixtures("db")


def told() -> dict[str, list[str]]:
    return {
        str(finding.heading): [" ".join(term.name for term in ring) for ring in finding.circles]
        for finding in findings()
    }


def test_ties_that_lead_on_are_nothing_to_tell(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a, b = make_term("Alpha"), make_term("Beta", definition="Not an alpha.")
    for kind in Relation.Kind:
        make_relation(a, b, kind)
    make_relation(b, a, Relation.Kind.RELATED)
    with django_assert_num_queries(3):
        assert findings() == []


def test_each_kind_of_circle_is_told_drafts_too(
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
        findings()
    assert told() == {
        "Entries that wait for one another": ["Alpha Beta"],
        "Entries broader than themselves": ["Alpha Beta"],
        "Entries that replace one another": ["Alpha Beta Gamma"],
        "Definitions that need each other": ["Sender Receiver"],
    }


def test_no_more_is_told_than_one_can_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cycles, "MOST", 2)
    for number in range(3):
        a, b = make_term(f"A {number}"), make_term(f"B {number}")
        make_relation(a, b, Relation.Kind.BROADER)
        make_relation(b, a, Relation.Kind.BROADER)
    assert told() == {"Entries broader than themselves": ["A 0 B 0", "A 1 B 1"]}
