"""One question, one order of answers, for the search page, the suggestions and the API."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from glossary.models import Name
from glossary.search import spelling
from glossary.search.names import Match, Tier, by_key, by_name
from glossary.search.query import Query, parse
from glossary.search.roots import compared
from glossary.search.shelves import Shelves, shelves
from glossary.search.stopwords import STOP
from glossary.search.store import WEIGHTS, backend
from glossary.search.tokens import is_dense, stem
from glossary.search.wanting import as_wanted
from glossary.search.within import WRITTEN
from glossary.text.passage import spans

#: So many words of a question may be one name in it.
_MAX_NAME = 5
#: So many characters of a script without spaces are searched for names.
_MAX_RUN = 24
#: Where more answer, no more are ranked than are asked for.
_MANY = 2_000
#: So many of the best are looked at for their names.
_BEST = 100
#: Where fewer answer, those are looked for that say it just so.
_FEW = 200


@dataclass(frozen=True)
class Answer:
    """The public entries that answer ``query``; ``matches`` says which of them a name led to."""

    query: Query
    found: set[int] = field(default_factory=set)
    matches: dict[int, Match] = field(default_factory=dict)
    #: All that was found by text where not all were ranked, in the order of the database.
    by_text: list[int] = field(default_factory=list)
    ranking: list[int] = field(default_factory=list)
    #: Whether the ranking is all there is to say of their order.
    is_ranked: bool = False

    def ordered(self, within: set[int], most: int | None = None) -> list[int]:
        """Return those of ``within`` that are found, in the one order of answers: by name in its
        tiers; then those with all the words in names; then by the words in the text, ranked, those
        first that say them just so. A query or two; none where very many are found and ``most`` of
        them are known."""
        order = dict.fromkeys(pk for pk in self.matches if pk in within)
        for ranking in self._rankings():
            if most is not None and len(order) >= most and len(self.found) > _MANY:
                break
            order |= dict.fromkeys(pk for pk in ranking() if pk in within)
        return [*order, *(pk for pk in self.by_text if pk in within and pk not in order)]

    def _rankings(self) -> Iterator[Callable[[], list[int]]]:
        if self.query.wanted and not self.is_ranked:
            if len(self.found) > _MANY:
                yield lambda: named(self.query)
            else:
                yield lambda: _named_among(self.query, self.ranking[:_BEST])
            if (phrase := self.query.phrase) and len(self.found) <= _FEW:
                yield lambda: [pk for pk, _ in backend().ranked(phrase, WEIGHTS)]
        yield lambda: self.ranking


def named(query: Query) -> list[int]:
    """Return the entries that have all the words of ``query`` in their names, first those whose
    name begins most like it; one query."""
    ranked = backend().ranked(query, WEIGHTS, only="names")
    return _likest_first(query, ranked) if len(ranked) <= _MANY else [pk for pk, _ in ranked]


def _named_among(query: Query, ids: list[int]) -> list[int]:
    """The same of ``ids``. Names are heavy: those that have the words are among the best ranked."""
    wanted = as_wanted(query.wanted)
    names = Name.objects.filter(term_id__in=ids, kind__in=WRITTEN).order_by("sort_key", "id")
    rows = [
        (pk, key)
        for pk, text, key in names.values_list("term_id", "text", "sort_key")
        if len({place for *_, place in spans(text, wanted, compared)}) == len(wanted)
    ]
    return _likest_first(query, rows)


def _likest_first(query: Query, rows: list[tuple[int, str]]) -> list[int]:
    length = len(query.key.split())

    def likeness(row: tuple[int, str]) -> tuple[int, int]:
        return -_alike(row[1], query.key), abs(len(row[1].split()) - length)

    return [pk for pk, _ in sorted(rows, key=likeness)]


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def ask(query: Query, stock: Shelves) -> Answer:
    """Return what answers ``query`` just so: by name, and with all of its words. Four queries at
    most."""
    query = _with_compounds(query)
    matches = by_name(query.key, stock.public)
    if not any(match.tier < Tier.NAME_PREFIX for match in matches.values()):
        matches = _other_names(query, stock) | matches
    ranking = [pk for pk, _ in backend().ranked(query, WEIGHTS)] if query.wanted else []
    by_text = backend().matching([query])[0] if len(ranking) >= backend().RANKED else []
    found = stock.public(by_text or ranking)
    if query.unwanted or any(piece.is_quoted for piece in query.wanted):
        matches = {pk: match for pk, match in matches.items() if pk in found}
    if not matches:
        matches = {pk: m for pk, m in spoken_of(query.words, stock, 2).items() if pk in found}
    return Answer(query, found | matches.keys(), matches, by_text, ranking)


def _with_compounds(query: Query) -> Query:
    """Return ``query`` with those of its neighbours that names write as one word."""
    joined = set(query.neighbours.values())
    if not joined:
        return query
    known = {stem(word) for word in spelling.known(joined | {f"{word}s" for word in joined})}
    compounds = frozenset(word for word in joined if stem(word) in known)
    return replace(query, compounds=compounds) if compounds else query


def _other_names(query: Query, stock: Shelves) -> dict[int, Match]:
    """The entries called what is asked for without the words around it that only ask, or what is
    asked for as one word; the longest name only."""
    words = query.key.split()
    first = next((place for place, word in enumerate(words) if word not in STOP), len(words))
    last = next((place for place in range(len(words), 0, -1) if words[place - 1] not in STOP), 0)
    keys = {
        " ".join(words[start:end])
        for start in range(first + 1)
        for end in range(last, len(words) + 1)
    }
    found = by_key(keys - {query.key}, stock.public) if last else {}
    if not found and 1 < len(words) <= _MAX_NAME:
        joined = by_name("".join(words), stock.public)
        return {pk: match for pk, match in joined.items() if match.tier < Tier.NAME_PREFIX}
    longest = max((match.length for match in found.values()), default=0)
    return {pk: match for pk, match in found.items() if match.length == longest}


def spoken_of(words: list[str], stock: Shelves, least: int) -> dict[int, Match]:
    """Return the entries of which ``words`` has the whole name, of ``least`` words or more; in a
    script without spaces, anywhere in a word."""
    keys = {
        " ".join(words[start:end])
        for end in range(len(words) + 1)
        for start in range(max(end - _MAX_NAME, 0), end - least + 1)
    }
    if len(words) <= least:
        keys = set()
    for word in filter(is_dense, words):
        run = word[:_MAX_RUN]
        keys |= {run[start:end] for end in range(len(run) + 1) for start in range(end - 1)}
    return by_key(keys - STOP, stock.public) if keys else {}


def search_ids(text: str) -> list[int]:
    """Return the ids of public entries that answer ``text`` just so, best first."""
    answer = ask(parse(text), shelves())
    return answer.ordered(answer.found)
