"""Search rows in SQLite: an FTS5 table whose rowid is the entry's id."""

from collections.abc import Mapping, Sequence

from django.db import connection

from glossary.search.query import Piece, Query

TABLE = "glossary_search"


def insert(rows: Sequence[tuple[int, *tuple[list[str], ...]]]) -> None:
    """Insert ``(term id, tokens of each field …)``."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE}(rowid, names, definition, applications, text)"
            " VALUES (%s, %s, %s, %s, %s)",
            [(pk, *(" ".join(field) for field in fields)) for pk, *fields in rows],
        )


def delete(ids: Sequence[int]) -> None:
    """Remove the rows of ``ids``."""
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(pk,) for pk in ids])


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
    found = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"
    if most is not None:
        found += f" LIMIT {most}"
    sql = f"SELECT group_concat(rowid) FROM ({found}) AS found"
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join([sql] * len(queries)), [_expression(q, only) for q in queries]
        )
        return [list(map(int, row[0].split(","))) if row[0] else [] for row in cursor]


def ranked(query: Query, weights: Sequence[float], most: int, *, only: str = "") -> list[int]:
    """Return the ids of entries that answer ``query``, best first, ties A–Z; not more than
    ``most``, those that are come upon first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM glossary_term JOIN (SELECT rowid AS found,"
            f" bm25({TABLE}, {', '.join(map(str, weights))}) AS score FROM {TABLE}"
            f" WHERE {TABLE} MATCH %s LIMIT {most}) ON id = found ORDER BY score, sort_key, id",
            [_expression(query, only)],
        )
        return [row[0] for row in cursor.fetchall()]


def of_each_kind(query: str, most: Mapping[int, int]) -> str:
    """Return the query for what ``query`` finds of each kind, so many as ``most`` says."""
    return " UNION ALL ".join(
        f"SELECT * FROM ({query.format(kind=int(kind), most=limit)})"
        for kind, limit in most.items()
    )


def _expression(query: Query, only: str) -> str:
    sides = [" AND ".join(map(_piece, pieces)) for pieces in query.variants]
    found = " OR ".join(f"({side})" for side in sides)
    if query.unwanted:
        found = f"({found}) NOT ({' OR '.join(map(_piece, query.unwanted))})"
    return f"{{{only}}} : ({found})" if only else found


def _piece(piece: Piece) -> str:
    ways = list(map(_quoted, piece.ways))
    if piece.begun:
        begun = _quoted((*piece.tokens[:-1], piece.begun)) + "*"
        # What begins so is also what is so.
        ways = [begun, *ways[piece.begun == piece.tokens[-1] :]]
    return f"({' OR '.join(ways)})"


def _quoted(tokens: Sequence[str]) -> str:
    return '"' + " ".join(tokens).replace('"', '""') + '"'
