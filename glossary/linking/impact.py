"""The links that names would add if they were published."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from glossary.linking import mentions
from glossary.linking.autolink import LookupResult
from glossary.linking.find_texts import find_texts_with
from glossary.linking.lookup import look_up
from glossary.linking.matching import LinkCandidate
from glossary.models import Mention, Name, Term

#: Texts that are read at most.
MAX_TEXTS = 20


@dataclass(frozen=True)
class NewLinks:
    """Links that names would add: one for each text that was read, by its entry (``source``)
    from A to Z; how many texts may mention one of the names, and how many of them were read."""

    links: list[Mention]
    texts: int
    read: int


def new_links(names: Iterable[Name], limit: int = MAX_TEXTS) -> NewLinks:
    """Return what ``names`` of one entry, stored or not (``indexing.names.names_of``), would link
    if it were published with these names and no others. Reads ``most`` texts, found by the search
    index; writes nothing."""
    linking = [name for name in names if name.links]
    if not linking:
        return NewLinks([], 0, 0)
    term = linking[0].term
    (found,) = find_texts_with([[name.text for name in linking]])
    sources = Term.objects.filter(pk__in=found).exclude(pk=term.pk)
    count = len(found - {term.pk})
    read = list(sources.prefetch_related(*mentions.PREFETCH)[:limit])
    texts = [mentions.of(source) for source in read]
    lookup = _with_names(term, linking, look_up([one.text for one in texts]))
    for page in texts:
        # Longer names that are not stored yet may be mentioned, too.
        page.text.find_positions(page.text.pair_hashes)
    links = []
    for source, page in zip(read, texts, strict=True):
        for row in mentions.rows_of(page, lookup):
            if row.linked and row.target_id == (term.pk or 0):
                row.source = source
                links.append(row)
                break
    return NewLinks(links, count, len(read))


def _with_names(term: Term, linking: Iterable[Name], lookup: LookupResult) -> LookupResult:
    """Return ``lookup`` with the names of ``term`` replaced by ``linking``."""
    pk = term.pk or 0
    names = defaultdict[int, list[LinkCandidate]](list)
    for name_hash, others in lookup.names.items():
        names[name_hash] = [name for name in others if name.term != pk]
    for index, name in enumerate(linking, start=1):
        names[name.name_hash].append(
            LinkCandidate(
                *(name.name_hash, -index, pk, name.text, name.kind, name.exact, name.link_key),
                *(term.slug, term.name, term.category_id, term.level, term.definition),
            )
        )
    return LookupResult(names, lookup.references, lookup.slugs)
