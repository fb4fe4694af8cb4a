"""Writing beside a reader's page: whoever holds a lock is not waited for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

_MILLISECONDS = 50


@contextmanager
def hasty() -> Iterator[None]:
    """Run the block as a transaction that waits 50 ms at most for a lock, then raises
    DatabaseError. A crash of the server may lose it: nobody waits for the disk either."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _set(f"SET LOCAL lock_timeout = {_MILLISECONDS}")
            _set("SET LOCAL synchronous_commit = off")
            yield
        return
    (before,) = _set("PRAGMA busy_timeout").fetchone()
    _set(f"PRAGMA busy_timeout = {_MILLISECONDS}")
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
