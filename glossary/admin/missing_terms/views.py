"""Wanted terms: the page that lists them, what may be done with each, and the log behind it."""

from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glossary.admin.querystring import GuardedAdmin, limit_query, number
from glossary.models import RejectedTerm, SearchLogEntry
from glossary.search_log.missing_terms import KINDS, MissingTerm, MissingTerms
from glossary.text.plain import clean_input

_ROWS = 50


class MissingTermsFilter(forms.Form):
    """What the list is narrowed to, as the address says it; what makes no sense narrows nothing."""

    q = forms.CharField(label=_("Words in the name"), required=False)
    kind = forms.ChoiceField(
        label=_("Wanted because of"),
        required=False,
        choices=zip(
            KINDS,
            (
                _("everything"),
                _("searches that find nothing"),
                _("missing addresses"),
                _("phrases in texts"),
                _("searches that find little"),
                _("not wanted"),
            ),
            strict=True,
        ),
    )
    days = forms.ChoiceField(
        label=_("Asked for within"),
        required=False,
        choices=[("", _("all the time kept")), ("7", _("7 days")), ("30", _("30 days"))],
    )

    def terms(self) -> MissingTerms:
        self.is_valid()
        kept = self.cleaned_data
        return MissingTerms(
            kept.get("kind", ""), number(kept.get("days")), limit_query(kept.get("q", ""))
        )


class MissingTermsMixin(admin.ModelAdmin):
    """For the ModelAdmin of entries: the page of wanted terms, for those who may add an entry."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.wanted_view)
        return [path("wanted/", view, name="glossary_term_wanted"), *super().get_urls()]

    def wanted_view(self, request: HttpRequest) -> HttpResponse:
        """List the wanted terms; a POST of ``refuse`` or ``restore`` decides about one."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide(request)
        form = MissingTermsFilter(request.GET)
        found: Any = form.terms()
        page: Page[MissingTerm] = Paginator(found, _ROWS).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Wanted terms"),
            "opts": self.opts,
            "form": form,
            "page": page,
            "base_query": urlencode(
                {name: value for name in form.fields if (value := form.data.get(name))}
            ),
            "are_refused": form.cleaned_data.get("kind") == "refused",
            "may_refuse": request.user.has_perm("glossary.add_rejectedterm"),
            "may_restore": request.user.has_perm("glossary.delete_rejectedterm"),
            "may_add_alias": request.user.has_perms(["glossary.change_term", "glossary.add_alias"]),
            "may_see_asked": request.user.has_perm("glossary.view_asked"),
        }
        return render(request, "admin/glossary/term/wanted.html", context)

    def _decide(self, request: HttpRequest) -> HttpResponse:
        if "refuse" in request.POST:
            said = _refuse(request, request.POST["refuse"])
        else:
            said = _restore(request, request.POST.get("restore", ""))
        if said:
            messages.success(request, said)
        return HttpResponseRedirect(request.get_full_path())


def _refuse(request: HttpRequest, key: str) -> str:
    _permit(request, "glossary.add_rejectedterm")
    row = RejectedTerm(key=clean_input(key))
    with transaction.atomic():
        try:
            row.full_clean()
        except ValidationError:  # It was never listed, or no longer is.
            return ""
        row.save()
        _log(request, row, ADDITION)
    return gettext("“%(name)s” is not wanted and no longer listed.") % {"name": row}


def _restore(request: HttpRequest, key: str) -> str:
    _permit(request, "glossary.delete_rejectedterm")
    with transaction.atomic():
        row = RejectedTerm.objects.filter(key=clean_input(key)).first()
        if row is None:
            return ""
        _log(request, row, DELETION)
        row.delete()
    return gettext("“%(name)s” is listed again.") % {"name": row}


def _permit(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _log(request: HttpRequest, row: RejectedTerm, action: int) -> None:
    LogEntry.objects.log_actions(cast(int, request.user.pk), [row], action, single_object=True)


@admin.register(SearchLogEntry)
class SearchLogAdmin(GuardedAdmin):
    """What was kept of readers' questions: to be read, and deleted where it should not be there."""

    list_display = ["words", "kind", "day", "times", "results"]
    list_filter = ["kind"]
    date_hierarchy = "day"
    search_fields = ["words"]
    fields = ["words", "kind", "day", "times", "results"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
