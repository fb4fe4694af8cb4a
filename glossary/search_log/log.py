"""The log of what readers asked for: words, a day, how often, how much was found. Nothing of who
asked. It is the one thing that reading a page writes, and no page waits for it or breaks by it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from glossary import conf
from glossary.models import SearchLogEntry
from glossary.process_memory import is_first
from glossary.search_log.privacy import is_private
from glossary.text.normalize import name_key, words
from glossary.text.plain import printable

logger = logging.getLogger(__name__)
#: New questions of one day that are kept: a robot that invents some must not fill the disk.
MOST_A_DAY = 1_000
#: Whoever holds a lock is not waited for any longer.
_PATIENCE = 50


def note(kind: str, text: str, results: int) -> None:
    """Count that ``text`` was asked for and ``results`` were found, unless it should not be kept or
    was counted a moment ago."""
    key = kept_words(text)
    if not key or not _is_first_within_a_minute(kind, key):
        return
    try:
        if conf.get("SEARCH_LOG_DAYS") > 0:
            with _hasty():
                _count(kind, key, results)
        elif SearchLogEntry.objects.exists():
            with _hasty():
                purge()
    except DatabaseError:
        logger.warning("What a reader asked for was not counted.", exc_info=True)


def kept_words(text: str) -> str:
    """Return the words of ``text`` as they are kept: folded, in one form for all spellings. Empty
    where there are none, or where they may tell of a person."""
    text = printable(text)
    return "" if is_private(text) or not words(text) else name_key(text)[:200]


def oldest_kept() -> date:
    """Return the first day whose questions are kept; after today if none are."""
    return timezone.localdate() - timedelta(days=conf.get("SEARCH_LOG_DAYS") - 1)


def purge() -> None:
    """Delete what is older than ``GLOSSARY_SEARCH_LOG_DAYS``."""
    SearchLogEntry.objects.filter(day__lt=oldest_kept()).delete()


def _is_first_within_a_minute(kind: str, key: str) -> bool:
    """In this process: someone who reloads a page asks no second time."""
    return is_first(f"searched:{kind}:{key}", seconds=60)


def _count(kind: str, key: str, results: int) -> None:
    row = {"kind": kind, "words": key, "day": timezone.localdate()}
    if SearchLogEntry.objects.filter(**row).update(times=F("times") + 1, results=results):
        return
    today = SearchLogEntry.objects.filter(day=row["day"]).count()
    if not today:
        purge()
    if today < MOST_A_DAY:
        SearchLogEntry.objects.bulk_create(
            [SearchLogEntry(**row, results=results)], ignore_conflicts=True
        )


@contextmanager
def _hasty() -> Iterator[None]:
    """Run the block as a transaction that waits ``_PATIENCE`` ms at most for a lock, then raises
    DatabaseError. A crash of the server may lose it: nobody waits for the disk either."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _set(f"SET LOCAL lock_timeout = {_PATIENCE}")
            _set("SET LOCAL synchronous_commit = off")
            yield
        return
    (before,) = _set("PRAGMA busy_timeout").fetchone()
    _set(f"PRAGMA busy_timeout = {_PATIENCE}")
    try:
        with transaction.atomic():
            yield
    finally:
        _set(f"PRAGMA busy_timeout = {before}")


def _set(statement: str) -> Any:
    """Past Django's cursor, which would count it as a question to the data."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        return connection.connection.execute(statement)
