"""Keeps the link ledger true: rows of the texts that were touched, and marks on texts elsewhere
that a name concerns now, or no longer."""

import html
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from glossary.linking.autolink import LookupResult, PageContext, Text
from glossary.linking.find_texts import find_texts_with
from glossary.linking.link_keys import link_key
from glossary.linking.lookup import base, look_up
from glossary.linking.mentions import PREFETCH, mentions_of
from glossary.models import Mention, Name, PendingMentions, Status, Term
from glossary.models.batches import chunks
from glossary.models.locking import lock_terms
from glossary.rendered_term import RenderedTerm, render_term
from glossary.text.wiki_links import MarkedHtml

#: Texts read at once: their rows and numbers are in memory together.
_AT_ONCE = 50
#: Marked texts that a refresh reads anew; the others are read when a reader asks for them.
SETTLED = 15


class Written(NamedTuple):
    """A name as texts write it: what of a ``Name`` row decides where it links."""

    term: int
    key: str
    text: str
    exact: bool


class Linking(NamedTuple):
    """Names of published entries: those to which texts lead, now or when their time has come, and
    all that are found now, be it only by ``[[…]]``."""

    coming: frozenset[Written] = frozenset()
    present: frozenset[Written] = frozenset()


def linking(ids: Sequence[int]) -> Linking:
    """Return the names of ``ids`` as they are stored."""
    now = timezone.now()
    coming, present = set[Written](), set[Written]()
    rows = Name.objects.order_by().filter(term__in=ids, status=Status.PUBLISHED)
    columns = ("term_id", "link_key", "text", "exact", "links", "publish_at")
    for term, key, text, exact, links, publish_at in rows.values_list(*columns):
        name = Written(term, key, text, exact)
        if links:
            coming.add(name)
        if publish_at is None or publish_at <= now:
            present.add(name)
    return Linking(frozenset(coming), frozenset(present))


def rebuild(ids: Iterable[int]) -> None:
    """Render the texts of ``ids`` and replace their mentions."""
    for part in chunks(ids, _AT_ONCE):
        terms = Term.objects.filter(pk__in=part).prefetch_related(*PREFETCH)
        replace(part, map(render_term, terms))


def replace(ids: Sequence[int], terms: Iterable[RenderedTerm]) -> None:
    """Replace the mentions in the texts of ``ids`` by those of ``terms``."""
    rows, stored = mentions_of(terms), Mention.objects.filter(source__in=ids)
    targets = {row.target_id for row in rows}
    lock_terms({*ids, *targets, *stored.order_by().values_list("target", flat=True)})
    there = set(Term.objects.filter(pk__in=targets).values_list("pk", flat=True))
    stored.delete()
    Mention.objects.bulk_create(row for row in rows if row.target_id in there)
    PendingMentions.objects.filter(source__in=ids).exclude(_to_come()).delete()


def mark_others(before: Linking, after: Linking, touched: Collection[int]) -> None:
    """Mark the texts, other than ``touched``, that write a name which is there ``after`` and was
    not ``before``, or the other way round: they may speak of its entry now, or of one whose name
    it covered."""
    added = after.coming - before.coming
    removed = (before.present - after.present) | (before.coming - after.coming)
    marks = _writing(added) | _having(removed) | _uncovered(removed & before.coming)
    _mark({(source, cause) for source, cause in marks if source not in touched})


def mark_before_deletion(term: int) -> None:
    """Mark the texts that will speak of others when the names of ``term`` are gone."""
    _mark({mark for mark in _uncovered(linking([term]).coming) if term not in mark})


def mark_coming(touched: Collection[int] | None = None) -> None:
    """Mark the texts, of ``touched`` or of all, that will speak of entries whose publication time
    has not come: when it does, nobody saves anything."""
    coming = Name.objects.filter(status=Status.PUBLISHED, publish_at__gt=timezone.now())
    terms = coming.order_by("term").values_list("term", flat=True).distinct()
    for ids in chunks(terms):
        _mark(
            {
                (source, cause)
                for source, cause in _writing(linking(ids).coming)
                if source != cause and (touched is None or source in touched)
            }
        )


def settle() -> None:
    """Read anew some of the marked texts, those marked last first."""
    marks = PendingMentions.objects.exclude(_to_come()).order_by("-pk")
    rebuild(sorted(set(marks.values_list("source", flat=True)[:SETTLED])))


def _to_come() -> Q:
    """Marks that must stay until the publication time of the entry that is their cause."""
    return Q(cause__status=Status.PUBLISHED, cause__publish_at__gt=timezone.now())


def _writing(names: Iterable[Written]) -> set[tuple[int, int]]:
    """Return each text that may write one of ``names``, with the entry whose name it is."""
    of_term = defaultdict[int, list[str]](list)
    for name in names:
        of_term[name.term].append(name.text)
    found = find_texts_with(list(of_term.values()))
    return {(pk, term) for term, ids in zip(of_term, found, strict=True) for pk in ids}


def _having(names: Iterable[Written]) -> set[tuple[int, int]]:
    """Return each text whose stored mentions are by one of ``names`` or by hand, with the entry."""
    keys = {(name.term, name.key) for name in names}
    rows = Mention.objects.order_by().filter(target__in={term for term, _ in keys})
    return {
        (source, target)
        for source, target, text, by_hand in rows.values_list(
            "source_id", "target_id", "text", "by_hand"
        )
        if by_hand or (target, link_key(text)) in keys
    }


def _uncovered(names: Iterable[Written]) -> set[tuple[int, int]]:
    """Return each text that may write one of ``names``, with every other entry of which it speaks
    there when the name is gone: of the same name, or of a shorter one within it."""
    gone = sorted(names)
    texts = [Text.of([MarkedHtml(html.escape(name.text))], base()) for name in gone]
    known = look_up(texts)
    others = []
    for name, text in zip(gone, texts, strict=True):
        rest = {
            number: [other for other in known.names[number] if other.term != name.term]
            for number in text.hashes & known.names.keys()
        }
        others.append(
            {m.target.term for m in text.mentions(LookupResult(rest), PageContext(name.term))}
        )
    covering = [(name, terms) for name, terms in zip(gone, others, strict=True) if terms]
    found = find_texts_with([[name.text] for name, _ in covering])
    return {
        (source, term)
        for (_, terms), sources in zip(covering, found, strict=True)
        for source in sources
        for term in terms
    }


def _mark(marks: set[tuple[int, int]]) -> None:
    """Store ``marks``: texts, and the entries that are the cause, those excepted that are there.
    The search index may know a text that is deleted, and not yet forgotten there."""
    sources = {source for source, _ in marks}
    known = set[int]()
    for part in chunks(sources):
        known.update(Term.objects.filter(pk__in=part).values_list("pk", flat=True))
    marks = {mark for mark in marks if mark[0] in known}
    causes = {cause for _, cause in marks}
    for part in chunks(causes):
        there = PendingMentions.objects.filter(cause__in=part).values_list("source_id", "cause_id")
        marks = marks - set(there)
    PendingMentions.objects.bulk_create(
        [PendingMentions(source_id=source, cause_id=cause) for source, cause in sorted(marks)],
        batch_size=1_000,
    )
