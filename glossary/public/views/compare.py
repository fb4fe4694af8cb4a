"""Two entries side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.generic import TemplateView

from glossary.conf import absolute_url
from glossary.linking import mentions
from glossary.linking.lookup import look_up
from glossary.models import Alias, Relation, Term
from glossary.models.term import TEXT_FIELDS
from glossary.public.redirects import NoEntry, resolve_old_slug
from glossary.text.footnotes import namespace_footnotes

#: The first heading level in texts. Those above are the title, the part and the entry.
_FIRST_HEADING_LEVEL = 4


@dataclass(frozen=True)
class Side:
    """One of the two entries, with its texts linked as on its own page."""

    term: Term
    html: dict[str, SafeString]
    aliases: list[str]
    applications: list[tuple[str, SafeString]]


class CompareView(TemplateView):
    """``/compare/<one>/<other>/`` for any two public entries, in the order of their slugs."""

    template_name = "glossary/compare.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        requested = [kwargs["one"], kwargs["other"]]
        self.pair = _terms(requested)
        one, other = self.pair
        slugs = [one.slug, other.slug]
        if one == other:
            return HttpResponsePermanentRedirect(one.get_absolute_url())
        if requested != slugs:
            query = request.META.get("QUERY_STRING", "")
            target = reverse("glossary:compare", args=slugs)
            return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, other = self.pair
        is_distinct = Relation.objects.filter(
            Q(term=one, target=other) | Q(term=other, target=one), kind=Relation.Kind.DISTINCT
        ).exists()
        path = reverse("glossary:compare", args=[one.slug, other.slug])
        return super().get_context_data(**kwargs) | {
            "one": one,
            "other": other,
            "sides": _sides(self.pair),
            "is_distinct": is_distinct,
            "canonical_url": absolute_url(path),
        }


def _terms(slugs: Iterable[str]) -> list[Term]:
    """Return the public entries with these slugs, old slugs included, in the order of their current
    slugs. Raise NoEntry for the first slug that no entry has."""
    public = Term.objects.published().filter(slug__in=slugs).select_related("category")
    by_slug = {term.slug: term for term in public}
    terms = []
    for slug in slugs:
        term = by_slug.get(slug) or resolve_old_slug(slug)
        if term is None:
            raise NoEntry(slug)
        terms.append(term)
    return sorted(terms, key=lambda term: term.slug)


def _sides(pair: list[Term]) -> list[Side]:
    """Return both sides with their texts linked; four queries."""
    prefetch_related_objects(pair, "aliases", *mentions.PREFETCH)
    texts = [mentions.of(term, _FIRST_HEADING_LEVEL) for term in pair]
    names = look_up([page.text for page in texts])
    return [
        _side(term, page.text.html(page.text.mentions(names, page.subject)), prefix)
        for term, page, prefix in zip(pair, texts, ("one", "other"), strict=True)
    ]


def _side(term: Term, html: list[SafeString], prefix: str) -> Side:
    """Return one side from the ``html`` of all its texts. ``prefix`` keeps the footnotes of the two
    sides apart."""
    texts = {
        field.name: namespace_footnotes(text, prefix) if field.is_block else text
        for field, text in zip(TEXT_FIELDS, html, strict=False)
    }
    uses = html[len(TEXT_FIELDS) :]
    titles = [application.title for application in term.applications.all()]
    shown = [alias for alias in term.aliases.all() if alias.kind != Alias.Kind.MISSPELLING]
    return Side(
        term=term,
        html=texts,
        aliases=[alias.text for alias in shown],
        applications=list(zip(titles, uses, strict=True)),
    )
