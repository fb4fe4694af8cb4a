"""Keeps the stored mentions up to date: replaces those of refreshed entries, and marks other
texts whose links change because a name was added or removed."""

import html
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from glossary.linking.autolink import Linker, LookupResult, PageContext
from glossary.linking.find_texts import find_texts_with
from glossary.linking.link_keys import link_key
from glossary.linking.lookup import base, look_up
from glossary.linking.mentions import PREFETCH, mentions_of
from glossary.models import Mention, Name, PendingMentions, Status, Term
from glossary.models.batches import chunks
from glossary.models.locking import lock_terms
from glossary.rendered_term import RenderedTerm, render_term
from glossary.text.wiki_links import MarkedHtml

#: Texts that are read together, and so are in memory together.
_AT_ONCE = 50
#: Marked texts that a refresh reads again. The others are read when a page needs them.
MAX_PROCESSED = 15


class StoredName(NamedTuple):
    """The columns of a ``Name`` that decide where it links."""

    term: int
    key: str
    text: str
    exact: bool


class LinkingNames(NamedTuple):
    """Names of published entries. ``coming``: mentions of them become links, now or at the
    publication time. ``present``: they can be linked now, if only by a wiki link."""

    coming: frozenset[StoredName] = frozenset()
    present: frozenset[StoredName] = frozenset()


def linking_names(ids: Sequence[int]) -> LinkingNames:
    """Return the stored names of ``ids``."""
    now = timezone.now()
    coming, present = set[StoredName](), set[StoredName]()
    rows = Name.objects.order_by().filter(term__in=ids, status=Status.PUBLISHED)
    columns = ("term_id", "link_key", "text", "exact", "links", "publish_at")
    for term, key, text, exact, links, publish_at in rows.values_list(*columns):
        name = StoredName(term, key, text, exact)
        if links:
            coming.add(name)
        if publish_at is None or publish_at <= now:
            present.add(name)
    return LinkingNames(frozenset(coming), frozenset(present))


def rebuild(ids: Iterable[int]) -> None:
    """Render the texts of ``ids`` and replace their mentions."""
    for part in chunks(ids, _AT_ONCE):
        terms = Term.objects.filter(pk__in=part).prefetch_related(*PREFETCH)
        replace(part, map(render_term, terms))


def replace(ids: Sequence[int], terms: Iterable[RenderedTerm]) -> None:
    """Replace the mentions in the texts of ``ids`` by those of ``terms``."""
    rows, stored = mentions_of(terms), Mention.objects.filter(source__in=ids)
    targets = {row.target_id for row in rows}
    existing = lock_terms({*ids, *targets, *stored.order_by().values_list("target", flat=True)})
    stored.delete()
    Mention.objects.bulk_create(row for row in rows if row.target_id in existing)
    PendingMentions.objects.filter(source__in=ids).exclude(_to_come()).delete()


def mark_others(before: LinkingNames, after: LinkingNames, refreshed: Collection[int]) -> None:
    """Mark the texts, other than ``touched``, that write a name which is there ``after`` and was
    not ``before``, or the other way round: they may speak of its entry now, or of one whose name
    it covered."""
    added = after.coming - before.coming
    removed = (before.present - after.present) | (before.coming - after.coming)
    marks = (
        _texts_with(added) | _texts_linked_by(removed) | _texts_uncovered(removed & before.coming)
    )
    _mark({(source, cause) for source, cause in marks if source not in refreshed})


def mark_before_deletion(term: int) -> None:
    """Mark the texts that will link to other entries when the names of ``term`` are deleted."""
    _mark({mark for mark in _texts_uncovered(linking_names([term]).coming) if term not in mark})


def mark_coming(refreshed: Collection[int] | None = None) -> None:
    """Mark the texts, of ``touched`` or of all, that will speak of entries whose publication time
    has not come: when it does, nobody saves anything."""
    coming = Name.objects.filter(status=Status.PUBLISHED, publish_at__gt=timezone.now())
    terms = coming.order_by("term").values_list("term", flat=True).distinct()
    for ids in chunks(terms):
        _mark(
            {
                (source, cause)
                for source, cause in _texts_with(linking_names(ids).coming)
                if source != cause and (refreshed is None or source in refreshed)
            }
        )


def process_marked() -> None:
    """Read some of the marked texts again, the last marked first."""
    marks = PendingMentions.objects.exclude(_to_come()).order_by("-pk")
    sources = set(marks.values_list("source", flat=True)[:MAX_PROCESSED])
    if sources:
        with transaction.atomic():
            rebuild(sorted(sources))


def _to_come() -> Q:
    """Marks that must stay until the publication time of their cause."""
    return Q(cause__status=Status.PUBLISHED, cause__publish_at__gt=timezone.now())


def _texts_with(names: Iterable[StoredName]) -> set[tuple[int, int]]:
    """Return pairs: a text that may mention one of ``names``, and the entry with that name."""
    of_term = defaultdict[int, list[str]](list)
    for name in names:
        of_term[name.term].append(name.text)
    found = find_texts_with(list(of_term.values()))
    return {(pk, term) for term, ids in zip(of_term, found, strict=True) for pk in ids}


def _texts_linked_by(names: Iterable[StoredName]) -> set[tuple[int, int]]:
    """Return pairs: a text that mentions an entry by one of ``names`` or by hand, and the entry."""
    keys = {(name.term, name.key) for name in names}
    rows = Mention.objects.order_by().filter(target__in={term for term, _ in keys})
    return {
        (source, target)
        for source, target, text, by_hand in rows.values_list(
            "source_id", "target_id", "text", "by_hand"
        )
        if by_hand or (target, link_key(text)) in keys
    }


def _texts_uncovered(names: Iterable[StoredName]) -> set[tuple[int, int]]:
    """Return pairs: a text that may mention one of ``names``, and another entry that it mentions
    there when the name is removed: one with the same name, or with a shorter name inside it."""
    removed = sorted(names)
    if not removed:
        return set()
    texts = [Linker.of([MarkedHtml(html.escape(name.text))], base()) for name in removed]
    existing = look_up(texts)
    others = []
    for name, text in zip(removed, texts, strict=True):
        rest = {
            name_hash: [other for other in existing.names[name_hash] if other.term != name.term]
            for name_hash in text.hashes & existing.names.keys()
        }
        others.append(
            {m.target.term for m in text.mentions(LookupResult(rest), PageContext(name.term))}
        )
    covering = [(name, terms) for name, terms in zip(removed, others, strict=True) if terms]
    found = find_texts_with([[name.text] for name, _ in covering])
    return {
        (source, term)
        for (_, terms), sources in zip(covering, found, strict=True)
        for source in sources
        for term in terms
    }


def _mark(marks: set[tuple[int, int]]) -> None:
    """Store ``marks``, pairs of a text and its cause, unless they exist. The search index may
    still contain a deleted text."""
    sources = {source for source, _ in marks}
    existing = set[int]()
    for part in chunks(sources):
        existing.update(Term.objects.filter(pk__in=part).values_list("pk", flat=True))
    marks = {mark for mark in marks if mark[0] in existing}
    causes = {cause for _, cause in marks}
    for part in chunks(causes):
        stored = PendingMentions.objects.filter(cause__in=part)
        marks = marks - set(stored.values_list("source_id", "cause_id"))
    PendingMentions.objects.bulk_create(
        [PendingMentions(source_id=source, cause_id=cause) for source, cause in sorted(marks)],
        batch_size=1_000,
    )
