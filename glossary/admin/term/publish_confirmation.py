"""The question before many entries are published at once: which texts would lead to them."""

from hashlib import sha256
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from glossary.admin.links.impact import LinkImpact, outlook
from glossary.indexing.names import names_of
from glossary.models import Term
from glossary.models.term import PUBLIC_STATUSES

#: Entries whose links are looked at, and texts that are read for each.
_ENTRIES = 50
_TEXTS = 10


def question(site: Any, request: HttpRequest, chosen: QuerySet[Term]) -> HttpResponse | None:
    """Return the page that asks, or None where no entry to be published would be linked in more
    than a few texts, or the editor has seen exactly these."""
    drafts = chosen.exclude(status__in=PUBLIC_STATUSES).order_by("sort_key", "slug")
    terms = list(drafts.prefetch_related("aliases", "name_exclusions")[: _ENTRIES + 1])
    found: list[tuple[Term, LinkImpact]] = []
    for term in terms[:_ENTRIES]:
        seen = outlook(term.pk, names_of(term), most=_TEXTS)
        if seen.is_wide and site.has_change_permission(request, term):
            found.append((term, seen))
    token = sha256(repr([(term.pk, seen.token) for term, seen in found]).encode()).hexdigest()[:32]
    if not found or request.POST.get("confirm_links") == token:
        return None
    context = {
        **site.admin_site.each_context(request),
        "title": gettext("This would make many links"),
        "opts": site.opts,
        "found": found,
        "token": token,
        "not_looked_at": drafts.count() - _ENTRIES if len(terms) > _ENTRIES else 0,
        "checkbox": ACTION_CHECKBOX_NAME,
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "select_across": request.POST.get("select_across", "0"),
    }
    return render(request, "admin/glossary/term/publish_question.html", context)
