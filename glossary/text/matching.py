"""Which names a page's text writes, and where: numbers to look up, then candidates to compare."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from glossary.text.mentioning import (
    COMMON,
    DENSE,
    LOW,
    PAIR,
    TOKEN,
    link_key,
    pair_number,
    same_marks,
    scanner,
    token_number,
    written,
)
from glossary.text.tree import Page

_POSSESSIVE = "'s"
#: French, Italian and Catalan articles and pronouns written onto the word that follows.
_ELIDED = re.compile(
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|un|gl|quest|(?:d|n|s|a|da)(?:e|u)?ll)'(?=\w{2})"
)
#: Next to a name, these make it part of another word; so do letters, digits and marks.
_JOINING = frozenset("_+#@/\\\u200c\u200d")


class Named(NamedTuple):
    """A name as looked up, with what is shown of its entry."""

    anchor: int
    id: int
    term: int
    text: str
    kind: int
    exact: bool
    key: str
    slug: str
    name: str
    category: int
    level: str
    definition: str


class Match(NamedTuple):
    """A place where a page writes a name."""

    start: int
    end: int
    name: Named


class _Shape(NamedTuple):
    """A key as compared: its words, how many precede the first telling one, and how many
    characters precede and follow them all."""

    words: list[str]
    offset: int
    before: int
    after: int


class _Token(NamedTuple):
    """A word without case, the number of a name that is this word, the word's own, whether it is
    common, and numbers of what is left without a possessive ending (True) or an elided article."""

    word: str
    alone: int
    number: int
    common: bool
    variants: tuple[tuple[bool, int], ...]


class Run(NamedTuple):
    """The words of one piece of text, and with their places the numbers of names that may have
    their first telling word there."""

    start: int
    text: str
    tokens: list[_Token]
    #: For each word, for each telling word with the next one, and what is rarer.
    alone: Sequence[int]
    telling: list[int]
    pairs: list[int]
    others: list[tuple[int, int]]


def runs_of(page: Page) -> list[Run]:
    """Return the words of all pieces in which names may become links."""
    text = same_marks(page.text)
    return [
        _run(piece.start, text[piece.start : piece.end])
        for pieces in page.fields
        for piece in pieces
        if piece.open
    ]


def numbers_of(runs: Iterable[Run]) -> set[int]:
    """Return the anchors of all names that ``runs`` may write."""
    numbers = set[int]()
    for run in runs:
        numbers.update(run.alone, run.pairs)
        numbers.update(number for _, number in run.others)
    return numbers


def _run(start: int, text: str) -> Run:
    # Every word passes here: as few steps for each as can be.
    tokens = list(map(_token, scanner(text).findall(text)))
    if not tokens:
        return Run(start, text, tokens, [], [], [], [])
    _, alone, numbers, common, _ = zip(*tokens, strict=True)
    telling = [place for place, is_common in enumerate(common) if not is_common]
    heads = [numbers[place] for place in telling]
    pairs = [(one * PAIR + other) & LOW for one, other in pairwise(heads)]
    # A name of nothing but common words is looked up by its first two.
    others = [
        (place, pair_number(numbers[place], numbers[place + 1]))
        for place, (one, other) in enumerate(pairwise(common))
        if one and other
    ]
    if "'" in text:
        others += _variants(tokens, telling)
    return Run(start, text, tokens, alone, telling, pairs, others)


def _variants(tokens: Sequence[_Token], telling: Sequence[int]) -> list[tuple[int, int]]:
    """A name may end before a possessive ending, and begin after an elided article."""
    found = []
    around = [None, *telling, None]
    for before, place, after in zip(around, telling, around[2:], strict=False):
        for is_head, number in tokens[place].variants:
            found.append((place, pair_number(number)))
            if is_head and before is not None:
                found.append((before, pair_number(tokens[before].number, number)))
            elif not is_head and after is not None:
                found.append((place, pair_number(number, tokens[after].number)))
    return found


@lru_cache(maxsize=50_000)
def _token(text: str) -> _Token:
    word = text.casefold()
    variants = []
    if word.endswith(_POSSESSIVE):
        variants.append((True, token_number(word[: -len(_POSSESSIVE)])))
    if elided := _ELIDED.match(word):
        variants.append((False, token_number(word[elided.end() :])))
    number = token_number(word)
    return _Token(word, pair_number(number), number, word in COMMON, tuple(variants))


def matches(text: str, runs: Iterable[Run], names: Mapping[int, Sequence[Named]]) -> list[Match]:
    """Return the places where a page with ``text`` writes one of ``names``, by their anchors:
    leftmost first, of those that begin together the longest first."""
    found: list[Match] = []
    for run in runs:
        hits = [
            *((place, number) for place, number in enumerate(run.alone) if number in names),
            *((run.telling[at], number) for at, number in enumerate(run.pairs) if number in names),
            *((place, number) for place, number in run.others if number in names),
        ]
        if hits:
            spans = [token.span() for token in scanner(run.text).finditer(run.text)]
            for place, number in hits:
                for name in names[number]:
                    match = _compare(run, spans, place, name)
                    if match and _is_free(text, match.start, match.end):
                        found.append(match)
    return sorted(
        found, key=lambda match: (match.start, -match.end, match.name.kind, match.name.id)
    )


@lru_cache(maxsize=20_000)
def _shape(key: str) -> _Shape:
    places = list(TOKEN.finditer(key))
    words = [place[0] for place in places]
    telling = (place for place, word in enumerate(words) if word not in COMMON)
    return _Shape(words, next(telling, 0), places[0].start(), len(key) - places[-1].end())


def _compare(run: Run, spans: Sequence[tuple[int, int]], place: int, name: Named) -> Match | None:
    """Return the mention of ``name`` whose first telling word is at ``place``, if it is one."""
    shape = _shape(name.key)
    first = place - shape.offset
    last = first + len(shape.words) - 1
    if first < 0 or last >= len(spans):
        return None
    start, end = spans[first][0], spans[last][1]
    words = [token[0] for token in run.tokens[first : last + 1]]
    if words != shape.words:
        if words[0] != shape.words[0] and (elided := _ELIDED.match(words[0])):
            start += elided.end()
            words[0] = words[0][elided.end() :]
        if words[-1] != shape.words[-1] and words[-1].endswith(_POSSESSIVE):
            end -= len(_POSSESSIVE)
            words[-1] = words[-1][: -len(_POSSESSIVE)]
        if words != shape.words:
            return None
    start, end = start - shape.before, end + shape.after
    if start < 0 or end > len(run.text):
        return None
    as_written = run.text[start:end]
    if name.exact and written(as_written) != written(name.text):
        return None
    if as_written.casefold() != name.key and link_key(as_written) != name.key:
        return None
    return Match(run.start + start, run.start + end, name)


def _is_free(text: str, start: int, end: int) -> bool:
    """Return whether ``start:end`` of ``text`` is no part of a longer word, address or compound."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    further = text[end + 1 : end + 2]
    if before in _JOINING or after in _JOINING or unicodedata.category(after)[0] == "M":
        return False
    if _is_letter(before) and not (DENSE.match(before) or DENSE.match(text[start])):
        return False
    if _is_letter(after) and not (DENSE.match(after) or DENSE.match(text[end - 1])):
        return False
    if before == "." and text[start - 2 : start - 1] != ".":
        return False
    if before == "-" and _is_letter(text[max(start - 2, 0) : start - 1]):
        return False
    return not (after in ".-" and _is_letter(further))


def _is_letter(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "LNM"


def leftmost_longest(found: Iterable[Match]) -> Iterator[list[Match]]:
    """Yield from sorted matches those that do not overlap, each as all names of its place."""
    end, group = 0, list[Match]()
    for match in found:
        if group and (match.start, match.end) == (group[0].start, group[0].end):
            group.append(match)
        elif match.start >= end:
            if group:
                yield group
            group, end = [match], match.end
    if group:
        yield group
