"""Suggestions while a reader types: entries by their names, in the order of search results."""

from collections.abc import Sequence
from dataclasses import dataclass

from glossary.models import Term
from glossary.search.backends import get_backend
from glossary.search.catalogue import Catalogue
from glossary.search.engine import Matches
from glossary.search.fallbacks import Fallback
from glossary.search.names import (
    MAX_COMPARED,
    find_by_prefix,
    find_with_all_words,
    sort_with_all_words,
)
from glossary.search.query import Query, parse_query
from glossary.search.results import aliases_of, matched_name, reason_for
from glossary.search.spelling import correct, word_queries
from glossary.text.markdown import render_inline
from glossary.text.plain import plain
from glossary.text.tokens import is_unsegmented

_LIMIT = 8
_MIN_LETTERS = 2


@dataclass(frozen=True)
class Suggestion:
    """An entry that may be meant."""

    term: Term
    matched_name: str | None
    reason: str
    snippet: str


def suggest(text: str, catalogue: Catalogue, levels: Sequence[str] = ()) -> list[Suggestion]:
    """Return the entries that may be meant by ``text``, best first: with a name that begins so, at
    any of its words; or else with all the words in a name, in any order; or else with a similar
    name."""
    query = parse_query(text)
    if len(query.key) < _MIN_LETTERS and not is_unsegmented(query.key):
        return []
    matches, fallback = _find_by_prefix(query, catalogue), Fallback.NONE
    if not matches.found and query.required:
        matches, fallback = _find_by_words(query, catalogue)
    found = catalogue.narrow(matches.found, "level", levels) if levels else matches.found
    ids = matches.ordered(found)[:_LIMIT]
    terms = Term.objects.published().order_by().only("name", "slug", "definition").in_bulk(ids)
    shown = [(terms[pk], matches.by_name.get(pk)) for pk in ids if pk in terms]
    with_forms = [term.pk for term, match in shown if match and match.is_form and match.is_alias]
    aliases = aliases_of(with_forms) if with_forms else {}
    return [
        Suggestion(
            term,
            matched_name(match, aliases.get(term.pk, [])),
            reason_for(term.pk, matches, fallback),
            plain(render_inline(term.definition)),
        )
        for term, match in shown
    ]


def _find_by_prefix(query: Query, catalogue: Catalogue) -> Matches:
    if query.excluded or query.has_phrases:
        return Matches(query)
    by_name = find_by_prefix(query.key, catalogue.public, query.text)
    return Matches(query, set(by_name), by_name)


def _find_by_words(query: Query, catalogue: Catalogue) -> tuple[Matches, Fallback]:
    """Return the entries with all words in names, or with the words corrected. One query looks for
    all words and for each of them."""
    words = query.words
    queries = word_queries(words, query.last_word_is_prefix)
    with_all, *with_each = get_backend().match(
        [query, *queries.values()], field="names", limit=MAX_COMPARED + 1
    )
    if catalogue.public(with_all):
        return _in_order(query, sort_with_all_words(query, with_all), catalogue), Fallback.NONE
    corrected = correct(
        words,
        catalogue,
        query.last_word_is_prefix,
        field="names",
        matches=dict(zip(queries, with_each, strict=True)),
    )
    if corrected == words:
        return Matches(query), Fallback.NONE
    meant = parse_query(" ".join(corrected))
    matches = _find_by_prefix(meant, catalogue)
    if not matches.found:
        matches = _in_order(meant, find_with_all_words(meant), catalogue)
    return matches, Fallback.CORRECTED


def _in_order(query: Query, order: list[int], catalogue: Catalogue) -> Matches:
    return Matches(
        query, catalogue.public(order), with_words_in_names=frozenset(order), order=order
    )
