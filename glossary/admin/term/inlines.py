"""Aliases, applications, relations and sources, edited in the form of their entry."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, URLField
from django.forms.widgets import Script
from django.http import HttpRequest

from glossary.admin.markdown.fields import MarkdownMixin
from glossary.admin.markdown.read_only import ReadOnlyMixin
from glossary.admin.markdown.wiki_links import refuse_unknown
from glossary.admin.widgets import EntrySelect
from glossary.models import Alias, Application, Relation, Source


class RowForm(forms.ModelForm):
    """A row of an entry. Default values alone do not make a new row."""

    #: Fields that make no new row by themselves.
    minor_fields = frozenset({"kind", "position", "exact_case", "autolink"})

    def has_changed(self) -> bool:
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - self.minor_fields)


class RowInline(admin.options.InlineModelAdmin):
    form = RowForm
    extra = 1
    max_num = 200

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Without ``absolute_max``, Django builds a thousand rows more before it refuses them."""
        return super().get_formset(request, obj, absolute_max=self.max_num, **kwargs)


class TableInline(RowInline, admin.TabularInline):
    """A table row; on a phone, a card."""

    template = "admin/glossary/tabular.html"


class AliasInline(TableInline):
    model = Alias
    fields = ["text", "kind", "autolink", "exact_case"]


class ApplicationForm(RowForm):
    def clean_description(self) -> str:
        text: str = self.cleaned_data["description"]
        if "description" in self.changed_data:
            refuse_unknown(text)
        return text


class ApplicationInline(ReadOnlyMixin, MarkdownMixin, RowInline, admin.StackedInline):
    """Ordered by a visible number; a script adds dragging and buttons."""

    model = Application
    form = ApplicationForm
    fields = ["position", "title", "description"]
    looks = {"description": "application"}
    classes = ["orderable"]

    class Media:
        js = [Script("glossary/admin/order.js", type="module")]


class RelationInline(TableInline):
    model = Relation
    fk_name = "term"
    fields = ["kind", "target"]
    autocomplete_fields = ["target"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = EntrySelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "target":
            without_shortcuts(field)
        return field


class SourceInline(TableInline):
    model = Source
    fields = ["title", "url", "author", "year"]
    formfield_overrides = {
        URLField: {
            "widget": forms.URLInput(attrs={"class": "vURLField"}),
            "assume_scheme": "https",
        }
    }


INLINES: list[type[RowInline]] = [
    AliasInline,
    ApplicationInline,
    RelationInline,
    SourceInline,
]


def without_shortcuts(field: Any, *, may_add: bool = False) -> None:
    """Remove the icons that open, change or delete the chosen row."""
    widget = field.widget
    widget.can_add_related = widget.can_add_related and may_add
    widget.can_change_related = widget.can_delete_related = widget.can_view_related = False


def stored_ids(model: type[Model], term_id: int) -> set[int]:
    """Return the ids of the stored rows of ``model`` of an entry."""
    return set(model._default_manager.filter(term=term_id).values_list("pk", flat=True))
