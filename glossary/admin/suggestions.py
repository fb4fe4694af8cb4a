"""What the admin's forms ask: a free slug for a name, tags that begin so, whether one may send."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from glossary.admin.access import refusal, writers_only
from glossary.admin.slugs import propose_slug
from glossary.models import Category, Page, Tag, Term
from glossary.text.normalize import fold

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
