"""Entries found by their names: by the beginning of a name, by a whole name in the query, or by
names that have all its words."""

import sys
from collections.abc import Callable, Collection, Iterable
from enum import IntEnum
from typing import Final, NamedTuple
from unicodedata import normalize

from rapidfuzz.distance import Prefix

from glossary.models import Name, NameSuffix
from glossary.models.term import PUBLIC_STATUSES
from glossary.search.analysis import stem, tokens
from glossary.search.backends import get_backend
from glossary.search.backends.base import NameRow
from glossary.search.query import Query
from glossary.search.snippets import count_matches
from glossary.text.normalize import name_key
from glossary.text.stopwords import SEARCH_STOPWORDS
from glossary.text.tokens import is_unsegmented

#: Returns which of some entries a reader may see.
Public = Callable[[Iterable[int]], set[int]]

#: Names that editors wrote, and searches for words in names look at.
AUTHORED_KINDS = (Name.Kind.HEADWORD, Name.Kind.ALIAS, Name.Kind.HIDDEN)
_FORM_KINDS = (Name.Kind.FORM, Name.Kind.ALIAS_FORM)
_HEADWORD_KINDS = (Name.Kind.HEADWORD, Name.Kind.FORM)
#: At most so many names of each kind begin with the query.
_PREFIX_LIMITS = {
    Name.Kind.HEADWORD: 100,
    Name.Kind.ALIAS: 100,
    Name.Kind.HIDDEN: 20,
    Name.Kind.FORM: 50,
    Name.Kind.ALIAS_FORM: 50,
}
_SUFFIX_LIMIT = 100
#: At most so many words of a query may be one name in it.
MAX_NAME_WORDS = 5
#: At most so many characters of a script without spaces are searched for names.
_MAX_UNSEGMENTED = 24
#: Of more entries, names are not compared.
MAX_COMPARED: Final = 500


class Tier(IntEnum):
    """How a name matches, best first."""

    NAME = 0
    SOLE_ALIAS = 1
    NAME_PREFIX = 2
    ALIAS = 3
    ALIAS_PREFIX = 4
    WORD_IN_NAME = 5
    IN_QUERY = 6
    MISSPELLED = 7


class NameMatch(NamedTuple):
    """An entry found by one of its names. Matches sort in the order of results: by tier; names that
    editors wrote before generated ones; names with the accents that were typed before others; A–Z.
    """

    tier: int
    is_form: bool
    differs_in_accents: bool
    sort_key: str
    term_id: int
    kind: int
    text: str

    @property
    def word_count(self) -> int:
        return len(self.text.split())

    @property
    def is_alias(self) -> bool:
        return self.kind in (Name.Kind.ALIAS, Name.Kind.ALIAS_FORM)


def find_by_prefix(key: str, public: Public, typed: str = "") -> dict[int, NameMatch]:
    """Return the entries with a name that begins with ``key``, at its first or another word, or as
    one word; best first, by id; only those that ``public`` returns. ``typed`` is the key with its
    accents. Two queries."""
    if not key:
        return {}
    names = get_backend().names_with_prefix(key, _PREFIX_LIMITS)
    suffixes = NameSuffix.objects.filter(key__gte=key, key__lt=key + chr(sys.maxunicode))
    columns = ("position", *NameRow._fields)
    rows = [(0, name) for name in names]
    rows += [
        (position, NameRow(*row))
        for position, *row in suffixes.order_by("key").values_list(*columns)[:_SUFFIX_LIMIT]
    ]
    shown = public({name.term_id for _, name in rows})
    prefix = _Prefix(key, typed or key)
    matches = [prefix.match(position, name) for position, name in rows if name.term_id in shown]
    best: dict[int, NameMatch] = {}
    for match in sorted(_sole_alias_first(matches)):
        best.setdefault(match.term_id, match)
    return best


class _Prefix:
    """The beginning of a name, as names are compared with it."""

    def __init__(self, key: str, typed: str) -> None:
        self.key = key
        self.stems = _stems(key)
        self.typed = _without_case(typed)

    def match(self, position: int, name: NameRow) -> NameMatch:
        """Return how ``name`` matches, which begins so at its word ``position``."""
        is_equal = self.key in (name.key, _key_without_qualifier(name.text))
        # The singular is as good as a plural that was generated from it.
        may_be_inflected = not is_equal and name.key.count(" ") == self.key.count(" ")
        is_inflected = may_be_inflected and self.stems == _stems(name.key)
        return NameMatch(
            _tier(name.kind, position, is_equal or is_inflected),
            name.kind in _FORM_KINDS or is_inflected,
            not _without_case(name.text).startswith(self.typed),
            name.sort_key,
            name.term_id,
            name.kind,
            name.text,
        )


