"""Looks up the names that texts may mention."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db.models import F, Q
from django.urls import reverse

from glossary.linking.autolink import Linker, LookupResult
from glossary.linking.html_text import read
from glossary.linking.in_array import InArray
from glossary.linking.link_keys import link_key
from glossary.linking.matching import LinkCandidate
from glossary.models import Name, Status, Term
from glossary.models.term import published_q
from glossary.text.markdown import render_block_with_placeholders
from glossary.text.normalize import name_key, slugify_name

#: The columns of ``LinkCandidate``.
_COLUMNS = (
    "name_hash",
    "id",
    "term_id",
    "text",
    "kind",
    "exact",
    "link_key",
    "term__slug",
    "term__name",
    "term__category_id",
    "term__level",
    "term__definition",
    "links",
)


def base() -> str:
    """Return the address under which entries live."""
    return reverse("glossary:index")


def linkable_q(prefix: str = "") -> Q:
    """Return the condition under which an entry may be the target of a link, for Term, for Name or,
    with ``prefix``, for a model that refers to an entry: public and not deprecated."""
    return published_q(prefix) & Q(**{f"{prefix}status": Status.PUBLISHED})


def look_up(texts: Sequence[Linker]) -> LookupResult:
    """Return all names that ``texts`` may mention, of entries that may be the target of a link.

    Two queries, whatever the size of the glossary: which pairs of words begin longer names; then
    the names themselves, by their hashes, by what wiki links say and by addresses of links.
    """
    pairs = set().union(*(text.pair_hashes for text in texts))
    prefixes = _existing_prefixes(pairs) if pairs else set()
    hashes = set().union(*(text.find_positions(prefixes) for text in texts))
    wiki_links = set().union(*(text.references for text in texts))
    keys = {name_key(name)[:200] for name in wiki_links}
    slugs = {slugify_name(name) for name in wiki_links}.union(*(text.slugs for text in texts))
    condition = Q(InArray(F("name_hash"), sorted(hashes)), links=True)
    if keys:
        condition |= Q(key__in=keys)
    if slugs:
        condition |= Q(term__slug__in=slugs, kind=Name.Kind.HEADWORD)
    rows = Name.objects.order_by().filter(condition, linkable_q()).values_list(*_COLUMNS)
    names = [LinkCandidate._make(row) for row in rows]
    return LookupResult(
        _by_hash(name for name in names if name.links),
        {reference: _resolve(reference, names) for reference in wiki_links},
        {name.slug: name for name in names},
    )


def _existing_prefixes(pairs: Collection[int]) -> set[int]:
    """Return those of ``pairs`` by which names of more than two significant words begin."""
    names = Name.objects.order_by().filter(
        InArray(F("prefix_hash"), sorted(pairs)), ~Q(prefix_hash=0), links=True
    )
    return set(names.values_list("prefix_hash", flat=True))


def unknown_references(texts: Iterable[str]) -> list[str]:
    """Return the names to which ``texts`` of Markdown refer by hand and that no entry has, public
    or not, each once."""
    pages = read([render_block_with_placeholders(text) for text in texts])
    references = dict.fromkeys(p.reference for ps in pages.fields for p in ps if p.reference)
    if not references:
        return []
    keys = {name: name_key(name)[:200] for name in references}
    slugs = {name: slugify_name(name) for name in references}
    existing = set(Name.objects.filter(key__in=set(keys.values())).values_list("key", flat=True))
    entries = Term.objects.filter(slug__in=set(slugs.values()))
    existing_slugs = set(entries.values_list("slug", flat=True))
    return [
        name
        for name in references
        if keys[name] not in existing and slugs[name] not in existing_slugs
    ]


def _by_hash(names: Iterable[LinkCandidate]) -> dict[int, list[LinkCandidate]]:
    found = defaultdict[int, list[LinkCandidate]](list)
    for name in names:
        found[name.name_hash].append(name)
    return found


def _resolve(reference: str, found: Iterable[LinkCandidate]) -> list[LinkCandidate]:
    """Return what a reference by hand may mean: names written like it, else entries of that
    address, else names that fold to the same; what editors wrote before what was generated."""
    key, folded, slug = link_key(reference), name_key(reference), slugify_name(reference)
    ranked = [
        (rank, name.kind, name.id, name)
        for name in found
        for rank, same in enumerate(
            (name.key == key, name.slug == slug, name_key(name.text) == folded)
        )
        if same
    ]
    best = min(ranked, default=None)
    return [name for rank, kind, _, name in sorted(ranked) if best and (rank, kind) == best[:2]]
