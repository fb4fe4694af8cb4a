"""Compares the names that were found with the text of a page."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from glossary.linking.html_text import SegmentedText
from glossary.linking.link_hashes import ELIDED, POSSESSIVE, LinkTokens
from glossary.linking.link_keys import link_key, written
from glossary.text.stopwords import STOPWORDS
from glossary.text.tokens import TOKEN, UNSEGMENTED

#: Next to a name, these characters make it part of another word. So do letters, digits and marks.
_JOINING = frozenset("_+#@/\\\u200c\u200d")
_HYPHENS = frozenset("-‐‑‒–")


class LinkCandidate(NamedTuple):
    """A name that was found, with what a page shows of its entry."""

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
    #: Whether mentions of the name become links. Wiki links always do.
    links: bool = True

    @property
    def is_shared(self) -> bool:
        """Whether several entries have the name. Its address is the page that lists them."""
        return self.term < 0


class Match(NamedTuple):
    """A mention of a name in the text of a page."""

    start: int
    end: int
    name: LinkCandidate


class _Shape(NamedTuple):
    """The shape of a link key: its number of words, the index of the first significant one, and the
    number of characters before the first word and after the last."""

    length: int
    offset: int
    before: int
    after: int


def matches(
    words: LinkTokens,
    positions: Iterable[tuple[int, int]],
    names: Mapping[int, Sequence[LinkCandidate]],
) -> list[Match]:
    """Return the mentions of ``names``, which are given by hash, at ``positions``: in the order
    of the text, of those that begin together the longest first."""
    bounds = _bounds(words.page)
    found = [
        match
        for position, name_hash in positions
        if name_hash in names
        for name in names[name_hash]
        if (match := _compare(words, position, name))
        and _is_within(bounds, match)
        and _is_free(words.page.text, match.start, match.end)
    ]
    return sorted(
        found, key=lambda match: (match.start, -match.end, match.name.kind, match.name.id)
    )


def _bounds(page: SegmentedText) -> tuple[list[int], list[int]]:
    """Return where the open pieces of ``page`` begin, and where they end."""
    segments = [segment for segments in page.fields for segment in segments if segment.is_linkable]
    return [segment.start for segment in segments], [segment.end for segment in segments]


def _is_within(bounds: tuple[list[int], list[int]], match: Match) -> bool:
    """Return whether a match is inside one segment: no tag is between its words."""
    starts, ends = bounds
    return match.end <= ends[bisect_right(starts, match.start) - 1]


@lru_cache(maxsize=20_000)
def _shape(key: str) -> _Shape:
    positions = list(TOKEN.finditer(key))
    words = [position[0] for position in positions]
    significant = (position for position, word in enumerate(words) if word not in STOPWORDS)
    around = (positions[0].start(), len(key) - positions[-1].end())
    return _Shape(len(words), next(significant, 0), *around)


def _compare(words: LinkTokens, position: int, name: LinkCandidate) -> Match | None:
    """Return the mention of ``name`` whose first significant word is at ``position``, if there
    is one."""
    shape = _shape(name.key)
    first = position - shape.offset
    last = first + shape.length - 1
    if first < 0 or last >= len(words.hashes):
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
    """Compare a name that begins after an elided article or ends before a possessive ending.
    Neither is part of the mention."""
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
    """Yield the sorted matches that do not overlap, grouped by position."""
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
