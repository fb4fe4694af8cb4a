"""Slugs and tags that the forms suggest."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from glossary.admin.access import refusal, writers_only
from glossary.models import Category, Page, Redirect, Tag, Term
from glossary.models.fields import RESERVED_TERM_SLUGS
from glossary.models.term import PUBLIC_STATUSES
from glossary.text.normalize import fold, slugify_name


def propose_slug(model: type[Model], name: str, pk: Any = None, fallback: str = "entry") -> str:
    """Return the address part of ``name`` that no other row of ``model`` has, numbered if need be.

    For an entry, neither an address of the site itself nor one that leads elsewhere.
    """
    base = slugify_name(name) or fallback
    taken = set(_taken(model, base, pk))
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def leads_nowhere_public(slug: str) -> None:
    """Refuse an address that still leads readers to a public entry: taking it ends that."""
    if Redirect.objects.filter(slug=slug, term__status__in=PUBLIC_STATUSES).exists():
        raise ValidationError(
            gettext(
                "This address leads to a public entry: only those who may publish can take it."
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
_MOST = 10


@require_GET
@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """Answer 204 to any staff; others are told why what they typed would not arrive."""
    return refusal(request) or HttpResponse(status=204)


@require_GET
@writers_only
def slug(request: HttpRequest, model: str) -> HttpResponse:
    """Answer ``{"slug": …}`` for ``name``; empty for an empty name."""
    if model not in _MODELS:
        raise Http404
    name = request.GET.get("name", "").replace("\x00", "")[:200].strip()
    return JsonResponse({"slug": propose_slug(_MODELS[model], name) if name else ""})


@require_GET
@writers_only
def tags(request: HttpRequest) -> HttpResponse:
    """Answer ``{"tags": [names]}``: those that begin with ``q``, then those that contain it."""
    query = fold(request.GET.get("q", "").replace("\x00", "")[:100].strip())
    if not query:
        return JsonResponse({"tags": []})
    begin = Tag.objects.filter(key__startswith=query)
    contain = Tag.objects.filter(key__contains=query).exclude(key__startswith=query)
    names = [tag.name for rows in (begin, contain) for tag in rows[:_MOST]]
    return JsonResponse({"tags": names[:_MOST]})
