"""How much of a full entry an entry has. A word need not have aliases: they are not counted."""

from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from glossary.models import Application, Relation, Source, Term, TermTag

_PARTS: dict[str, Q | Exists] = {
    "definition": ~Q(definition=""),
    "in_depth": ~Q(in_depth=""),
    "key_takeaway": ~Q(key_takeaway=""),
    "tags": Exists(TermTag.objects.filter(content_object=OuterRef("pk"))),
    "applications": Exists(Application.objects.filter(term=OuterRef("pk"))),
    "relations": Exists(Relation.objects.filter(term=OuterRef("pk")))
    | Exists(Relation.objects.filter(target=OuterRef("pk"))),
    "sources": Exists(Source.objects.filter(term=OuterRef("pk"))),
}
FULL = len(_PARTS)


def parts_present() -> Combinable:
    """Return the expression that counts, for a row of Term, which of the FULL parts are there."""
    counts = [
        Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
        for condition in _PARTS.values()
    ]
    return reduce(add, counts)


def with_completeness(terms: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate each entry with the number of its parts, as ``parts_present``."""
    return terms.annotate(parts_present=parts_present())


def percent(term: Term) -> int:
    """Return how much of a full entry an annotated ``term`` has, in percent."""
    return round(100 * term.parts_present / FULL)  # type: ignore[attr-defined]
