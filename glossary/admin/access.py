"""Who may use the editors' small services: preview, upload, proposals, the door itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

_WRITING = [
    f"glossary.{verb}_{model}"
    for model in ("term", "page", "category")
    for verb in ("add", "change")
]
View = Callable[..., HttpResponse]


def writers_only(view: View) -> View:
    """Let in staff who may add or change an entry, a page or a category; answer others in words."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if refused := refusal(request):
            return refused
        if not any(map(request.user.has_perm, _WRITING)):
            return _refuse(gettext("You may not write here."))
        return view(request, *args, **kwargs)

    return guarded


def refusal(request: HttpRequest) -> HttpResponse | None:
    """Return what those are told who are not staff, or no longer: their session has ended."""
    if not request.user.is_authenticated:
        return _refuse(gettext("You are logged out. Your text stays here: log in in another tab."))
    if not admin.site.has_permission(request):
        return _refuse(gettext("You may not write here."))
    return None


def _refuse(sentence: str) -> HttpResponse:
    return HttpResponseForbidden(sentence, content_type="text/plain; charset=utf-8")
