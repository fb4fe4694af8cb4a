"""The page for addresses that do not exist."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from glossary.public.redirects import NoEntry, suggestions
from glossary.search_log.log import note_missing
from glossary.text.plain import printable

_TERM_PREFIX = "/glossary/"


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Respond with 404; under ``/glossary/``, and after ``NoEntry``, with suggestions."""
    path = request.path_info
    slug = (
        printable(path.removeprefix(_TERM_PREFIX).strip("/"))
        if path.startswith(_TERM_PREFIX)
        else ""
    )
    if isinstance(exception, NoEntry):
        slug = printable(exception.slug)
    context = {"nearest": suggestions(slug), "query": slug.replace("-", " ")}
    response = render(request, "404.html", context, status=404)
    match = request.resolver_match
    if slug and "/" not in slug and (match is None or match.view_name == "glossary:term"):
        note_missing(request, slug)
    return response
