"""Two entries side by side: what one is tempted to take for the other."""

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
from glossary.public.redirects import NoEntry, resolve_old_slug
from glossary.text.footnotes import apart

#: The page owns the headings above: its title, the part, the entry.
_TOP = 4


@dataclass(frozen=True)
class Side:
    """One of the two entries, its texts linked as on its own page."""

    term: Term
    definition: SafeString
    in_depth: SafeString
    key_takeaway: SafeString
    aliases: list[str]
    applications: list[tuple[str, SafeString]]


class CompareView(TemplateView):
    """``/compare/<one>/<other>/`` for any two public entries, in the order of their addresses."""

    template_name = "glossary/compare.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = [kwargs["one"], kwargs["other"]]
        self.pair = _terms(asked)
        one, other = self.pair
        found = [one.slug, other.slug]
        if one == other:
            return HttpResponsePermanentRedirect(one.get_absolute_url())
        if asked != found:
            query = request.META.get("QUERY_STRING", "")
            target = reverse("glossary:compare", args=found)
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
    """Return the public entries at two addresses, also at former ones, in the order of their
    present addresses. Raise NoEntry for the first that leads nowhere."""
    public = Term.objects.published().filter(slug__in=slugs).select_related("category")
    known = {term.slug: term for term in public}
    found = []
    for slug in slugs:
        term = known.get(slug) or resolve_old_slug(slug)
        if term is None:
            raise NoEntry(slug)
        found.append(term)
    return sorted(found, key=lambda term: term.slug)


def _sides(pair: list[Term]) -> list[Side]:
    """Return what the page shows of both, their texts linked; four queries."""
    prefetch_related_objects(pair, "aliases", *mentions.PREFETCH)
    texts = [mentions.of(term, _TOP) for term in pair]
    known = look_up([one.text for one in texts])
    return [
        _side(term, linkable.text.html(linkable.text.mentions(known, linkable.subject)), mark)
        for term, linkable, mark in zip(pair, texts, ("one", "other"), strict=True)
    ]


def _side(term: Term, html: list[SafeString], mark: str) -> Side:
    """Return one side, of the ``html`` of all its fields; ``mark`` tells its footnotes apart."""
    definition, in_depth, takeaway, *uses = html
    titles = [application.title for application in term.applications.all()]
    shown = [alias for alias in term.aliases.all() if alias.kind != Alias.Kind.MISSPELLING]
    return Side(
        term=term,
        definition=definition,
        in_depth=apart(in_depth, mark),
        key_takeaway=takeaway,
        aliases=[alias.text for alias in shown],
        applications=list(zip(titles, uses, strict=True)),
    )
