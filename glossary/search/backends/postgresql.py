"""Search rows in PostgreSQL: a tsvector made of our own tokens, so that no parser, dictionary or
extension of the server has a say in what is found."""

from collections.abc import Mapping, Sequence

from django.db import connection

from glossary.search.query import Piece, Query

TABLE = "glossary_search"
#: So many of the best are brought A–Z where they tie: names are elsewhere, and take long to read.
_BEST = 100
_WEIGHTS = {"names": "A", "definition": "B", "applications": "C", "text": "D"}
# tsvector keeps positions up to 16383 and 256 places of a word.
_MAX_POSITION = 16_383
_MAX_PLACES = 256


def insert(rows: Sequence[tuple[int, *tuple[list[str], ...]]]) -> None:
    """Insert ``(term id, tokens of each field …)``."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE}(term_id, document, names)"
            " VALUES (%s, %s::tsvector, %s::tsvector)",
            [(pk, _vector(fields), _vector(fields[:1])) for pk, *fields in rows],
        )


def _vector(fields: Sequence[Sequence[str]]) -> str:
    places: dict[str, list[str]] = {}
    position = 0
    for weight, field in zip("ABCD", fields, strict=False):
        position += 2  # no phrase runs from one field into the next
        for token in field:
            position += 1
            place = places.setdefault(token, [])
            if len(place) < _MAX_PLACES:
                place.append(f"{min(position, _MAX_POSITION)}{weight}")
    return " ".join(f"{_quoted(token)}:{','.join(place)}" for token, place in places.items())


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def delete(ids: Sequence[int]) -> None:
    """Remove the rows of ``ids``."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE term_id = ANY(%s)", [list(ids)])


def clear() -> None:
    """Remove every row."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


def count() -> int:
    """Return the number of rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")
        return int(cursor.fetchone()[0])


def matching(
    queries: Sequence[Query], *, only: str = "", most: int | None = None
) -> list[list[int]]:
    """Return for each of ``queries`` the ids of entries that answer it, in no order, not more than
    ``most``; with ``only`` the name of a field, those that have the words there."""
    if not queries:
        return []
    found = f"SELECT term_id FROM {TABLE} WHERE {_column(only)} @@ %s::tsquery"
    if most is not None:
        found += f" LIMIT {most}"
    sql = f"SELECT string_agg(term_id::text, ',') FROM ({found}) AS found"
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join([sql] * len(queries)), [_expression(q, only) for q in queries]
        )
        return [list(map(int, row[0].split(","))) if row[0] else [] for row in cursor]


def ranked(query: Query, weights: Sequence[float], most: int, *, only: str = "") -> list[int]:
    """Return the ids of entries that answer ``query``, best first, ties of the first A–Z; not more
    than ``most``, those that are come upon first."""
    scale = [weight / max(weights) for weight in reversed(weights)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT term_id FROM (SELECT term_id, score, CASE WHEN"
            f" row_number() OVER (ORDER BY score DESC, term_id) <= {_BEST}"
            " THEN (SELECT sort_key FROM glossary_term WHERE id = term_id) END AS sort_key"
            " FROM (SELECT term_id, ts_rank(%s::float4[], document, query, 1) AS score"
            f" FROM {TABLE}, CAST(%s AS tsquery) AS query WHERE {_column(only)} @@ query"
            f" LIMIT {most}) AS found) AS placed ORDER BY score DESC, sort_key, term_id",
            [scale, _expression(query, only)],
        )
        return [row[0] for row in cursor.fetchall()]


def of_each_kind(query: str, most: Mapping[int, int]) -> str:
    """Return the query for what ``query`` finds of each kind, so many as ``most`` says: one query
    to plan, which takes longer than to find a few names."""
    kinds = ", ".join(f"({kind:d}, {limit})" for kind, limit in most.items())
    found = query.format(kind="of_kind.kind", most="of_kind.most")
    return (
        f"SELECT found.* FROM (VALUES {kinds}) AS of_kind(kind, most), LATERAL ({found}) AS found"
    )


def _column(only: str) -> str:
    return "names" if only == "names" else "document"


def _expression(query: Query, only: str) -> str:
    weight = _WEIGHTS[only] if only else ""
    sides = [" & ".join(_piece(piece, weight) for piece in pieces) for pieces in query.variants]
    found = " | ".join(f"({side})" for side in sides)
    if query.unwanted:
        without = " | ".join(_piece(piece, weight) for piece in query.unwanted)
        found = f"({found}) & !({without})"
    return found


def _piece(piece: Piece, weight: str) -> str:
    ways = [[(token, weight) for token in way] for way in piece.ways]
    if piece.begun:
        begun = [*ways[0][:-1], (piece.begun, f"*{weight}")]
        # What begins so is also what is so.
        ways = [begun, *ways[piece.begun == piece.tokens[-1] :]]
    return f"({' | '.join(map(_phrase, ways))})"


def _phrase(tokens: Sequence[tuple[str, str]]) -> str:
    marked = (f"{_quoted(token)}:{mark}" if mark else _quoted(token) for token, mark in tokens)
    return f"({' <-> '.join(marked)})"
