"""Which names a page's text writes, and where: numbers to look up, then candidates to compare."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from glossary.linking.html_text import Page
from glossary.linking.link_hashes import ELIDED, POSSESSIVE, Words
from glossary.linking.link_keys import link_key, written
from glossary.text.stopwords import STOPWORDS
from glossary.text.tokens import TOKEN, UNSEGMENTED

#: Next to a name, these make it part of another word; so do letters, digits and marks.
_JOINING = frozenset("_+#@/\\\u200c\u200d")
_HYPHENS = frozenset("-‐‑‒–")


class LinkCandidate(NamedTuple):
    """A name as looked up, with what is shown of its entry."""

    name_hash: int
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
    #: Whether a text that writes it leads to the entry; an editor's reference always does.
    links: bool = True

    @property
    def is_shared(self) -> bool:
        """Whether it stands for all entries of that name: its address lists them."""
        return self.term < 0


class Match(NamedTuple):
    """A place where a page writes a name."""

    start: int
    end: int
    name: LinkCandidate


class _Shape(NamedTuple):
    """A key as compared: its number of words, how many precede the first telling one, and how many
    characters precede and follow them all."""

    length: int
    offset: int
    before: int
    after: int


def matches(
    words: Words, places: Iterable[tuple[int, int]], names: Mapping[int, Sequence[LinkCandidate]]
) -> list[Match]:
    """Return where a page writes one of ``names``, by their anchors, of the ``places`` at which it
    may: leftmost first, of those that begin together the longest first."""
    bounds = _bounds(words.page)
    found = [
        match
        for place, number in places
        if number in names
        for name in names[number]
        if (match := _compare(words, place, name))
        and _is_within(bounds, match)
        and _is_free(words.page.text, match.start, match.end)
    ]
    return sorted(
        found, key=lambda match: (match.start, -match.end, match.name.kind, match.name.id)
    )


def _bounds(page: Page) -> tuple[list[int], list[int]]:
    """Return where the open pieces of ``page`` begin, and where they end."""
    pieces = [piece for pieces in page.fields for piece in pieces if piece.open]
    return [piece.start for piece in pieces], [piece.end for piece in pieces]


def _is_within(bounds: tuple[list[int], list[int]], match: Match) -> bool:
    """Return whether a match is in one piece: neither blocks nor tags part its words."""
    starts, ends = bounds
    return match.end <= ends[bisect_right(starts, match.start) - 1]


@lru_cache(maxsize=20_000)
def _shape(key: str) -> _Shape:
    places = list(TOKEN.finditer(key))
    words = [place[0] for place in places]
    significant = (place for place, word in enumerate(words) if word not in STOPWORDS)
    around = (places[0].start(), len(key) - places[-1].end())
    return _Shape(len(words), next(significant, 0), *around)


def _compare(words: Words, place: int, name: LinkCandidate) -> Match | None:
    """Return the mention of ``name`` whose first telling word is at ``place``, if it is one."""
    shape = _shape(name.key)
    first = place - shape.offset
    last = first + shape.length - 1
    if first < 0 or last >= len(words.numbers):
        return None
    text, begins = words.text, words.begins
    final = begins[last] + len(words.tokens[last])
    start, end = begins[first] - shape.before, final + shape.after
    as_written = text[max(start, 0) : end]
    if as_written.casefold() != name.key:
        if "'" in as_written:
            opening = begins[first] + len(words.tokens[first])
            return _compare_inside(text, (begins[first], opening), final, name)
        if "  " not in as_written or link_key(as_written) != name.key:
            return None
    if name.exact and as_written != name.text and written(as_written) != written(name.text):
        return None
    return Match(start, end, name)


def _compare_inside(
    text: str, first: tuple[int, int], end: int, name: LinkCandidate
) -> Match | None:
    """The same for a name that begins after an elided article or ends before a possessive ending;
    neither is part of the mention."""
    start = first[0]
    if elided := ELIDED.match(text[start : first[1]].casefold()):
        start += elided.end()
    for finish in (end, end - len(POSSESSIVE)):
        as_written = text[start:finish]
        if text[finish:end].casefold() in ("", POSSESSIVE) and link_key(as_written) == name.key:
            same = not name.exact or written(as_written) == written(name.text)
            return Match(start, finish, name) if same else None
    return None


def _is_free(text: str, start: int, end: int) -> bool:
    """Return whether ``start:end`` of ``text`` is no part of a longer word, address or compound."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    further = text[end + 1 : end + 2]
    if before in _JOINING or after in _JOINING or unicodedata.category(after)[0] == "M":
        return False
    if _is_letter(before) and not (UNSEGMENTED.match(before) or UNSEGMENTED.match(text[start])):
        return False
    if _is_letter(after) and not (UNSEGMENTED.match(after) or UNSEGMENTED.match(text[end - 1])):
        return False
    if before == "." and text[start - 2 : start - 1] != ".":
        return False
    if before in _HYPHENS and _is_letter(text[max(start - 2, 0) : start - 1]):
        return False
    return not ((after == "." or after in _HYPHENS) and _is_letter(further))


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
