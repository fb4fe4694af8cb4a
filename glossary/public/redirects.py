"""Where an address leads that no entry has: to where its entry went, or to the nearest entries."""

import difflib

from django.http import Http404

from glossary.models import Name, Redirect, Term
from glossary.models.term import published_q
from glossary.search.engine import search_ids
from glossary.text.normalize import fold, name_key, slugify_name

_CANDIDATES = 300
_MEANINGS = 50


class NoEntry(Http404):
    """``slug``, part of an address that says so, is no public entry's; the page for it suggests the
    nearest."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def resolve_old_slug(slug: str) -> Term | None:
    """Return the public entry that has left the address ``slug``, or has a name so written, or
    whose address is ``slug`` in other letters. Several entries with one name: none of them."""
    found = meanings(slug)
    return found[0] if len(found) == 1 else None


def meanings(slug: str) -> list[Term]:
    """Return the public entries that the address ``slug``, which no entry has, may mean, A–Z: the
    one that left it, else the one with that address in other letters, else all so named."""
    former = Redirect.objects.filter(published_q("term__"), slug=slug).select_related("term")
    if found := former.first():
        return [found.term]
    written = slugify_name(slug)
    public = Term.objects.published()
    if written != slug and (term := public.filter(slug=written).first()):
        return [term]
    if not written:
        return []
    return list(public.filter(names__slug=written).distinct()[:_MEANINGS])


def nearest(text: str, limit: int = 5) -> list[Term]:
    """Return public entries whose names look most like ``text``: what the search finds, then the
    likest of what its words find and of names that begin alike. The work is bounded, whatever the
    size of the glossary."""
    asked = name_key(text[:100].replace("-", " ").replace("\x00", " "))
    if not asked:
        return []
    found = search_ids(asked)[:limit]
    words = asked.split()
    near = _alike(asked, limit)
    if len(found) < limit and len(words) > 1:
        near += [pk for word in words if len(word) > 3 for pk in search_ids(word)[:limit]]
    terms = Term.objects.published().in_bulk({*found, *near})

    def likeness(pk: int) -> float:
        return difflib.SequenceMatcher(None, asked, name_key(terms[pk].name)).ratio()

    near = sorted((pk for pk in near if pk in terms), key=likeness, reverse=True)
    return [terms[pk] for pk in dict.fromkeys([*found, *near]) if pk in terms][:limit]


def _alike(asked: str, limit: int) -> list[int]:
    names: dict[str, int] = {}
    for length in (3, 2, 1):
        rows = Name.objects.beginning(fold(asked)[:length]).filter(published_q())
        names |= dict(rows.order_by().values_list("key", "term_id")[:_CANDIDATES])
        if close := difflib.get_close_matches(asked, names, n=limit, cutoff=0.6):
            return [names[name] for name in close]
    return []
