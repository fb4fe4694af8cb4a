"""What a reader is shown of the entries found: why each was, and the passage that says so."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.models import Name, Term
from glossary.rendered_term import render_texts
from glossary.search.analysis import comparison_forms
from glossary.search.engine import Answer
from glossary.search.fallbacks import Reply, Step
from glossary.search.names import Match, Tier
from glossary.search.snippets import MissingTerm, Part, marked, opening, passage, standing
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
_REASON = {
    Tier.NAME: "name",
    Tier.SOLE_ALIAS: "alias",
    Tier.NAME_PREFIX: "name_prefix",
    Tier.ALIAS: "alias",
    Tier.ALIAS_PREFIX: "alias_prefix",
    Tier.WITHIN_NAME: "word_in_name",
    Tier.MISSPELT: "misspelling",
}
#: Beyond so many characters of a text nobody looks for the words.
_MAX_TEXT = 20_000


@dataclass(frozen=True)
class Row:
    """One entry found. ``matched_name`` is the alias that led to it, if one did."""

    term: Term
    reason: str
    matched_name: str | None
    name: list[Part]
    also: list[Part]
    passage: list[Part]

    @property
    def reason_label(self) -> str | Promise:
        return REASONS[self.reason]

    @property
    def snippet(self) -> str:
        """The passage as plain text."""
        return "".join(part.text for part in self.passage)


def rows(reply: Reply, ids: Sequence[int]) -> list[Row]:
    """Return the rows of ``ids``, in that order; two queries."""
    query = reply.answer.query
    wanted = query.written
    terms = Term.objects.published().select_related("category").in_bulk(ids)
    aliases = aliases_of(ids)
    return [_row(terms[pk], reply, wanted, aliases.get(pk, [])) for pk in ids if pk in terms]


def aliases_of(ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the aliases of entries that may be shown; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    names = Name.objects.of(ids, [Name.Kind.ALIAS])
    for _id, pk, text in sorted(names.values_list("id", "term_id", "text")):
        found[pk].append(text)
    return found


def matched_name(match: Match | None, aliases: Sequence[str]) -> str | None:
    """Return the alias that ``match`` shows: for a generated form, the one it stems from."""
    if match is None or not match.is_alias:
        return None
    if match.kind == Name.Kind.ALIAS:
        return match.text
    return next((alias for alias in aliases if match.text in forms(alias)), match.text)


def reason_of(pk: int, answer: Answer, step: Step = Step.TYPED) -> str:
    """Return the key of REASONS that says why ``answer`` has the entry."""
    match = answer.matches.get(pk)
    if step == Step.CORRECTED or (match and match.kind == Name.Kind.HIDDEN):
        return "misspelling"
    if match is None:
        return "word_in_name" if pk in answer.named else "text"
    if match.tier == Tier.SPOKEN_OF:
        return "alias" if match.is_alias else "name"
    return _REASON[Tier(match.tier)]


def _row(term: Term, reply: Reply, wanted: list[MissingTerm], aliases: list[str]) -> Row:
    match = reply.answer.matches.get(term.pk)
    also = matched_name(match, aliases)
    if match is None:
        also = _telling_alias(term.name, aliases, wanted)
    return Row(
        term,
        reason_of(term.pk, reply.answer, reply.step),
        also,
        marked(term.name, wanted, comparison_forms),
        marked(also, wanted, comparison_forms) if also else [],
        _passage(term, wanted, searched=match is None),
    )


def _telling_alias(name: str, aliases: Sequence[str], wanted: list[MissingTerm]) -> str | None:
    """Return the alias that has more of what is wanted than the name, if one has all of it."""

    def has(text: str) -> int:
        return standing(text, wanted, comparison_forms)

    best = max(aliases, key=has, default=None)
    return best if best and has(best) == len(wanted) and has(name) < len(wanted) else None


def _passage(term: Term, wanted: list[MissingTerm], *, searched: bool) -> list[Part]:
    """Return how the definition begins where a name led to the entry; else the passage of it, or of
    the text, in which the words stand."""
    definition = plain(render_inline(term.definition))
    if searched:
        if found := passage(definition, wanted, comparison_forms):
            return found
        for name, text in render_texts(term).items():
            if name == "definition":
                continue
            if found := passage(
                plain(resolve_wiki_links(text))[:_MAX_TEXT], wanted, comparison_forms
            ):
                return found
    return opening(definition, wanted, comparison_forms)
