"""What readers would see of a Markdown field: the public rendering, asked for while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from glossary import conf
from glossary.admin.access import writers_only
from glossary.admin.markdown.fields import BLOCK_LOOKS, LOOKS
from glossary.admin.markdown.rendering import linked
from glossary.admin.querystring import number


@require_POST
@writers_only
def preview(request: HttpRequest) -> HttpResponse:
    """Answer the rendered ``content`` in the ``look`` of its field, linked as in the ``entry`` that
    the address names, or a sentence with 400."""
    content = request.POST.get("content", "").replace("\r\n", "\n")
    look = request.POST.get("look", "")
    if look not in {*LOOKS.values(), "application"}:
        return _sentence(gettext("There is no such field to preview."))
    limit = conf.get("MAX_TEXT" if look in BLOCK_LOOKS else "MAX_INLINE")
    if len(content) > limit:
        return _sentence(
            gettext("This text is too long: %(length)s characters of %(limit)s allowed.")
            % {"length": len(content), "limit": limit}
        )
    title = request.POST.get("title", "")
    html, in_vain = linked(look, content, number(request.GET.get("entry")))
    context = {"content": content, "html": html, "look": look, "title": title, "in_vain": in_vain}
    return render(request, "admin/glossary/preview.html", context)


def _sentence(text: str) -> HttpResponse:
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
