"""The log of searches by readers: words, day, number of searches, number of results.

It stores nothing about the reader. It is the only thing that reading a page writes. A page never
waits for it, and never fails because of it.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from glossary import conf
from glossary.models import SearchLogEntry
from glossary.process_memory import is_first
from glossary.search_log.privacy import is_private
from glossary.text.normalize import name_key, words
from glossary.text.plain import printable

logger = logging.getLogger(__name__)
#: Different searches that are stored for one day: a robot must not fill the disk.
MAX_PER_DAY = 1_000
#: Milliseconds.
_MAX_WAIT = 50
_ROBOT = re.compile("bot|crawl|spider", re.IGNORECASE)
#: Addresses that attackers try. A name such as ``node.js`` is not among them.
_FILE = re.compile(
    r"\.(?:php\d?|aspx?|jsp|cgi|env|git\w*|sql|bak|ini|xml|html?|zip)$|^wp-",
    re.IGNORECASE,
)


def note_search(request: HttpRequest, query: str, results: int) -> None:
    """Log a search that a reader submitted: its first page, without filters."""
    narrowed = any(value for name, value in request.GET.items() if name not in {"q", "page"})
    if (
        query
        and not narrowed
        and request.GET.get("page", "1") in {"", "1"}
        and _is_by_reader(request)
    ):
        note(SearchLogEntry.Kind.SEARCH, query, results)


def note_missing(request: HttpRequest, slug: str) -> None:
    """Log an address below ``/glossary/`` without an entry."""
    if not _FILE.search(slug) and _is_by_reader(request):
        note(SearchLogEntry.Kind.ADDRESS, slug, 0)


def _is_by_reader(request: HttpRequest) -> bool:
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    if request.method != "GET" or "prefetch" in purpose:
        return False
    return not _ROBOT.search(request.headers.get("User-Agent", "")) and not _is_staff(request)


def _is_staff(request: HttpRequest) -> bool:
    """Return whether a member of staff is logged in. Without the cookie the session is not read, so
    that the page does not vary by it."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_staff


def note(kind: str, text: str, results: int) -> None:
    """Count a search for ``text`` with its number of results, unless it is private or was counted
    within the last minute."""
    key = kept_words(text)
    if not key or not _is_first_within_a_minute(kind, key):
        return
    try:
        if conf.get("SEARCH_LOG_DAYS") > 0:
            with _short_wait():
                _count(kind, key, results)
        elif SearchLogEntry.objects.exists():
            with _short_wait():
                purge()
    except DatabaseError:
        logger.warning("A search was not counted.", exc_info=True)


def kept_words(text: str) -> str:
    """Return the words of ``text`` as they are stored: folded, so that spellings of one name are
    the same. Empty if there are none, or if they may identify a person."""
    text = printable(text)
    return "" if is_private(text) or not words(text) else name_key(text)[:200]


def oldest_kept() -> date:
    """Return the first day whose searches are kept: tomorrow if none are."""
    return timezone.localdate() - timedelta(days=conf.get("SEARCH_LOG_DAYS") - 1)


def purge() -> None:
    """Delete searches that are older than ``GLOSSARY_SEARCH_LOG_DAYS``."""
    SearchLogEntry.objects.filter(day__lt=oldest_kept()).delete()


def _is_first_within_a_minute(kind: str, key: str) -> bool:
    """Return whether this process did not count it before: reloading a page does not count."""
    return is_first(f"searched:{kind}:{key}", seconds=60)


def _count(kind: str, key: str, results: int) -> None:
    row = {"kind": kind, "words": key, "day": timezone.localdate()}
    if SearchLogEntry.objects.filter(**row).update(times=F("times") + 1, results=results):
        return
    today = SearchLogEntry.objects.filter(day=row["day"]).count()
    if not today:
        purge()
    if today < MAX_PER_DAY:
        SearchLogEntry.objects.bulk_create(
            [SearchLogEntry(**row, results=results)], ignore_conflicts=True
        )


@contextmanager
def _short_wait() -> Iterator[None]:
    """Run the block in a transaction that waits at most ``_MAX_WAIT`` ms for a lock.

    If a lock takes longer, DatabaseError is raised. On PostgreSQL the transaction does not wait for
    the disk either: a crash of the server may lose it.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with transaction.atomic():
                cursor.execute(f"SET LOCAL lock_timeout = {_MAX_WAIT}")
                cursor.execute("SET LOCAL synchronous_commit = off")
                yield
            return
        cursor.execute(f"PRAGMA busy_timeout = {_MAX_WAIT}")
        try:
            with transaction.atomic():
                yield
        finally:
            seconds = connection.settings_dict["OPTIONS"].get("timeout", 5)
            cursor.execute(f"PRAGMA busy_timeout = {1_000 * seconds}")
