"""What a misspelt question was meant to be."""

from collections.abc import Callable, Iterable, Sequence

from glossary.search import spelling
from glossary.search.query import Query, parse
from glossary.search.store import backend
from glossary.search.tokens import is_dense

Public = Callable[[Iterable[int]], set[int]]
#: So many entries are looked at to see whether any that has a word is public.
_LOOK = 200
_CANDIDATES = 8


def corrected(words: Sequence[str], public: Public, is_open: bool) -> list[str]:
    """Return ``words`` with those that stand nowhere replaced by the words of names that were most
    probably meant; the same words where there is nothing to correct. ``is_open`` says that the last
    one may be the beginning of a word."""
    missing = _missing(words, public, is_open)
    near = spelling.near(missing, words[-1] if is_open else "")
    better: dict[str, list[str]] = {}
    for word in missing:
        if found := _commonest(near.get(word, []), public) or _parts(word, public):
            better[word] = found
    return [new for word in words for new in better.get(word, [word])]


def _missing(words: Sequence[str], public: Public, is_open: bool) -> list[str]:
    """Return the words that stand in no public name or text, each once."""
    asked = [word for word in dict.fromkeys(words) if spelling.allowed(word)]
    queries = [_alone(word, is_open and word == words[-1]) for word in asked]
    found = backend().matching(queries, most=_LOOK)
    return [word for word, ids in zip(asked, found, strict=True) if not public(ids)]


def _commonest(candidates: Sequence[tuple[int, str]], public: Public) -> list[str]:
    """Return the word of fewest slips that public entries have; of several, the commonest."""
    words = [word for _, word in candidates[:_CANDIDATES]]
    found = backend().matching([_alone(word) for word in words], most=_LOOK)
    counts = {word: len(public(ids)) for word, ids in zip(words, found, strict=True)}
    ranked = [
        (slips, -counts[word], place, word)
        for place, (slips, word) in enumerate(candidates[:_CANDIDATES])
        if counts[word]
    ]
    return [min(ranked)[-1]] if ranked else []


def _parts(word: str, public: Public) -> list[str]:
    """Return the two words of names that were written as one, if they were."""
    places = range(2, len(word) - 1) if not is_dense(word) else ()
    halves = {half for place in places for half in (word[:place], word[place:])}
    known = spelling.known(halves)
    for place in sorted(places, key=lambda place: abs(len(word) - 2 * place)):
        pair = [word[:place], word[place:]]
        if known.issuperset(pair):
            found = backend().matching([_alone(half) for half in pair], most=_LOOK)
            if all(map(public, found)):
                return pair
    return []


def _alone(word: str, is_open: bool = False) -> Query:
    return parse(word if is_open else f'"{word}"')
