"""Looks up what texts write: one query, by number, whatever the size of the glossary."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, Q
from django.urls import reverse

from glossary.linking.autolink import LookupResult
from glossary.linking.html_text import read
from glossary.linking.matching import LinkCandidate
from glossary.linking.name_queries import InArray, names, names_by_number
from glossary.models import Name, Term
from glossary.text.markdown import render_block_with_placeholders
from glossary.text.normalize import name_key, slugify_name
from glossary.text.tokens import link_key


def base() -> str:
    """Return the address under which entries live."""
    return reverse("glossary:index")


def look_up(
    numbers: Iterable[int], references: Iterable[str] = (), slugs: Iterable[str] = ()
) -> LookupResult:
    """Return the names that texts may write, by their ``numbers``, and what their ``references`` by
    hand and ``slugs`` of links mean. Entries that are no targets are not known."""
    asked, addresses = set(references), set(slugs)
    if not asked and not addresses:
        return LookupResult(_by_hash(map(LinkCandidate._make, names_by_number(set(numbers)))))
    keys = {name_key(name)[:200] for name in asked}
    addresses |= {slugify_name(name) for name in asked}
    found = names(InArray(F("name_hash"), sorted(numbers)), Q(links=True)).union(
        names(InArray(F("key"), sorted(keys))),
        names(InArray(F("term__slug"), sorted(addresses)), Q(kind=Name.Kind.HEADWORD)),
        all=True,
    )
    # A union has the model's order, unless it is told to have none.
    every = list({name.id: name for name in map(LinkCandidate._make, found.order_by())}.values())
    return LookupResult(
        _by_hash(name for name in every if name.links),
        {reference: _meant(reference, every) for reference in asked},
        {name.slug: name for name in every},
    )


def unknown_references(texts: Iterable[str]) -> list[str]:
    """Return the names to which ``texts`` of Markdown refer by hand and that no entry has, public
    or not, each once."""
    pages = read([render_block_with_placeholders(text) for text in texts])
    asked = dict.fromkeys(p.reference for ps in pages.fields for p in ps if p.reference)
    if not asked:
        return []
    keys = {name: name_key(name)[:200] for name in asked}
    slugs = {name: slugify_name(name) for name in asked}
    known = set(Name.objects.filter(key__in=set(keys.values())).values_list("key", flat=True))
    entries = Term.objects.filter(slug__in=set(slugs.values()))
    here = set(entries.values_list("slug", flat=True))
    return [name for name in asked if keys[name] not in known and slugs[name] not in here]


def _by_hash(names: Iterable[LinkCandidate]) -> dict[int, list[LinkCandidate]]:
    found = defaultdict[int, list[LinkCandidate]](list)
    for name in names:
        found[name.name_hash].append(name)
    return found


def _meant(reference: str, found: Iterable[LinkCandidate]) -> list[LinkCandidate]:
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
