"""The numbers of the names that a page's text may write: what is looked up."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise

from glossary.linking.html_text import Page
from glossary.linking.link_keys import MAX_SIGNIFICANT, PAIR, pair_hash, same_marks, token_hash
from glossary.text.stopwords import STOPWORDS
from glossary.text.tokens import split_tokens

POSSESSIVE = "'s"
#: French, Italian and Catalan articles and pronouns written onto the word that follows.
ELIDED = re.compile(
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|un|gl|quest|(?:d|n|s|a|da)(?:e|u)?ll)'(?=\w{2})"
)


@dataclass
class Words:
    """The words of a page that names may consist of, each by its number (negative where it is
    common); the numbers of those that are telling; and numbers of names: of each telling word and
    the next, in ``pairs`` by the rank of the first; of other beginnings and endings, in ``others``
    by place. ``elided`` are pairs, by rank, that begin after an article; ``endings`` the numbers of
    telling words, by rank, without a possessive ending."""

    page: Page
    text: str
    parts: list[str]
    numbers: list[int]
    heads: list[int]
    pairs: list[int]
    others: list[tuple[int, int]] = field(default_factory=list)
    elided: list[tuple[int, int]] = field(default_factory=list)
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
        """The places, among all words, of those that are not common."""
        return [place for place, number in enumerate(self.numbers) if number > 0]


class _Numbers(dict[str, int]):
    """Token → its number, negative for common words. Remembered: texts repeat their words."""

    def __missing__(self, token: str) -> int:
        word = token.casefold()
        number = token_hash(word)
        if len(self) > _REMEMBERED:
            self.clear()
        self[token] = number = -number if word in STOPWORDS else number
        return number


_REMEMBERED = 100_000
_numbers = _Numbers()


def link_tokens(page: Page) -> Words:
    """Return the words of all pieces of ``page`` in which names may become links."""
    # Every word passes here: as few steps for each as can be.
    text = same_marks(page.open)
    parts = split_tokens(text)
    numbers = list(map(_numbers.__getitem__, parts[1::2]))
    heads = [number for number in numbers if number > 0]
    pairs = [one * PAIR + other for one, other in pairwise(heads)]
    words = Words(page, text, parts, numbers, heads, pairs)
    if "'" in text:
        _add_variants(words)
    return words


def pair_hashes_of(words: Words) -> set[int]:
    """Return the hashes of each two significant words in a row: longer names may begin so."""
    return {*words.pairs, *(number for _, number in words.elided)}


def positions_of(words: Words, prefixes: Collection[int]) -> list[tuple[int, int]]:
    """Return the hashes of all names that a page may mention, each with the position of its first
    significant word. ``prefixes`` are the pairs by which longer names begin."""
    pairs = [*enumerate(words.pairs), *words.elided]
    begun = [(rank, number) for rank, number in pairs if number in prefixes]
    return [
        *((words.significant[rank], number) for rank, number in pairs),
        *enumerate(words.numbers),
        *words.others,
        *_longer(words, begun),
    ]


def _longer(words: Words, begun: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of names of more than two telling words that begin with one of ``begun``, a
    number of two by the rank of the first; each with the place of its first telling word."""
    heads = words.heads
    for rank, number in begun:
        for last in range(rank + 2, min(rank + MAX_SIGNIFICANT, len(heads))):
            if last in words.endings:
                yield words.significant[rank], pair_hash(number, words.endings[last])
            number = pair_hash(number, heads[last])
            yield words.significant[rank], number


def _add_variants(words: Words) -> None:
    """A name may end before a possessive ending, and begin after an elided article."""
    heads, significant, others = words.heads, words.significant, words.others
    for rank, place in enumerate(significant):
        if "'" not in words.tokens[place]:
            continue
        word = words.tokens[place].casefold()
        if word.endswith(POSSESSIVE):
            words.endings[rank] = number = token_hash(word[: -len(POSSESSIVE)])
            others.append((place, number))
            if rank:
                others.append((significant[rank - 1], pair_hash(heads[rank - 1], number)))
        if article := ELIDED.match(word):
            number = token_hash(word[article.end() :])
            others.append((place, number))
            if rank + 1 < len(heads):
                words.elided.append((rank, pair_hash(number, heads[rank + 1])))
