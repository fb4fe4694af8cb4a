"""Search rows in SQLite: an FTS5 table whose rowid is the entry's id."""

from collections.abc import Sequence

from django.db import connection

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


def match(words: Sequence[Sequence[str]], limit: int, weights: Sequence[float]) -> list[int]:
    """Return ids of entries that contain every word, the last as a prefix, best first."""
    phrases = ['"' + " ".join(word).replace('"', '""') + '"' for word in words]
    query = " AND ".join(phrases) + "*"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"
            f" ORDER BY bm25({TABLE}, {', '.join(map(str, weights))}), rowid LIMIT %s",
            [query, limit],
        )
        return [row[0] for row in cursor.fetchall()]
