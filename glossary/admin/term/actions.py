"""Actions on many entries. Each entry is saved by itself, so that signals run and its history is
kept; an action changes all of its entries or none."""

from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from glossary.admin.forms import CommaTagField
from glossary.admin.links.impact import LinkImpact, link_impact
from glossary.admin.querystring import number
from glossary.indexing.names import names_of
from glossary.models import Category, Status, Term
from glossary.models.term import PUBLIC_STATUSES
from glossary.text.normalize import fold


class TermActionForm(ActionForm):
    """The actions, and what two of them need."""

    category = forms.ModelChoiceField(
        Category.objects.all(), required=False, label=_("Category"), empty_label="—"
    )
    tag = forms.CharField(required=False, max_length=100, label=_("Tag"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].widget.attrs |= {"size": 16}


@admin.action(description=_("Publish"), permissions=["publish"])
def publish(site: Any, request: HttpRequest, chosen: QuerySet[Term]) -> HttpResponse | None:
    """Publish drafts and entries in review; those already public stay as they are. Asks first where
    that would make many links."""
    if asked := question(site, request, chosen):
        return asked

    def change(term: Term) -> str:
        if term.status in PUBLIC_STATUSES:
            is_old = term.is_deprecated
            return gettext("already public, as deprecated") if is_old else gettext("already public")
        term.status = Status.PUBLISHED
        return ""

    count, left = _change_each(site, request, chosen, change, "Status")
    done = ngettext("%(count)d entry published.", "%(count)d entries published.", count)
    _tell(site, request, done % {"count": count}, left)
    return None


@admin.action(description=_("Withdraw (back to draft)"), permissions=["publish"])
def withdraw(site: Any, request: HttpRequest, chosen: QuerySet[Term]) -> None:
    """Make published and deprecated entries drafts again."""

    def change(term: Term) -> str:
        if term.status not in PUBLIC_STATUSES:
            return gettext("not public")
        term.status = Status.DRAFT
        return ""

    count, left = _change_each(site, request, chosen, change, "Status")
    done = ngettext("%(count)d entry withdrawn.", "%(count)d entries withdrawn.", count)
    _tell(site, request, done % {"count": count}, left)


@admin.action(description=_("Set the category"), permissions=["change"])
def set_category(site: Any, request: HttpRequest, chosen: QuerySet[Term]) -> None:
    """Move entries to the category named beside the action."""
    category = Category.objects.filter(pk=number(request.POST.get("category"))).first()
    if category is None:
        site.message_user(request, gettext("Choose a category first."), messages.WARNING)
        return

    def change(term: Term) -> str:
        if term.category_id == category.pk:
            return gettext("already there")
        term.category = category
        return ""

    count, left = _change_each(site, request, chosen, change, "Category")
    done = ngettext(
        "%(count)d entry moved to “%(name)s”.", "%(count)d entries moved to “%(name)s”.", count
    )
    _tell(site, request, done % {"count": count, "name": category.name}, left)


@admin.action(description=_("Add a tag"), permissions=["change"])
def add_tag(site: Any, request: HttpRequest, chosen: QuerySet[Term]) -> None:
    """Add the tags written beside the action."""
    try:
        tags = CommaTagField().clean(request.POST.get("tag", ""))
    except forms.ValidationError as error:
        refusal = gettext("Write a tag first.") if error.code == "required" else error.messages[0]
        site.message_user(request, refusal, messages.WARNING)
        return

    def change(term: Term) -> str:
        present = {fold(tag.name) for tag in term.tags.all()}
        if present >= {fold(tag) for tag in tags}:
            return gettext("already tagged so")
        term.tags.add(*tags)
        return ""

    count, left = _change_each(site, request, chosen, change, "Tags")
    done = ngettext(
        "%(count)d entry tagged “%(tags)s”.", "%(count)d entries tagged “%(tags)s”.", count
    )
    _tell(site, request, done % {"count": count, "tags": ", ".join(tags)}, left)


def _change_each(
    site: Any,
    request: HttpRequest,
    chosen: QuerySet[Term],
    change: Callable[[Term], str],
    what: str,
) -> tuple[int, Counter[str]]:
    """Apply ``change``, which returns why it did not, to the chosen entries this user may change;
    return how many it changed and, by the reason, how many were left as they were."""
    changed, left = 0, Counter[str]()
    with transaction.atomic():
        terms = Term.objects.filter(pk__in=chosen.order_by().values("pk")).select_for_update()
        for term in terms.prefetch_related("tags"):
            may = site.has_change_permission(request, term)
            if reason := change(term) if may else gettext("not yours to change"):
                left[reason] += 1
                continue
            term.updated_by = request.user
            term.save()
            site.log_change(request, term, [{"changed": {"fields": [what]}}])
            changed += 1
    return changed, left


def _tell(site: Any, request: HttpRequest, done: str, left: Counter[str]) -> None:
    if left:
        reasons = (f"{reason} ({count})" for reason, count in sorted(left.items()))
        untouched = ngettext(
            "%(left)d was left as it was: %(reasons)s.",
            "%(left)d were left as they were: %(reasons)s.",
            left.total(),
        )
        because = ", ".join(left if len(left) == 1 else reasons)
        done = f"{done} {untouched % {'left': left.total(), 'reasons': because}}"
    site.message_user(request, done, messages.SUCCESS)


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
        seen = link_impact(term.pk, names_of(term), limit=_TEXTS)
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
