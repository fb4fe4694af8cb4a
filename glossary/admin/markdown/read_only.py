"""For users who may view a row but not change it: its texts as readers see them."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from glossary.admin.markdown.fields import LOOKS, MarkdownAdmin
from glossary.admin.markdown.preview import render_unlinked


class ReadOnlyMixin(BaseModelAdmin):
    """For a ModelAdmin or an inline: Markdown is rendered where it cannot be changed."""

    def is_read_only(self, request: HttpRequest, obj: Model | None) -> bool:
        """Whether the user cannot change the row, or the parent row of an inline."""
        owner = self.admin_site.get_model_admin(getattr(self, "parent_model", self.model))
        return obj is not None and not owner.has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self.is_read_only(request, obj):
            return fieldsets
        return [
            (title, options | {"fields": [self._shown(name) for name in options["fields"]]})
            for title, options in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        if not self.is_read_only(request, obj):
            return fixed
        names = [field.name for field in self.opts.concrete_fields]
        return [*fixed, *(self._shown(name) for name in names if name in LOOKS)]

    def _shown(self, name: Any) -> Any:
        model: Any = self.model
        return _rendered_field(model, name) if name in LOOKS else name


class ReadableAdmin(ReadOnlyMixin, MarkdownAdmin):
    """A ModelAdmin with Markdown fields whose form says why it is read-only."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self.is_read_only(request, obj):
            return fieldsets
        (title, options), *others = fieldsets
        return [(title, options | {"description": self.why_read_only(request, obj)}), *others]

    def why_read_only(self, request: HttpRequest, obj: Any) -> str:
        return gettext("You may view this but not change it.")


@cache
def _rendered_field(model: Any, name: str) -> Callable[[Any], SafeString]:
    """Return what shows the Markdown field ``name``; the same function each time."""

    @admin.display(description=model._meta.get_field(name).verbose_name)
    def rendered(row: Any) -> SafeString:
        content, look = getattr(row, name), LOOKS[name]
        context = {"content": content, "look": look, "html": render_unlinked(look, content)}
        return render_to_string("admin/glossary/preview.html", context)

    rendered.__name__ = f"shown_{name}"
    return rendered
