"""Who may use the views for editors: preview, upload, suggestions, session check."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

_EDIT_PERMISSIONS = [
    f"glossary.{verb}_{model}"
    for model in ("term", "page", "category")
    for verb in ("add", "change")
]
View = Callable[..., HttpResponse]


def writers_only(view: View) -> View:
    """Allow staff who may add or change entries, pages or categories; refuse others in words."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if error := session_error(request):
            return error
        if not any(map(request.user.has_perm, _EDIT_PERMISSIONS)):
            return _refuse(gettext("You are not allowed to edit here."))
        return view(request, *args, **kwargs)

    return guarded


def session_error(request: HttpRequest) -> HttpResponse | None:
    """Return an error for users who are logged out or not staff, else None."""
    if not request.user.is_authenticated:
        return _refuse(
            gettext(
                "You are logged out. Log in in another tab, then save again here: no text is lost."
            )
        )
    if not admin.site.has_permission(request):
        return _refuse(gettext("You are not allowed to edit here."))
    return None


def _refuse(message: str) -> HttpResponse:
    return HttpResponseForbidden(message, content_type="text/plain; charset=utf-8")
