"""Locks on entries while their derived rows are written."""

from collections.abc import Collection

from django.db import connection


def lock_terms(ids: Collection[int]) -> None:
    """Prevent the deletion of entries until the rows that refer to them are committed. Entries can
    still be saved. Sorted, so that two transactions never wait for each other."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            sql = "SELECT id FROM glossary_term WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"
            cursor.execute(sql, [list(ids)])
