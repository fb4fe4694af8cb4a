"""The numbers of the names that a page's text may write: what is looked up."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain, pairwise

from glossary.text.mentioning import (
    COMMON,
    MOST_TELLING,
    PAIR,
    gaps_and_tokens,
    pair_number,
    same_marks,
    token_number,
)
from glossary.text.tree import Page

POSSESSIVE = "'s"
#: French, Italian and Catalan articles and pronouns written onto the word that follows.
ELIDED = re.compile(
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|un|gl|quest|(?:d|n|s|a|da)(?:e|u)?ll)'(?=\w{2})"
)
#: Of some numbers, those that may be a name's, and those that may lead to longer names.
Likely = tuple[set[int], set[int]]


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
    def alone(self) -> set[int]:
        """The numbers of names of one word."""
        return set(self.numbers)

    @cached_property
    def telling(self) -> list[int]:
        """The places, among all words, of those that are not common."""
        return [place for place, number in enumerate(self.numbers) if number > 0]


class _Numbers(dict[str, int]):
    """Token → its number, negative for common words. Remembered: texts repeat their words."""

    def __missing__(self, token: str) -> int:
        word = token.casefold()
        number = token_number(word)
        if len(self) > _REMEMBERED:
            self.clear()
        self[token] = number = -number if word in COMMON else number
        return number


_REMEMBERED = 100_000
_numbers = _Numbers()


def words_of(page: Page) -> Words:
    """Return the words of all pieces of ``page`` in which names may become links."""
    # Every word passes here: as few steps for each as can be.
    text = same_marks(page.open)
    parts = gaps_and_tokens(text)
    numbers = list(map(_numbers.__getitem__, parts[1::2]))
    heads = [number for number in numbers if number > 0]
    pairs = [one * PAIR + other for one, other in pairwise(heads)]
    words = Words(page, text, parts, numbers, heads, pairs)
    if "'" in text:
        _add_variants(words)
    return words


def numbers_of(words: Words, likely: Callable[[Iterable[int]], Likely]) -> set[int]:
    """Return the anchors of names that a page may write, of those that are ``likely``: of numbers,
    it returns which may be a name's, and which may lead to longer names."""
    others = (number for _, number in words.others)
    found, leads = likely(chain(words.alone, words.pairs, others))
    if leads:
        found |= likely({number for _, number in longer(words, leads)})[0]
    return found


def longer(words: Words, leads: Container[int]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of names of more than two telling words that begin with one of ``leads``,
    each with the place of its first telling word."""
    heads = words.heads
    pairs = [(rank, number) for rank, number in enumerate(words.pairs) if number in leads]
    pairs += [(rank, number) for rank, number in words.elided if number in leads]
    for rank, number in pairs:
        for last in range(rank + 2, min(rank + MOST_TELLING, len(heads))):
            if last in words.endings:
                yield words.telling[rank], pair_number(number, words.endings[last])
            number = pair_number(number, heads[last])
            yield words.telling[rank], number


def _add_variants(words: Words) -> None:
    """A name may end before a possessive ending, and begin after an elided article."""
    heads, telling, others = words.heads, words.telling, words.others
    for rank, place in enumerate(telling):
        if "'" not in words.tokens[place]:
            continue
        word = words.tokens[place].casefold()
        if word.endswith(POSSESSIVE):
            words.endings[rank] = number = token_number(word[: -len(POSSESSIVE)])
            others.append((place, number))
            if rank:
                others.append((telling[rank - 1], pair_number(heads[rank - 1], number)))
        if article := ELIDED.match(word):
            number = token_number(word[article.end() :])
            others.append((place, number))
            if rank + 1 < len(heads):
                words.elided.append((rank, pair_number(number, heads[rank + 1])))
                others.append((place, words.elided[-1][1]))
