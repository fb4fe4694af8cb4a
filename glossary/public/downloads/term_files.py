"""One entry as a file: JSON, Markdown, an image. Public entries only, and the same for every
reader, so that any cache may store the responses."""

from typing import ClassVar

from django.db.models import QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import View

from glossary.conf import absolute_url
from glossary.models import Term
from glossary.public.downloads.term_json import term_to_json, terms_for_json
from glossary.public.downloads.term_markdown import markdown_of
from glossary.public.redirects import resolve_old_slug
from glossary.public.term_page.data import load_term_page
from glossary.public.term_page.head import description_of, picture_of
from glossary.public.views.term import REPLACEMENTS, final_replacement

_YEAR = 31_536_000
_HOUR = 3_600


class EntryFileView(View):
    """An entry in one format. Old slugs and aliases redirect, as they do for pages."""

    url_name: ClassVar[str]

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        term = self.terms().filter(slug=slug).first()
        if term is not None:
            response = self.render(request, term)
            response["Link"] = f'<{absolute_url(term.get_absolute_url())}>; rel="canonical"'
            return response
        moved = resolve_old_slug(slug)
        if moved is None:
            # Not the 404 page for readers: its suggestions are of no use to a program.
            missing = _("No such entry.")
            return HttpResponse(missing, status=404, content_type="text/plain; charset=utf-8")
        query = request.META.get("QUERY_STRING", "")
        target = reverse(self.url_name, args=[moved.slug])
        return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)

    def terms(self) -> QuerySet[Term]:
        terms: QuerySet[Term] = Term.objects.published().select_related("category")
        return terms

    def render(self, request: HttpRequest, term: Term) -> HttpResponseBase:
        raise NotImplementedError


class EntryJsonView(EntryFileView):
    url_name = "glossary:term_json"

    def terms(self) -> QuerySet[Term]:
        return terms_for_json()

    def render(self, request: HttpRequest, term: Term) -> HttpResponseBase:
        return JsonResponse(
            term_to_json(term), json_dumps_params={"ensure_ascii": False, "indent": 2}
        )


class EntryMarkdownView(EntryFileView):
    url_name = "glossary:term_markdown"

    def terms(self) -> QuerySet[Term]:
        return super().terms().select_related(REPLACEMENTS)

    def render(self, request: HttpRequest, term: Term) -> HttpResponseBase:
        text = markdown_of(term, load_term_page(term), final_replacement(term))
        return HttpResponse(text, content_type="text/markdown; charset=utf-8")


class EntryPictureView(EntryFileView):
    """``v=`` is the version of the image. With the current one, caches may keep it for a year."""

    url_name = "glossary:term_picture"

    def render(self, request: HttpRequest, term: Term) -> HttpResponseBase:
        picture = picture_of(term, description_of(term))
        etag = f'"{picture.version}"'
        response = get_conditional_response(request, etag=etag)
        if response is None:
            response = HttpResponse(picture.png(), content_type="image/png")
            response["ETag"] = etag
        is_current_version = request.GET.get("v") == picture.version
        patch_cache_control(response, public=True, max_age=_YEAR if is_current_version else _HOUR)
        return response
