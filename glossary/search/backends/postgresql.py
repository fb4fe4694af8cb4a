"""The search index in PostgreSQL: tsvectors made of our own tokens, so that no parser, dictionary
or extension of the server decides what is found."""

import sys
from collections.abc import Mapping, Sequence

from django.db import connection

from glossary.models import Name
from glossary.search.backends.base import (
    FIELDS,
    NAMES_OF_KIND,
    TABLE,
    WEIGHTS,
    IndexRow,
    NameRow,
    SearchBackend,
)
from glossary.search.query import Query, QueryTerm

#: Only so many of the best are sorted A–Z if they tie: their names are in another table.
_MAX_SORTED = 100
_LABELS = dict(zip(FIELDS, "ABCD", strict=True))
# The limits of a tsvector.
_MAX_POSITION = 16_383
_MAX_POSITIONS_OF_TOKEN = 256


class PostgreSQLBackend(SearchBackend):
    """Full-text search by GIN indexes, ranked by ts_rank."""

    def insert(self, rows: Sequence[IndexRow]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE}(term_id, document, names)"
                " VALUES (%s, %s::tsvector, %s::tsvector)",
                [(row.term_id, _vector(row.fields), _vector(row.fields[:1])) for row in rows],
            )

    def delete(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE term_id = ANY(%s)", [list(ids)])

    def match(
        self, queries: Sequence[Query], *, field: str = "", limit: int | None = None
    ) -> list[list[int]]:
        if not queries:
            return []
        bound = "" if limit is None else f" LIMIT {limit}"
        found = f"SELECT term_id FROM {TABLE} WHERE {_column(field)} @@ %s::tsquery{bound}"
        sql = f"SELECT string_agg(term_id::text, ',') FROM ({found}) AS found"
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join([sql] * len(queries)),
                [_expression(query, field) for query in queries],
            )
            return [list(map(int, row[0].split(","))) if row[0] else [] for row in cursor]

    def rank(self, query: Query, *, field: str = "", limit: int) -> list[int]:
        weights = [weight / max(WEIGHTS) for weight in reversed(WEIGHTS)]
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                WITH found AS (
                    SELECT term_id, ts_rank(%s::float4[], document, query, 1) AS score
                    FROM {TABLE}, CAST(%s AS tsquery) AS query
                    WHERE {_column(field)} @@ query LIMIT {limit}
                ), numbered AS (
                    SELECT *, row_number() OVER (ORDER BY score DESC, term_id) AS number FROM found
                )
                SELECT term_id FROM numbered
                ORDER BY score DESC, CASE WHEN number <= {_MAX_SORTED} THEN
                    (SELECT sort_key FROM glossary_term WHERE id = term_id) END, term_id""",
                [weights, _expression(query, field)],
            )
            return [row[0] for row in cursor]

    def names_with_prefix(self, key: str, limits: Mapping[Name.Kind, int]) -> list[NameRow]:
        # One query for all kinds: to plan one for each takes longer than to find a few names.
        kinds = ", ".join(f"({kind:d}, {limit})" for kind, limit in limits.items())
        found = NAMES_OF_KIND.format(kind="kinds.kind", limit="kinds.max_names")
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT found.* FROM (VALUES {kinds}) AS kinds(kind, max_names),"
                f" LATERAL ({found}) AS found",
                {"first": key, "last": key + chr(sys.maxunicode)},
            )
            return [NameRow(*row) for row in cursor]


def _vector(fields: Sequence[Sequence[str]]) -> str:
    """Return the tokens of fields, with their positions and weights, as PostgreSQL reads them."""
    positions: dict[str, list[str]] = {}
    position = 0
    for label, tokens in zip("ABCD", fields, strict=False):
        position += 2  # no phrase runs from one field into the next
        for token in tokens:
            position += 1
            own = positions.setdefault(token, [])
            if len(own) < _MAX_POSITIONS_OF_TOKEN:
                own.append(f"{min(position, _MAX_POSITION)}{label}")
    return " ".join(f"{_quoted(token)}:{','.join(own)}" for token, own in positions.items())


def _column(field: str) -> str:
    return "names" if field == "names" else "document"


def _expression(query: Query, field: str) -> str:
    """Return ``query`` as a tsquery."""
    label = _LABELS[field] if field else ""
    alternatives = (
        " & ".join(_term(term, label) for term in terms) for terms in query.alternatives
    )
    expression = " | ".join(f"({terms})" for terms in alternatives)
    if query.excluded:
        excluded = " | ".join(_term(term, label) for term in query.excluded)
        expression = f"({expression}) & !({excluded})"
    return expression


def _term(term: QueryTerm, label: str) -> str:
    phrases = [_phrase(tokens, label) for tokens in term.alternatives]
    if term.is_prefix:
        phrases[0] = _phrase(term.tokens, label, f"*{label}")
    return f"({' | '.join(phrases)})"


def _phrase(tokens: Sequence[str], label: str, last_label: str = "") -> str:
    labels = [*[label] * (len(tokens) - 1), last_label or label]
    words = (
        f"{_quoted(token)}:{own}" if own else _quoted(token)
        for token, own in zip(tokens, labels, strict=True)
    )
    return f"({' <-> '.join(words)})"


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
