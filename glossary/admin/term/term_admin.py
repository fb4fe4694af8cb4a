"""Entries in the admin: permissions, list and form."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glossary.admin.concurrency.conflict import LockedAdmin
from glossary.admin.concurrency.versions import deleted_rows_as_new
from glossary.admin.links.views import LinkReportMixin
from glossary.admin.missing_terms.add_alias import AddAliasMixin
from glossary.admin.missing_terms.views import MissingTermsMixin
from glossary.admin.querystring import limit_query
from glossary.admin.suggestions import validate_no_public_redirect
from glossary.admin.term import actions, export
from glossary.admin.term.changelist import (
    COLUMNS,
    CompletenessFilter,
    ScheduleFilter,
    TagFilter,
    TermColumns,
    TermList,
    by_name,
    closest_first,
)
from glossary.admin.term.completeness import missing, with_missing
from glossary.admin.term.deletion import DeletionPreviewMixin
from glossary.admin.term.excluded_forms import excluded_forms_of
from glossary.admin.term.form import TermForm
from glossary.admin.term.inlines import INLINES, stored_ids, without_shortcuts
from glossary.admin.widgets import CategorySelect, EntrySelect
from glossary.models import Status, Term
from glossary.models.term import PUBLIC_STATUSES, TEXT_NAMES

#: Fields that only a stored entry has.
_STORED_ONLY = frozenset({"still_missing", "excluded_forms"})


@admin.register(Term)
class TermAdmin(
    TermColumns,
    export.ExportMixin,
    MissingTermsMixin,
    AddAliasMixin,
    LinkReportMixin,
    DeletionPreviewMixin,
    LockedAdmin,
):
    form = TermForm
    inlines = INLINES  # type: ignore[assignment]
    fieldsets = [
        (None, {"fields": ["name", "slug", "category", "level"]}),
        (_("Text"), {"fields": TEXT_NAMES}),
        (_("Sorting"), {"fields": ["tags", "sort_as"]}),
        (_("Linking"), {"fields": ["autolink", "exact_case", "excluded_forms"]}),
        (_("Publication"), {"fields": ["status", "publish_at", "replaced_by", "still_missing"]}),
    ]
    readonly_fields = ["still_missing"]
    autocomplete_fields = ["category", "replaced_by"]
    radio_fields = {"level": admin.HORIZONTAL}
    list_display = [*COLUMNS]
    list_select_related = ["category", "updated_by"]
    # No date_hierarchy: it truncates the time of every entry on each page of the list.
    list_filter = [
        "status",
        "level",
        "category",
        TagFilter,
        CompletenessFilter,
        ScheduleFilter,
        "updated",
    ]
    list_per_page = 50
    search_fields = ["name", "aliases__text"]
    search_help_text = _("Finds names and aliases, whatever their case and accents.")
    action_form = actions.TermActionForm
    actions = [
        actions.publish,
        actions.withdraw,
        actions.set_category,
        actions.add_tag,
        export.export_selected,
    ]

    # Permissions

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("glossary.publish_term")

    def has_change_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        """Only users who may publish can change what readers see."""
        may = super().has_change_permission(request, obj)
        return may and self._may_change_status_of(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and self._may_change_status_of(request, obj)

    def _may_change_status_of(self, request: HttpRequest, obj: Term | None) -> bool:
        is_public = obj is not None and obj.status in PUBLIC_STATUSES
        return not is_public or self.has_publish_permission(request)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "status" and not self.has_publish_permission(request):
            kwargs["choices"] = [(s.value, s.label) for s in Status if s not in PUBLIC_STATUSES]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    # The list

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return TermList

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Term], bool]:
        if not limit_query(search_term):
            return queryset, False
        found = by_name(queryset, search_term)
        is_autocomplete = request.resolver_match.url_name == "autocomplete"  # type: ignore[union-attr]
        return closest_first(found, search_term) if is_autocomplete else found, False

    def view_on_site(self, term: Term) -> str:
        return term.get_absolute_url()

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name="glossary_term_export"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        may_export = {"may_export": self.has_export_permission(request)}
        return super().changelist_view(request, may_export | (extra_context or {}))

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Term | None = None) -> Any:
        """A new entry has no completeness and no generated forms yet."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else [_without(_STORED_ONLY, fieldset) for fieldset in fieldsets]

    def why_read_only(self, request: HttpRequest, obj: Term) -> str:
        if super().has_change_permission(request, obj):
            return gettext("This entry is public. Only users who may publish can change it.")
        return super().why_read_only(request, obj)

    @admin.display(description=_("forms not to link"))
    def excluded_forms(self, term: Term) -> str:
        """For users who may only view."""
        return ", ".join(excluded_forms_of(term)) or gettext("none")

    @admin.display(description=_("still missing"))
    def still_missing(self, term: Term) -> str:
        """What the stored entry lacks; input counts once it is saved."""
        if not (stored := with_missing(Term.objects.filter(pk=term.pk)).first()):
            return ""
        return ", ".join(missing(stored)) or gettext("nothing")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        widget = CategorySelect if db_field.name == "category" else EntrySelect
        kwargs["widget"] = widget(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in self.autocomplete_fields:
            without_shortcuts(field, may_add=db_field.name == "category")
        if db_field.name == "slug" and not self.has_publish_permission(request):
            field.validators.append(validate_no_public_redirect)
        return field

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Term, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in kwargs and obj.pk:
            stored = stored_ids(inline.model, obj.pk)
            kwargs["data"] = deleted_rows_as_new(kwargs["data"], prefix, stored)
        return kwargs

    def save_model(self, request: HttpRequest, obj: Term, form: Any, change: bool) -> None:
        if change and not form.changed_data:
            return
        obj.updated_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        inlines_changed = any(formset.has_changed() for formset in formsets)
        if change and inlines_changed and not form.changed_data:
            form.instance.updated_by = request.user
            form.instance.save()


def _without(names: frozenset[str], fieldset: tuple[Any, dict[str, Any]]) -> Any:
    title, options = fieldset
    return title, options | {"fields": [name for name in options["fields"] if name not in names]}
