"""The site's search in the browser's own search box (OpenSearch 1.1), suggestions included."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.generic import TemplateView, View

from glossary import conf
from glossary.conf import absolute_url
from glossary.search.catalogue import current_catalogue
from glossary.search.query import clean
from glossary.search.suggest import suggest
from glossary.text.plain import printable

#: OpenSearch allows no longer names.
_SHORT, _LONG = 16, 48


class OpenSearchView(TemplateView):
    """``/opensearch.xml``."""

    template_name = "opensearch.xml"
    content_type = "application/opensearchdescription+xml; charset=utf-8"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = printable(conf.get("NAME"))
        return super().get_context_data(
            short_name=name[:_SHORT].strip(),
            long_name=name[:_LONG].strip(),
            search=absolute_url(reverse("glossary:search")),
            suggest=absolute_url(reverse("glossary:opensearch_suggest")),
            itself=absolute_url(reverse("glossary:opensearch")),
            icon=absolute_url(static("glossary/icon.svg")),
            **kwargs,
        )


class OpenSearchSuggestView(View):
    """``/opensearch.json?q=``: what was typed, then names, definitions and addresses of entries, as
    the suggestions extension of OpenSearch has it."""

    def get(self, request: HttpRequest) -> JsonResponse:
        asked = clean(request.GET.get("q", ""))
        found = suggest(asked, current_catalogue()) if asked else []
        body = [
            asked,
            [one.term.name for one in found],
            [one.snippet for one in found],
            [absolute_url(one.term.get_absolute_url()) for one in found],
        ]
        return JsonResponse(
            body,
            safe=False,
            json_dumps_params={"ensure_ascii": False},
            content_type="application/x-suggestions+json; charset=utf-8",
        )
