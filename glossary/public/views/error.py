"""Pages for what goes wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from glossary.public.redirects import NoEntry, nearest
from glossary.search_log.requests import note_missing
from glossary.text.plain import printable

_ENTRIES = "/glossary/"


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: under ``/glossary/``, and wherever a view says so, with the nearest entries."""
    path = request.path_info
    asked = printable(path.removeprefix(_ENTRIES).strip("/")) if path.startswith(_ENTRIES) else ""
    if isinstance(exception, NoEntry):
        asked = printable(exception.slug)
    context = {"nearest": nearest(asked), "query": asked.replace("-", " ")}
    response = render(request, "404.html", context, status=404)
    match = request.resolver_match
    if asked and "/" not in asked and (match is None or match.view_name == "glossary:term"):
        note_missing(request, asked)
    return response
