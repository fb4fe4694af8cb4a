"""One moment of the database for a whole export, without keeping writers out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Let every query inside see the state that the first one saw: without it, a relation written
    while an export runs could name an entry that the file does not hold. Inside a transaction of
    the caller's, that transaction's rules stay."""
    connection: Any = connections["default"]
    connection.ensure_connection()
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Our transactions begin IMMEDIATE, as writers; this one only reads.
        usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = usual
