"""One search and one order of results, for the search page, the suggestions and the API."""

from dataclasses import dataclass, field, replace

from glossary.search import spelling
from glossary.search.analysis import stem
from glossary.search.backends import get_backend
from glossary.search.backends.base import MAX_RANKED
from glossary.search.catalogue import Catalogue, current_catalogue
from glossary.search.names import (
    MAX_NAME_WORDS,
    NameMatch,
    Tier,
    filter_with_all_words,
    find_by_key,
    find_by_prefix,
    find_names_in,
    find_with_all_words,
)
from glossary.search.query import Query, parse_query
from glossary.text.stemming import american_spelling
from glossary.text.stopwords import SEARCH_STOPWORDS, is_comparison, is_question

#: The names of so many of the best results are compared with the query.
_MAX_COMPARED = 100
#: Exact phrases are looked for if at most so many entries match.
_MAX_FOR_PHRASE = 200


@dataclass(frozen=True)
class Matches:
    """The public entries that match ``query``."""

    query: Query
    found: set[int] = field(default_factory=set)
    #: Entries found by a name, best first.
    by_name: dict[int, NameMatch] = field(default_factory=dict)
    #: Entries with all the words in their names.
    with_words_in_names: frozenset[int] = frozenset()
    #: Entries with the whole query as a phrase.
    with_exact_phrase: frozenset[int] = frozenset()
    #: All that are not found by a name, best first. May have entries that are not public.
    order: list[int] = field(default_factory=list)

    def ordered(self, within: set[int]) -> list[int]:
        """Return those of ``within`` that match, in the one order of results: by name, in tiers;
        then with all words in names; then with the exact phrase; then by rank of the text."""
        first = [pk for pk in self.by_name if pk in within]
        rest = within.difference(first)
        return first + [pk for pk in self.order if pk in rest]


def search(query: Query, catalogue: Catalogue) -> Matches:
    """Return what matches ``query`` as it is: by name, and with all of its words."""
    query = _with_compounds(query.without_question_words)
    by_name = find_by_prefix(query.key, catalogue.public, query.text)
    if not any(match.tier < Tier.NAME_PREFIX for match in by_name.values()):
        by_name = {**by_name, **_find_by_other_names(query, catalogue, set(by_name))}
    ranking = get_backend().rank_all(query) if query.required else []
    found = catalogue.public(ranking)
    if query.excluded or query.has_phrases:
        by_name = {pk: match for pk, match in by_name.items() if pk in found}
    in_names = [pk for pk in _find_in_names(query, ranking, by_name) if pk in found]
    phrase = query.as_phrase if 0 < len(found) <= _MAX_FOR_PHRASE else None
    exact = get_backend().rank_all(phrase) if phrase else []
    if not (by_name or in_names or exact):
        by_name = _find_names_in_query(query, catalogue, found)
    order = list(dict.fromkeys([*in_names, *exact, *ranking]))
    found.update(by_name)
    return Matches(query, found, by_name, frozenset(in_names), frozenset(exact), order)


def search_ids(text: str) -> list[int]:
    """Return the ids of public entries that match ``text`` as it is, best first."""
    matches = search(parse_query(text), current_catalogue())
    return matches.ordered(matches.found)


def _find_in_names(query: Query, ranking: list[int], by_name: dict[int, NameMatch]) -> list[int]:
    """Return the entries with all words in names. Words in names weigh most: unless there are very
    many results, these entries are among the best ranked."""
    if not ranking:
        return []
    if len(ranking) <= MAX_RANKED:
        return filter_with_all_words(query, ranking[:_MAX_COMPARED])
    return [] if by_name else find_with_all_words(query)


def _with_compounds(query: Query) -> Query:
    """Return ``query`` with the adjacent words that names also write as one word."""
    possible = set(query.possible_compounds.values())
    if not possible:
        return query
    existing = spelling.existing_words(possible | {f"{word}s" for word in possible})
    stems = set(map(stem, existing))
    compounds = frozenset(word for word in possible if stem(word) in stems)
    return replace(query, compounds=compounds) if compounds else query


def _find_by_other_names(
    query: Query, catalogue: Catalogue, taken: set[int]
) -> dict[int, NameMatch]:
    """Return the entries whose name is the query without the stop words around it, or else the
    query as one word. Only the longest names, and no entries that are ``taken``."""
    words = query.key.split()
    significant = [index for index, word in enumerate(words) if word not in SEARCH_STOPWORDS]
    first, last = (significant[0], significant[-1] + 1) if significant else (len(words), 0)
    found: dict[int, NameMatch] = {}
    if significant:
        starts, ends = range(first + 1), range(last, len(words) + 1)
        keys = {" ".join(words[start:end]) for start in starts for end in ends}
        found = find_by_key(keys - {query.key}, catalogue.public)
        if not found and not taken and is_question(words):
            found = find_by_prefix(" ".join(words[first:last]), catalogue.public)
    if not found and not taken and 1 < len(words) <= MAX_NAME_WORDS:
        compound = "".join(words)
        for key in dict.fromkeys((compound, american_spelling(compound))):
            matches = find_by_prefix(key, catalogue.public)
            found |= {pk: match for pk, match in matches.items() if match.tier < Tier.NAME_PREFIX}
    if any(match.tier != Tier.IN_QUERY for match in found.values()):
        return found
    longest = max((match.word_count for match in found.values()), default=0)
    return {
        pk: match for pk, match in found.items() if match.word_count == longest and pk not in taken
    }


def _find_names_in_query(
    query: Query, catalogue: Catalogue, found: set[int]
) -> dict[int, NameMatch]:
    """Return the entries ``found`` whose whole name is in the query. A comparison also finds
    entries that its other words do not match."""
    words = query.key.split()
    if is_comparison(words):
        return find_names_in(words, catalogue.public, 1)
    in_query = find_names_in(words, catalogue.public, 2)
    return {pk: match for pk, match in in_query.items() if pk in found}
