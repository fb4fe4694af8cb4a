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
    """The actions, and the fields that two of them need."""

    category = forms.ModelChoiceField(
        Category.objects.all(), required=False, label=_("Category"), empty_label="—"
    )
    tag = forms.CharField(required=False, max_length=100, label=_("Tag"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].widget.attrs |= {"size": 16}


@admin.action(description=_("Publish"), permissions=["publish"])
def publish(
    model_admin: Any, request: HttpRequest, selected_terms: QuerySet[Term]
) -> HttpResponse | None:
    """Publish drafts and entries in review. The editor confirms first if that adds many links."""
    if page := _confirmation(model_admin, request, selected_terms):
        return page

    def change(term: Term) -> str:
        if term.status in PUBLIC_STATUSES:
            is_old = term.is_deprecated
            return gettext("already public, as deprecated") if is_old else gettext("already public")
        term.status = Status.PUBLISHED
        return ""

    count, skipped = _change_each(model_admin, request, selected_terms, change, "Status")
    done = ngettext("%(count)d entry published.", "%(count)d entries published.", count)
    _report(model_admin, request, done % {"count": count}, skipped)
    return None


@admin.action(description=_("Withdraw (back to draft)"), permissions=["publish"])
def withdraw(model_admin: Any, request: HttpRequest, selected_terms: QuerySet[Term]) -> None:
    """Make published and deprecated entries drafts again."""

    def change(term: Term) -> str:
        if term.status not in PUBLIC_STATUSES:
            return gettext("not public")
        term.status = Status.DRAFT
        return ""

    count, skipped = _change_each(model_admin, request, selected_terms, change, "Status")
    done = ngettext("%(count)d entry withdrawn.", "%(count)d entries withdrawn.", count)
    _report(model_admin, request, done % {"count": count}, skipped)


@admin.action(description=_("Set the category"), permissions=["change"])
def set_category(model_admin: Any, request: HttpRequest, selected_terms: QuerySet[Term]) -> None:
    """Move entries to the chosen category."""
    category = Category.objects.filter(pk=number(request.POST.get("category"))).first()
    if category is None:
        model_admin.message_user(request, gettext("Choose a category first."), messages.WARNING)
        return

    def change(term: Term) -> str:
        if term.category_id == category.pk:
            return gettext("already in it")
        term.category = category
        return ""

    count, skipped = _change_each(model_admin, request, selected_terms, change, "Category")
    done = ngettext(
        "%(count)d entry moved to “%(name)s”.", "%(count)d entries moved to “%(name)s”.", count
    )
    _report(model_admin, request, done % {"count": count, "name": category.name}, skipped)


@admin.action(description=_("Add a tag"), permissions=["change"])
def add_tag(model_admin: Any, request: HttpRequest, selected_terms: QuerySet[Term]) -> None:
    """Add the typed tags."""
    try:
        tags = CommaTagField().clean(request.POST.get("tag", ""))
    except forms.ValidationError as error:
        refusal = gettext("Enter a tag first.") if error.code == "required" else error.messages[0]
        model_admin.message_user(request, refusal, messages.WARNING)
        return

    def change(term: Term) -> str:
        present = {fold(tag.name) for tag in term.tags.all()}
        if present >= {fold(tag) for tag in tags}:
            return gettext("already has the tag")
        term.tags.add(*tags)
        return ""

    count, skipped = _change_each(model_admin, request, selected_terms, change, "Tags")
    done = ngettext(
        "%(count)d entry tagged “%(tags)s”.", "%(count)d entries tagged “%(tags)s”.", count
    )
    _report(model_admin, request, done % {"count": count, "tags": ", ".join(tags)}, skipped)


def _change_each(
    model_admin: Any,
    request: HttpRequest,
    selected_terms: QuerySet[Term],
    change: Callable[[Term], str],
    what: str,
) -> tuple[int, Counter[str]]:
    """Apply ``change`` to the selected entries. It returns a reason if it changes nothing. Return
    the number of changed entries, and of skipped entries by reason."""
    changed, skipped = 0, Counter[str]()
    with transaction.atomic():
        terms = Term.objects.filter(
            pk__in=selected_terms.order_by().values("pk")
        ).select_for_update()
        for term in terms.prefetch_related("tags"):
            may = model_admin.has_change_permission(request, term)
            if reason := change(term) if may else gettext("no permission to change"):
                skipped[reason] += 1
                continue
            term.updated_by = request.user
            term.save()
            model_admin.log_change(request, term, [{"changed": {"fields": [what]}}])
            changed += 1
    return changed, skipped


def _report(model_admin: Any, request: HttpRequest, done: str, skipped: Counter[str]) -> None:
    if skipped:
        reasons = (f"{reason} ({count})" for reason, count in sorted(skipped.items()))
        note = ngettext(
            "%(skipped)d skipped: %(reasons)s.",
            "%(skipped)d skipped: %(reasons)s.",
            skipped.total(),
        )
        because = ", ".join(skipped if len(skipped) == 1 else reasons)
        done = f"{done} {note % {'skipped': skipped.total(), 'reasons': because}}"
    model_admin.message_user(request, done, messages.SUCCESS)


#: How many entries are checked for new links, and how many texts are read for each.
_ENTRIES = 50
_TEXTS = 10


def _confirmation(
    model_admin: Any, request: HttpRequest, selected_terms: QuerySet[Term]
) -> HttpResponse | None:
    """Return the page that asks for confirmation. None if publishing adds few links, or the editor
    has confirmed exactly these."""
    drafts = selected_terms.exclude(status__in=PUBLIC_STATUSES).order_by("sort_key", "slug")
    terms = list(drafts.prefetch_related("aliases", "name_exclusions")[: _ENTRIES + 1])
    found: list[tuple[Term, LinkImpact]] = []
    for term in terms[:_ENTRIES]:
        seen = link_impact(term.pk, names_of(term), limit=_TEXTS)
        if seen.is_wide and model_admin.has_change_permission(request, term):
            found.append((term, seen))
    token = sha256(repr([(term.pk, seen.token) for term, seen in found]).encode()).hexdigest()[:32]
    if not found or request.POST.get("confirm_links") == token:
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": gettext("This would make many links"),
        "opts": model_admin.opts,
        "found": found,
        "token": token,
        "not_looked_at": drafts.count() - _ENTRIES if len(terms) > _ENTRIES else 0,
        "checkbox": ACTION_CHECKBOX_NAME,
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "select_across": request.POST.get("select_across", "0"),
    }
    return render(request, "admin/glossary/term/publish_question.html", context)
