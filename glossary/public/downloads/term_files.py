"""One entry in other forms: JSON, Markdown, a picture. Public entries only, the same for everyone:
whoever keeps these answers needs to know no more than their address."""

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
from glossary.public.downloads.term_json import document, documented
from glossary.public.downloads.term_markdown import markdown_of
from glossary.public.redirects import resolve_old_slug
from glossary.public.term_page.data import load_term_page
from glossary.public.term_page.head import description_of, picture_of
from glossary.public.views.term import REPLACEMENTS, final_replacement

_YEAR = 31_536_000
_HOUR = 3_600


class EntryFileView(View):
    """An entry in one form. Addresses it has left and its aliases lead to it, as its page's do."""

    address: ClassVar[str]

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        term = self.terms().filter(slug=slug).first()
        if term is not None:
            response = self.answer(request, term)
            response["Link"] = f'<{absolute_url(term.get_absolute_url())}>; rel="canonical"'
            return response
        moved = resolve_old_slug(slug)
        if moved is None:
            # Not the page for readers: it would look for the nearest entries, in vain.
            missing = _("There is no such entry.")
            return HttpResponse(missing, status=404, content_type="text/plain; charset=utf-8")
        asked = request.META.get("QUERY_STRING", "")
        target = reverse(self.address, args=[moved.slug])
        return HttpResponsePermanentRedirect(f"{target}?{asked}" if asked else target)

    def terms(self) -> QuerySet[Term]:
        terms: QuerySet[Term] = Term.objects.published().select_related("category")
        return terms

    def answer(self, request: HttpRequest, term: Term) -> HttpResponseBase:
        raise NotImplementedError


class EntryJsonView(EntryFileView):
    address = "glossary:term_json"

    def terms(self) -> QuerySet[Term]:
        return documented()

    def answer(self, request: HttpRequest, term: Term) -> HttpResponseBase:
        return JsonResponse(document(term), json_dumps_params={"ensure_ascii": False, "indent": 2})


class EntryMarkdownView(EntryFileView):
    address = "glossary:term_markdown"

    def terms(self) -> QuerySet[Term]:
        return super().terms().select_related(REPLACEMENTS)

    def answer(self, request: HttpRequest, term: Term) -> HttpResponseBase:
        text = markdown_of(term, load_term_page(term), final_replacement(term))
        return HttpResponse(text, content_type="text/markdown; charset=utf-8")


class EntryPictureView(EntryFileView):
    """``v=`` names what is drawn: with the right one, the answer holds for a year."""

    address = "glossary:term_picture"

    def answer(self, request: HttpRequest, term: Term) -> HttpResponseBase:
        picture = picture_of(term, description_of(term))
        etag = f'"{picture.version}"'
        response = get_conditional_response(request, etag=etag)
        if response is None:
            response = HttpResponse(picture.png(), content_type="image/png")
            response["ETag"] = etag
        is_named = request.GET.get("v") == picture.version
        patch_cache_control(response, public=True, max_age=_YEAR if is_named else _HOUR)
        return response
