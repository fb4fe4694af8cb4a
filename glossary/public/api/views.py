"""Search and suggestions as JSON, described in docs/api.md."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from glossary.models import Level, Term
from glossary.public.filters import FACETS, Filters, levels_up_to
from glossary.public.search_page import search_page
from glossary.search.catalogue import Catalogue, current_catalogue
from glossary.search.query import MAX_LENGTH, clean_query
from glossary.search.suggest import suggest


class ApiError(Exception):
    """The request has a parameter that cannot be used; the message says which."""


class ApiView(View):
    """A JSON response to the query ``q``."""

    def get(self, request: HttpRequest) -> HttpResponse:
        catalogue = current_catalogue()
        try:
            body = self.body(request, _query(request), catalogue)
        except ApiError as error:
            return JsonResponse({"error": str(error)}, status=400)
        return JsonResponse(body, json_dumps_params={"ensure_ascii": False})

    def body(self, request: HttpRequest, query: str, catalogue: Catalogue) -> dict[str, Any]:
        raise NotImplementedError


class SearchApiView(ApiView):
    """``/api/search/?q=&page=&max_level=&level=&category=&tag=``."""

    def body(self, request: HttpRequest, query: str, catalogue: Catalogue) -> dict[str, Any]:
        filters = _filters(request, catalogue).replace(q=query)
        results = search_page(filters, _page_number(request), catalogue)
        return {
            "query": query,
            "step": results.response.fallback,
            "searched": results.response.searched or query,
            "did_you_mean": results.response.did_you_mean or None,
            "total": len(results.found),
            "page": results.page.number,
            "pages": results.page.paginator.num_pages,
            "results": [
                _result(one.term, one.matched_name, one.reason, one.snippet)
                for one in results.results
            ],
        }


class SuggestApiView(ApiView):
    """``/api/suggest/?q=&max_level=``."""

    def body(self, request: HttpRequest, query: str, catalogue: Catalogue) -> dict[str, Any]:
        max_level = request.GET.get("max_level", "")
        if max_level not in ("", *Level.values):
            raise ApiError(_unknown("max_level", max_level))
        found = suggest(query, catalogue, levels_up_to(max_level) if max_level else ())
        return {
            "query": query,
            "results": [
                _result(one.term, one.matched_name, one.reason, one.snippet) for one in found
            ],
        }


def _query(request: HttpRequest) -> str:
    raw = request.GET.get("q")
    if raw is None:
        raise ApiError(_("The parameter q is missing: ?q=…"))
    if len(raw) > MAX_LENGTH:
        raise ApiError(
            _("A query has at most %(limit)d characters; this one has %(count)d.")
            % {"limit": MAX_LENGTH, "count": len(raw)}
        )
    return clean_query(raw)


def _filters(request: HttpRequest, catalogue: Catalogue) -> Filters:
    """Return the filters of a request. A page ignores values that do not exist, because its readers
    see which filters are set; a program is told."""
    filters = Filters.read(request.GET, catalogue)
    for facet in FACETS:
        value = request.GET.get(facet.parameter, "")
        if value and not filters[facet.parameter]:
            raise ApiError(_unknown(facet.parameter, value))
    return filters


def _page_number(request: HttpRequest) -> str:
    number = request.GET.get("page", "") or "1"
    if not (number.isascii() and number.isdigit()) or int(number[:9]) < 1:
        raise ApiError(_unknown("page", number))
    return number[:9]


def _unknown(name: str, value: str) -> str:
    return _("There is no %(name)s “%(value)s”.") % {
        "name": name,
        "value": clean_query(value)[:100],
    }


def _result(term: Term, matched_name: str | None, reason: str, snippet: str) -> dict[str, Any]:
    return {
        "slug": term.slug,
        "name": term.name,
        "matched_name": matched_name,
        "reason": reason,
        "snippet": snippet,
        "url": term.get_absolute_url(),
    }
