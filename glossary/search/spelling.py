"""Corrections of misspelled words. Two words that differ by a letter or two have a remainder in
common when letters are left out: the index has the hashes of all remainders of each word of names
and definitions, so that both databases find the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple
from zlib import crc32

from django.db import connection
from rapidfuzz.distance import OSA

from glossary.models import Name, Spelling
from glossary.models.batches import chunks
from glossary.search.analysis import stem
from glossary.search.backends import get_backend
from glossary.search.catalogue import Catalogue
from glossary.search.query import Query, parse_query
from glossary.text.tokens import is_unsegmented

#: Words of fewer letters are not corrected; from the second length on, two edits are.
_MIN_LETTERS = 5
_MIN_LETTERS_FOR_TWO_EDITS = 9
#: Only these letters of a long word are hashed: it has 29 remainders, not hundreds.
_PREFIX_LENGTH = 7
_MAX_LENGTH = 60
#: Hidden names are misspellings. Of generated forms, the possessive is no word.
_AUTHORED_KINDS = (Name.Kind.HEADWORD, Name.Kind.ALIAS)
_FORM_KINDS = (Name.Kind.FORM, Name.Kind.ALIAS_FORM)
_MAX_CANDIDATES = 2_000
_MAX_SUGGESTIONS = 8
#: To see whether a public entry has a word, at most so many entries are looked at.
_MAX_ENTRIES = 200


class Suggestion(NamedTuple):
    """A word that may be meant, sorted by likelihood: few edits; the same letters; the same first
    letter; no extra letters, because readers leave letters out rather than change or add them."""

    edits: int
    has_other_letters: bool
    has_other_initial: bool
    extra_letters: int
    word: str


class _Usage(NamedTuple):
    """How public entries use a word."""

    is_in_names: bool
    entries: int


def learn(names: Iterable[Name], words: Iterable[str] = ()) -> None:
    """Store the words of ``names``, and ``words``. They stay until all are forgotten: corrections
    check that a public entry has a word."""
    found = {word for word in words if _max_edits(word) and _is_correctable(word)}
    for name in names:
        is_form = name.kind in _FORM_KINDS and "'" not in name.text
        if is_form or name.kind in _AUTHORED_KINDS:
            found |= set(filter(_is_correctable, name.key.split()))
    new = sorted(found - existing_words(found))
    if not new:
        return
    with connection.cursor() as cursor:
        # A word has thirty rows: too many to create an object for each.
        cursor.executemany(
            f"INSERT INTO {Spelling._meta.db_table}(deletion_hash, word) VALUES (%s, %s)"
            " ON CONFLICT DO NOTHING",
            sorted((number, word) for word in new for number in _stored_hashes(word)),
        )


def forget_all() -> None:
    """Delete all words."""
    Spelling.objects.all().delete()


def existing_words(words: Iterable[str]) -> set[str]:
    """Return those of ``words`` that names or definitions have."""
    correctable = {word for word in words if _is_correctable(word)}
    found: set[str] = set()
    for hashes in chunks(sorted({_hash(_hashed_letters(word)) for word in correctable})):
        rows = Spelling.objects.filter(deletion_hash__in=hashes)
        found.update(rows.values_list("word", flat=True))
    return found & correctable


def similar_words(word: str, *, is_prefix: bool = False) -> list[Suggestion]:
    """Return the stored words within the edits allowed for ``word``, likeliest first. With
    ``is_prefix``, if there are none, those whose beginning is."""
    if not is_long_enough(word) or not _is_correctable(word):
        return []
    rows = Spelling.objects.filter(deletion_hash__in=_lookup_hashes(word)).order_by("word")
    candidates = list(rows.values_list("word", flat=True).distinct()[:_MAX_CANDIDATES])
    found = _closest(word, candidates)
    return found if found or not is_prefix else _closest(word, candidates, is_prefix=True)


def is_long_enough(word: str) -> bool:
    """Return whether ``word`` may be a misspelling of a word that has enough letters."""
    return _max_lookup_edits(word) > 0


def word_queries(words: Sequence[str], last_word_is_prefix: bool) -> dict[str, Query]:
    """Return for each of ``words`` that can be corrected the query for it alone."""
    return {
        word: _query_for(word, is_prefix=last_word_is_prefix and word == words[-1])
        for word in words
        if is_long_enough(word)
    }


def correct(
    words: Sequence[str],
    catalogue: Catalogue,
    last_word_is_prefix: bool = False,
    field: str = "",
    matches: Mapping[str, list[int]] | None = None,
) -> list[str]:
    """Return ``words``, each that no public entry has replaced by the likeliest word of names and
    definitions, or by two. With ``field``, look only there. ``matches`` are the results of
    ``word_queries``, if the caller has them."""
    if matches is None:
        queries = word_queries(words, last_word_is_prefix)
        found = get_backend().match(list(queries.values()), field=field, limit=_MAX_ENTRIES)
        matches = dict(zip(queries, found, strict=True))
    misspelled = [word for word, ids in matches.items() if not catalogue.public(ids)]
    similar = {
        word: similar_words(word, is_prefix=last_word_is_prefix and word == words[-1])
        for word in misspelled
    }
    similar = {word: found[:_MAX_SUGGESTIONS] for word, found in similar.items()}
    usage = _usage({one.word for found in similar.values() for one in found}, catalogue, field)
    corrections = {
        word: _likeliest(similar[word], usage) or _split_compound(word, catalogue, field) or [word]
        for word in misspelled
    }
    return [new for word in words for new in corrections.get(word, [word])]


def _likeliest(suggestions: list[Suggestion], usage: dict[str, _Usage]) -> list[str]:
    """Return the suggestion that was most probably meant, of those that public entries use: with
    the fewest edits, with the same letters, used by a name, used by most entries."""
    ranked = [
        (one.edits, one.has_other_letters, not use.is_in_names, -use.entries, index)
        for index, one in enumerate(suggestions)
        if (use := usage.get(one.word))
    ]
    if not ranked:
        return []
    best = stem(suggestions[min(ranked)[-1]].word)
    # Of a word and its plural, the word.
    return [min((one.word for one in suggestions if stem(one.word) == best), key=len)]


def _split_compound(word: str, catalogue: Catalogue, field: str) -> list[str]:
    """Return the two words of public entries that ``word`` joins, if it does."""
    if is_unsegmented(word):
        return []
    pairs = [[word[:index], word[index:]] for index in range(2, len(word) - 1)]
    existing = existing_words(half for pair in pairs for half in pair)
    for pair in sorted(pairs, key=lambda pair: abs(len(pair[0]) - len(pair[1]))):
        if existing.issuperset(pair) and all(_count_entries(pair, catalogue, field)):
            return pair
    return []


def _usage(words: Iterable[str], catalogue: Catalogue, field: str) -> dict[str, _Usage]:
    """Return how public entries use each of ``words`` that they use; two queries at most."""
    ordered = sorted(words)
    in_names = _count_entries(ordered, catalogue, "names")
    counts = in_names if field == "names" else _count_entries(ordered, catalogue, field)
    rows = zip(ordered, in_names, counts, strict=True)
    return {word: _Usage(bool(named), count) for word, named, count in rows if count}


def _count_entries(words: Iterable[str], catalogue: Catalogue, field: str) -> list[int]:
    """Return for each of ``words`` how many public entries have it, of the first looked at."""
    queries = [_query_for(word) for word in words]
    found = get_backend().match(queries, field=field, limit=_MAX_ENTRIES)
    return [len(catalogue.public(ids)) for ids in found]


def _query_for(word: str, *, is_prefix: bool = False) -> Query:
    return parse_query(word if is_prefix else f'"{word}"')


def _closest(word: str, candidates: Iterable[str], *, is_prefix: bool = False) -> list[Suggestion]:
    found = []
    for other in candidates:
        limit = _max_edits(word if is_prefix else max(word, other, key=len))
        edits = (_edits_to_beginning if is_prefix else _edits)(word, other, limit)
        if edits <= limit and other != word:
            other_letters, other_initial = sorted(other) != sorted(word), other[0] != word[0]
            extra = len(word) - len(other)
            found.append(Suggestion(edits, other_letters, other_initial, extra, other))
    return sorted(found)


def _edits(one: str, other: str, limit: int) -> int:
    """Return how many letters left out, added, changed, or exchanged with their neighbor make
    ``other`` of ``one``; ``limit + 1`` for more than ``limit``."""
    return OSA.distance(one, other, score_cutoff=limit)


def _edits_to_beginning(one: str, other: str, limit: int) -> int:
    lengths = range(len(one) - limit, min(len(one) + limit, len(other) - 1) + 1)
    return min((_edits(one, other[:length], limit) for length in lengths), default=limit + 1)


def _max_edits(word: str) -> int:
    """Return how many edits a correctly spelled word allows."""
    return sum(len(word) >= length for length in (_MIN_LETTERS, _MIN_LETTERS_FOR_TWO_EDITS))


def _max_lookup_edits(word: str) -> int:
    """Return how many edits a word as typed may need: the word meant may have more letters."""
    return next((edits for edits in (2, 1) if _max_edits(word + edits * " ") == edits), 0)


def _is_correctable(word: str) -> bool:
    """Return whether a word can be misspelled: it is no number and no version."""
    digits = sum(map(str.isdigit, word))
    has_letters = not digits or len(word) - digits >= _MIN_LETTERS - 1
    return 1 < len(word) <= _MAX_LENGTH and has_letters


def _stored_hashes(word: str) -> set[int]:
    """Return the hashes under which a correctly spelled word is stored."""
    return _remainder_hashes(_hashed_letters(word), _max_edits(word))


def _hashed_letters(word: str) -> str:
    return word[:_PREFIX_LENGTH] if len(word) >= _MIN_LETTERS_FOR_TWO_EDITS else word


def _lookup_hashes(word: str) -> set[int]:
    """Return the hashes under which words similar to ``word`` may be stored: short words whole,
    long ones by their beginning."""
    edits = _max_lookup_edits(word)
    is_short = len(word) < _MIN_LETTERS_FOR_TWO_EDITS + edits
    whole = _remainder_hashes(word, edits) if is_short else set()
    return whole | _remainder_hashes(word[:_PREFIX_LENGTH], edits)


def _remainder_hashes(text: str, max_edits: int) -> set[int]:
    return {_hash(rest) for edits in range(max_edits + 1) for rest in _remainders(text, edits)}


def _remainders(text: str, left_out: int) -> Iterator[str]:
    if left_out <= len(text):
        yield from map("".join, combinations(text, len(text) - left_out))


def _hash(text: str) -> int:
    return crc32(text.encode())
