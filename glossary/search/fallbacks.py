"""What the search does if nothing matches a query as it was typed, or only texts do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import log

from glossary.search.backends import get_backend
from glossary.search.catalogue import Catalogue
from glossary.search.engine import Matches, search
from glossary.search.names import Tier, find_names_in, sort_by_similarity
from glossary.search.query import Query, parse_query
from glossary.search.spelling import correct
from glossary.text.stopwords import significant
from glossary.text.tokens import is_unsegmented

#: How much more a word counts in a definition, and in a name.
_FIELD_WEIGHTS = {"definition": 1.0, "names": 2.0}
#: At most so many entries with a word are looked at.
_MAX_ENTRIES = 5_000
_MAX_ENTRIES_BY_NAME = 500
#: An entry is a partial match if it scores at least this share of the best score.
_MIN_SHARE = 0.4
#: A word counts no less if more entries than these have it.
MAX_COMMONNESS = 200
#: Names with most of the words are looked for in queries of at most so many words.
_MAX_WORDS_FOR_NAMES = 3
#: Sums of the same numbers may differ by as much.
_ROUNDING = 1e-9


class Fallback(StrEnum):
    """How the search changed the query to find something; the values are those of the API."""

    NONE = "typed"
    WITHOUT_STOPWORDS = "without_stopwords"
    CORRECTED = "corrected"
    PARTIAL = "partial"


@dataclass(frozen=True)
class SearchResponse:
    """The matches of a query, and what was searched for instead of it if ``fallback`` is not NONE.
    ``did_you_mean`` is a query that the reader may have meant."""

    query: Query
    matches: Matches
    fallback: Fallback = Fallback.NONE
    searched: str = ""
    did_you_mean: str = ""


def search_with_fallbacks(text: str, catalogue: Catalogue) -> SearchResponse:
    """Return what matches ``text``; or else what matches it without stop words, with its spelling
    corrected, or in part."""
    query = parse_query(text)
    typed = search(query, catalogue)
    words = query.words
    if typed.found:
        return _with_better_names(query, typed, catalogue)
    if not words:
        return SearchResponse(query, typed)
    subject = significant(words)
    if subject != words and (matches := search(query.with_words(subject), catalogue)).found:
        return SearchResponse(query, matches, Fallback.WITHOUT_STOPWORDS, " ".join(subject))
    corrected = correct(words, catalogue, query.last_word_is_prefix)
    for tried in [corrected, significant(corrected)] if corrected != words else []:
        if (matches := search(query.with_words(tried), catalogue)).found:
            return SearchResponse(query, matches, Fallback.CORRECTED, " ".join(tried))
    tried = significant(corrected)
    matches = _search_partially(query.with_words(tried), tried, catalogue)
    fallback = Fallback.PARTIAL if matches.found else Fallback.NONE
    return SearchResponse(query, matches, fallback, " ".join(tried))


def _with_better_names(query: Query, typed: Matches, catalogue: Catalogue) -> SearchResponse:
    """If only texts match, put first the names that match with the last word corrected, which may
    only be the beginning of a word in the texts, and the names with most of the words."""
    if typed.by_name or typed.with_words_in_names:
        return SearchResponse(query, typed)
    did_you_mean, corrected = _correct_last_word(query, catalogue)
    by_name = {pk: match._replace(tier=Tier.MISSPELLED) for pk, match in corrected.by_name.items()}
    in_names = [pk for pk in corrected.order if pk in corrected.with_words_in_names]
    if not (query.excluded or query.has_phrases or typed.with_exact_phrase):
        in_names += _find_with_most_words_in_names(typed.query, catalogue, len(typed.found))
    matches = Matches(
        typed.query,
        typed.found | by_name.keys() | set(in_names),
        by_name,
        frozenset(in_names),
        typed.with_exact_phrase,
        list(dict.fromkeys([*in_names, *typed.order])),
    )
    return SearchResponse(query, matches, did_you_mean=did_you_mean)


def _correct_last_word(query: Query, catalogue: Catalogue) -> tuple[str, Matches]:
    """Return the query with its last word corrected, and its matches; "" if the word is right."""
    *before, last = query.words or [""]
    corrected = correct([last], catalogue) if query.last_word_is_prefix and last else [last]
    if corrected == [last]:
        return "", Matches(query)
    words = [*before, *corrected]
    return " ".join(words), search(query.with_words(words), catalogue)


class _WordScores:
    """Entries scored by the words that they have. Rare words count more than common ones, the same
    in every database."""

    def __init__(self, query: Query, words: Iterable[str], catalogue: Catalogue, limit: int):
        self.queries = [query.with_words([word]) for word in dict.fromkeys(words)]
        self.entries = get_backend().match(self.queries, limit=limit)
        total = max(len(catalogue.entries), 1)
        self.rarities = [log(1 + total / len(ids)) if ids else 0.0 for ids in self.entries]
        self.scores: dict[int, float] = {}

    def add(self, entries: list[list[int]], weight: float = 1.0) -> None:
        """Raise the scores of the entries that have each word."""
        for ids, rarity in zip(entries, self.rarities, strict=True):
            for pk in ids:
                self.scores[pk] = self.scores.get(pk, 0.0) + weight * rarity

    def add_field(self, field: str, weight: float, limit: int) -> None:
        """Raise the scores of the entries that have each word in ``field``."""
        self.add(get_backend().match(self.queries, field=field, limit=limit), weight)


def _search_partially(query: Query, words: list[str], catalogue: Catalogue) -> Matches:
    """Return the entries with most of ``words``. One query for each field, one for names."""
    if len(set(words)) < 2 and not any(map(is_unsegmented, words)):
        return Matches(query)
    words_found = _WordScores(query, words, catalogue, _MAX_ENTRIES)
    words_found.add(words_found.entries)
    for field, weight in _FIELD_WEIGHTS.items():
        words_found.add_field(field, weight, _MAX_ENTRIES)
    scores = words_found.scores
    rarest = max(words_found.rarities)
    for pk, match in find_names_in(words, catalogue.public, 1).items():
        length = max(match.word_count, len(match.text) / 4)
        scores[pk] = scores.get(pk, 0.0) + rarest * length / 2
    public = catalogue.public(scores)
    least = _MIN_SHARE * max((scores[pk] for pk in public), default=0.0)
    kept = sorted((pk for pk in public if scores[pk] >= least), key=lambda pk: (-scores[pk], pk))
    order = sorted(sort_by_similarity(query, kept), key=lambda pk: -scores[pk])
    return Matches(query, found=set(order), order=order)


def _find_with_most_words_in_names(query: Query, catalogue: Catalogue, found: int) -> list[int]:
    """Return the entries whose names have all but one of two or three words, if that says more than
    the words they lack; ``found`` entries have all words in their texts. Three queries."""
    words = significant(query.words)
    count = len(set(words))
    # If all words are common, none says more than the others.
    if not 1 < count <= _MAX_WORDS_FOR_NAMES or found >= MAX_COMMONNESS:
        return []
    words_found = _WordScores(query, words, catalogue, MAX_COMMONNESS)
    words_found.add_field("names", 1.0, _MAX_ENTRIES_BY_NAME)
    scores = words_found.scores
    least = (count - 1) / count * sum(words_found.rarities) + _ROUNDING
    public = catalogue.public(pk for pk, score in scores.items() if score > least)
    return sorted(sort_by_similarity(query, sorted(public)), key=lambda pk: -scores[pk])
