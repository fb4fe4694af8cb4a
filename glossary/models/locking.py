"""Holds entries in place while what is derived of them is written."""

from collections.abc import Collection

from django.db import connection


def keep(ids: Collection[int]) -> None:
    """Let nobody delete an entry before the rows that refer to it are committed; saving it goes on.
    Whoever deletes locks it first, too: the other way round each would wait for the other."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            sql = "SELECT id FROM glossary_term WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"
            cursor.execute(sql, [list(ids)])
