"""How much of a full entry an entry has. A word need not have aliases: they are not counted."""

from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from glossary.models import Application, Relation, Source, Term, TermTag
from glossary.models.term import TEXT_NAMES

_PARTS: dict[str, Q | Exists] = {
    **{name: ~Q(**{name: ""}) for name in TEXT_NAMES},
    "tags": Exists(TermTag.objects.filter(content_object=OuterRef("pk"))),
    "applications": Exists(Application.objects.filter(term=OuterRef("pk"))),
    "relations": Exists(Relation.objects.filter(term=OuterRef("pk")))
    | Exists(Relation.objects.filter(target=OuterRef("pk"))),
    "sources": Exists(Source.objects.filter(term=OuterRef("pk"))),
}
FULL = len(_PARTS)


def parts_present() -> Combinable:
    """Return the expression that counts, for a row of Term, which of the FULL parts are there."""
    return reduce(add, (_counted(condition) for condition in _PARTS.values()))


def with_completeness(terms: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate each entry with the number of its parts, as ``parts_present``."""
    return terms.annotate(parts_present=parts_present())


def with_parts(terms: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate each entry with what ``missing`` and ``percent`` ask of it."""
    return terms.annotate(**{f"has_{name}": _counted(part) for name, part in _PARTS.items()})


def missing(term: Term) -> list[str]:
    """Return in words which parts an annotated ``term`` has not."""
    return [_label(name) for name in _PARTS if not getattr(term, f"has_{name}")]


def percent(term: Term) -> int:
    """Return how much of a full entry an annotated ``term`` has, in percent."""
    return round(100 * (FULL - len(missing(term))) / FULL)


def _counted(condition: Q | Exists) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _label(name: str) -> str:
    field: Any = Term._meta.get_field(name)
    is_part = field.one_to_many
    return str(field.related_model._meta.verbose_name_plural if is_part else field.verbose_name)
