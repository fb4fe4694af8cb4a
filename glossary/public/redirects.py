"""Addresses that no entry has: entries they once belonged to, and suggestions."""

import difflib

from django.http import Http404

from glossary.models import Name, Redirect, Term
from glossary.models.term import published_q
from glossary.search.engine import search_ids
from glossary.text.normalize import fold, name_key, slugify_name
from glossary.text.plain import clean_input

#: Names that are compared with a misspelled one.
_MAX_CANDIDATES = 300
_MAX_MEANINGS = 50


class NoEntry(Http404):
    """No public entry has ``slug``. The 404 page suggests entries with similar names."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def resolve_old_slug(slug: str) -> Term | None:
    """Return the public entry that ``slug`` means, or None if it means none or several."""
    terms = meanings(slug)
    return terms[0] if len(terms) == 1 else None


def meanings(slug: str) -> list[Term]:
    """Return the public entries that ``slug``, which no entry has, may mean, A–Z: the one that had
    it before, or else the one whose slug differs in case or form only, or else all entries with
    such a name or alias."""
    redirects = Redirect.objects.filter(published_q("term__"), slug=slug).select_related("term")
    if redirect := redirects.first():
        return [redirect.term]
    normalized = slugify_name(slug)
    public = Term.objects.published()
    if normalized != slug and (term := public.filter(slug=normalized).first()):
        return [term]
    if not normalized:
        return []
    return list(public.filter(names__slug=normalized).distinct()[:_MAX_MEANINGS])


def suggestions(text: str, limit: int = 5) -> list[Term]:
    """Return the public entries with the names most similar to ``text``: results of the search,
    then results for its single words and similar names, the most similar first. The work is
    bounded, whatever the size of the glossary."""
    query = name_key(clean_input(text, 100).replace("-", " "))
    if not query:
        return []
    results = search_ids(query)[:limit]
    others = _similar_names(query, limit)
    words = query.split()
    if len(results) < limit and len(words) > 1:
        others += [pk for word in words if len(word) > 3 for pk in search_ids(word)[:limit]]
    terms = Term.objects.published().in_bulk({*results, *others})

    def similarity(pk: int) -> float:
        return difflib.SequenceMatcher(None, query, name_key(terms[pk].name)).ratio()

    others = sorted((pk for pk in others if pk in terms), key=similarity, reverse=True)
    return [terms[pk] for pk in dict.fromkeys([*results, *others]) if pk in terms][:limit]


def _similar_names(query: str, limit: int) -> list[int]:
    """Return entries with a similar name that has the same first letters."""
    names: dict[str, int] = {}
    for length in (3, 2, 1):
        rows = Name.objects.beginning(fold(query)[:length]).filter(published_q())
        names |= dict(rows.order_by().values_list("key", "term_id")[:_MAX_CANDIDATES])
        if close := difflib.get_close_matches(query, names, n=limit, cutoff=0.6):
            return [names[name] for name in close]
    return []
