"""What names would link if they went live: for editors, before they do."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from glossary.linking import mentions
from glossary.linking.autolink import LookupResult
from glossary.linking.find_texts import find_texts_with
from glossary.linking.lookup import look_up
from glossary.linking.matching import LinkCandidate
from glossary.models import Mention, Name, Term

#: Texts read for one answer.
MOST = 20


@dataclass(frozen=True)
class Foreseen:
    """The links that names would make in the texts that were read, one for each text, A–Z by its
    entry (``source``); how many texts may write one of the names, and how many of these were
    read."""

    links: list[Mention]
    texts: int
    read: int


def would_link(names: Iterable[Name], most: int = MOST) -> Foreseen:
    """Return what ``names`` of one entry, stored or not (``indexing.names.names_of``), would link
    if it were published with these names and no others. Reads ``most`` texts, found by the search
    index; writes nothing."""
    linking = [name for name in names if name.links]
    if not linking:
        return Foreseen([], 0, 0)
    term = linking[0].term
    (found,) = find_texts_with([[name.text for name in linking]])
    sources = Term.objects.filter(pk__in=found).exclude(pk=term.pk)
    count = len(found - {term.pk})
    read = list(sources.prefetch_related(*mentions.PREFETCH)[:most])
    texts = [mentions.of(source) for source in read]
    known = _as_if(term, linking, look_up([one.text for one in texts]))
    for linkable in texts:
        # Longer names that are not stored yet are mentioned, too.
        linkable.text.find_positions(linkable.text.pair_hashes)
    links = []
    for source, linkable in zip(read, texts, strict=True):
        for row in mentions.rows_of(linkable, known):
            if row.linked and row.target_id == (term.pk or 0):
                row.source = source
                links.append(row)
                break
    return Foreseen(links, count, len(read))


def _as_if(term: Term, linking: Iterable[Name], known: LookupResult) -> LookupResult:
    """Return what is known, the entry's names replaced by ``linking``."""
    pk = term.pk or 0
    names = defaultdict[int, list[LinkCandidate]](list)
    for name_hash, others in known.names.items():
        names[name_hash] = [name for name in others if name.term != pk]
    for number, name in enumerate(linking, start=1):
        names[name.name_hash].append(
            LinkCandidate(
                *(name.name_hash, -number, pk, name.text, name.kind, name.exact, name.link_key),
                *(term.slug, term.name, term.category_id, term.level, term.definition),
            )
        )
    return LookupResult(names, known.references, known.slugs)
