"""Marks entries whose derived rows are out of date; they are refreshed after the commit."""

from django.db import transaction

from glossary.indexing.refresh import ALL, process_pending, raise_edition
from glossary.models import PendingTerm


def mark_pending(*term_ids: int) -> None:
    """Mark entries in the running transaction. After its commit the first call of
    ``process_pending`` refreshes them; the others find nothing to do."""
    PendingTerm.objects.bulk_create([PendingTerm(term_id=pk) for pk in term_ids], batch_size=500)
    if term_ids:
        # Robust: what was written is written. A failure is logged, and the marks stay.
        transaction.on_commit(process_pending, robust=True)


def mark_all_pending() -> None:
    """Have everything rebuilt after the commit: derived rows came from elsewhere."""
    if not PendingTerm.objects.filter(term_id=ALL).exists():
        mark_pending(ALL)


def mark_site_changed() -> None:
    """Raise the edition after the commit: something outside the entries changed."""
    transaction.on_commit(raise_edition, robust=True)
