"""One question, one order of answers: name, name prefix, alias, alias prefix, words in the text."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Min, Value, When

from glossary.models import Name, Term
from glossary.models.term import TermQuerySet
from glossary.search import store
from glossary.search.tokens import tokens
from glossary.text.collation import name_key

#: No reader goes further; what is cut off is said.
MAX_RESULTS = 1_000
_MAX_WORDS = 12
_MAX_QUERY = 300


@dataclass(frozen=True)
class Hit:
    """An entry found, and the alias it was found by, if it was."""

    term: Term
    matched_name: str | None


def search_ids(query: str) -> list[int]:
    """Return the ids of public entries that answer ``query``, best first, at most MAX_RESULTS."""
    asked = query[:_MAX_QUERY].replace("\x00", " ")
    words = tokens(asked)[:_MAX_WORDS]
    if not words:
        return []
    by_name = _name_matches(name_key(asked))
    by_text = store.backend().match(words, MAX_RESULTS, store.WEIGHTS)
    ranked = list(dict.fromkeys([*by_name, *by_text]))
    public = set(Term.objects.published().filter(pk__in=ranked).values_list("pk", flat=True))
    return [pk for pk in ranked if pk in public][:MAX_RESULTS]


def _name_matches(key: str) -> list[int]:
    """Ids by tier: headword equal, headword begins, alias equal, alias begins."""
    tier = Case(
        When(key=key, kind=Name.Kind.HEADWORD, then=Value(0)),
        When(kind=Name.Kind.HEADWORD, then=Value(1)),
        When(key=key, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    rows = (
        Name.objects.beginning(key)
        .values("term_id")
        .annotate(tier=Min(tier), first=Min("sort_key"))
        .order_by("tier", "first", "term_id")
    )
    return [row["term_id"] for row in rows[:MAX_RESULTS]]


def hits(ids: list[int], query: str, terms: TermQuerySet | None = None) -> list[Hit]:
    """Return the entries of ``ids`` in that order, with the alias that answered ``query``."""
    queryset = Term.objects.published() if terms is None else terms
    found = queryset.select_related("category").in_bulk(ids)
    key = name_key(query[:_MAX_QUERY])
    aliases = Name.objects.beginning(key).filter(term_id__in=ids, kind=Name.Kind.ALIAS)
    matched = dict(aliases.order_by(F("id").desc()).values_list("term_id", "text")) if key else {}
    return [
        Hit(term, None if name_key(term.name).startswith(key) else matched.get(pk))
        for pk in ids
        if (term := found.get(pk))
    ]
