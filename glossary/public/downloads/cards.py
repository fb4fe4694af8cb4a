"""The card of an entry: what a link to it shows before readers follow it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from glossary.models import Term
from glossary.text.markdown import html_inline
from glossary.text.plain import plain


class CardView(View):
    """``/api/card/<slug>/``, public entries only, for editors too."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        term = Term.objects.published().select_related("category").filter(slug=slug).first()
        if term is None:
            # A scheduled entry may be published without a new edition.
            missing = {"error": _("No such entry.")}
            return JsonResponse(missing, status=404, headers={"Cache-Control": "no-store"})
        body = {
            "slug": term.slug,
            "name": term.name,
            "definition": plain(html_inline(term.definition)),
            "level": term.get_level_display(),
            "category": term.category.name,
            "url": term.get_absolute_url(),
        }
        return JsonResponse(body)
