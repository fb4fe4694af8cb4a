"""The search index in SQLite: an FTS5 table whose rowid is the id of the entry."""

import sys
from collections.abc import Mapping, Sequence

from django.db import connection

from glossary.models import Name
from glossary.search.backends.base import (
    NAMES_OF_KIND,
    TABLE,
    WEIGHTS,
    IndexRow,
    NameRow,
    SearchBackend,
)
from glossary.search.query import Query, QueryTerm


class SQLiteBackend(SearchBackend):
    """Full-text search by FTS5, ranked by BM25."""

    def insert(self, rows: Sequence[IndexRow]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE}(rowid, names, definition, applications, text)"
                " VALUES (%s, %s, %s, %s, %s)",
                [(row.term_id, *map(" ".join, row.fields)) for row in rows],
            )

    def delete(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(pk,) for pk in ids])

    def match(
        self, queries: Sequence[Query], *, field: str = "", limit: int | None = None
    ) -> list[list[int]]:
        if not queries:
            return []
        bound = "" if limit is None else f" LIMIT {limit}"
        found = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s{bound}"
        sql = f"SELECT group_concat(rowid) FROM ({found}) AS found"
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join([sql] * len(queries)),
                [_expression(query, field) for query in queries],
            )
            return [list(map(int, row[0].split(","))) if row[0] else [] for row in cursor]

    def rank(self, query: Query, *, field: str = "", limit: int) -> list[int]:
        score = f"bm25({TABLE}, {', '.join(map(str, WEIGHTS))})"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM glossary_term JOIN (SELECT rowid AS found, {score} AS score"
                f" FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT {limit}) ON id = found"
                " ORDER BY score, sort_key, id",
                [_expression(query, field)],
            )
            return [row[0] for row in cursor]

    def names_with_prefix(self, key: str, limits: Mapping[Name.Kind, int]) -> list[NameRow]:
        selects = (
            NAMES_OF_KIND.format(kind=kind.value, limit=limit) for kind, limit in limits.items()
        )
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join(f"SELECT * FROM ({select})" for select in selects),
                {"first": key, "last": key + chr(sys.maxunicode)},
            )
            return [NameRow(*row) for row in cursor]


def _expression(query: Query, field: str) -> str:
    """Return ``query`` in the language of FTS5."""
    alternatives = (" AND ".join(map(_term, terms)) for terms in query.alternatives)
    expression = " OR ".join(f"({terms})" for terms in alternatives)
    if query.excluded:
        expression = f"({expression}) NOT ({' OR '.join(map(_term, query.excluded))})"
    return f"{{{field}}} : ({expression})" if field else expression


def _term(term: QueryTerm) -> str:
    phrases = list(map(_phrase, term.alternatives))
    if term.is_prefix:
        phrases[0] += "*"
    return f"({' OR '.join(phrases)})"


def _phrase(tokens: Sequence[str]) -> str:
    return '"' + " ".join(tokens).replace('"', '""') + '"'
