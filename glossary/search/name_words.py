"""Entries with all the words of a question in their names, in any order."""

from glossary.models import Name
from glossary.search.analysis import comparison_forms, stem, tokens
from glossary.search.index import backend, ranked
from glossary.search.name_suffixes import WRITTEN
from glossary.search.query import Query
from glossary.search.snippets import standing

#: Of more, names are not compared.
MOST = 500


def named(query: Query) -> list[int]:
    """Return the entries that have all the words of ``query`` in their names, first those whose
    name is most like it."""
    (found,) = backend().matching([query], only="names", most=MOST + 1)
    return in_order(query, found)


def in_order(query: Query, found: list[int]) -> list[int]:
    """Return the same, where so many are ``found``, of MOST and one more at most."""
    if len(found) > MOST:
        return ranked(query, only="names")
    return most_similar_first(query, sorted(found))


def named_among(query: Query, ids: list[int]) -> list[int]:
    """Return those of ``ids`` of which one name has all the words, in the same order; two
    queries."""
    (within,) = backend().matching([query], only="names")
    wanted = [piece.written for piece in query.wanted]
    rows = [
        (pk, text)
        for pk, text in _names(sorted(set(within).intersection(ids)))
        if standing(text, wanted, comparison_forms) == len(wanted)
    ]
    return _sorted(query, rows)


def most_similar_first(query: Query, ids: list[int]) -> list[int]:
    """Return ``ids`` by how like their names are to the question: of the same words, beginning so,
    as long; one query."""
    return list(dict.fromkeys([*_sorted(query, _names(ids[:MOST])), *ids]))


def _names(ids: list[int]) -> list[tuple[int, str]]:
    if not ids:
        return []
    rows = Name.objects.of(ids, WRITTEN).values_list("sort_key", "id", "term_id", "text")
    return [(pk, text) for _key, _id, pk, text in sorted(rows)]


def _sorted(query: Query, rows: list[tuple[int, str]]) -> list[int]:
    stems = sorted(map(stem, tokens(query.key)))

    def penalty(row: tuple[int, str]) -> tuple[bool, int, int]:
        own = tokens(row[1].partition(" (")[0])
        begun = _alike(" ".join(own), query.key)
        return sorted(map(stem, own)) != stems, -begun, abs(len(own) - len(stems))

    return list(dict.fromkeys(pk for pk, _ in sorted(rows, key=penalty)))


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
