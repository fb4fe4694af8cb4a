"""The search page: one row per entry, saying why it was found."""

from dataclasses import replace
from typing import Any

from django.template.response import TemplateResponse
from django.views.generic import TemplateView

from glossary.models import Category
from glossary.public.filters import Filters
from glossary.public.search_facets import facets_of, narrowed, page_of
from glossary.search.catalogue import current_catalogue
from glossary.search.fallbacks import Step, reply
from glossary.search.query import clean
from glossary.search_log.requests import note_search


class SearchView(TemplateView):
    """``/search/`` with ``q``, ``max_level``, ``level``, ``category``, ``tag`` and ``page``."""

    template_name = "glossary/search.html"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> TemplateResponse:
        response = TemplateResponse(self.request, self.template_name, context, **kwargs)
        search = (context["query"], context["total"])
        # The page cache notes it as well, whenever it answers with this page.
        response.reader_search = search  # type: ignore[attr-defined]
        response.add_post_render_callback(lambda _: note_search(self.request, *search))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = clean(self.request.GET.get("q", ""))
        categories = list(Category.objects.all()) if asked else []
        filters = replace(Filters.read(self.request.GET, categories), asked=asked, letter="")
        if not asked:
            return super().get_context_data(query="", total=0, filters=filters, **kwargs)
        catalogue = current_catalogue()
        answered = reply(asked, catalogue)
        page, hits = page_of(
            answered, narrowed(answered, filters, catalogue), self.request.GET.get("page")
        )
        facets = facets_of(answered, filters, catalogue, categories)
        return super().get_context_data(
            query=asked,
            reply=answered,
            filters=filters,
            page=page,
            hits=hits,
            # What was found for what was typed: 0 where something else is shown.
            total=len(answered.answer.found) if answered.step == Step.TYPED else 0,
            unfiltered=Filters(asked=asked).query(),
            meant=replace(filters, asked=answered.meant).query() if answered.meant else "",
            **facets._asdict(),
            **kwargs,
        )
