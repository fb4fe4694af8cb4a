"""Where the search index lives: one backend for each database."""

from django.db import connection

from glossary.search.backends.base import SearchBackend
from glossary.search.backends.postgresql import PostgreSQLBackend
from glossary.search.backends.sqlite import SQLiteBackend

_BACKENDS: dict[str, SearchBackend] = {
    "sqlite": SQLiteBackend(),
    "postgresql": PostgreSQLBackend(),
}


def get_backend() -> SearchBackend:
    """Return the backend of the database in use."""
    return _BACKENDS[connection.vendor]
