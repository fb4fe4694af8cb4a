"""Search and suggestions as JSON, for scripts on these pages and elsewhere: docs/api.md."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from glossary.models import Category, Level, Term
from glossary.public.filters import Filters, levels_up_to
from glossary.public.search_facets import narrowed, page_of
from glossary.search.catalogue import Catalogue, current_catalogue
from glossary.search.fallbacks import reply
from glossary.search.query import MAX_QUERY, clean
from glossary.search.suggest import suggest

_FILTERS = ("max_level", "level", "category", "tag")


class ApiError(Exception):
    """Says in a sentence why a question cannot be answered."""


class ApiView(View):
    """Answers ``q`` in JSON that is kept until the glossary changes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        catalogue = current_catalogue()
        try:
            body = self.body(request, _question(request), catalogue)
        except ApiError as error:
            return JsonResponse({"error": str(error)}, status=400)
        return JsonResponse(body, json_dumps_params={"ensure_ascii": False})

    def body(self, request: HttpRequest, asked: str, catalogue: Catalogue) -> dict[str, Any]:
        raise NotImplementedError


class SearchApiView(ApiView):
    """``/api/search/?q=&page=&max_level=&level=&category=&tag=``."""

    def body(self, request: HttpRequest, asked: str, catalogue: Catalogue) -> dict[str, Any]:
        filters = _filters(request, asked)
        answered = reply(asked, catalogue)
        found = narrowed(answered, filters, catalogue)
        page, rows = page_of(answered, found, _number(request))
        return {
            "query": asked,
            "step": answered.step,
            "searched": answered.words or asked,
            "did_you_mean": answered.meant or None,
            "total": len(found),
            "page": page.number,
            "pages": page.paginator.num_pages,
            "results": [
                _result(row.term, row.matched_name, row.reason, row.snippet) for row in rows
            ],
        }


class SuggestApiView(ApiView):
    """``/api/suggest/?q=&max_level=``."""

    def body(self, request: HttpRequest, asked: str, catalogue: Catalogue) -> dict[str, Any]:
        max_level = request.GET.get("max_level", "")
        if max_level not in ("", *Level.values):
            raise ApiError(_unknown("max_level", max_level))
        found = suggest(asked, catalogue, levels_up_to(max_level) if max_level else ())
        return {
            "query": asked,
            "results": [
                _result(one.term, one.matched_name, one.reason, one.snippet) for one in found
            ],
        }


def _question(request: HttpRequest) -> str:
    raw = request.GET.get("q")
    if raw is None:
        raise ApiError(_("Say what to look for: ?q=…"))
    if len(raw) > MAX_QUERY:
        raise ApiError(
            _("A question has %(most)d characters at most; this one has %(count)d.")
            % {"most": MAX_QUERY, "count": len(raw)}
        )
    return clean(raw)


def _filters(request: HttpRequest, asked: str) -> Filters:
    """Return the filters asked for; raise ApiError for one that is unknown. A page ignores it: its
    readers see which filters are set."""
    filters = Filters.read(request.GET, list(Category.objects.all()))
    for name in _FILTERS:
        value = request.GET.get(name, "")
        if value and not getattr(filters, name):
            raise ApiError(_unknown(name, value))
    return replace(filters, asked=asked, letter="")


def _number(request: HttpRequest) -> str:
    number = request.GET.get("page", "") or "1"
    if not (number.isascii() and number.isdigit()) or int(number[:9]) < 1:
        raise ApiError(_unknown("page", number))
    return number[:9]


def _unknown(name: str, value: str) -> str:
    return _("There is no %(name)s “%(value)s”.") % {"name": name, "value": clean(value)[:100]}


def _result(term: Term, matched_name: str | None, reason: str, snippet: str) -> dict[str, Any]:
    return {
        "slug": term.slug,
        "name": term.name,
        "matched_name": matched_name,
        "reason": reason,
        "snippet": snippet,
        "url": term.get_absolute_url(),
    }
