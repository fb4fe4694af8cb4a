"""Rebuilds names and search rows of entries, and raises the edition."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from glossary.indexing.names import names_of
from glossary.indexing.unnamed import replace_phrases
from glossary.models import Edition, Name, StaleTerm, Term
from glossary.search import store

T = TypeVar("T")

_CHUNK = 500


def refresh_stale() -> None:
    """Rebuild whatever is marked stale. Nothing happens where nothing is."""
    with transaction.atomic():
        if not StaleTerm.objects.exists():
            return
        # First, as a lock: two that rebuilt the same entry would both insert its names.
        raise_edition()
        marks = dict(StaleTerm.objects.values_list("pk", "term_id"))
        for ids in chunks(sorted(set(marks.values()))):
            _rebuild(ids)
        for pks in chunks(marks):
            StaleTerm.objects.filter(pk__in=pks).delete()


def reindex() -> int:
    """Rebuild every derived row from nothing, in one transaction. Returns the entries indexed."""
    total = 0
    with transaction.atomic():
        raise_edition()
        Name.objects.all().delete()
        store.clear()
        for ids in chunks(Term.objects.order_by("pk").values_list("pk", flat=True).iterator()):
            _rebuild(ids)
            total += len(ids)
        StaleTerm.objects.all().delete()
    return total


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """Yield ``values`` in pieces that a query can hold."""
    rest = iter(values)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def raise_edition() -> None:
    """Count one more committed change to something public."""
    now = timezone.now()
    if not Edition.objects.filter(pk=1).update(number=F("number") + 1, changed_at=now):
        Edition.objects.get_or_create(pk=1, defaults={"number": 1, "changed_at": now})


def _rebuild(ids: Sequence[int]) -> None:
    """Replace the derived rows of ``ids``; ids of deleted entries only lose theirs."""
    _keep(ids)
    terms = Term.objects.filter(pk__in=ids).prefetch_related(
        "aliases", "name_vetoes", "applications", "tags"
    )
    found = list(terms)
    Name.objects.filter(term_id__in=ids).delete()
    Name.objects.bulk_create(name for term in found for name in names_of(term))
    store.replace(ids, found)
    replace_phrases(ids, found)


def _keep(ids: Sequence[int]) -> None:
    """Let nobody delete an entry before its new names are committed; saving it goes on. Whoever
    deletes locks it first, too: the other way round each would wait for the other."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            sql = "SELECT id FROM glossary_term WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"
            cursor.execute(sql, [list(ids)])
