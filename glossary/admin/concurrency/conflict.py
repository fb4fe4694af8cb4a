"""A conflict: somebody else saved a row after the editor opened its form. The form shows where the
stored row and the input differ, and overwrites nothing that it did not show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import BooleanField, Field, Model
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glossary.admin.concurrency.recover_input import RecoverInputMixin
from glossary.admin.concurrency.versions import changed_since, locked, version_of
from glossary.admin.dates import day_and_time
from glossary.admin.markdown.read_only import ReadableAdmin
from glossary.admin.term.inlines import RowForm
from glossary.text.normalize import fold, slugify_name

_CONFLICT = _(
    "Somebody else saved this while you were editing. Nothing you typed is lost: see below."
)


class LockedForm(forms.ModelForm):
    """A form that does not overwrite what somebody else saved since it was opened. Besides its
    fields, the page posts ``version``, which the editor saw, and ``overwrite``, to confirm."""

    #: The stored row; set by ``clean`` if there is a conflict.
    conflict: Any = None

    @cached_property
    def stored_version(self) -> str:
        return version_of(self._meta.model, self.instance.pk) if self.instance.pk else ""

    @property
    def version(self) -> str:
        """The version that the editor saw when opening the form."""
        return self.data.get("version", "") if self.is_bound else self.stored_version

    @property
    def changed_by_others(self) -> set[str]:
        """The names of the fields and inline models that others changed since."""
        return changed_since(self.version, self.stored_version)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            stored = locked(self._meta.model, self.instance.pk)
            if self.version != self.stored_version:
                self.conflict = stored
                if self.data.get("overwrite") != self.stored_version:
                    self.add_error(None, forms.ValidationError(_CONFLICT, code="conflict"))
        return cleaned


class LockedAdmin(RecoverInputMixin, ReadableAdmin):
    """The ModelAdmin of a LockedForm. Its page shows the differences."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        if getattr(form, "conflict", None):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["differences"] = differences(form, formsets)
        return super().render_change_form(request, context, *args, **kwargs)


@dataclass
class Difference:
    """A field or an inline model as text: as stored, and as the form would save it."""

    label: str
    stored: list[str]
    typed: list[str]
    #: Whether somebody else changed it; otherwise, only the editor did.
    is_changed_by_others: bool


def differences(form: LockedForm, formsets: Iterable[Any]) -> list[Difference]:
    """Return where ``form`` and its ``formsets`` differ from what is stored."""
    found = []
    for name in form.fields:
        stored, typed = _stored(form, name), _typed(form, name)
        if stored != typed:
            label = str(capfirst(form[name].label))
            found.append(Difference(label, [stored], [typed], name in form.changed_by_others))
    for formset in formsets:
        stored_rows, typed_rows = _rows(formset, form.instance.pk)
        model = formset.model._meta
        lines = (
            [row for row in stored_rows if row not in typed_rows],
            [row for row in typed_rows if row not in stored_rows],
        )
        if any(lines):
            label = str(capfirst(model.verbose_name_plural))
            found.append(Difference(label, *lines, model.model_name in form.changed_by_others))
    return found


def _stored(form: LockedForm, name: str) -> str:
    if name == "tags":
        return display_value(None, [tag.name for tag in form.conflict.tags.all()])
    if name == "excluded_forms":
        return display_value(
            None, [exclusion.text for exclusion in form.conflict.name_exclusions.all()]
        )
    return display_value(form._meta.model._meta.get_field(name), getattr(form.conflict, name))


def _typed(form: LockedForm, name: str) -> str:
    if name == "tags" and name in form.cleaned_data:
        existing = {fold(tag.name): tag.name for tag in form.conflict.tags.all()}
        return display_value(
            None, [existing.get(fold(tag), tag) for tag in form.cleaned_data[name]]
        )
    return _typed_value(form, name)


def _typed_value(form: forms.ModelForm, name: str) -> str:
    """The value that a form would save, or the input if it is invalid."""
    if name in form.cleaned_data:
        value = form.cleaned_data[name]
        is_list = isinstance(value, list)
        return display_value(None if is_list else form._meta.model._meta.get_field(name), value)
    value = form[name].value()
    return " ".join(map(str, filter(None, value))) if isinstance(value, list) else str(value or "")


def _rows(formset: Any, pk: Any) -> tuple[list[str], list[str]]:
    """The rows of an inline as text: as stored, and after saving ``formset``, which does not change
    rows it does not contain."""
    names = [name for name in formset.empty_form.fields if name not in {"id", "term", "DELETE"}]
    fields = {name: formset.model._meta.get_field(name) for name in names}
    foreign_keys = [name for name, field in fields.items() if field.is_relation]
    rows = formset.model._default_manager.filter(term=pk).select_related("term", *foreign_keys)
    stored = {
        row.pk: _line(
            fields, {name: display_value(fields[name], getattr(row, name)) for name in names}
        )
        for row in rows
    }
    after: dict[Any, str] = dict(stored)
    for number, form in enumerate(formset.forms):
        key = form.instance.pk or f"new {number}"
        if formset.can_delete and formset._should_delete_form(form):
            after.pop(key, None)
        elif form.has_changed():
            after[key] = _line(fields, {name: _typed_value(form, name) for name in names})
    return list(stored.values()), list(after.values())


def _line(fields: dict[str, Any], values: dict[str, str]) -> str:
    """One row: minor fields with their labels, the others without."""
    shown = (
        f"{capfirst(fields[name].verbose_name)}: {text}" if name in RowForm.minor_fields else text
        for name, text in values.items()
        if text
    )
    return " · ".join(shown)


def display_value(field: "Field[Any, Any] | None", value: Any) -> str:
    """Return a value of a model ``field`` as an editor reads it; empty for None."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(sorted(value, key=fold))
    if isinstance(field, BooleanField):
        return gettext("Yes") if value else gettext("No")
    if value is None:
        return ""
    if isinstance(value, datetime):
        return day_and_time(value)
    if isinstance(value, Model):
        slug = getattr(value, "slug", "")
        return str(value) if slug == slugify_name(str(value)) else f"{value} ({slug})"
    labels = dict(getattr(field, "flatchoices", None) or [])
    return str(labels.get(value, value))
