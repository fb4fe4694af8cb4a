"""What the search needs from a database."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from django.db import connection

from glossary.models import Name
from glossary.models.term import PUBLIC_STATUSES
from glossary.search.query import Query

TABLE: Final = "glossary_search"
#: The fields of a row, heaviest first, in the order of both databases' columns.
FIELDS: Final = ("names", "definition", "applications", "text")
WEIGHTS: Final = (10.0, 4.0, 2.0, 1.0)
#: No more entries than these are ranked.
MAX_RANKED = 1_000

_STATUSES = ", ".join(f"'{status.value}'" for status in PUBLIC_STATUSES)
#: The names of one kind in a range of keys. Each kind is a range of an index of its own, so that
#: the time does not grow with the glossary.
NAMES_OF_KIND = f"""
    SELECT name.term_id, name.kind, name.key, name.text, name.sort_key FROM glossary_name AS name
    WHERE name.kind = {{kind}} AND name.key >= %(first)s AND name.key < %(last)s
        AND name.status IN ({_STATUSES})
    ORDER BY name.key LIMIT {{limit}}"""


class IndexRow(NamedTuple):
    """An entry as it is indexed: the tokens of each of FIELDS."""

    term_id: int
    fields: Sequence[Sequence[str]]


class NameRow(NamedTuple):
    """A name as it is found."""

    term_id: int
    kind: int
    key: str
    text: str
    sort_key: str


class SearchBackend(Protocol):
    """The rows of the index in one database, and the queries for them."""

    @abstractmethod
    def insert(self, rows: Sequence[IndexRow]) -> None:
        """Insert rows for entries that have none."""

    @abstractmethod
    def delete(self, ids: Sequence[int]) -> None:
        """Delete the rows of ``ids``."""

    def clear(self) -> None:
        """Delete every row."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")

    def count(self) -> int:
        """Return the number of rows. Raises DatabaseError if the table is missing."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {TABLE}")
            return int(cursor.fetchone()[0])

    @abstractmethod
    def match(
        self, queries: Sequence[Query], *, field: str = "", limit: int | None = None
    ) -> list[list[int]]:
        """Return for each of ``queries`` the ids of at most ``limit`` entries that match it, in no
        order. With ``field``, the words must be in that field. One query."""

    @abstractmethod
    def rank(self, query: Query, *, field: str = "", limit: int) -> list[int]:
        """Return the ids of entries that match ``query``, best first, equal ones A–Z. Ranks only
        the first ``limit`` entries that the database comes upon."""

    @abstractmethod
    def names_with_prefix(self, key: str, limits: Mapping[Name.Kind, int]) -> list[NameRow]:
        """Return the public names whose key begins with ``key``, as many of each kind as ``limits``
        says, by key. One query."""

    def rank_all(self, query: Query, *, field: str = "") -> list[int]:
        """Return the ids of all entries that match ``query``: best first, and by id those that are
        not ranked."""
        found = self.rank(query, field=field, limit=MAX_RANKED)
        if len(found) == MAX_RANKED:
            (matching,) = self.match([query], field=field)
            found += sorted(set(matching).difference(found))
        return found
