"""The pages of missing terms and of reader searches."""

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
    """The filters of the list. Invalid values are ignored."""

    q = forms.CharField(label=_("Words in the name"), required=False)
    kind = forms.ChoiceField(
        label=_("Source"),
        required=False,
        choices=zip(
            KINDS,
            (
                _("all sources"),
                _("searches without results"),
                _("missing addresses"),
                _("phrases in entries"),
                _("searches with few results"),
                _("rejected"),
            ),
            strict=True,
        ),
    )
    days = forms.ChoiceField(
        label=_("Searched within"),
        required=False,
        choices=[("", _("the whole log")), ("7", _("7 days")), ("30", _("30 days"))],
    )

    def terms(self) -> MissingTerms:
        self.is_valid()
        kept = self.cleaned_data
        return MissingTerms(
            kept.get("kind", ""), number(kept.get("days")), limit_query(kept.get("q", ""))
        )


class MissingTermsMixin(admin.ModelAdmin):
    """For the ModelAdmin of entries: the page of missing terms, for users who may add entries."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.missing_terms_view)
        return [path("missing/", view, name="glossary_term_missing"), *super().get_urls()]

    def missing_terms_view(self, request: HttpRequest) -> HttpResponse:
        """List the missing terms. A POST of ``reject`` or ``restore`` decides about one of them."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide(request)
        form = MissingTermsFilter(request.GET)
        found: Any = form.terms()
        page: Page[MissingTerm] = Paginator(found, _ROWS).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Missing terms"),
            "opts": self.opts,
            "form": form,
            "page": page,
            "base_query": urlencode(
                {name: value for name in form.fields if (value := form.data.get(name))}
            ),
            "are_rejected": form.cleaned_data.get("kind") == "rejected",
            "may_reject": request.user.has_perm("glossary.add_rejectedterm"),
            "may_restore": request.user.has_perm("glossary.delete_rejectedterm"),
            "may_add_alias": request.user.has_perms(["glossary.change_term", "glossary.add_alias"]),
            "may_see_searches": request.user.has_perm("glossary.view_searchlogentry"),
        }
        return render(request, "admin/glossary/term/missing_terms.html", context)

    def _decide(self, request: HttpRequest) -> HttpResponse:
        if "reject" in request.POST:
            said = _reject(request, request.POST["reject"])
        else:
            said = _restore(request, request.POST.get("restore", ""))
        if said:
            messages.success(request, said)
        return HttpResponseRedirect(request.get_full_path())


def _reject(request: HttpRequest, key: str) -> str:
    _permit(request, "glossary.add_rejectedterm")
    row = RejectedTerm(key=clean_input(key))
    with transaction.atomic():
        try:
            row.full_clean()
        except ValidationError:  # It is not in the list.
            return ""
        row.save()
        _log(request, row, ADDITION)
    return gettext("“%(name)s” was rejected and is no longer listed.") % {"name": row}


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
    """The searches of readers. Editors may read and delete them."""

    list_display = ["words", "kind", "day", "times", "results"]
    list_filter = ["kind"]
    date_hierarchy = "day"
    search_fields = ["words"]
    fields = ["words", "kind", "day", "times", "results"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
