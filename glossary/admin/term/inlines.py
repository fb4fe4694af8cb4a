"""The parts of an entry, edited within it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, URLField
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from glossary.admin.markdown.fields import MarkdownMixin
from glossary.admin.markdown.read_only import ReadOnlyMixin
from glossary.admin.markdown.wiki_links import refuse_unknown
from glossary.admin.widgets import EntrySelect
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
    max_num = 200

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Django would build a thousand rows more than allowed, before it refuses them."""
        return super().get_formset(request, obj, absolute_max=self.max_num, **kwargs)


class CellInline(PartInline, admin.TabularInline):
    """A row of cells; on a phone, a card."""

    template = "admin/glossary/tabular.html"


class AliasForm(PartForm):
    class Meta:
        help_texts = {
            "exact_case": _(
                "Automatic: exact for short names and for capitals. One letter, or common words "
                "alone, link only when exact."
            )
        }


class AliasInline(CellInline):
    model = Alias
    form = AliasForm
    fields = ["text", "kind", "autolink", "exact_case"]


class ApplicationForm(PartForm):
    def clean_description(self) -> str:
        text: str = self.cleaned_data["description"]
        if "description" in self.changed_data:
            refuse_unknown(text)
        return text


class ApplicationInline(ReadOnlyMixin, MarkdownMixin, PartInline, admin.StackedInline):
    """Ordered by the visible number; a script adds dragging and buttons that write it."""

    model = Application
    form = ApplicationForm
    fields = ["position", "title", "description"]
    looks = {"description": "application"}
    classes = ["orderable"]

    class Media:
        js = [Script("glossary/admin/order.js", type="module")]


class RelationInline(CellInline):
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


class SourceInline(CellInline):
    model = Source
    fields = ["title", "url", "author", "year"]
    formfield_overrides = {
        URLField: {
            "widget": forms.URLInput(attrs={"class": "vURLField"}),
            "assume_scheme": "https",
        }
    }


INLINES: list[type[PartInline]] = [
    AliasInline,
    ApplicationInline,
    RelationInline,
    SourceInline,
]


def without_shortcuts(field: Any, *, may_add: bool = False) -> None:
    """Take from a choice of another row the icons that would open, change or delete it."""
    widget = field.widget
    widget.can_add_related = widget.can_add_related and may_add
    widget.can_change_related = widget.can_delete_related = widget.can_view_related = False


def stored_ids(model: type[Model], term_id: int) -> set[int]:
    """Return the ids of an entry's rows of ``model``, as stored now."""
    return set(model._default_manager.filter(term=term_id).values_list("pk", flat=True))
