"""Search rows in PostgreSQL: a tsvector made of our own tokens, so that no parser, dictionary or
extension of the server has a say in what is found."""

from collections.abc import Sequence

from django.db import connection

TABLE = "glossary_search"
# tsvector keeps positions up to 16383 and 256 places of a word.
_MAX_POSITION = 16_383
_MAX_PLACES = 256


def insert(rows: Sequence[tuple[int, *tuple[list[str], ...]]]) -> None:
    """Insert ``(term id, tokens of each field …)``."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE}(term_id, document) VALUES (%s, %s::tsvector)",
            [(pk, _vector(fields)) for pk, *fields in rows],
        )


def _vector(fields: Sequence[Sequence[str]]) -> str:
    places: dict[str, list[str]] = {}
    position = 0
    for weight, field in zip("ABCD", fields, strict=True):
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


def match(words: Sequence[Sequence[str]], limit: int, weights: Sequence[float]) -> list[int]:
    """Return ids of entries that contain every word, the last as a prefix, best first."""
    phrases = [" <-> ".join(map(_quoted, word)) for word in words]
    query = " & ".join(f"({phrase})" for phrase in phrases[:-1])
    last = phrases[-1] + ":*"
    query = f"{query} & ({last})" if query else last
    heaviest = max(weights)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT term_id FROM {TABLE}, CAST(%s AS tsquery) AS query"
            " WHERE document @@ query"
            " ORDER BY ts_rank(%s::float4[], document, query, 1) DESC, term_id LIMIT %s",
            [query, [weight / heaviest for weight in reversed(weights)], limit],
        )
        return [row[0] for row in cursor.fetchall()]
