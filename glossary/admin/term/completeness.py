"""How complete an entry is. Aliases do not count: an entry need not have any."""

from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from glossary.models import Application, Relation, Source, Term, TermTag
from glossary.models.term import TEXT_NAMES

_CONDITIONS: dict[str, Q | Exists] = {
    **{name: ~Q(**{name: ""}) for name in TEXT_NAMES},
    "tags": Exists(TermTag.objects.filter(content_object=OuterRef("pk"))),
    "applications": Exists(Application.objects.filter(term=OuterRef("pk"))),
    "relations": Exists(Relation.objects.filter(term=OuterRef("pk")))
    | Exists(Relation.objects.filter(target=OuterRef("pk"))),
    "sources": Exists(Source.objects.filter(term=OuterRef("pk"))),
}
FULL = len(_CONDITIONS)


def count_complete() -> Combinable:
    """Return an expression that counts which of the FULL fields a row of Term has."""
    return reduce(add, (_counted(condition) for condition in _CONDITIONS.values()))


def with_completeness(terms: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate each entry with the number of its fields as ``complete_fields``."""
    return terms.annotate(complete_fields=count_complete())


def with_missing(terms: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate each entry with what ``missing`` and ``percent`` read."""
    return terms.annotate(
        **{f"has_{name}": _counted(condition) for name, condition in _CONDITIONS.items()}
    )


def missing(term: Term) -> list[str]:
    """Return the labels of the fields that an annotated ``term`` lacks."""
    return [_label(name) for name in _CONDITIONS if not getattr(term, f"has_{name}")]


def percent(term: Term) -> int:
    """Return how complete an annotated ``term`` is, in percent."""
    return round(100 * (FULL - len(missing(term))) / FULL)


def _counted(condition: Q | Exists) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _label(name: str) -> str:
    field: Any = Term._meta.get_field(name)
    is_inline = field.one_to_many
    return str(field.related_model._meta.verbose_name_plural if is_inline else field.verbose_name)
