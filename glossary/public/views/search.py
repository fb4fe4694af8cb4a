"""The search page: one result per entry, with the reason."""

from typing import Any
from urllib.parse import urlencode

from django.template.response import TemplateResponse
from django.views.generic import TemplateView

from glossary.public.facets import facet_choices
from glossary.public.filters import Filters
from glossary.public.search_page import search_page
from glossary.search.catalogue import current_catalogue
from glossary.search.fallbacks import Fallback
from glossary.search.query import clean_query
from glossary.search_log.log import note_search


class SearchView(TemplateView):
    """``/search/`` with ``q``, ``max_level``, ``level``, ``category``, ``tag`` and ``page``."""

    template_name = "glossary/search.html"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> TemplateResponse:
        response = TemplateResponse(self.request, self.template_name, context, **kwargs)
        search = (context["query"], context["total"])
        # The page cache logs it too, each time it responds with this page.
        response.reader_search = search  # type: ignore[attr-defined]
        response.add_post_render_callback(lambda _: note_search(self.request, *search))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = clean_query(self.request.GET.get("q", ""))
        catalogue = current_catalogue()
        filters = Filters.read(self.request.GET, catalogue).replace(q=query)
        if not query:
            return super().get_context_data(query="", total=0, filters=filters, **kwargs)
        results = search_page(filters, self.request.GET.get("page"), catalogue)
        response = results.response
        did_you_mean = response.did_you_mean
        return super().get_context_data(
            query=query,
            response=response,
            filters=filters,
            page=results.page,
            results=results.results,
            # Results for the query as it was typed: 0 where others are shown instead.
            total=len(response.matches.found) if response.fallback == Fallback.NONE else 0,
            unfiltered=urlencode({"q": query}),
            did_you_mean_query=filters.query(q=did_you_mean) if did_you_mean else "",
            facets=facet_choices(filters, response.matches.found, catalogue),
            **kwargs,
        )
