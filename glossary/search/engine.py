"""One question, one order of answers, for the search page, the suggestions and the API."""

from dataclasses import dataclass, field, replace

from glossary.search import spelling
from glossary.search.analysis import stem
from glossary.search.catalogue import Catalogue, current_catalogue
from glossary.search.index import RANKED, ranked
from glossary.search.name_words import named, named_among
from glossary.search.names import MAX_WORDS, Match, Tier, by_key, by_name, spoken_of
from glossary.search.query import Query, parse
from glossary.text.stemming import american_spelling
from glossary.text.stopwords import SEARCH_STOPWORDS, is_comparison, is_question

#: So many of the best are looked at for their names.
_BEST = 100
#: Where fewer answer, those are looked for that say it just so.
_FEW = 200


@dataclass(frozen=True)
class Answer:
    """The public entries that answer ``query``: ``matches`` are those with a name asked for,
    ``named`` those with all the words in names, ``said`` those that say them just so, ``order`` is
    that of all but the matches, each once."""

    query: Query
    found: set[int] = field(default_factory=set)
    matches: dict[int, Match] = field(default_factory=dict)
    named: frozenset[int] = frozenset()
    said: frozenset[int] = frozenset()
    order: list[int] = field(default_factory=list)

    def ordered(self, within: set[int]) -> list[int]:
        """Return those of ``within`` that are found, in the one order of answers: by name in its
        tiers; then those with all the words in names; then by the words in the text, ranked, those
        first that say them just so."""
        first = [pk for pk in self.matches if pk in within]
        rest = within.difference(first)
        return first + [pk for pk in self.order if pk in rest]


def ask(query: Query, catalogue: Catalogue) -> Answer:
    """Return what answers ``query`` just so: by name, and with all of its words."""
    query = _with_compounds(query.subject)
    matches = by_name(query.key, catalogue.public, query.text)
    if not any(match.tier < Tier.NAME_PREFIX for match in matches.values()):
        matches = {**matches, **_other_names(query, catalogue, set(matches))}
    ranking = ranked(query) if query.wanted else []
    found = catalogue.public(ranking)
    if query.unwanted or any(piece.is_quoted for piece in query.wanted):
        matches = {pk: match for pk, match in matches.items() if pk in found}
    own = _named(query, ranking) if not (matches and _is_long(ranking)) else []
    own = [pk for pk in own if pk in found]
    said = _said_so(query, found)
    if not (matches or own or said):
        matches = _spoken_of(query, catalogue, found)
    order = list(dict.fromkeys([*own, *said, *ranking])) if own or said else ranking
    found.update(matches)
    return Answer(query, found, matches, frozenset(own), frozenset(said), order)


def _named(query: Query, ranking: list[int]) -> list[int]:
    """The entries with all the words in names. Names are heavy: where not very many are found, they
    are among the best ranked."""
    if not ranking:
        return []
    return named(query) if _is_long(ranking) else named_among(query, ranking[:_BEST])


def _is_long(ranking: list[int]) -> bool:
    """Whether not all that were found are ranked."""
    return len(ranking) > RANKED


def _said_so(query: Query, found: set[int]) -> list[int]:
    phrase = query.phrase if len(found) <= _FEW else None
    return ranked(phrase) if phrase and found else []


def _with_compounds(query: Query) -> Query:
    """Return ``query`` with those of its neighbours that names write as one word."""
    joined = set(query.neighbours.values())
    if not joined:
        return query
    known = {stem(word) for word in spelling.known(joined | {f"{word}s" for word in joined})}
    compounds = frozenset(word for word in joined if stem(word) in known)
    return replace(query, compounds=compounds) if compounds else query


def _other_names(query: Query, catalogue: Catalogue, taken: set[int]) -> dict[int, Match]:
    """The entries called what is asked for without the words around it that only ask, else what is
    asked for as one word; the longest name only. Those ``taken`` are known."""
    words = query.key.split()
    positions = [index for index, word in enumerate(words) if word not in SEARCH_STOPWORDS]
    first, last = (positions[0], positions[-1] + 1) if positions else (len(words), 0)
    keys = {
        " ".join(words[start:end])
        for start in range(first + 1)
        for end in range(last, len(words) + 1)
    }
    found = by_key(keys - {query.key}, catalogue.public) if last else {}
    if not found and not taken and last and is_question(words):
        found = by_name(" ".join(words[first:last]), catalogue.public)
    if not found and not taken and 1 < len(words) <= MAX_WORDS:
        for joined in dict.fromkeys(("".join(words), american_spelling("".join(words)))):
            matches = by_name(joined, catalogue.public)
            found |= {pk: match for pk, match in matches.items() if match.tier < Tier.NAME_PREFIX}
    if any(match.tier != Tier.SPOKEN_OF for match in found.values()):
        return found
    longest = max((match.length for match in found.values()), default=0)
    return {pk: match for pk, match in found.items() if match.length == longest and pk not in taken}


def _spoken_of(query: Query, catalogue: Catalogue, found: set[int]) -> dict[int, Match]:
    """The entries ``found`` whose whole name the question has, and both where it compares two."""
    words = query.key.split()
    if is_comparison(words):
        return spoken_of(words, catalogue.public, 1)
    return {pk: match for pk, match in spoken_of(words, catalogue.public, 2).items() if pk in found}


def search_ids(text: str) -> list[int]:
    """Return the ids of public entries that answer ``text`` just so, best first."""
    answer = ask(parse(text), current_catalogue())
    return answer.ordered(answer.found)
