"""Slugs and tags that the forms suggest, and whether the session still lasts."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from glossary.admin.access import session_error, writers_only
from glossary.models import Category, Page, Redirect, Tag, Term
from glossary.models.fields import RESERVED_TERM_SLUGS
from glossary.models.term import PUBLIC_STATUSES
from glossary.text.normalize import fold, slugify_name
from glossary.text.plain import clean_input


def propose_slug(model: type[Model], name: str, pk: Any = None, fallback: str = "entry") -> str:
    """Return a slug for ``name`` that no other row of ``model`` has, with a number if necessary.

    For an entry, it is neither reserved nor a redirect.
    """
    base = slugify_name(name) or fallback
    taken = set(_taken(model, base, pk))
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def validate_no_public_redirect(slug: str) -> None:
    """Refuse a slug that redirects readers to a public entry: using it ends the redirect."""
    if Redirect.objects.filter(slug=slug, term__status__in=PUBLIC_STATUSES).exists():
        raise ValidationError(
            gettext(
                "This address redirects to a public entry. Only users who may publish can use it."
            ),
            code="former",
        )


def _taken(model: type[Model], base: str, pk: Any) -> Iterable[str]:
    alike = Q(slug=base) | Q(slug__startswith=f"{base}-")
    yield from model._default_manager.filter(alike).exclude(pk=pk).values_list("slug", flat=True)
    if model is Term:
        yield from RESERVED_TERM_SLUGS
        yield from Redirect.objects.filter(alike).values_list("slug", flat=True)


_MODELS = {model._meta.model_name: model for model in (Category, Page, Tag, Term)}
_MAX_TAGS = 10


@require_GET
@never_cache
def session_check(request: HttpRequest) -> HttpResponse:
    """Return 204 for staff, else 403 with a message: an unsaved form would be lost."""
    return session_error(request) or HttpResponse(status=204)


@require_GET
@writers_only
def slug(request: HttpRequest, model: str) -> HttpResponse:
    """Return ``{"slug": …}`` for ``name``; empty for an empty name."""
    if model not in _MODELS:
        raise Http404
    name = clean_input(request.GET.get("name", ""), 200)
    return JsonResponse({"slug": propose_slug(_MODELS[model], name) if name else ""})


@require_GET
@writers_only
def tags(request: HttpRequest) -> HttpResponse:
    """Return ``{"tags": [names]}``: tags that start with ``q``, then those that contain it."""
    query = fold(clean_input(request.GET.get("q", ""), 100))
    if not query:
        return JsonResponse({"tags": []})
    starting = Tag.objects.filter(key__startswith=query)
    containing = Tag.objects.filter(key__contains=query).exclude(key__startswith=query)
    names = [tag.name for rows in (starting, containing) for tag in rows[:_MAX_TAGS]]
    return JsonResponse({"tags": names[:_MAX_TAGS]})
