"""The database of the tests: copied once, and put back to that copy before each test.

Tests commit as the site does, so what happens after a commit happens in tests, too.
"""

import sqlite3
from collections.abc import Callable

from django.db import connection, transaction

#: Puts the database back to the state in which it was copied.
Restore = Callable[[], None]

#: Tables that migrations fill and no test changes.
_CONSTANT = {"django_content_type", "auth_permission"}


def copy_database(name: str) -> Restore:
    """Copy the database, under ``name``. Return the function that restores the copy."""
    connection.ensure_connection()
    return _copy_sqlite() if connection.vendor == "sqlite" else _copy_postgresql(name)


def _copy_sqlite() -> Restore:
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(copy)

    def restore() -> None:
        connection.ensure_connection()
        copy.backup(connection.connection)

    return restore


def _copy_postgresql(name: str) -> Restore:
    """Copy each table that has rows into the schema ``name``. Foreign keys are checked at the
    commit, so the tables may be restored in any order."""
    quote = connection.ops.quote_name
    tables = set(connection.introspection.table_names()) - _CONSTANT
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {quote(name)}")
        for table in tables:
            cursor.execute(f"CREATE TABLE {quote(name)}.{quote(table)} AS TABLE {quote(table)}")
        filled = [table for table in tables if _has_rows(f"{quote(name)}.{quote(table)}")]
    deletions = [f"DELETE FROM {quote(table)}" for table in tables]
    insertions = [
        f"INSERT INTO {quote(table)} TABLE {quote(name)}.{quote(table)}" for table in filled
    ]
    statements = "; ".join([*deletions, *insertions])

    def restore() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statements)

    return restore


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")
        return bool(cursor.fetchone()[0])
