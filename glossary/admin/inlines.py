"""The parts of an entry, edited within it."""

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.forms.widgets import Script

from glossary.admin.markdown import MarkdownOptions
from glossary.models import Alias, Application, Relation, Source


class PartForm(forms.ModelForm):
    """A row of an entry. Defaults alone do not make a new row."""

    #: Fields that say nothing by themselves.
    silent = frozenset({"kind", "position", "exact_case", "autolink"})

    def has_changed(self) -> bool:
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - self.silent)


class PartInline(admin.options.InlineModelAdmin):
    form = PartForm
    extra = 1


class AliasInline(PartInline, admin.TabularInline):
    model = Alias
    fields = ["text", "kind", "autolink", "exact_case"]


class ApplicationInline(MarkdownOptions, PartInline, admin.StackedInline):
    """Ordered by the visible number; a script adds dragging and buttons that write it."""

    model = Application
    fields = ["position", "title", "description"]
    looks = {"description": "application"}
    classes = ["orderable"]

    class Media:
        js = [Script("glossary/admin/order.js", type="module")]


class RelationInline(PartInline, admin.TabularInline):
    model = Relation
    fk_name = "term"
    fields = ["kind", "target"]
    autocomplete_fields = ["target"]


class SourceInline(PartInline, admin.TabularInline):
    model = Source
    fields = ["title", "url", "author", "year"]


INLINES: list[type[PartInline]] = [
    AliasInline,
    ApplicationInline,
    RelationInline,
    SourceInline,
]


def stored_ids(model: type[Model], term_id: int) -> set[int]:
    """Return the ids of an entry's rows of ``model``, as stored now."""
    return set(model._default_manager.filter(term=term_id).values_list("pk", flat=True))
