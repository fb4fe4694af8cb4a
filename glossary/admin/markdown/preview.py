"""Markdown fields as readers will see them: in the live preview and on read-only pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from glossary import conf
from glossary.admin.access import writers_only
from glossary.admin.markdown.fields import BLOCK_LOOKS, LOOKS
from glossary.admin.querystring import number
from glossary.linking.autolink import Linker, PageContext
from glossary.linking.lookup import base, look_up
from glossary.linking.mentions import PREFETCH, context_of
from glossary.models import Term
from glossary.text.markdown import (
    html_block,
    html_inline,
    render_block_with_placeholders,
    render_inline_with_placeholders,
)
from glossary.text.wiki_links import MarkedHtml

#: Looks of the texts of an entry. Other texts get no links.
_LINKED_LOOKS = frozenset({"definition", "takeaway", "prose", "inline", "application"})


def render_unlinked(look: str, content: str) -> SafeString:
    """Return ``content`` as safe HTML in the ``look`` of its field."""
    return html_block(content, _top(look)) if look in BLOCK_LOOKS else html_inline(content)


def render_linked(look: str, content: str, entry: int = 0) -> tuple[SafeString, list[str]]:
    """Return ``content`` as a text of the entry with links, and the ``[[names]]`` that no public
    entry has. These are marked. Each field is linked as if it were the only one."""
    if look not in _LINKED_LOOKS:
        return render_unlinked(look, content), []
    text = Linker.of([_render_marked(look, content)], base())
    context = _page_context(entry) if entry else PageContext()
    found = look_up([text])
    unresolved = [name for name in sorted(text.references) if not found.references.get(name)]
    return text.html(text.mentions(found, context), unresolved)[0], unresolved


def _render_marked(look: str, content: str) -> MarkedHtml:
    return (
        render_block_with_placeholders(content, _top(look))
        if look in BLOCK_LOOKS
        else render_inline_with_placeholders(content)
    )


def _top(look: str) -> int:
    return 2 if look == "page" else 3


def _page_context(entry: int) -> PageContext:
    term = Term.objects.filter(pk=entry).prefetch_related(*PREFETCH).first()
    if term is None:
        return PageContext()
    return context_of(term, term.link_exclusions.all())


@require_POST
@writers_only
def preview(request: HttpRequest) -> HttpResponse:
    """Return ``content`` in the ``look`` of its field, with the links of ``entry`` in the query
    string, or 400 with a message."""
    content = request.POST.get("content", "").replace("\r\n", "\n")
    look = request.POST.get("look", "")
    if look not in {*LOOKS.values(), "application"}:
        return _error(gettext("There is no such field to preview."))
    limit = conf.get("MAX_TEXT" if look in BLOCK_LOOKS else "MAX_INLINE")
    if len(content) > limit:
        return _error(
            gettext("This text is too long: %(length)s characters of %(limit)s allowed.")
            % {"length": len(content), "limit": limit}
        )
    title = request.POST.get("title", "")
    html, unresolved = render_linked(look, content, number(request.GET.get("entry")))
    context = {
        "content": content,
        "html": html,
        "look": look,
        "title": title,
        "unresolved": unresolved,
    }
    return render(request, "admin/glossary/preview.html", context)


def _error(message: str) -> HttpResponse:
    return HttpResponse(message, status=400, content_type="text/plain; charset=utf-8")