def find_by_key(keys: Collection[str], public: Public) -> dict[int, NameMatch]:
    """Return the entries with a name whose key is one of ``keys``, longest names first, by id; only
    those that ``public`` returns. One query."""
    names = Name.objects.filter(key__in=keys, status__in=PUBLIC_STATUSES).order_by()
    rows = [NameRow(*row) for row in names.values_list(*NameRow._fields)]
    shown = public({row.term_id for row in rows})
    rows.sort(key=lambda row: (-len(row.key.split()), row.kind, row.sort_key, row.term_id))
    found: dict[int, NameMatch] = {}
    for row in rows:
        if row.term_id in shown and row.term_id not in found:
            found[row.term_id] = NameMatch(
                Tier.IN_QUERY,
                row.kind in _FORM_KINDS,
                False,
                row.sort_key,
                row.term_id,
                row.kind,
                row.text,
            )
    return found


def find_names_in(words: list[str], public: Public, min_words: int) -> dict[int, NameMatch]:
    """Return the entries whose whole name, of ``min_words`` or more, is part of ``words``; in a
    script without spaces, part of a word."""
    keys = {
        " ".join(words[start:end])
        for end in range(len(words) + 1)
        for start in range(max(end - MAX_NAME_WORDS, 0), end - min_words + 1)
    }
    if len(words) <= min_words:
        keys = set()
    for word in filter(is_unsegmented, words):
        run = word[:_MAX_UNSEGMENTED]
        keys |= {run[start:end] for end in range(len(run) + 1) for start in range(end - 1)}
    return find_by_key(keys - SEARCH_STOPWORDS, public) if keys else {}


def find_with_all_words(query: Query) -> list[int]:
    """Return the ids of entries with all words of ``query`` in their names, the most similar names
    first."""
    (found,) = get_backend().match([query], field="names", limit=MAX_COMPARED + 1)
    return sort_with_all_words(query, found)


def sort_with_all_words(query: Query, found: list[int]) -> list[int]:
    """Return the same for entries ``found`` already, at most one more than MAX_COMPARED."""
    if len(found) > MAX_COMPARED:
        return get_backend().rank_all(query, field="names")
    return sort_by_similarity(query, sorted(found))


def filter_with_all_words(query: Query, ids: list[int]) -> list[int]:
    """Return those of ``ids`` with all words of ``query`` in one name, the most similar names
    first; two queries."""
    (found,) = get_backend().match([query], field="names")
    terms = [term.snippet_term for term in query.required]
    names = _names_of(sorted(set(found).intersection(ids)))
    return _sorted_by_similarity(
        query, [(pk, text) for pk, text in names if count_matches(text, terms) == len(terms)]
    )


def sort_by_similarity(query: Query, ids: list[int]) -> list[int]:
    """Return ``ids``, the most similar names first: with the same words, with the longest common
    beginning, of the same length; one query."""
    return list(dict.fromkeys([*_sorted_by_similarity(query, _names_of(ids[:MAX_COMPARED])), *ids]))


def _names_of(ids: list[int]) -> list[tuple[int, str]]:
    """Return the id and text of the names of ``ids``, A–Z."""
    if not ids:
        return []
    rows = Name.objects.of(ids, AUTHORED_KINDS).values_list("sort_key", "id", "term_id", "text")
    return [(pk, text) for _key, _id, pk, text in sorted(rows)]


def _sorted_by_similarity(query: Query, names: list[tuple[int, str]]) -> list[int]:
    stems = sorted(_stems(query.key))

    def penalty(name: tuple[int, str]) -> tuple[bool, int, int]:
        own = tokens(name[1].partition(" (")[0])
        common = Prefix.similarity(" ".join(own), query.key)
        return sorted(map(stem, own)) != stems, -common, abs(len(own) - len(stems))

    return list(dict.fromkeys(pk for pk, _ in sorted(names, key=penalty)))


def _stems(key: str) -> list[str]:
    return [stem(token) for token in tokens(key)]


def _without_case(text: str) -> str:
    return text.lower() if text.isascii() else normalize("NFKC", text).casefold()


def _key_without_qualifier(text: str) -> str:
    """Return the key of a name without its qualifier, ``mean (statistics)``; "" if it has none."""
    name, opening, _qualifier = text.partition(" (")
    return name_key(name) if opening else ""


def _tier(kind: int, position: int, is_whole: bool) -> Tier:
    if position:
        return Tier.WORD_IN_NAME
    if kind in _HEADWORD_KINDS:
        return Tier.NAME if is_whole else Tier.NAME_PREFIX
    return Tier.ALIAS if is_whole else Tier.ALIAS_PREFIX


def _sole_alias_first(matches: list[NameMatch]) -> list[NameMatch]:
    """Where no headword matches, an alias of one entry only is as good as a headword."""
    with_alias = {match.term_id for match in matches if match.tier == Tier.ALIAS}
    if len(with_alias) != 1 or any(match.tier == Tier.NAME for match in matches):
        return matches
    return [
        match._replace(tier=Tier.SOLE_ALIAS) if match.tier == Tier.ALIAS else match
        for match in matches
    ]
