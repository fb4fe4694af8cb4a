"""Which entries an export takes."""

from collections.abc import Collection

from django.db.models import QuerySet

from glossary.models import Term


def select_terms(
    *,
    status: Collection[str] = (),
    category: Collection[str] = (),
    tag: Collection[str] = (),
    slug: Collection[str] = (),
) -> QuerySet[Term]:
    """Return the entries that have one of the given values in every respect that is given, and the
    replacements of those deprecated: a reference must find what it refers to."""
    terms = Term.objects.order_by()
    if status:
        terms = terms.filter(status__in=status)
    if category:
        terms = terms.filter(category__slug__in=category)
    if tag:
        terms = terms.filter(term_tags__tag__slug__in=tag)
    if slug:
        terms = terms.filter(slug__in=slug)
    return with_replacements(terms)


def with_replacements(terms: QuerySet[Term]) -> QuerySet[Term]:
    """Return ``terms`` and whatever replaces them, however many steps away."""
    found = set(terms.values_list("pk", flat=True))
    frontier = found
    while frontier:
        replacements = Term.objects.filter(replaces__in=frontier).values_list("pk", flat=True)
        frontier = set(replacements) - found
        found |= frontier
    return Term.objects.filter(pk__in=found)
