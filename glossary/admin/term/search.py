"""Finding entries from the admin's search box and from its autocomplete fields."""

from django.db.models import Case, IntegerField, OuterRef, Q, Subquery, Value, When

from glossary.admin.querystring import asked
from glossary.models import Name
from glossary.models.term import TermQuerySet
from glossary.text.normalize import name_key


def by_name(terms: TermQuerySet, text: str) -> TermQuerySet:
    """Return those of ``terms`` with a name or alias, folded, that has every word of ``text``."""
    names = Name.objects.all()
    for word in name_key(asked(text)).split():
        names = names.filter(key__contains=word)
    found: TermQuerySet = terms.filter(pk__in=names.values("term"))
    return found


def closest_first(terms: TermQuerySet, text: str) -> TermQuerySet:
    """Order ``terms``: one of that name, then those whose name begins so, then the others."""
    key = name_key(asked(text))
    closeness = Case(
        When(key=key, then=Value(0)),
        When(key__startswith=key, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    best = (
        Name.objects.filter(Q(term=OuterRef("pk")))
        .annotate(closeness=closeness)
        .order_by("closeness")
        .values("closeness")[:1]
    )
    ordered: TermQuerySet = terms.order_by(Subquery(best), "sort_key", "slug")
    return ordered
