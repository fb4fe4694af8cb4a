"""What a misspelt question was meant to be."""

from collections.abc import Iterable, Mapping, Sequence

from glossary.search import spelling
from glossary.search.analysis import stem
from glossary.search.catalogue import Catalogue
from glossary.search.index import backend
from glossary.search.query import Query, parse
from glossary.text.tokens import is_unsegmented

#: So many entries are looked at to see whether any that has a word is public.
_LOOK = 200
_CANDIDATES = 8


def questions(words: Sequence[str], is_open: bool) -> dict[str, Query]:
    """Return the question for each of ``words`` that may be misspelt. ``is_open`` says that the
    last one may be the beginning of a word."""
    return {
        word: _alone(word, is_open and word == words[-1])
        for word in words
        if spelling.possible(word)
    }


def corrected(
    words: Sequence[str],
    catalogue: Catalogue,
    is_open: bool,
    only: str = "",
    answers: Mapping[str, list[int]] | None = None,
) -> list[str]:
    """Return ``words`` with those that stand nowhere replaced by the words of names and definitions
    that were most probably meant; the same words where there is nothing to correct. ``only`` names
    the field to look in, ``answers`` the entries that answer their ``questions``, where known."""
    if answers is None:
        asked = questions(words, is_open)
        found = backend().matching(list(asked.values()), only=only, most=_LOOK)
        answers = dict(zip(asked, found, strict=True))
    missing = [word for word, own in answers.items() if not catalogue.public(own)]
    near = {
        word: {meant: slips for slips, meant in own[:_CANDIDATES]}
        for word, own in spelling.near(missing, words[-1] if words and is_open else "").items()
    }
    known = _known({one for own in near.values() for one in own}, catalogue, only)
    better: dict[str, list[str]] = {}
    for word in missing:
        if meant := _likeliest(word, near.get(word, {}), known) or _parts(word, catalogue, only):
            better[word] = meant
    return [new for word in words for new in better.get(word, [word])]


def _known(words: Iterable[str], catalogue: Catalogue, only: str) -> dict[str, tuple[bool, int]]:
    """Return of each of ``words`` that public entries have whether names have it, and how many
    entries; two queries at most."""
    ordered = sorted(words)
    queries = [_alone(word) for word in ordered]
    named = _counts(queries, catalogue, "names")
    counts = named if only == "names" else _counts(queries, catalogue, only)
    rows = zip(ordered, named, counts, strict=True)
    return {word: (bool(in_names), count) for word, in_names, count in rows if count}


def _likeliest(typed: str, slips: dict[str, int], known: dict[str, tuple[bool, int]]) -> list[str]:
    """Return of the words with so many ``slips``, likeliest first, one that is ``known`` with the
    fewest; of several, one of the same letters, then one that a name has, and of those the
    commonest."""
    ranked = [
        (count, spelling.penalty(typed, word)[0], not known[word][0], -known[word][1], place)
        for place, (word, count) in enumerate(slips.items())
        if word in known
    ]
    if not ranked:
        return []
    best = stem(list(slips)[min(ranked)[-1]])
    # Of a word and its plural, the word.
    return [min((word for word in slips if stem(word) == best), key=len)]


def _parts(word: str, catalogue: Catalogue, only: str) -> list[str]:
    """Return the two words of names that were written as one, if they were."""
    places = range(2, len(word) - 1) if not is_unsegmented(word) else ()
    halves = {half for place in places for half in (word[:place], word[place:])}
    known = spelling.known(halves)
    for place in sorted(places, key=lambda place: abs(len(word) - 2 * place)):
        pair = [word[:place], word[place:]]
        if known.issuperset(pair) and all(_counts(map(_alone, pair), catalogue, only)):
            return pair
    return []


def _counts(queries: Iterable[Query], catalogue: Catalogue, only: str) -> list[int]:
    """Return how many public entries answer each of ``queries``, of the first looked at."""
    found = backend().matching(list(queries), only=only, most=_LOOK)
    return [len(catalogue.public(ids)) for ids in found]


def _alone(word: str, is_open: bool = False) -> Query:
    return parse(word if is_open else f'"{word}"')
