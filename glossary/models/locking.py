"""Locks on entries while their derived rows are written."""

from collections.abc import Collection

from django.db import connection

from glossary.models.term import Term


def lock_terms(ids: Collection[int]) -> set[int]:
    """Prevent the deletion of entries until the rows that refer to them are committed. Entries can
    still be saved. Return those of ``ids`` that exist.

    PostgreSQL locks them in order, so that two transactions never wait for each other. SQLite has
    one writer at a time.
    """
    if connection.vendor != "postgresql":
        return set(Term.objects.order_by().filter(pk__in=ids).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        sql = "SELECT id FROM glossary_term WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"
        cursor.execute(sql, [list(ids)])
        return {pk for (pk,) in cursor.fetchall()}
