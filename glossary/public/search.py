"""The search page: one row per entry, saying why it was found."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.generic import TemplateView

from glossary import conf
from glossary.public.asked import note_search
from glossary.public.redirects import nearest
from glossary.search.engine import MAX_RESULTS, hits, search_ids


class SearchView(TemplateView):
    """``/search/?q=&page=``."""

    template_name = "glossary/search.html"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        response.add_post_render_callback(
            lambda _: note_search(self.request, context["query"], context["total"])
        )
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        raw = self.request.GET.get("q", "").encode("utf-8", "replace").decode()
        query = " ".join(raw.replace("\x00", " ").split())[:300]
        ids = search_ids(query)
        page = Paginator(ids, conf.get("SEARCH_PAGE_SIZE")).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            query=query,
            base_query=urlencode({"q": query}),
            page=page,
            hits=hits(list(page.object_list), query),
            total=len(ids),
            is_cut=len(ids) == MAX_RESULTS,
            nearest=nearest(query) if query and not ids else [],
            **kwargs,
        )
