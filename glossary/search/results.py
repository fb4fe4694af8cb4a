"""What readers see of the entries found: the reason, and a passage of the text that shows it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.models import Name, Term
from glossary.rendered_term import render_texts
from glossary.search.engine import Matches
from glossary.search.fallbacks import Fallback, SearchResponse
from glossary.search.names import NameMatch, Tier
from glossary.search.snippets import (
    SnippetTerm,
    TextSegment,
    best_passage,
    count_matches,
    mark_terms,
    opening,
)
from glossary.text.inflection import forms
from glossary.text.markdown import render_inline
from glossary.text.plain import plain
from glossary.text.wiki_links import resolve_wiki_links

REASONS: dict[str, str | Promise] = {
    "name": _("Name"),
    "name_prefix": _("Name begins with it"),
    "alias": _("Other name"),
    "alias_prefix": _("Other name begins with it"),
    "word_in_name": _("Word within a name"),
    "text": _("Words in the text"),
    "misspelling": _("Similar spelling"),
}
_REASON_OF_TIER = {
    Tier.NAME: "name",
    Tier.SOLE_ALIAS: "alias",
    Tier.NAME_PREFIX: "name_prefix",
    Tier.ALIAS: "alias",
    Tier.ALIAS_PREFIX: "alias_prefix",
    Tier.WORD_IN_NAME: "word_in_name",
    Tier.MISSPELLED: "misspelling",
}
#: Only so many characters of a text are searched for a passage.
_MAX_TEXT = 20_000


@dataclass(frozen=True)
class SearchResult:
    """An entry found. ``matched_name`` is the alias that matched, if one did."""

    term: Term
    reason: str
    matched_name: str | None
    name: list[TextSegment]
    alias: list[TextSegment]
    passage: list[TextSegment]

    @property
    def reason_label(self) -> str | Promise:
        return REASONS[self.reason]

    @property
    def snippet(self) -> str:
        """The passage as plain text."""
        return "".join(segment.text for segment in self.passage)


def search_results(response: SearchResponse, ids: Sequence[int]) -> list[SearchResult]:
    """Return the results for ``ids``, in that order; two queries."""
    terms = Term.objects.published().select_related("category").in_bulk(ids)
    aliases = aliases_of(ids)
    marks = response.matches.query.snippet_terms
    return [_result(terms[pk], response, marks, aliases.get(pk, [])) for pk in ids if pk in terms]


def aliases_of(ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the aliases of entries that readers may see; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    names = Name.objects.of(ids, [Name.Kind.ALIAS])
    for _id, pk, text in sorted(names.values_list("id", "term_id", "text")):
        found[pk].append(text)
    return found


def matched_name(match: NameMatch | None, aliases: Sequence[str]) -> str | None:
    """Return the alias that ``match`` shows: for a generated form, the alias it stems from."""
    if match is None or not match.is_alias:
        return None
    if match.kind == Name.Kind.ALIAS:
        return match.text
    return next((alias for alias in aliases if match.text in forms(alias)), match.text)


def reason_for(pk: int, matches: Matches, fallback: Fallback = Fallback.NONE) -> str:
    """Return the key in REASONS that says why ``matches`` has the entry."""
    match = matches.by_name.get(pk)
    if fallback == Fallback.CORRECTED or (match and match.kind == Name.Kind.HIDDEN):
        return "misspelling"
    if match is None:
        return "word_in_name" if pk in matches.with_words_in_names else "text"
    if match.tier == Tier.IN_QUERY:
        return "alias" if match.is_alias else "name"
    return _REASON_OF_TIER[Tier(match.tier)]


def _result(
    term: Term, response: SearchResponse, marks: list[SnippetTerm], aliases: list[str]
) -> SearchResult:
    match = response.matches.by_name.get(term.pk)
    alias = matched_name(match, aliases) if match else _alias_with_all(term.name, aliases, marks)
    return SearchResult(
        term,
        reason_for(term.pk, response.matches, response.fallback),
        alias,
        mark_terms(term.name, marks),
        mark_terms(alias, marks) if alias else [],
        _opening(term, marks) if match else _passage(term, marks),
    )


def _alias_with_all(name: str, aliases: Sequence[str], marks: list[SnippetTerm]) -> str | None:
    """Return the first alias with all of the query, unless the name has it too."""
    if count_matches(name, marks) == len(marks):
        return None
    return next((alias for alias in aliases if count_matches(alias, marks) == len(marks)), None)


def _opening(term: Term, marks: list[SnippetTerm]) -> list[TextSegment]:
    """Return the beginning of the definition."""
    return opening(plain(render_inline(term.definition)), marks)


def _passage(term: Term, marks: list[SnippetTerm]) -> list[TextSegment]:
    """Return the best passage of the first text that has the words, the definition first."""
    passages = (best_passage(text, marks) for text in _texts(term))
    return next(filter(None, passages), None) or _opening(term, marks)


def _texts(term: Term) -> Iterator[str]:
    yield plain(render_inline(term.definition))
    for name, text in render_texts(term).items():
        if name != "definition":
            yield plain(resolve_wiki_links(text))[:_MAX_TEXT]
