"""The hashes of the names that the text of a page may mention. They are looked up in the
database."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise

from glossary.linking.html_text import SegmentedText
from glossary.linking.link_keys import MAX_SIGNIFICANT, PAIR, pair_hash, same_marks, token_hash
from glossary.text.stopwords import STOPWORDS
from glossary.text.tokens import split_tokens

POSSESSIVE = "'s"
#: French, Italian and Catalan articles and pronouns that are joined to the next word.
ELIDED = re.compile(
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|un|gl|quest|(?:d|n|s|a|da)(?:e|u)?ll)'(?=\w{2})"
)


@dataclass
class LinkTokens:
    """The words of a page, and the hashes of the names that may begin at each of them."""

    page: SegmentedText
    text: str
    #: Tokens, at odd indexes, and what is between them.
    parts: list[str]
    #: The hash of each word, negative for stop words.
    hashes: list[int]
    #: The hashes of the significant words, which are no stop words. A rank is an index in this
    #: list.
    significant_hashes: list[int]
    #: The hash of each significant word and the next one.
    pairs: list[int]
    #: Hashes of names that begin after an article or end before a possessive, by position.
    extra: list[tuple[int, int]] = field(default_factory=list)
    #: Pairs that begin after an elided article, by rank.
    elided: list[tuple[int, int]] = field(default_factory=list)
    #: The hashes of significant words without their possessive ending, by rank.
    endings: dict[int, int] = field(default_factory=dict)

    @cached_property
    def tokens(self) -> list[str]:
        return self.parts[1::2]

    @cached_property
    def begins(self) -> list[int]:
        """Where each token begins in the text."""
        return list(accumulate(map(len, self.parts)))[::2]

    @cached_property
    def significant(self) -> list[int]:
        """The positions, among all words, of those that are no stop words."""
        return [position for position, value in enumerate(self.hashes) if value > 0]


class _TokenHashes(dict[str, int]):
    """Token → its hash, negative for stop words. Kept in memory because texts repeat their
    words."""

    def __missing__(self, token: str) -> int:
        word = token.casefold()
        value = token_hash(word)
        if len(self) > _MAX_REMEMBERED:
            self.clear()
        self[token] = value = -value if word in STOPWORDS else value
        return value


_MAX_REMEMBERED = 100_000
_token_hashes = _TokenHashes()


def link_tokens(page: SegmentedText) -> LinkTokens:
    """Return the words of all segments of ``page`` in which names may become links."""
    # This code runs for every word, so it does as little as possible.
    text = same_marks(page.linkable)
    parts = split_tokens(text)
    hashes = list(map(_token_hashes.__getitem__, parts[1::2]))
    significant_hashes = [value for value in hashes if value > 0]
    pairs = [one * PAIR + other for one, other in pairwise(significant_hashes)]
    words = LinkTokens(page, text, parts, hashes, significant_hashes, pairs)
    if "'" in text:
        _add_variants(words)
    return words


def pair_hashes_of(words: LinkTokens) -> set[int]:
    """Return the hashes of each two significant words in a row: longer names may begin so."""
    return {*words.pairs, *(value for _, value in words.elided)}


def positions_of(words: LinkTokens, prefixes: Collection[int]) -> list[tuple[int, int]]:
    """Return the hashes of all names that a page may mention, each with the position of its first
    significant word. ``prefixes`` are the pairs by which longer names begin."""
    pairs = [*enumerate(words.pairs), *words.elided]
    beginnings = [(rank, value) for rank, value in pairs if value in prefixes]
    return [
        *((words.significant[rank], value) for rank, value in pairs),
        *enumerate(words.hashes),
        *words.extra,
        *_longer(words, beginnings),
    ]


def _longer(words: LinkTokens, beginnings: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the hashes of names of more than two significant words, each with the position of the
    first one. ``beginnings`` are the pairs, by rank, with which such names begin."""
    significant_hashes = words.significant_hashes
    for rank, value in beginnings:
        for last in range(rank + 2, min(rank + MAX_SIGNIFICANT, len(significant_hashes))):
            if last in words.endings:
                yield words.significant[rank], pair_hash(value, words.endings[last])
            value = pair_hash(value, significant_hashes[last])
            yield words.significant[rank], value


def _add_variants(words: LinkTokens) -> None:
    """Add the hashes of names that end before a possessive ending or begin after an elided
    article."""
    significant_hashes, significant, extra = (
        words.significant_hashes,
        words.significant,
        words.extra,
    )
    for rank, position in enumerate(significant):
        if "'" not in words.tokens[position]:
            continue
        word = words.tokens[position].casefold()
        if word.endswith(POSSESSIVE):
            words.endings[rank] = value = token_hash(word[: -len(POSSESSIVE)])
            extra.append((position, value))
            if rank:
                extra.append(
                    (significant[rank - 1], pair_hash(significant_hashes[rank - 1], value))
                )
        if article := ELIDED.match(word):
            value = token_hash(word[article.end() :])
            extra.append((position, value))
            if rank + 1 < len(significant_hashes):
                words.elided.append((rank, pair_hash(value, significant_hashes[rank + 1])))
