"""Which entries an export takes."""

from collections.abc import Collection

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from glossary.models import Term

# The same words on both databases; the ids never leave it, so that their number has no limit.
_WITH_REPLACEMENTS = """
    WITH RECURSIVE given(id) AS ({chosen}), chosen(id) AS (
        SELECT id FROM given
        UNION
        SELECT term.replaced_by_id FROM glossary_term term JOIN chosen ON chosen.id = term.id
        WHERE term.replaced_by_id IS NOT NULL
    )
    SELECT id FROM chosen"""


def select_terms(
    *,
    status: Collection[str] = (),
    category: Collection[str] = (),
    tag: Collection[str] = (),
    slug: Collection[str] = (),
) -> QuerySet[Term]:
    """Return the entries that have one of the given values in every respect that is given."""
    targets = {
        "status__in": status,
        "category__slug__in": category,
        "term_tags__tag__slug__in": tag,
        "slug__in": slug,
    }
    terms: QuerySet[Term] = Term.objects.order_by()
    return terms.filter(**{lookup: values for lookup, values in targets.items() if values})


def with_replacements(terms: QuerySet[Term]) -> QuerySet[Term]:
    """Return ``terms`` and whatever replaces them, however many steps away: in a file, a reference
    must find what it refers to."""
    selected: QuerySet[Term] = Term.objects.order_by()
    try:
        sql, parameters = terms.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return selected.none()
    ids = RawSQL(_WITH_REPLACEMENTS.format(chosen=sql), parameters)  # noqa: S611 - Django's SQL
    return selected.filter(pk__in=ids)
