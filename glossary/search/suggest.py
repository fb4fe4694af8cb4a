"""Suggestions while a reader types: names only, in the one order of answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from glossary.models import Term
from glossary.search.catalogue import Catalogue
from glossary.search.corrections import corrected, questions
from glossary.search.engine import Answer
from glossary.search.fallbacks import Step
from glossary.search.index import backend
from glossary.search.name_words import MOST as MOST_NAMED
from glossary.search.name_words import in_order, named
from glossary.search.names import by_name
from glossary.search.query import Query, parse
from glossary.search.results import aliases_of, matched_name, reason_of
from glossary.text.markdown import render_inline
from glossary.text.plain import plain
from glossary.text.tokens import is_unsegmented

MOST = 8
MIN_LETTERS = 2


@dataclass(frozen=True)
class Suggestion:
    """An entry that may be meant."""

    term: Term
    matched_name: str | None
    reason: str
    snippet: str


def suggest(text: str, catalogue: Catalogue, levels: Sequence[str] = ()) -> list[Suggestion]:
    """Return the entries that may be meant by ``text``, best first: those with a name that begins
    so, then from one of its words on; where there are none, those with all the words in a name, in
    any order; then those of a name spelt nearly so."""
    query = parse(text)
    if len(query.key) < MIN_LETTERS and not is_unsegmented(query.key):
        return []
    answer, step = _begun(query, catalogue), Step.TYPED
    if not answer.found and query.wanted:
        answer, step = _elsewhere(query, catalogue)
    found = catalogue.narrow(answer.found, "level", levels) if levels else answer.found
    ids = answer.ordered(found)[:MOST]
    terms = Term.objects.published().order_by().only("name", "slug", "definition").in_bulk(ids)
    shown = [(terms[pk], answer.matches.get(pk)) for pk in ids if pk in terms]
    of_forms = [term.pk for term, match in shown if match and match.is_form and match.is_alias]
    aliases = aliases_of(of_forms) if of_forms else {}
    return [
        Suggestion(
            term,
            matched_name(match, aliases.get(term.pk, [])),
            reason_of(term.pk, answer, step),
            plain(render_inline(term.definition)),
        )
        for term, match in shown
    ]


def _begun(query: Query, catalogue: Catalogue) -> Answer:
    if query.unwanted or any(piece.is_quoted for piece in query.wanted):
        return Answer(query)
    matches = by_name(query.key, catalogue.public, query.text)
    return Answer(query, set(matches), matches)


def _elsewhere(query: Query, catalogue: Catalogue) -> tuple[Answer, Step]:
    """Where no name begins so. Whether names have all the words, and each of them, is one query."""
    words = query.words
    asked = questions(words, query.is_open)
    within, *own = backend().matching([query, *asked.values()], only="names", most=MOST_NAMED + 1)
    if catalogue.public(within):
        return _within(query, in_order(query, within), catalogue), Step.TYPED
    answers = dict(zip(asked, own, strict=True))
    better = corrected(words, catalogue, query.is_open, only="names", answers=answers)
    if better == words:
        return Answer(query), Step.TYPED
    meant = parse(" ".join(better))
    answer = _begun(meant, catalogue)
    return answer if answer.found else _within(meant, named(meant), catalogue), Step.CORRECTED


def _within(query: Query, order: list[int], catalogue: Catalogue) -> Answer:
    return Answer(query, catalogue.public(order), named=frozenset(order), order=order)
