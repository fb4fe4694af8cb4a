"""The page of one entry."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.generic import DetailView

from glossary.conf import absolute_url
from glossary.editorial.learning_path import read_first
from glossary.linking.backlinks import backlinks_of
from glossary.models import Term
from glossary.models.term import TermQuerySet
from glossary.public.page_cache import edition_of
from glossary.public.redirects import meanings
from glossary.public.term_page.concept_map import concept_map
from glossary.public.term_page.data import load_term_page
from glossary.public.term_page.head import head_of
from glossary.public.term_page.linked_text import link_text

#: How far the way to the current entry is followed, over deprecated ones.
_MAX_STEPS = 3
REPLACEMENTS = "__".join(["replaced_by"] * _MAX_STEPS)


class TermDetailView(DetailView):
    """An entry. Those who may view entries in the admin see drafts as readers will."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = super().get(request, *args, **kwargs)
        except Http404:
            found = meanings(kwargs["slug"])
            if len(found) > 1:
                context = {"terms": found, "name": kwargs["slug"].replace("-", " ")}
                return render(request, "glossary/meanings.html", context)
            if found:
                asked = request.META.get("QUERY_STRING", "")
                target = found[0].get_absolute_url()
                return HttpResponsePermanentRedirect(f"{target}?{asked}" if asked else target)
            raise
        if not self.object.is_published:
            add_never_cache_headers(response)
        return response

    def get_queryset(self) -> TermQuerySet:
        terms: TermQuerySet = Term.objects.select_related("category", REPLACEMENTS)
        user = self.request.user
        may_see_drafts = user.is_staff and user.has_perm("glossary.view_term")
        return terms if may_see_drafts else terms.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        related = load_term_page(self.object)
        text = link_text(self.object, related)
        backlinks, has_more_backlinks = backlinks_of(self.object)
        return super().get_context_data(
            related=related,
            text=text,
            backlinks=backlinks,
            has_more_backlinks=has_more_backlinks,
            head=head_of(self.object, related, text.description),
            concept_map=concept_map(self.object, related.relations, text.terms, backlinks),
            edition=edition_of(self.request),
            read_first=read_first(self.object),
            replacement=final_replacement(self.object),
            canonical_url=absolute_url(self.object.get_absolute_url()),
            **kwargs,
        )


def final_replacement(term: Term) -> Term | None:
    """Return the entry to read instead of ``term``: the first current one on the way from one
    replacement to the next, else the last that is public. Costs no query."""
    found, step = None, term.replaced_by
    for left in reversed(range(_MAX_STEPS)):
        if step is None or not step.is_published:
            break
        if step.pk == term.pk:
            return None
        found, step = step, step.replaced_by if left and step.is_deprecated else None
    return found
