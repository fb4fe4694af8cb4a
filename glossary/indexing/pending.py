"""What a transaction touched: noted once in it, refreshed once when it commits."""

from collections.abc import Callable

from django.db import connection, transaction

from glossary.indexing.refresh import process_pending, raise_edition, reindex
from glossary.models import PendingTerm


def mark_pending(*term_ids: int) -> None:
    """Mark entries stale in the running transaction and have them refreshed when it commits."""
    PendingTerm.objects.bulk_create([PendingTerm(term_id=pk) for pk in term_ids], batch_size=500)
    if term_ids:
        _once_on_commit(process_pending)


def mark_all_pending() -> None:
    """Derived rows came from elsewhere: all are rebuilt."""
    _once_on_commit(reindex)


def mark_site_changed() -> None:
    """Something outside the entries changed: only the edition is raised."""
    _once_on_commit(raise_edition)


def _once_on_commit(action: Callable[[], object]) -> None:
    """Register ``action`` unless this savepoint's level of the transaction has it waiting."""
    waiting = {(frozenset(entry[0]), entry[1]) for entry in connection.run_on_commit}
    if (frozenset(connection.savepoint_ids), action) not in waiting:
        # What was written is written: a failure is logged, and the marks stay for the next time.
        transaction.on_commit(action, robust=True)
