"""What an editor typed into a form that can no longer be saved, to be shown instead of lost."""

import re
from typing import Any

from django.contrib import admin
from django.db.models import CharField, Model, TextField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext

from glossary.models import Alias, Application, Source, Term

_PARTS: dict[str, type[Model]] = {"aliases": Alias, "applications": Application, "sources": Source}
_ROW = re.compile(r"([a-z]+)-(\d{1,4})-(\w+)")


class RecoverInputMixin(admin.ModelAdmin):
    """A ModelAdmin whose rows, once they became someone else's to change or are gone, hand back
    what was typed in their form."""

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


def typed_texts(written: type[Model], posted: QueryDict) -> list[tuple[str, str]]:
    """Return label and text of every field of the ``posted`` form of a row that was ``written``."""
    found = []
    for name, value in posted.items():
        row = _ROW.fullmatch(name)
        model = _PARTS.get(row[1]) if row else written
        label = _label(model, row[3] if row else name) if model else ""
        if label and row and model:
            label = f"{capfirst(model._meta.verbose_name)} {int(row[2]) + 1}: {label}"
        if label and isinstance(value, str) and value.strip():
            found.append((label, value))
    return found


def _label(model: type[Model], name: str) -> str:
    """The label of a field one writes in; empty for choices, numbers and what is no field."""
    field = next((field for field in model._meta.get_fields() if field.name == name), None)
    is_tags = model is Term and name == "tags"
    is_text = isinstance(field, CharField | TextField) and not field.choices
    return str(capfirst(field.verbose_name)) if is_text or is_tags else ""  # type: ignore[union-attr]
