"""Entries that have some of the words of a question: rare words say more than common ones, names
more than definitions and those more than texts. Alike in every database."""

from dataclasses import dataclass
from math import log

from glossary.search.catalogue import Catalogue
from glossary.search.engine import Answer
from glossary.search.index import backend
from glossary.search.name_words import most_similar_first
from glossary.search.names import spoken_of
from glossary.search.query import Query
from glossary.text.stopwords import significant
from glossary.text.tokens import is_unsegmented

#: How much more it says that a word stands in a definition, in a name.
_FIELDS = {"definition": 1.0, "names": 2.0}
_MOST_OF_WORD = 5_000
_MOST = 500
#: A word that so many have says as little as any commoner one.
_COMMON = 200
#: By so little two sums of the same numbers may differ.
_ROUNDING = 1e-9
#: An entry that has all of more words has them for a reason.
_FEW_WORDS = 3


@dataclass(frozen=True)
class _Words:
    """Words, each with the question for it alone, the entries that have it, and what it says."""

    asked: list[Query]
    entries: list[list[int]]
    worth: list[float]


def _looked_up(query: Query, words: list[str], catalogue: Catalogue, most: int) -> _Words:
    asked = [query.of_words([word]) for word in dict.fromkeys(words)]
    entries = backend().matching(asked, most=most)
    total = max(len(catalogue.entries), 1)
    return _Words(asked, entries, [log(1 + total / len(own)) if own else 0.0 for own in entries])


def most(query: Query, words: list[str], catalogue: Catalogue) -> Answer:
    """Return the entries that have most of ``words``. One query for each field, one for names."""
    if len(set(words)) < 2 and not any(map(is_unsegmented, words)):
        return Answer(query)
    known = _looked_up(query, words, catalogue, _MOST_OF_WORD)
    value: dict[int, float] = {}
    _add(value, known.entries, known.worth, 1.0)
    for name, weight in _FIELDS.items():
        own = backend().matching(known.asked, only=name, most=_MOST_OF_WORD)
        _add(value, own, known.worth, weight)
    common = max(known.worth)
    for pk, match in spoken_of(words, catalogue.public, 1).items():
        value[pk] = value.get(pk, 0.0) + common * max(match.length, len(match.text) / 4) / 2
    public = catalogue.public(value)
    least = 0.4 * max((value[pk] for pk in public), default=0.0)
    kept = [pk for pk in public if value[pk] >= least]
    ranked = most_similar_first(query, sorted(kept, key=lambda pk: (-value[pk], pk)))
    places = {pk: place for place, pk in enumerate(ranked)}
    kept.sort(key=lambda pk: (-value[pk], places[pk]))
    return Answer(query, found=set(kept), order=kept)


def nearly_named(query: Query, catalogue: Catalogue, found: int) -> list[int]:
    """Return the entries whose names have most of what two or three words say together, though
    none has all; ``found`` entries have all in their texts. Three queries."""
    words = significant(query.words)
    count = len(set(words))
    # Of words that are all common, none says more than the others.
    if not 1 < count <= _FEW_WORDS or found >= _COMMON:
        return []
    known = _looked_up(query, words, catalogue, _COMMON)
    value: dict[int, float] = {}
    _add(value, backend().matching(known.asked, only="names", most=_MOST), known.worth, 1.0)
    least = (count - 1) / count * sum(known.worth)
    public = catalogue.public(pk for pk, own in value.items() if own > least + _ROUNDING)
    return sorted(most_similar_first(query, sorted(public)), key=lambda pk: -value[pk])


def _add(
    value: dict[int, float], entries: list[list[int]], worth: list[float], weight: float
) -> None:
    for ids, own in zip(entries, worth, strict=True):
        for pk in ids:
            value[pk] = value.get(pk, 0.0) + weight * own
