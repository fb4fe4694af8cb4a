"""The search in the search box of the browser (OpenSearch 1.1), with suggestions."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.generic import TemplateView, View

from glossary import conf
from glossary.conf import absolute_url
from glossary.search.catalogue import current_catalogue
from glossary.search.query import clean_query
from glossary.search.suggest import suggest
from glossary.text.plain import printable

#: OpenSearch limits the length of both names.
_MAX_SHORT_NAME, _MAX_LONG_NAME = 16, 48


class OpenSearchView(TemplateView):
    """``/opensearch.xml``."""

    template_name = "opensearch.xml"
    content_type = "application/opensearchdescription+xml; charset=utf-8"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = printable(conf.get("NAME"))
        return super().get_context_data(
            short_name=name[:_MAX_SHORT_NAME].strip(),
            long_name=name[:_MAX_LONG_NAME].strip(),
            search=absolute_url(reverse("glossary:search")),
            suggest=absolute_url(reverse("glossary:opensearch_suggest")),
            itself=absolute_url(reverse("glossary:opensearch")),
            icon=absolute_url(static("glossary/icon.svg")),
            **kwargs,
        )


class OpenSearchSuggestView(View):
    """``/opensearch.json?q=``: the query, then names, definitions and addresses of entries, in the
    format of the suggestions extension."""

    def get(self, request: HttpRequest) -> JsonResponse:
        query = clean_query(request.GET.get("q", ""))
        suggestions = suggest(query, current_catalogue()) if query else []
        body = [
            query,
            [suggestion.term.name for suggestion in suggestions],
            [suggestion.snippet for suggestion in suggestions],
            [absolute_url(suggestion.term.get_absolute_url()) for suggestion in suggestions],
        ]
        return JsonResponse(
            body,
            safe=False,
            json_dumps_params={"ensure_ascii": False},
            content_type="application/x-suggestions+json; charset=utf-8",
        )
