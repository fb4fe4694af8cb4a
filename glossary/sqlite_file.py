"""A SQLite file that was replaced, as a restored backup does, is noticed at the next request.

Connections stay open between requests. Without this, a process would go on reading the old file,
which nobody else sees any more.
"""

import os
from typing import Any

from django.core.signals import request_started
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

#: Under this name a connection remembers the device and number of its file.
_ATTRIBUTE = "glossary_file_id"


def connect() -> None:
    """Connect the signals. Called when the app is ready."""
    connection_created.connect(_remember_file, dispatch_uid="remember_sqlite_file")
    request_started.connect(_close_replaced, dispatch_uid="close_replaced_sqlite_file")


def _remember_file(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        setattr(connection, _ATTRIBUTE, _file_id(connection))


def _close_replaced(**kwargs: Any) -> None:
    for connection in connections.all(initialized_only=True):
        # Within a transaction, as in tests, the connection belongs to whoever began it.
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            known = getattr(connection, _ATTRIBUTE, None)
            if connection.connection is not None and known != _file_id(connection):
                connection.close()


def _file_id(connection: BaseDatabaseWrapper) -> tuple[int, int] | None:
    """Return the device and number of the file; None for a database in memory."""
    try:
        found = os.stat(connection.settings_dict["NAME"])  # noqa: PTH116 - once for each request
    except OSError:
        return None
    return found.st_dev, found.st_ino
