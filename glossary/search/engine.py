"""One question, one order of answers, for the search page, the suggestions and the API."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from glossary.search.names import Match, Tier, by_name
from glossary.search.query import Query, parse
from glossary.search.shelves import Shelves, shelves
from glossary.search.stopwords import telling
from glossary.search.store import WEIGHTS, backend

#: Where more texts answer, those with the words in their names are ranked first, by themselves.
_MANY = 2_000


@dataclass(frozen=True)
class Answer:
    """The public entries that answer ``query``; ``matches`` says which of them a name led to."""

    query: Query
    found: set[int] = field(default_factory=set)
    matches: dict[int, Match] = field(default_factory=dict)
    #: All that was found by text, in the order of the database.
    by_text: list[int] = field(default_factory=list)
    #: Where it was ranked already, as with the most of several words.
    ranking: list[int] | None = None

    def ordered(self, within: set[int], most: int | None = None) -> list[int]:
        """Return those of ``within`` that are found, in the one order of answers: by name in its
        tiers, then by the words in the text, ranked. One query; another where many are found and
        those with the words in a name are fewer than ``most``."""
        order = dict.fromkeys(pk for pk in self.matches if pk in within)
        for ranking in self._rankings():
            order |= dict.fromkeys(pk for pk in ranking if pk in within)
            if most is not None and len(order) >= most:
                break
        return [*order, *(pk for pk in self.by_text if pk in within and pk not in order)]

    def _rankings(self) -> Iterator[list[int]]:
        if self.ranking is not None:
            yield self.ranking
        elif self.query.wanted:
            if len(self.found) > _MANY:
                yield backend().ranked(self.query, WEIGHTS, only="names")
            yield backend().ranked(self.query, WEIGHTS)


def ask(query: Query, stock: Shelves) -> Answer:
    """Return what answers ``query`` just so: by name, and with all of its words. Three queries at
    most."""
    matches = by_name(query.key, stock.public)
    if not any(match.tier < Tier.NAME_PREFIX for match in matches.values()):
        matches = _other_names(query, stock) | matches
    by_text = backend().matching([query])[0] if query.wanted else []
    if query.unwanted or any(piece.is_quoted for piece in query.wanted):
        matches = {pk: match for pk, match in matches.items() if pk in set(by_text)}
    found = stock.public(by_text) | matches.keys()
    return Answer(query, found, matches, by_text)


def _other_names(query: Query, stock: Shelves) -> dict[int, Match]:
    """The entries called what is asked for without the words that only ask, or as one word."""
    words = query.key.split()
    for key in (" ".join(telling(words)), "".join(words) if len(words) <= 3 else ""):
        if key not in ("", query.key):
            found = by_name(key, stock.public)
            if exact := {pk: m for pk, m in found.items() if m.tier < Tier.NAME_PREFIX}:
                return exact
    return {}


def search_ids(text: str) -> list[int]:
    """Return the ids of public entries that answer ``text`` just so, best first."""
    answer = ask(parse(text), shelves())
    return answer.ordered(answer.found)
