"""Which names a page's text writes, and where: numbers to look up, then candidates to compare."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from glossary.text.mentioning import (
    COMMON,
    DENSE,
    TOKEN,
    link_key,
    pair_number,
    same_marks,
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
    """A key as compared: its tokens, how many precede the first telling one, and how many
    characters precede and follow them all."""

    tokens: list[str]
    offset: int
    before: int
    after: int


@dataclass
class Tokens:
    """The words of the open pieces of a page, and the numbers of names that may begin at each."""

    text: str
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    #: The end of the piece each word is in.
    bounds: list[tuple[int, int]] = field(default_factory=list)
    #: Number of a name and the token at which its first telling word stands.
    numbers: list[tuple[int, int]] = field(default_factory=list)


def tokens_of(page: Page) -> Tokens:
    """Return the words of all pieces in which names may become links."""
    found = Tokens(same_marks(page.text))
    for pieces in page.fields:
        for piece in pieces:
            if piece.open:
                _read_piece(found, piece.start, piece.end)
    return found


def _read_piece(found: Tokens, start: int, end: int) -> None:
    """Add the words between ``start`` and ``end``: each alone, each with the next telling one, and
    common words with the common word that follows."""
    numbers, place = found.numbers, len(found.words)
    before = before_place = last_common = 0
    for token in TOKEN.finditer(found.text, start, end):
        word, number, common, variants = _known(token[0])
        found.words.append(word)
        found.starts.append(token.start())
        found.ends.append(token.end())
        found.bounds.append((start, end))
        numbers.append((pair_number(number), place))
        if common:
            if last_common:
                numbers.append((pair_number(last_common, number), place - 1))
            last_common = number
        else:
            if before:
                numbers.append((pair_number(before, number), before_place))
            for head, variant in variants:
                numbers.append((pair_number(variant), place))
                if head and before:
                    numbers.append((pair_number(before, variant), before_place))
            before, before_place, last_common = number, place, 0
            for head, variant in variants:
                if not head:
                    before = variant
        place += 1


@lru_cache(maxsize=50_000)
def _known(token: str) -> tuple[str, int, bool, tuple[tuple[bool, int], ...]]:
    """Return a token without case, its number, whether it is common, and the numbers of what is
    left of it without a possessive ending (a head) or an elided article."""
    word = token.casefold()
    variants = []
    if "'" in word:
        if word.endswith(_POSSESSIVE):
            variants.append((True, token_number(word[: -len(_POSSESSIVE)])))
        if elided := _ELIDED.match(word):
            variants.append((False, token_number(word[elided.end() :])))
    return word, token_number(word), word in COMMON, tuple(variants)


def matches(tokens: Tokens, names: Mapping[int, Sequence[Named]]) -> list[Match]:
    """Return the places where the page writes one of ``names``, by their anchors: leftmost first,
    of those that begin together the longest first."""
    found = {
        match
        for number, place in tokens.numbers
        if number in names
        for name in names[number]
        if (match := _compare(tokens, place, name))
    }
    return sorted(
        found, key=lambda match: (match.start, -match.end, match.name.kind, match.name.id)
    )


@lru_cache(maxsize=20_000)
def _shape(key: str) -> _Shape:
    places = list(TOKEN.finditer(key))
    words = [place[0] for place in places]
    telling = (place for place, word in enumerate(words) if word not in COMMON)
    return _Shape(words, next(telling, 0), places[0].start(), len(key) - places[-1].end())


def _compare(tokens: Tokens, place: int, name: Named) -> Match | None:
    """Return the mention of ``name`` whose first telling word is at ``place``, if it is one."""
    shape = _shape(name.key)
    first = place - shape.offset
    last = first + len(shape.tokens) - 1
    if first < 0 or last >= len(tokens.words) or tokens.bounds[first] != tokens.bounds[last]:
        return None
    start, end = tokens.starts[first], tokens.ends[last]
    if (words := tokens.words[first : last + 1]) != shape.tokens:
        if words[0] != shape.tokens[0] and (elided := _ELIDED.match(words[0])):
            start += elided.end()
            words[0] = words[0][elided.end() :]
        if words[-1] != shape.tokens[-1] and words[-1].endswith(_POSSESSIVE):
            end -= len(_POSSESSIVE)
            words[-1] = words[-1][: -len(_POSSESSIVE)]
        if words != shape.tokens:
            return None
    start, end = start - shape.before, end + shape.after
    low, high = tokens.bounds[first]
    if start < low or end > high:
        return None
    as_written = tokens.text[start:end]
    same = written(as_written) == written(name.text) if name.exact else True
    if not same or link_key(as_written) != name.key or not _is_free(tokens.text, start, end):
        return None
    return Match(start, end, name)


def _is_free(text: str, start: int, end: int) -> bool:
    """Return whether ``start:end`` is no part of a longer word, address or compound."""
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
