"""Shows the input of a form that can no longer be saved, so that it is not lost."""

import re
from typing import Any

from django.contrib import admin
from django.db.models import CharField, Model, TextField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext

from glossary.models import Alias, Application, Source, Term

_INLINE_MODELS: dict[str, type[Model]] = {
    "aliases": Alias,
    "applications": Application,
    "sources": Source,
}
_ROW = re.compile(r"([a-z]+)-(\d{1,4})-(\w+)")


class RecoverInputMixin(admin.ModelAdmin):
    """A ModelAdmin that shows the posted input if the row was deleted meanwhile, or the user may no
    longer change it."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id and self.has_change_permission(request):
            obj = self.get_object(request, object_id)
            if obj is None or not self.has_change_permission(request, obj):
                return self._recover_input(request, obj)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _recover_input(self, request: HttpRequest, obj: Model | None) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Not saved"),
            "opts": self.opts,
            "original": obj,
            "typed": typed_texts(self.model, request.POST),
        }
        status = 404 if obj is None else 403
        return render(request, "admin/glossary/term/not_saved.html", context, status=status)


def typed_texts(model: type[Model], posted: QueryDict) -> list[tuple[str, str]]:
    """Return the label and text of every text field in the posted form of ``model``."""
    found = []
    for name, value in posted.items():
        row = _ROW.fullmatch(name)
        row_model = _INLINE_MODELS.get(row[1]) if row else model
        label = _label(row_model, row[3] if row else name) if row_model else ""
        if label and row and row_model:
            label = f"{capfirst(row_model._meta.verbose_name)} {int(row[2]) + 1}: {label}"
        if label and isinstance(value, str) and value.strip():
            found.append((label, value))
    return found


def _label(model: type[Model], name: str) -> str:
    """Return the label of a text field; empty for choices, numbers and unknown names."""
    field = next((field for field in model._meta.get_fields() if field.name == name), None)
    is_tags = model is Term and name == "tags"
    is_text = isinstance(field, CharField | TextField) and not field.choices
    return str(capfirst(field.verbose_name)) if is_text or is_tags else ""  # type: ignore[union-attr]
