"""Pages for what goes wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from glossary.public.redirects import nearest


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: under ``/glossary/`` with the nearest entries."""
    try:
        slug = str(resolve(request.path_info).kwargs.get("slug", ""))
    except Resolver404:
        slug = ""
    is_entry = request.path_info.startswith("/glossary/")
    context = {"nearest": nearest(slug) if is_entry else [], "query": slug.replace("-", " ")}
    return render(request, "404.html", context if is_entry else {"nearest": []}, status=404)
