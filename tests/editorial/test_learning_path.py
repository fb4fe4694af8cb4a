from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from glossary.editorial.learning_path import read_first
from glossary.models import Level, Relation, Status, Term
from tests.factories import make_relation, make_term

pytestmark = pytest.mark.usefixtures("db")
FIRST = Relation.Kind.PREREQUISITE


def names(term: Term) -> list[str]:
    return [step.term.name for step in read_first(term)]


def chain(*names: str, kind: str = FIRST) -> list[Term]:
    """Return new entries, of which each needs the next."""
    terms = [make_term(name) for name in names]
    for term, target in pairwise(terms):
        make_relation(term, target, kind)
    return terms


def test_prerequisites_of_a_prerequisite_come_before_it(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    top, *_ = chain("Diffusion model", "Neural network", "Function")
    make_relation(top, make_term("Noise"), FIRST)
    make_relation(make_term("Image model"), top, FIRST)
    with django_assert_num_queries(1):
        steps = read_first(top)
    assert [(step.term.name, step.is_direct) for step in steps] == [
        ("Function", False),
        ("Neural network", True),
        ("Noise", True),
    ]


def test_only_read_first_relations_count() -> None:
    for kind in set(Relation.Kind) - {FIRST}:
        assert names(chain(f"A {kind}", f"B {kind}", kind=kind)[0]) == []


def test_the_easier_of_two_entries_comes_first() -> None:
    top = make_term("Top")
    for name, level in (("A", Level.ADVANCED), ("B", Level.INTERMEDIATE), ("C", Level.BEGINNER)):
        make_relation(top, make_term(name, level=level), FIRST)
    assert names(top) == ["C", "B", "A"]


def test_no_prerequisites_are_invented() -> None:
    make_term("Easy")
    assert read_first(make_term("Hard", level=Level.ADVANCED)) == []


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": Status.DRAFT},
        {"status": Status.REVIEW},
        {"publish_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_the_path_stops_at_entries_that_are_not_public(hidden: dict[str, object]) -> None:
    top, middle, _end = chain("Top", "Middle", "End")
    Term.objects.filter(pk=middle.pk).update(**hidden)
    assert names(top) == []


def test_a_draft_has_a_learning_path() -> None:
    top, *_ = chain("Top", "Middle")
    Term.objects.filter(pk=top.pk).update(status=Status.DRAFT)
    assert names(top) == ["Middle"]


def test_a_cycle_starts_at_its_easiest_entry_and_omits_the_entry_itself() -> None:
    a, b, c = chain("A", "B", "C")
    make_relation(c, a, FIRST)
    Term.objects.filter(pk=b.pk).update(level=Level.INTERMEDIATE)
    assert [names(term) for term in (a, b, c)] == [["C", "B"], ["A", "C"], ["B", "A"]]
    outside = make_term("D")
    make_relation(outside, b, FIRST)
    assert names(outside) == ["A", "C", "B"]


def test_depth_and_number_are_bounded() -> None:
    long = chain(*(f"T {number:02}" for number in range(20)))
    assert names(long[0]) == [f"T {number:02}" for number in range(12, 0, -1)]
    many = Term.objects.bulk_create(
        Term(name=f"M {i}", slug=f"m-{i}", sort_key=f"m {i}", category=long[0].category,
             status=Status.PUBLISHED)
        for i in range(60)
    )  # fmt: skip
    Relation.objects.bulk_create(
        Relation(term=a, target=b, kind=FIRST) for a in many for b in many if a != b
    )
    assert 10 < len(read_first(many[0])) < 60 + 1
