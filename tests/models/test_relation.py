import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from glossary.models import Relation
from tests.factories import make_relation, make_term

pytestmark = pytest.mark.usefixtures("db")


def test_an_entry_is_not_related_to_itself() -> None:
    term = make_term()
    with pytest.raises(ValidationError, match="cannot be related to itself"):
        Relation(term=term, target=term).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_relation(term, term)


@pytest.mark.parametrize("kind", ["broader", "prerequisite"])
def test_a_cycle_is_refused_where_it_is_a_contradiction(kind: str) -> None:
    a, b, c = make_term("A"), make_term("B"), make_term("C")
    make_relation(a, b, kind)
    make_relation(b, c, kind)
    with pytest.raises(ValidationError, match="close a cycle: “A” already leads to “C”"):
        Relation(term=c, target=a, kind=kind).full_clean()


def test_two_paths_to_one_broader_entry_are_no_cycle() -> None:
    a, b, c = make_term("A"), make_term("B"), make_term("C")
    make_relation(a, b, "broader")
    make_relation(b, c, "broader")
    Relation(term=a, target=c, kind="broader").full_clean()


def test_a_symmetric_relation_is_stated_once() -> None:
    a, b = make_term("A"), make_term("B")
    make_relation(a, b, "related")
    with pytest.raises(ValidationError, match="“A” already has this relation"):
        Relation(term=b, target=a, kind="related").full_clean()


def test_an_existing_cycle_does_not_hang_the_check() -> None:
    a, b, c = make_term("A"), make_term("B"), make_term("C")
    make_relation(a, b, "broader")
    make_relation(b, a, "broader")
    Relation(term=c, target=a, kind="broader").full_clean()
