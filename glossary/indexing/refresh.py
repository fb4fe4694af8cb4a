"""Rebuilds names, search rows and mentions of entries, and raises the edition."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from glossary.indexing.names import names_of
from glossary.linking import pending
from glossary.models import Edition, Name, PendingTerm, Term
from glossary.models.batches import chunks
from glossary.models.edition import new_token
from glossary.models.locking import keep
from glossary.search import index
from glossary.search_log.phrase_candidates import replace_phrases


def process_pending() -> None:
    """Rebuild whatever is marked stale. Nothing happens where nothing is."""
    with transaction.atomic():
        if not PendingTerm.objects.exists():
            return
        # First, as a lock: two that rebuilt the same entry would both insert its names.
        raise_edition()
        marks = dict(PendingTerm.objects.values_list("pk", "term_id"))
        touched = sorted(set(marks.values()))
        changes = []
        for ids in chunks(touched):
            before = pending.linking(ids)
            _rebuild(ids)
            changes.append((before, pending.linking(ids)))
        # Only now is every name there that a text may mention.
        pending.rebuild(touched)
        pending.mark_coming(set(touched))
        for before, after in changes:
            pending.mark_others(before, after, set(touched))
        pending.settle()
        for pks in chunks(marks):
            PendingTerm.objects.filter(pk__in=pks).delete()


def reindex() -> int:
    """Rebuild every derived row from nothing, in one transaction. Returns the entries indexed."""
    total = 0
    with transaction.atomic():
        raise_edition()
        Name.objects.all().delete()
        index.clear()
        for ids in chunks(Term.objects.order_by("pk").values_list("pk", flat=True).iterator()):
            _rebuild(ids)
            total += len(ids)
        pending.rebuild(Term.objects.order_by("pk").values_list("pk", flat=True))
        pending.mark_coming()
        PendingTerm.objects.all().delete()
    return total


def raise_edition(by: int = 1) -> None:
    """Count one more committed change to something public, or ``by`` more; and let no one else do
    so before it is committed."""
    edition = Edition.objects.filter(pk=1)
    values = {"changed_at": timezone.now(), "token": new_token()}
    if edition.update(number=F("number") + by, **values):
        return
    # Of two that make the first one, one finds it made.
    if not Edition.objects.get_or_create(pk=1, defaults={"number": by, **values})[1]:
        edition.update(number=F("number") + by, **values)


def _rebuild(ids: Sequence[int]) -> None:
    """Replace the derived rows of ``ids``; ids of deleted entries only lose theirs."""
    keep(ids)
    terms = Term.objects.filter(pk__in=ids).prefetch_related(
        "aliases", "name_exclusions", "applications", "tags"
    )
    found = list(terms)
    Name.objects.filter(term_id__in=ids).delete()
    names = [name for term in found for name in names_of(term)]
    Name.objects.bulk_create(names)
    index.replace(ids, found, names)
    replace_phrases(ids, found)
