"""Rebuilds names, search rows and mentions of entries, and raises the edition."""

import logging
from collections.abc import Callable, Iterable, Sequence

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from glossary.indexing.names import names_of
from glossary.linking import pending
from glossary.models import Edition, Name, PendingTerm, Term
from glossary.models.batches import chunks
from glossary.models.edition import new_token
from glossary.models.locking import lock_terms
from glossary.rendered_term import render_term
from glossary.search import index
from glossary.search_log.phrases import replace_phrases

logger = logging.getLogger(__name__)

#: Entries of one transaction. It holds SQLite's write lock, for less than a second.
BATCH = 50
#: Stands for every entry in ``PendingTerm``.
ALL = 0
_RELATED = ("aliases", "name_exclusions", "applications", "tags", "link_exclusions")

#: Is told how many entries are done, and of how many.
Progress = Callable[[int, int], None]


def process_pending() -> None:
    """Refresh every entry that is marked pending, batch by batch. An entry that cannot be indexed
    is logged; its mark stays, and the next run tries it again."""
    waiting = sorted(set(PendingTerm.objects.values_list("term_id", flat=True)))
    if ALL in waiting:
        reindex()
        return
    for start in range(0, len(waiting), BATCH):
        _refresh_batch(waiting[start : start + BATCH], set(waiting[start:]))
    if waiting:
        pending.process_marked()


def reindex(progress: Progress | None = None) -> list[int]:
    """Rebuild every derived row, in short transactions. Return the ids of entries that could not be
    indexed. Names are replaced batch by batch, so that pages keep their links meanwhile; search
    finds each entry as soon as it is indexed again."""
    with transaction.atomic():
        raise_edition()
        index.clear()
        Name.objects.exclude(term__in=Term.objects.values("pk")).delete()
    ids = list(Term.objects.order_by("pk").values_list("pk", flat=True))
    failed = []
    # All names first: a text may mention an entry that comes after it.
    for done, batch in enumerate(chunks(ids, BATCH), start=1):
        failed += _for_each(batch, _reindex_names)
        _report(progress, done * BATCH // 2, len(ids))
    for done, batch in enumerate(chunks(ids, BATCH), start=1):
        failed += _for_each(batch, _reindex_texts)
        _report(progress, (len(ids) + done * BATCH) // 2, len(ids))
    with transaction.atomic():
        pending.mark_coming()
        PendingTerm.objects.exclude(term_id__in=failed).filter(term_id__in=ids).delete()
        PendingTerm.objects.exclude(term_id__in=Term.objects.values("pk")).delete()
        raise_edition()
    return sorted(set(failed))


def raise_edition() -> None:
    """Count one more committed change to something public; and let no one else do so before it is
    committed."""
    edition = Edition.objects.filter(pk=1)
    values = {"changed_at": timezone.now(), "token": new_token()}
    if edition.update(number=F("number") + 1, **values):
        return
    # Of two that make the first one, one finds it made.
    if not Edition.objects.get_or_create(pk=1, defaults={"number": 1, **values})[1]:
        edition.update(number=F("number") + 1, **values)


def _refresh_batch(batch: Sequence[int], unfinished: set[int]) -> None:
    """Refresh those of ``batch`` that are still pending in one transaction. Mark the texts that a
    changed name concerns, without ``unfinished`` entries, which are rendered anyway."""
    with transaction.atomic():
        # First, as a lock: two that refreshed the same entry would both insert its names.
        raise_edition()
        marks = dict(PendingTerm.objects.filter(term_id__in=batch).values_list("pk", "term_id"))
        ids = sorted(set(marks.values()))
        before = pending.linking_names(ids)
        failed = _for_each(ids, _refresh)
        pending.mark_coming(set(ids))
        pending.mark_others(before, pending.linking_names(ids), unfinished)
        PendingTerm.objects.filter(pk__in=marks).exclude(term_id__in=failed).delete()


def _for_each(ids: Sequence[int], action: Callable[[Sequence[int]], None]) -> list[int]:
    """Call ``action`` with ``ids``, and if it fails, with each of them alone. Return those with
    which it fails: what one editor wrote must not stop the entries of others."""
    try:
        with transaction.atomic():
            action(ids)
    except OperationalError:
        # The database fails, not an entry.
        raise
    except Exception:
        if len(ids) == 1:
            logger.exception("Entry %s cannot be indexed; it is skipped.", ids[0])
            return [*ids]
        return [pk for one in ids for pk in _for_each([one], action)]
    return []


def _refresh(ids: Sequence[int]) -> None:
    terms = list(Term.objects.filter(pk__in=ids).prefetch_related(*_RELATED))
    _replace_texts(ids, terms, _replace_names(ids, terms))


def _reindex_names(ids: Sequence[int]) -> None:
    terms = Term.objects.filter(pk__in=ids).prefetch_related("aliases", "name_exclusions")
    _replace_names(ids, terms)


def _reindex_texts(ids: Sequence[int]) -> None:
    terms = list(Term.objects.filter(pk__in=ids).prefetch_related(*_RELATED))
    _replace_texts(ids, terms, Name.objects.filter(term_id__in=ids).order_by("pk"))


def _replace_names(ids: Sequence[int], terms: Iterable[Term]) -> list[Name]:
    """Replace the names of ``ids`` by those of ``terms``. Deleted entries are in ``ids`` only."""
    lock_terms(ids)
    Name.objects.filter(term_id__in=ids).delete()
    return Name.objects.bulk_create(name for term in terms for name in names_of(term))


def _replace_texts(ids: Sequence[int], terms: Sequence[Term], names: Iterable[Name]) -> None:
    """Replace what is derived from the texts of ``ids``. Each text is rendered once."""
    rendered = [render_term(term) for term in terms]
    index.replace(ids, rendered, names)
    replace_phrases(ids, rendered)
    pending.replace(ids, rendered)


def _report(progress: Progress | None, done: int, total: int) -> None:
    if progress:
        progress(min(done, total), total)
